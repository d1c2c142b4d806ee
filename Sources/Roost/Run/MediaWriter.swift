import RoostJSON
import Synchronization

/// What media values left behind for the log: files, class names and artifacts.
struct MediaReport: Sendable {
    private(set) var files: [String] = []
    private(set) var labels: [ClassLabels] = []
    private(set) var artifacts: [TableArtifact] = []

    /// Takes what the directory has noted, and makes it forget.
    mutating func take(from directory: inout MediaDirectory) {
        files += directory.written
        labels += directory.classLabels
        artifacts += directory.tableArtifacts
        directory.clear()
    }
}

/// The files of a run's media, written by one thread at a time.
final class MediaStore: Sendable {
    private let directory: Mutex<MediaDirectory>

    init(_ directory: MediaDirectory) { self.directory = Mutex(directory) }

    /// Writes the files of the fields' values, and answers the fields with the descriptors in place.
    ///
    /// - Parameter onFailure: told of each key that cannot be written; it is left out.
    func write(
        _ fields: [RowField], at step: MediaStep, onFailure: (String, MediaError) -> Void
    ) -> (MediaWriter.Written, MediaReport) {
        directory.withLock { directory in
            var written = MediaWriter.Written(fields: [])
            var report = MediaReport()
            for field in fields {
                do throws(MediaError) {
                    let one = try MediaWriter.write(field, step: step, into: &directory)
                    written.fields += one.fields
                    written.notes += one.notes
                } catch {
                    onFailure(field.key, error)
                }
                report.take(from: &directory)
            }
            return (written, report)
        }
    }
}

/// Turns values with media into values that are their descriptors.
enum MediaWriter {
    /// What one key is logged as.
    struct Written: Sendable {
        var fields: [RowField]
        /// Paths and values that go into the config.
        var notes: [(path: [String], value: JSON)] = []
    }

    static func write(
        _ field: RowField, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> Written {
        if case .chart(let chart) = field.value {
            let key = chart.tableKey(for: field.key)
            let table = try chart.table.write(key: key, step: step, into: &directory)
            return Written(
                fields: [(key: key, value: table.runValue)],
                notes: [(path: chart.configPath(for: field.key), value: chart.configValue(for: field.key))])
        }
        let value = try write(field.value, key: field.key, step: step, into: &directory)
        return Written(fields: [(key: field.key, value: value)])
    }

    private static func write(
        _ value: RunValue, key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> RunValue {
        switch value {
        case .media(let media):
            return try media.write(key: key, step: step, into: &directory).runValue
        case .array(let values):
            let media = values.compactMap { value -> (any Media)? in
                if case .media(let media) = value { media } else { nil }
            }
            if !media.isEmpty, media.count == values.count {
                return try MediaList.write(media, key: key, step: step, into: &directory).runValue
            }
            var written: [RunValue] = []
            for value in values { written.append(try write(value, key: key, step: step, into: &directory)) }
            return .array(written)
        case .object(let members):
            var written: [(key: String, value: RunValue)] = []
            for (name, value) in members {
                // Files are named after the innermost key, as the official client names them.
                let inner = try write(value, key: name, step: step, into: &directory)
                written.append((key: name, value: inner))
            }
            return .object(written)
        // A chart inside another value has no key of its own to put its table under: its table is logged.
        case .chart(let chart):
            return try chart.table.write(key: key, step: step, into: &directory).runValue
        default: return value
        }
    }
}
