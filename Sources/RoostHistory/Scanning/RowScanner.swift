/// Reads one row, a JSON object, straight into the columns of a batch.
///
/// Nested objects are taken apart into leaves. An object that is empty or has a member `_type`, and every array, is
/// one value and stays as its text.
struct RowScanner<Q: Quoting>: ~Escapable {
    private var text: TextScanner<Q>
    /// Up to here no object has a member `_type`.
    private var untypedEnd = 0

    @_lifetime(copy bytes)
    init(bytes: Span<UInt8>, position: Int) {
        text = TextScanner<Q>(bytes: bytes, position: position)
    }

    var position: Int { text.position }

    /// Reads the row. In plain text it must end where the text ends, in escaped text at the quote of the string.
    ///
    /// - Returns: `false` when the line is blank.
    @inline(__always)
    mutating func scanRow(into batch: inout RowBatchBuilder) throws(RowFault) -> Bool {
        text.skipSpace()
        var isBlank = true
        if text.byte == UInt8(ascii: "{") {
            isBlank = false
            try scanObject(KeyTable.root, depth: 1, into: &batch)
        }
        skipTrailingSpace()
        if Q.width == 2 {
            guard text.byte == UInt8(ascii: "\"") else { throw endFault(isBlank) }
        } else {
            guard text.position == text.bytes.count else { throw endFault(isBlank) }
        }
        return !isBlank
    }

    private func endFault(_ isBlank: Bool) -> RowFault {
        if isBlank || text.position >= text.bytes.count { return text.fault(expected: "'{'") }
        if Q.width == 2, text.byte == UInt8(ascii: "\\") { return .needsUnescaping }
        return .malformed(.trailingBytes, at: text.position)
    }

    /// Passes over white space after the row, which in escaped text includes an escaped line end.
    @inline(__always)
    private mutating func skipTrailingSpace() {
        text.skipSpace()
        guard Q.width == 2 else { return }
        while text.byte == UInt8(ascii: "\\"), text.position + 1 < text.bytes.count {
            switch text.bytes[text.position + 1] {
            case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
                text.position += 2
                text.skipSpace()
            default: return
            }
        }
    }

    /// Reads the object at the position, which is neither empty nor one value, unless it is the row itself.
    private mutating func scanObject(
        _ parent: Int, depth: Int, into batch: inout RowBatchBuilder
    ) throws(RowFault) {
        text.position &+= 1
        text.skipSpace()
        if text.byte == UInt8(ascii: "}") {
            text.position &+= 1
            return
        }
        var previous = KeyTable.none
        while true {
            text.skipSpace()
            let node = try scanKey(parent, after: previous, &batch.keys)
            text.skipSpace()
            try text.expect(UInt8(ascii: ":"), "':'")
            text.skipSpace()
            try scanValue(node, depth: depth, into: &batch)
            text.skipSpace()
            if text.byte == UInt8(ascii: "}") {
                text.position &+= 1
                return
            }
            try text.expect(UInt8(ascii: ","), "',' or '}'")
            previous = node
        }
    }

    @inline(__always)
    private mutating func scanKey(
        _ parent: Int, after previous: Int, _ keys: inout KeyTable
    ) throws(RowFault) -> Int {
        guard text.isAtQuote else { throw text.fault(expected: "a key") }
        let start = text.position &+ Q.width
        let guess = previous == KeyTable.none ? keys.nodes[parent].firstChild : keys.nodes[previous].next
        if guess != KeyTable.none, keys.matches(guess, text.bytes, at: start) {
            let end = start &+ keys.nodes[guess].length
            if text.isQuote(at: end) {
                text.position = end &+ Q.width
                return guess
            }
        }
        let end = try text.stringEnd(from: start)
        let node = keys.node(parent, text.bytes.extracting(start..<end))
        if previous == KeyTable.none {
            keys.setFirstChild(node, of: parent)
        } else {
            keys.setNext(node, of: previous)
        }
        text.position = end &+ Q.width
        return node
    }

    @inline(__always)
    private mutating func scanValue(
        _ node: Int, depth: Int, into batch: inout RowBatchBuilder
    ) throws(RowFault) {
        let byte = text.byte
        if byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "-") {
            let start = text.position
            let (kind, word) = try text.number()
            let column = try batch.column(of: node)
            if column == KeyTable.step {
                try batch.setStep(kind, word: word, at: start)
            } else if kind == .bigInteger {
                let digits = text.bytes.extracting(start..<text.position)
                append(digits, as: .bigInteger, column, to: &batch)
            } else {
                batch.set(kind, word: word, column: column)
            }
        } else {
            try scanOtherValue(node, depth: depth, into: &batch)
        }
    }

    @inline(never)
    private mutating func scanOtherValue(
        _ node: Int, depth: Int, into batch: inout RowBatchBuilder
    ) throws(RowFault) {
        let start = text.position
        if text.byte == UInt8(ascii: "{"), depth < Limits.flattenDepth, try isPlainObject(depth: depth) {
            try scanObject(node, depth: depth + 1, into: &batch)
            return
        }
        let column = try batch.column(of: node)
        guard column != KeyTable.step else {
            throw .malformed(.invalidMember(name: "_step", expected: "a whole number"), at: start)
        }
        if text.isAtQuote {
            let content = try text.string()
            let characters = text.bytes.extracting(content)
            batch.set(.string, column: column) { target in
                target.append(UInt8(ascii: "\""))
                characters.withUnsafeBufferPointer { target.append(contentsOf: $0) }
                target.append(UInt8(ascii: "\""))
            }
            return
        }
        switch text.byte {
        case UInt8(ascii: "t"):
            try text.literal("true")
            batch.set(.true, column: column)
        case UInt8(ascii: "f"):
            try text.literal("false")
            batch.set(.false, column: column)
        case UInt8(ascii: "n"):
            try text.literal("null")
            batch.set(.null, column: column)
        case UInt8(ascii: "N"):
            try text.literal("NaN")
            batch.set(.float, word: Double.nan.bitPattern, column: column)
        case UInt8(ascii: "I"):
            try text.literal("Infinity")
            batch.set(.float, word: Double.infinity.bitPattern, column: column)
        default:
            var typeDepth = Int.max
            try text.skipValue(depth: depth, typeDepth: &typeDepth)
            append(text.bytes.extracting(start..<text.position), as: .json, column, to: &batch)
        }
    }

    /// Whether the object at the position is to be taken apart. Leaves the position where it is.
    private mutating func isPlainObject(depth: Int) throws(RowFault) -> Bool {
        let start = text.position
        text.position += 1
        text.skipSpace()
        let isEmpty = text.byte == UInt8(ascii: "}")
        text.position = start
        if isEmpty || start < untypedEnd { return !isEmpty }
        var typeDepth = Int.max
        try text.skipValue(depth: depth, typeDepth: &typeDepth)
        if typeDepth == Int.max { untypedEnd = text.position }
        text.position = start
        return typeDepth != depth + 1
    }

    /// Stores text as a value, with its quotes as they are in plain text.
    private func append(_ bytes: Span<UInt8>, as kind: ValueKind, _ column: Int, to batch: inout RowBatchBuilder) {
        batch.set(kind, column: column) { target in
            if Q.width == 1 {
                bytes.withUnsafeBufferPointer { target.append(contentsOf: $0) }
            } else {
                // The only escape that is read in place is that of a quote.
                for index in 0..<bytes.count where bytes[index] != UInt8(ascii: "\\") { target.append(bytes[index]) }
            }
        }
    }
}
