import RoostJSON

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Why artifacts of a run were not taken: a file of JSON lines in the run's folder, by which a program that waits for
/// its artifact knows it from the process that uploads.
public struct ArtifactRefusals: Sendable {
    private let path: String

    /// Those of a run's folder.
    public init(runDirectory: String) { path = "\(runDirectory)/logs/refused-artifacts.jsonl" }

    /// The reason why the artifact was not taken; `nil` when it was not refused.
    ///
    /// - Parameter clientID: by which its client named it.
    public func reason(_ clientID: String) -> String? {
        guard let bytes = try? DiskFile.read(path, limit: SyncLimits.manifestBytes) else { return nil }
        for line in bytes.split(separator: UInt8(ascii: "\n")).reversed() {
            guard let json = try? JSON(parsing: Array(line)), json["client_id"]?.stringValue == clientID else {
                continue
            }
            return json["reason"]?.stringValue
        }
        return nil
    }

    func add(_ clientID: String, _ reason: String) {
        let line = JSON.object(["client_id": .string(clientID), "reason": .string(reason)]).text + "\n"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        // A folder that cannot be written to is told by what else is written there.
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var text = line
        text.withUTF8 { _ = write(descriptor, $0.baseAddress, $0.count) }
    }
}
