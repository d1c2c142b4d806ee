import Foundation
import RoostLog
import Synchronization

/// Writes what the program prints to the transaction log, as it is: escapes and carriage returns too.
final class ConsoleRecorder: Sendable {
    private let log: LogWriter
    /// The bytes of a character that came in part, by stream.
    private let remainders = Mutex<[ConsoleStream: [UInt8]]>([:])

    init(_ log: LogWriter) { self.log = log }

    func write(_ bytes: [UInt8], of stream: ConsoleStream, at time: Date) {
        let whole = remainders.withLock { remainders -> ArraySlice<UInt8> in
            let all = (remainders[stream] ?? []) + bytes
            let end = Self.endOfWholeCharacters(all)
            remainders[stream] = Array(all[end...])
            return all[..<end]
        }
        append(whole, of: stream, at: time)
    }

    /// Writes what is left of characters that never became whole.
    func finish() {
        let rest = remainders.withLock { remainders in
            defer { remainders = [:] }
            return remainders
        }
        for (stream, bytes) in rest { append(bytes[...], of: stream, at: Date()) }
    }

    private func append(_ bytes: ArraySlice<UInt8>, of stream: ConsoleStream, at time: Date) {
        guard !bytes.isEmpty else { return }
        let microseconds = Int64(time.timeIntervalSince1970 * 1e6)
        let text = String(decoding: bytes, as: UTF8.self)
        // A message about a failure would be printed, which is what has just failed; the next flush says it.
        try? log.append(.output(text, isError: stream == .standardError, microseconds: microseconds))
    }

    /// The bytes before a character at the end that has not come whole.
    static func endOfWholeCharacters(_ bytes: [UInt8]) -> Int {
        // A character has at most four bytes: one that begins earlier is whole, or will never be.
        for back in 1...3 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xc0 == 0x80 { continue }
            let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
            return length > back ? bytes.count - back : bytes.count
        }
        return bytes.count
    }
}
