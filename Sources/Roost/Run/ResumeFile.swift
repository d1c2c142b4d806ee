import Foundation
import RoostJSON

/// `wandb-resume.json`: the id of the last run of a folder, kept while the run has not finished well.
struct ResumeFile: Sendable, Hashable {
    let path: String

    init(stage: String) { path = stage + "/wandb-resume.json" }

    /// The id in the file; `nil` when there is no file or none that can be read.
    var runID: String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return (try? JSON(parsing: Array(data)))?["run_id"]?.stringValue
    }

    func write(_ runID: String) throws(RunError) {
        do {
            try FileManager.default.createDirectory(
                atPath: String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]), withIntermediateDirectories: true
            )
            let json: JSON = ["run_id": .string(runID)]
            try Data(json.text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            throw RunError("\(path) cannot be written: \(error.localizedDescription)")
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
