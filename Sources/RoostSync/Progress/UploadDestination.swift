import RoostAPI

/// The server and the run that a run's directory is uploaded to, in words that are compared as a whole.
struct UploadDestination: Sendable, Hashable, CustomStringConvertible {
    let description: String

    init(_ endpoint: Endpoint, _ options: RunUploader.Options) {
        description = [endpoint.description, options.entity ?? "", options.project ?? "", options.runID ?? ""]
            .joined(separator: " ")
    }
}
