/// The keys seen in the rows of a request, as a tree of members by their bytes as written.
///
/// Rows of a run mostly have the same keys in the same order: each node remembers which one followed it, so that a key
/// is usually found by comparing its bytes with one guess.
struct KeyTable: Sendable {
    struct Node: Sendable {
        let parent: Int
        /// Where the bytes lie in `bytes`.
        let start: Int
        let length: Int
        /// The first eight bytes, and which of them count.
        let prefix: UInt64
        let prefixMask: UInt64
        /// The last eight bytes, when there are more than eight.
        let suffix: UInt64
        /// The column of a leaf; ``unresolved`` until the first value.
        var column = KeyTable.unresolved
        /// The guess for the first member of the object at this node, and for the member after this one.
        var firstChild = KeyTable.none
        var next = KeyTable.none
    }

    static let none = -1
    static let unresolved = -1
    /// The column of the key that holds the step.
    static let step = -2
    static let root = 0

    private(set) var nodes: ContiguousArray<Node>
    private var bytes: [UInt8] = []
    /// Open addressing: node numbers, `none` where free.
    private var slots: [Int]

    init() {
        nodes = [Node(parent: Self.none, start: 0, length: 0, prefix: 0, prefixMask: 0, suffix: 0)]
        slots = [Int](repeating: Self.none, count: 64)
    }

    @inline(__always)
    mutating func setColumn(_ column: Int, of node: Int) { nodes[node].column = column }

    @inline(__always)
    mutating func setFirstChild(_ child: Int, of node: Int) { nodes[node].firstChild = child }

    @inline(__always)
    mutating func setNext(_ next: Int, of node: Int) { nodes[node].next = next }

    @inline(__always)
    private static func word(_ text: Span<UInt8>, at position: Int) -> UInt64 {
        UInt64(littleEndian: text.bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    /// Whether the bytes from `position` on are the key of `node`.
    @inline(__always)
    func matches(_ node: Int, _ text: Span<UInt8>, at position: Int) -> Bool {
        let length = nodes[node].length
        let end = position &+ length
        if position &+ 8 <= text.count {
            if (Self.word(text, at: position) ^ nodes[node].prefix) & nodes[node].prefixMask != 0 { return false }
            if length <= 8 { return end <= text.count }
            guard end <= text.count, Self.word(text, at: end &- 8) == nodes[node].suffix else { return false }
            return length <= 16 || matchesMiddle(node, text, at: position)
        }
        return end <= text.count && matchesMiddle(node, text, at: position)
    }

    @inline(never)
    private func matchesMiddle(_ node: Int, _ text: Span<UInt8>, at position: Int) -> Bool {
        let start = nodes[node].start
        for index in 0..<nodes[node].length where text[position &+ index] != bytes[start &+ index] { return false }
        return true
    }

    /// Drawn anew by each process, so that nobody can send keys that all collide.
    private static let seed = UInt64.random(in: .min ... .max)

    @inline(__always)
    private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    private static func hash(_ parent: Int, _ key: Span<UInt8>) -> Int {
        let factor = seed ^ 0x9e37_79b9_7f4a_7c15
        var hash = fold(UInt64(truncatingIfNeeded: parent &+ 1) ^ seed, 0xa076_1d64_78bd_642f)
        var position = 0
        while position &+ 8 <= key.count {
            hash = fold(hash ^ word(key, at: position), factor)
            position &+= 8
        }
        var tail = UInt64(truncatingIfNeeded: key.count)
        while position < key.count {
            tail = tail << 8 | UInt64(key[position])
            position &+= 1
        }
        return Int(truncatingIfNeeded: fold(hash ^ tail, factor))
    }

    /// The member `key` of the object at `parent`; a new node when there is none yet.
    @inline(never)
    mutating func node(_ parent: Int, _ key: Span<UInt8>) -> Int {
        var slot = Self.hash(parent, key) & (slots.count - 1)
        while slots[slot] != Self.none {
            let node = slots[slot]
            if nodes[node].parent == parent, nodes[node].length == key.count, matches(node, key, at: 0) { return node }
            slot = (slot + 1) & (slots.count - 1)
        }
        let node = nodes.count
        let start = bytes.count
        key.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        var prefix: UInt64 = 0
        var mask: UInt64 = 0
        for index in 0..<min(8, key.count) {
            prefix |= UInt64(key[index]) << UInt64(index * 8)
            mask |= 0xff << UInt64(index * 8)
        }
        let suffix = key.count > 8 ? Self.word(key, at: key.count - 8) : 0
        nodes.append(
            Node(
                parent: parent, start: start, length: key.count, prefix: prefix, prefixMask: mask, suffix: suffix))
        slots[slot] = node
        if nodes.count * 2 > slots.count { grow() }
        return node
    }

    private mutating func grow() {
        slots = [Int](repeating: Self.none, count: slots.count * 2)
        for node in 1..<nodes.count {
            let range = nodes[node].start..<(nodes[node].start + nodes[node].length)
            var slot = Self.hash(nodes[node].parent, bytes.span.extracting(range)) & (slots.count - 1)
            while slots[slot] != Self.none { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = node
        }
    }

    /// The path of names that leads to the node.
    func path(of node: Int) throws(RowFault) -> ColumnPath {
        var components: [String] = []
        var node = node
        var length = 0
        while node != Self.root {
            let range = nodes[node].start..<(nodes[node].start + nodes[node].length)
            components.append(try LiteralText.string(bytes.span.extracting(range)))
            length += range.count + 1
            node = nodes[node].parent
        }
        guard length <= Limits.keyBytes else { throw .limit("key bytes", maximum: Limits.keyBytes) }
        return ColumnPath(components.reversed())
    }
}
