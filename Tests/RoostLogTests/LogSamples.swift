import Foundation

@testable import RoostLog

/// What a reader finds in a log, up to its end.
struct LogContent {
    var records: [LogRecord] = []
    var payloads: [LogPayload] = []
    var faults: [LogFault] = []
    var end: LogEnd = .clean

    var numbers: [Int64] { records.map(\.num) }

    init(reading path: String, from offset: Int64 = 0) throws {
        var reader = try LogReader(path: path, from: offset)
        try self.init(reading: &reader)
    }

    init(reading reader: inout LogReader) throws {
        while true {
            switch try reader.next() {
            case .record(let payload):
                payloads.append(payload)
                records.append(try payload.record())
            case .fault(let fault): faults.append(fault)
            case .end(let end):
                self.end = end
                return
            }
        }
    }
}

/// A log of a header and `count - 1` console lines of the length given.
func writeLog(_ path: String, records count: Int, lineLength: Int = 20) throws {
    let log = try LogWriter(creating: path, producer: "test")
    for index in 1..<count {
        let line = String(repeating: Character(Unicode.Scalar(UInt8(65 + index % 26))), count: lineLength)
        try log.append(.with { $0.outputRaw.line = line })
    }
    try log.close()
}
