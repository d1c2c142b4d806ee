/// The items of one history record while it is written: keys and values go straight to the bytes of the log.
///
/// Keys are literal: a key with dots or slashes is one key. Values are appended in the order of the calls; of a key
/// that occurs twice readers take the later.
public struct HistoryRow: ~Copyable, Sendable {
    /// Room before the items for what precedes them in the record: number, tag and length.
    static let prefixBytes = 24

    var region = ByteRegion(capacity: 4096)
    private let decimals = ShortestDecimal()
    private var itemStart = 0
    private var valueStart = 0

    init() {}

    mutating func begin() {
        region.count = HistoryRow.prefixBytes
    }

    /// A double: shortest decimal, `NaN`, `Infinity` or `-Infinity`.
    public mutating func add(_ key: String, _ value: Double) {
        open(key)
        region.putNumber(value, decimals)
        close()
    }

    /// An integer.
    public mutating func add(_ key: String, _ value: Int64) {
        open(key)
        region.putInteger(value)
        close()
    }

    /// `true` or `false`.
    public mutating func add(_ key: String, _ value: Bool) {
        open(key)
        region.put(value ? "true" : "false")
        close()
    }

    /// A text.
    public mutating func add(_ key: String, text: String) {
        open(key)
        region.putQuoted(text)
        close()
    }

    /// `null`.
    public mutating func addNull(_ key: String) {
        open(key)
        region.put("null")
        close()
    }

    /// A value that is JSON text in UTF-8 already; it is not checked.
    public mutating func add(_ key: String, json: [UInt8]) {
        open(key)
        json.withUnsafeBytes { bytes in
            region.reserve(bytes.count)
            region.put(bytes)
        }
        close()
    }

    /// A time in seconds given as a count of microseconds, as `_timestamp` and `_runtime` are written.
    public mutating func add(_ key: String, microseconds: Int64) {
        open(key)
        region.putSeconds(microseconds: microseconds)
        close()
    }

    /// Adds the values of a row that was kept as words.
    mutating func add(_ head: borrowing RowHead, words: UnsafeRawPointer) {
        let items = head.items.span
        for index in items.indices {
            open(head: items[index].bytes.span.bytes)
            let word = words.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self)
            switch items[index].kind {
            case .number: region.putNumber(Double(bitPattern: word), decimals)
            case .integer: region.putInteger(Int64(bitPattern: word))
            case .bool: region.put(word != 0 ? "true" : "false")
            case .microseconds: region.putSeconds(microseconds: Int64(bitPattern: word))
            }
            close()
        }
    }

    /// An item's tag, its key and the tag of its value, with one byte left for each length.
    static func itemHead(_ key: String) -> [UInt8] {
        var row = HistoryRow()
        row.open(key)
        return [UInt8](row.region.bytes)
    }

    @inline(__always)
    private mutating func open(head: RawSpan) {
        region.reserve(head.byteCount + 64)
        itemStart = region.count + 2
        head.withUnsafeBytes { region.put($0) }
        valueStart = region.count
    }

    @inline(__always)
    private mutating func open(_ key: String) {
        var key = key
        key.withUTF8 { name in
            region.reserve(name.count + 64)
            region.put(0x0a)  // item, field 1 of a history record
            region.put(0)
            itemStart = region.count
            region.put(0x12)  // nested_key, field 2 of an item
            region.putVarint(UInt64(name.count))
            region.put(UnsafeRawBufferPointer(name))
            region.put(0x82)  // value_json, field 16 of an item
            region.put(0x01)
            region.put(0)
            valueStart = region.count
        }
    }

    @inline(__always)
    private mutating func close() {
        region.closeLength(from: valueStart)
        region.closeLength(from: itemStart)
    }

    /// Adds the step and puts the record's number and length before the items.
    mutating func finish(step: Int64, number: Int64) -> UnsafeRawBufferPointer {
        add("_step", step)
        region.reserve(16)
        region.put(0x12)  // step, field 2 of a history record
        region.put(0)
        let start = region.count
        if step != 0 {
            region.put(0x08)
            region.putVarint(UInt64(bitPattern: step))
        }
        region.closeLength(from: start)

        let length = UInt64(region.count - HistoryRow.prefixBytes)
        let prefix = 2 + HistoryRow.varintBytes(UInt64(bitPattern: number)) + HistoryRow.varintBytes(length)
        let origin = region.base + (HistoryRow.prefixBytes - prefix)
        var at = 1
        origin.storeBytes(of: 0x08, as: UInt8.self)  // num, field 1 of a record
        at += ByteRegion.putVarint(UInt64(bitPattern: number), at: origin + at)
        origin.storeBytes(of: 0x12, toByteOffset: at, as: UInt8.self)  // history, field 2 of a record
        _ = ByteRegion.putVarint(length, at: origin + at + 1)
        return UnsafeRawBufferPointer(start: origin, count: prefix + Int(length))
    }

    @inline(__always)
    private static func varintBytes(_ value: UInt64) -> Int {
        value == 0 ? 1 : (UInt64.bitWidth - value.leadingZeroBitCount + 6) / 7
    }
}
