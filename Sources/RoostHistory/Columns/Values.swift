/// A column of values: one 64-bit word each, with text beside it.
///
/// Kinds are kept only once two values differ in kind, since nearly every column has one kind.
struct Values: Sendable {
    /// The kind of all values as long as `kinds` is empty.
    private(set) var uniformKind = ValueKind.float
    /// The kind of each value; empty while all are of `uniformKind`.
    private(set) var kinds: [UInt8] = []
    /// Bits of doubles and integers; for text its offset (high half) and length (low half) in `text`.
    private(set) var words: [UInt64] = []
    private(set) var text: [UInt8] = []

    init() {}

    init(reserving count: Int) {
        words.reserveCapacity(count)
    }

    /// Values of one kind.
    init(uniform kind: ValueKind, words: [UInt64], text: [UInt8] = []) {
        uniformKind = kind
        self.words = words
        self.text = text
    }

    /// Values of several kinds, a raw ``ValueKind`` for each.
    init(kinds: [UInt8], words: [UInt64], text: [UInt8]) {
        self.kinds = kinds
        self.words = words
        self.text = text
    }

    var count: Int { words.count }

    @inline(__always)
    func kind(at index: Int) -> ValueKind {
        kinds.isEmpty ? uniformKind : ValueKind(rawValue: kinds[index]) ?? .absent
    }

    /// The kind that all values share, if they do.
    var sharedKind: ValueKind? { kinds.isEmpty ? uniformKind : nil }

    @inline(__always)
    mutating func append(_ kind: ValueKind, word: UInt64 = 0) {
        if !kinds.isEmpty {
            kinds.append(kind.rawValue)
        } else if kind != uniformKind {
            splitKinds(adding: kind)
        }
        words.append(word)
    }

    @inline(never)
    private mutating func splitKinds(adding kind: ValueKind) {
        if words.isEmpty {
            uniformKind = kind
        } else {
            kinds = [UInt8](repeating: uniformKind.rawValue, count: words.count)
            kinds.append(kind.rawValue)
        }
    }

    /// Appends a text value made of the bytes that `write` appends.
    mutating func append(_ kind: ValueKind, writing write: (inout [UInt8]) -> Void) {
        let start = text.count
        write(&text)
        append(kind, word: UInt64(start) << 32 | UInt64(text.count - start))
    }

    /// Appends the value at `index` of other values.
    mutating func append(_ index: Int, of other: Values) {
        let kind = other.kind(at: index)
        if kind.isText {
            let range = other.textRange(at: index)
            append(kind) { $0.append(contentsOf: other.text[range]) }
        } else {
            append(kind, word: other.words[index])
        }
    }

    /// Appends the values at `range` of other values.
    mutating func append(_ range: Range<Int>, of other: Values) {
        guard let kind = other.sharedKind, !kind.isText, kinds.isEmpty, words.isEmpty || kind == uniformKind else {
            for index in range { append(index, of: other) }
            return
        }
        uniformKind = kind
        words.append(contentsOf: other.words[range])
    }

    /// Where the text of the value at `index` lies in `text`.
    @inline(__always)
    func textRange(at index: Int) -> Range<Int> {
        let word = words[index]
        let start = Int(word >> 32)
        return start..<(start + Int(word & 0xffff_ffff))
    }

    /// The value as a number; `nil` when it is none.
    @inline(__always)
    func number(at index: Int) -> Double? {
        switch kind(at: index) {
        case .float: Double(bitPattern: words[index])
        case .int: Double(Int64(bitPattern: words[index]))
        case .bigInteger: Double(String(decoding: text[textRange(at: index)], as: UTF8.self))
        default: nil
        }
    }

    /// Bytes that the column takes in memory.
    var memoryBytes: Int { words.count * 8 + kinds.count + text.count }
}
