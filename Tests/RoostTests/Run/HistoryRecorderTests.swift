import RoostLog
import Testing

@testable import Roost

@Suite struct HistoryRecorderTests {
    /// Writes rows with a recorder and reads them back from the log, each as "key value" items.
    private func written(_ rows: [[RowField]]) throws -> (rows: [[String]], summary: RunValue) {
        let directory = try ScratchDirectory()
        let log = try LogWriter(creating: directory.path + "/run-a.wandb", producer: "test")
        var recorder = HistoryRecorder(log: log, clock: RunClock(startTime: 1_000_000))
        for (step, row) in rows.enumerated() {
            row.withUnsafeBufferPointer { recorder.write(step: Int64(step), $0, time: 1_500_000) }
        }
        #expect(recorder.takeFailure() == nil)
        try log.close()
        var reader = try LogReader(path: log.path)
        var found: [[String]] = []
        while case .record(let payload) = try reader.next() {
            guard case .history(let history)? = try payload.record().recordType else { continue }
            found.append(history.item.map { $0.nestedKey.joined() + " " + $0.valueJson })
        }
        return (found, .object(recorder.summary.members))
    }

    private let ends = ["_timestamp 1.5", "_runtime 0.5"]

    @Test func rowsWithTheSameKeysAndOtherTypesStayApart() throws {
        let (rows, summary) = try written([
            [("a", 0.5), ("b", 1)], [("a", 1), ("b", 1)], [("a", true), ("b", 2)], [("a", 0.25), ("b", 3)],
            [("b", 4), ("a", 0.125)], [("a", "text"), ("b", 5)], [("a", 8.5)], [],
        ])
        #expect(
            rows == [
                ["a 0.5", "b 1"] + ends + ["_step 0"], ["a 1", "b 1"] + ends + ["_step 1"],
                ["a true", "b 2"] + ends + ["_step 2"], ["a 0.25", "b 3"] + ends + ["_step 3"],
                ["b 4", "a 0.125"] + ends + ["_step 4"], [#"a "text""#, "b 5"] + ends + ["_step 5"],
                ["a 8.5"] + ends + ["_step 6"], ends + ["_step 7"],
            ])
        #expect(summary == ["a": 8.5, "b": 5])
    }

    @Test func moreShapesThanAreToldApartAreWrittenAllTheSame() throws {
        let count = RunLimits.rowShapes + 8
        let rows = (0..<3).flatMap { _ in (0..<count).map { index in [("key-\(index)", RunValue.integer(7))] } }
        let (found, summary) = try written(rows)
        #expect(found.count == 3 * count)
        for (step, row) in found.enumerated() { #expect(row == ["key-\(step % count) 7"] + ends + ["_step \(step)"]) }
        #expect(summary == .object((0..<count).map { ("key-\($0)", 7) }))
    }
}
