import GRDB
import Testing

@testable import RoostHistory

@Suite struct CommitQueueTests {
    /// Jobs that fail take nothing with them: the others of their transaction are committed all the same.
    @Test func failuresStayAlone() async throws {
        let directory = try TemporaryDirectory()
        let pool = try Connection.open(path: directory.file("queue.sqlite"))
        let queue = CommitQueue(pool)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for job in 0..<200 {
                group.addTask {
                    let commit = { () async throws(HistoryError) -> Int in
                        try await queue.commit(bytes: 1 << 20) { sql throws(HistoryError) in
                            try sql.run("INSERT INTO ids (last) VALUES (?)", .integer(Int64(job)))
                            if job.isMultiple(of: 3) { throw .corrupt("job \(job)") }
                            return job
                        }
                    }
                    if job.isMultiple(of: 3) {
                        await #expect(throws: HistoryError.corrupt("job \(job)")) { _ = try await commit() }
                    } else {
                        let answer = try await commit()
                        #expect(answer == job)
                    }
                }
            }
            try await group.waitForAll()
        }
        let stored = try await pool.read {
            try Int.fetchAll($0, sql: "SELECT last FROM ids WHERE last > 0 ORDER BY last")
        }
        #expect(stored == (1..<200).filter { !$0.isMultiple(of: 3) })
        await queue.close()
        await #expect(throws: HistoryError.closed) {
            try await queue.commit(bytes: 1) { _ throws(HistoryError) in }
        }
    }

    /// A full disk refuses the batch and changes nothing; once there is room the same batch is taken.
    @Test func aFullDiskLosesNothing() async throws {
        let store = try await EmbeddedFactory().open()
        let run = RunKey(1)
        let pages = try await store.pool.read { try Int.fetchOne($0, sql: "PRAGMA page_count") ?? 0 }
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(pages + 4)") }
        var random = SeededRandom(seed: 41)
        var stored = 0
        var refused: RowBatch?
        while refused == nil, stored < 200 {
            let lines = (0..<200).map { #"{"_step":\#(stored * 200 + $0),"a":\#(random.next())}"# }
            let batch = try RowBatch(stream: .metrics, offset: Int64(stored * 200), lines: lines)
            do {
                _ = try await store.append(batch, to: run, stream: .metrics, writer: nil)
                stored += 1
            } catch {
                #expect(error == .diskFull)
                refused = batch
            }
        }
        #expect(stored > 0)
        let state = try await store.state(of: run, .metrics)
        #expect(state.lineCount == Int64(stored * 200) && state.rowCount == state.lineCount)
        try await store.pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = 1000000") }
        let result = try await store.append(try #require(refused), to: run, stream: .metrics, writer: nil)
        #expect(!result.isReplay && result.gapExpected == nil && result.sequence == state.lastSequence + 1)
        #expect(try await store.state(of: run, .metrics).rowCount == Int64(stored * 200 + 200))
        try await store.close()
    }
}
