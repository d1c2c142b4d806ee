import RoostLog

/// The keyed values of a history or a summary record, found in the record's bytes without building messages.
struct ItemScanner {
    /// One value: where its key and its JSON text stand in the bytes.
    struct Item {
        var key: Range<Int> = 0..<0
        var value: Range<Int> = 0..<0
        /// Whether a text was found, which may be empty.
        var hasValue = false
    }

    /// The values under one key each, with the value as JSON text.
    private(set) var items: [Item] = []
    /// Whether all of the record's items are of that simple kind; if not, decode the message.
    private(set) var isSimple = true
    /// The step of a history record.
    private(set) var step: Int64 = 0
    /// Whether the record removes keys, as a summary record may.
    private(set) var removes = false

    /// Looks through the message at `range`, a history record (`isHistory`) or a summary record.
    mutating func scan(_ bytes: Span<UInt8>, _ range: Range<Int>, isHistory: Bool) {
        items.removeAll(keepingCapacity: true)
        isSimple = true
        step = 0
        removes = false
        var cursor = WireCursor(bytes, in: range)
        while let field = cursor.next() {
            guard case .bytes(let content) = field.value else { continue }
            if field.number == 1 {
                scanItem(bytes, content)
            } else if field.number == 2, isHistory {
                var inner = WireCursor(bytes, in: content)
                while let number = inner.next() {
                    if number.number == 1, case .varint(let value) = number.value { step = Int64(bitPattern: value) }
                }
            } else if field.number == 2 {
                removes = true
            }
        }
    }

    private mutating func scanItem(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        var item = Item()
        var keys = 0
        var cursor = WireCursor(bytes, in: range)
        while let field = cursor.next() {
            guard case .bytes(let content) = field.value else {
                if field.number < 16 { isSimple = false }
                continue
            }
            switch field.number {
            case 1, 2:
                item.key = content
                keys += 1
            case 16:
                item.value = content
                item.hasValue = true
            case 3...8: isSimple = false
            default: break
            }
        }
        if keys != 1 || !item.hasValue || item.value.isEmpty { isSimple = false }
        items.append(item)
    }
}
