#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Memory that grows and is written without a check for each byte: whoever appends reserves first.
///
/// Sendable unchecked: the memory belongs to the value alone, which cannot be copied.
struct ByteRegion: ~Copyable, @unchecked Sendable {
    private(set) var base: UnsafeMutableRawPointer
    private(set) var capacity: Int
    var count = 0

    init(capacity: Int) {
        base = .allocate(byteCount: capacity, alignment: 16)
        self.capacity = capacity
    }

    deinit { base.deallocate() }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Makes room for `more` bytes after those written.
    @inline(__always)
    mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(to: count + more) }
    }

    @inline(never)
    private mutating func grow(to needed: Int) {
        replace(capacity: max(needed, capacity * 2))
    }

    /// Gives memory back when a rare, large use has passed.
    mutating func shrink(to limit: Int) {
        if capacity > limit, count <= limit { replace(capacity: limit) }
    }

    private mutating func replace(capacity newCapacity: Int) {
        let larger = UnsafeMutableRawPointer.allocate(byteCount: newCapacity, alignment: 16)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
        capacity = newCapacity
    }

    /// Forgets the first `length` bytes.
    mutating func removeFirst(_ length: Int) {
        memmove(base, base + length, count - length)
        count -= length
    }

    // What follows expects room reserved.

    @inline(__always)
    mutating func put(_ byte: UInt8) {
        base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always)
    mutating func put(_ source: UnsafeRawBufferPointer) {
        guard let start = source.baseAddress else { return }
        memcpy(base + count, start, source.count)
        count += source.count
    }

    @inline(__always)
    mutating func put(_ text: StaticString) {
        memcpy(base + count, text.utf8Start, text.utf8CodeUnitCount)
        count += text.utf8CodeUnitCount
    }

    /// The bytes of an integer in this machine's order.
    @inline(__always)
    mutating func put<Word: FixedWidthInteger & BitwiseCopyable>(word: Word) {
        base.storeBytes(of: word, toByteOffset: count, as: Word.self)
        count += MemoryLayout<Word>.size
    }

    @inline(__always)
    mutating func putVarint(_ value: UInt64) {
        count += ByteRegion.putVarint(value, at: base + count)
    }

    /// Writes `value` seven bits a byte and returns the number of bytes, at most ten.
    @inline(__always)
    static func putVarint(_ value: UInt64, at address: UnsafeMutableRawPointer) -> Int {
        var rest = value
        var length = 0
        while rest >= 0x80 {
            address.storeBytes(of: UInt8(truncatingIfNeeded: rest) | 0x80, toByteOffset: length, as: UInt8.self)
            rest >>= 7
            length += 1
        }
        address.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: length, as: UInt8.self)
        return length + 1
    }

    /// Puts the length of what was written since `start` before it. One byte was left for the length, at `start - 1`;
    /// a longer one moves the content.
    @inline(__always)
    mutating func closeLength(from start: Int) {
        let length = count - start
        if length < 0x80 {
            base.storeBytes(of: UInt8(truncatingIfNeeded: length), toByteOffset: start - 1, as: UInt8.self)
        } else {
            closeLongLength(from: start)
        }
    }

    @inline(never)
    private mutating func closeLongLength(from start: Int) {
        let length = count - start
        let extra = (UInt64.bitWidth - UInt64(length).leadingZeroBitCount + 6) / 7 - 1
        reserve(extra)
        memmove(base + start + extra, base + start, length)
        _ = ByteRegion.putVarint(UInt64(length), at: base + start - 1)
        count += extra
    }
}
