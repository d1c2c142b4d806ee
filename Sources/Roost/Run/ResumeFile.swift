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
        let json: JSON = ["run_id": .string(runID)]
        do throws(MediaError) {
            try DiskFile.write(Array(json.text.utf8), to: path)
        } catch {
            throw RunError(
                "resume: \(path) cannot be written: \(error.reason). Give another place with dir: or WANDB_DIR.")
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }
}
