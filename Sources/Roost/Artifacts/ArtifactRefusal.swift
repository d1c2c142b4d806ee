import RoostSync

/// Why the upload of a run has not taken an artifact.
enum ArtifactRefusal {
    static func reason(_ clientID: String, runDirectory: String) -> String? {
        ArtifactRefusals(runDirectory: runDirectory).reason(clientID)
    }
}
