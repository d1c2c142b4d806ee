import Testing

@testable import Roost

@Suite struct RowAssemblerTests {
    /// Keeps complete rows.
    struct Rows: RowSink {
        var rows: [(step: Int64, value: RunValue, time: Int64)] = []

        mutating func write(step: Int64, _ fields: UnsafeBufferPointer<RowField>, time: Int64) {
            rows.append((step, .object(Array(fields)), time))
        }

        var described: [String] { rows.map { "\($0.step) \($0.value.json?.text ?? "") @\($0.time)" } }
    }

    var assembler = RowAssembler(startingStep: 0)
    var rows = Rows()
    var time: Int64 = 0

    @discardableResult
    private mutating func log(
        _ fields: [RowField], step: Int64? = nil, commit: Bool? = nil
    ) -> RowAssembler.Verdict {
        time += 1
        return fields.withUnsafeBufferPointer {
            assembler.add($0, step: step, commit: commit, time: time, into: &rows)
        }
    }

    @Test mutating func withoutAStepEachCallIsARow() {
        log([("a", 1)])
        log([("a", 2)])
        #expect(rows.described == [#"0 {"a":1} @1"#, #"1 {"a":2} @2"#])
        #expect(assembler.step == 2)
    }

    @Test mutating func withAStepARowIsCompleteWhenALargerStepComes() {
        log([("a", 1)], step: 5)
        log([("b", 2)], step: 5)
        #expect(rows.rows.isEmpty)
        log([("a", 3)], step: 7)
        #expect(rows.described == [#"5 {"a":1,"b":2} @1"#])
        assembler.flush(into: &rows)
        #expect(rows.described.last == #"7 {"a":3} @3"#)
    }

    @Test mutating func laterValuesReplaceEarlierOnesOfTheRow() {
        log([("a", 1), ("b", 1)], commit: false)
        log([("a", 2)], commit: false)
        log([("c", 3)])
        #expect(rows.described == [#"0 {"a":2,"b":1,"c":3} @1"#])
        #expect(assembler.step == 1)
    }

    @Test mutating func aCommittedStepIsOver() {
        log([("a", 1)], step: 3, commit: true)
        #expect(rows.described == [#"3 {"a":1} @1"#])
        #expect(log([("a", 2)], step: 3) == .stepHasPassed(current: 4))
        log([("a", 4)])
        #expect(rows.described.last == #"4 {"a":4} @3"#)
    }

    @Test mutating func aStepThatHasPassedIsRefused() {
        log([("a", 1)], step: 3)
        #expect(log([("a", 2)], step: 2) == .stepHasPassed(current: 3))
        log([("b", 1)], step: 3)
        assembler.flush(into: &rows)
        #expect(rows.described == [#"3 {"a":1,"b":1} @1"#])
    }

    @Test mutating func anEmptyCallUsesAStepUpAndCompletesWhatWaits() {
        log([])
        #expect(rows.rows.isEmpty)
        #expect(assembler.step == 1)
        log([("a", 1)], commit: false)
        log([])
        #expect(rows.described == [#"1 {"a":1} @2"#])
        #expect(assembler.step == 2)
        log([], commit: false)
        #expect(assembler.step == 2)
    }

    @Test mutating func beginsWhereAnEarlierRunEnded() {
        assembler = RowAssembler(startingStep: 11)
        #expect(log([("a", 1)], step: 10) == .stepHasPassed(current: 11))
        log([("a", 1)])
        #expect(rows.described == [#"11 {"a":1} @2"#])
    }
}
