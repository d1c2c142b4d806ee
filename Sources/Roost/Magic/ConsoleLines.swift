/// Cuts the bytes of a stream into lines as a terminal would show them in the end.
struct ConsoleLines: Sendable {
    private var line: [UInt8] = []
    private var isTooLong = false

    /// The lines that the bytes complete. What a carriage return took back, and colours, are left out, and so are lines
    /// of more than ``MagicLimits/lineBytes``.
    mutating func read(_ bytes: [UInt8]) -> [[UInt8]] {
        var complete: [[UInt8]] = []
        for byte in bytes {
            guard byte == UInt8(ascii: "\n") else {
                // A progress bar that starts its line anew makes room for the new state.
                if line.last == UInt8(ascii: "\r"), byte != UInt8(ascii: "\r") {
                    line.removeAll(keepingCapacity: true)
                    isTooLong = false
                }
                if line.count < MagicLimits.lineBytes { line.append(byte) } else { isTooLong = true }
                continue
            }
            if !isTooLong { complete.append(Self.plain(line)) }
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        return complete
    }

    /// The line without escape sequences and other control characters, but with tabs.
    private static func plain(_ line: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(line.count)
        var index = 0
        while index < line.count {
            let byte = line[index]
            index += 1
            if byte == 0x1B, index < line.count {
                if line[index] == UInt8(ascii: "[") {
                    index += 1
                    while index < line.count, !(0x40...0x7E).contains(line[index]) { index += 1 }
                }
                index += 1
            } else if byte >= 0x20 || byte == UInt8(ascii: "\t") {
                plain.append(byte)
            }
        }
        return plain
    }
}
