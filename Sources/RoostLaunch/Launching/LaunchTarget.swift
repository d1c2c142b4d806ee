/// What a spec launches: exactly one of these.
enum LaunchTarget: Sendable, Hashable {
    case job(JobReference)
    case image(String)
    case repository(String)
    case folder(String)
    /// Nothing but a command that the machine has: a sweep's scheduler.
    case command

    init(_ spec: LaunchSpec) throws(LaunchError) {
        let image = spec.docker.image ?? spec.imageURI
        let address = spec.git.repository ?? (spec.isScheduler ? nil : spec.uri)
        let given = [spec.job, image, address].compactMap { $0 }
        if spec.isScheduler, given.isEmpty, spec.overrides.entryPoint != nil {
            self = .command
            return
        }
        guard given.count == 1 else {
            throw .invalid(
                path: "job", value: given.joined(separator: ", "),
                expected: "given, or else docker.docker_image or a uri: exactly one of them")
        }
        if let job = spec.job {
            self = .job(try JobReference(job))
        } else if let image {
            let path = spec.docker.image == nil ? "image_uri" : "docker.docker_image"
            try ImageName.check(image, path: path)
            self = .image(image)
        } else if let repository = spec.git.repository {
            self = .repository(repository)
        } else {
            let uri = spec.uri ?? ""
            self = GitRemote.looksLikeOne(uri) ? .repository(uri) : .folder(uri)
        }
    }
}

/// The rule by which a spec names what it launches.
public enum LaunchSource {
    /// - Throws: ``LaunchError`` unless exactly one of job, image and repository is named, in a form that can be.
    public static func check(_ spec: LaunchSpec) throws(LaunchError) { _ = try LaunchTarget(spec) }
}
