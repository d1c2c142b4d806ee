import Foundation
import Roost
import RoostJSON

extension Player {
    /// Logs rows from several tasks and several threads at the same time: each row has the number of its writer and
    /// counts the writer's rows.
    func logAtOnce(_ step: JSON) async throws {
        let run = try current
        let tasks = Int(step["tasks"]?.intValue ?? 0)
        let threads = Int(step["threads"]?.intValue ?? 0)
        let rows = Int(step["rows"]?.intValue ?? 0)
        let write: @Sendable (Int) -> Void = { writer in
            for row in 0..<rows { run.log(["writer": writer, "row": row, "half": Double(row) / 2]) }
        }
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<tasks { group.addTask { write(writer) } }
            for writer in tasks..<tasks + threads {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            write(writer)
                            continuation.resume()
                        }
                    }
                }
            }
        }
    }
}
