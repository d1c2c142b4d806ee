import Foundation
import RoostLog
import Testing

@testable import Roost

@Suite struct ConsoleRecorderTests {
    @Test(arguments: ["a", "ä", "€", "😀", "ab😀c€ä", ""])
    func cutsBetweenCharacters(text: String) {
        let bytes = Array(text.utf8)
        for count in 0...bytes.count {
            let end = ConsoleRecorder.endOfWholeCharacters(Array(bytes[..<count]))
            #expect(String(validating: bytes[..<end], as: UTF8.self) != nil)
            #expect(end <= count && count - end < 4)
        }
        #expect(ConsoleRecorder.endOfWholeCharacters(bytes) == bytes.count)
    }

    @Test func bytesThatAreNoTextDoNotHoldUpTheRest() {
        #expect(ConsoleRecorder.endOfWholeCharacters([0x80, 0x80, 0x80, 0x80]) == 4)
        #expect(ConsoleRecorder.endOfWholeCharacters([0xff, 0xfe, 0x41]) == 3)
    }

    @Test func writesEachStreamAsItCame() throws {
        let scratch = try ScratchDirectory()
        let log = try LogWriter(creating: scratch.path + "/a.wandb", producer: "test")
        let recorder = ConsoleRecorder(log)
        let smile = Array("😀\r\n".utf8)
        let time = Date(timeIntervalSince1970: 12.5)
        recorder.write(Array(smile[..<2]), of: .standardOutput, at: time)
        recorder.write(Array("e".utf8), of: .standardError, at: time)
        recorder.write(Array(smile[2...]), of: .standardOutput, at: time)
        recorder.write([0xe2], of: .standardError, at: time)
        recorder.finish()
        try log.close()
        var reader = try LogReader(path: scratch.path + "/a.wandb")
        var lines: [String] = []
        while case .record(let payload) = try reader.next() {
            let record = try payload.record()
            if case .outputRaw(let raw)? = record.recordType {
                lines.append("\(raw.outputType == .stderr ? "E" : "O")\(raw.line)")
                #expect(raw.timestamp.seconds >= 12)
            }
        }
        #expect(lines == ["Ee", "O😀\r\n", "E\u{fffd}"])
    }
}
