#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension ArtifactDownload {
    /// Brings what references name.
    func followReferences(_ entries: [Entry], _ report: inout ArtifactDownloadReport) async throws(APIError) {
        var followed: [Entry] = []
        for entry in entries {
            if let kind = Self.kind(of: entry), options.references.contains(kind) {
                followed.append(entry)
            } else if options.skipsOtherReferences {
                report.skippedReferences.append(entry.path)
            } else {
                throw refusal(entry, "references such as \(entry.reference ?? "") are not followed here")
            }
        }
        try await inParallel(followed, &report) { (entry) async throws(APIError) in try await follow(entry, depth: 0) }
    }

    private static func kind(of entry: Entry) -> ArtifactDownloadOptions.Reference? {
        guard let reference = entry.reference, let mark = reference.firstRange(of: "://") else { return nil }
        switch reference[..<mark.lowerBound].lowercased() {
        case "wandb-artifact": return .artifact
        case "http", "https": return .http
        case "file": return .file
        default: return nil
        }
    }

    private func follow(_ entry: Entry, depth: Int) async throws(APIError) -> Int64 {
        let path = try location.path(of: entry.path)
        try location.makeFolders(for: entry.path)
        let reference = entry.reference ?? ""
        switch Self.kind(of: entry) {
        case .artifact: return try await fetchFromArtifact(entry, depth: depth)
        case .http: return try await fetchFromWeb(entry, to: path)
        case .file: return try copy(entry, from: String(reference.dropFirst("file://".count)), to: path)
        case nil: throw refusal(entry, "references such as \(reference) are not followed here")
        }
    }

    /// The content of a file of another artifact.
    private func fetchFromArtifact(_ entry: Entry, depth: Int) async throws(APIError) -> Int64 {
        guard depth < APILimits.referenceDepth, let target = RemoteArtifact.target(of: entry.reference ?? "") else {
            throw refusal(entry, "its reference \(entry.reference ?? "") leads nowhere")
        }
        guard let other = try await client.artifact(id: target.id), other.state == .committed else {
            throw refusal(entry, "the artifact of its reference \(entry.reference ?? "") is not there")
        }
        guard let source = try await client.manifest(of: other).entry(target.path) else {
            throw refusal(entry, "\(other.qualifiedName) has no file '\(target.path)'")
        }
        let here = Entry(
            path: entry.path, digest: source.digest, size: source.size, reference: source.reference,
            birthArtifactID: source.birthArtifactID, extra: source.extra)
        if source.reference != nil {
            guard let kind = Self.kind(of: here), options.references.contains(kind) else {
                throw refusal(entry, "references such as \(source.reference ?? "") are not followed here")
            }
            return try await follow(here, depth: depth + 1)
        }
        let path = try location.path(of: entry.path)
        if FileDigest.matches(path, digest: source.digest, size: source.size) { return 0 }
        let page = try await client.send(ArtifactFileAddresses(id: other.id, names: [target.path]))
        guard let file = page.files.first(where: { $0.name == target.path }) else {
            throw refusal(entry, "the server has no content of \(other.qualifiedName)/\(target.path)")
        }
        return try await ResumableDownload(client: client, path: path).run(file.url, here, of: other.qualifiedName)
    }

    /// What an address of the web holds, while it is still what was logged.
    private func fetchFromWeb(_ entry: Entry, to path: String) async throws(APIError) -> Int64 {
        let url = entry.reference ?? ""
        let part = "\(path).part-\(UInt32.random(in: .min ... .max))"
        defer { unlink(part) }
        let attempt = client.downloadAttempt(url, policy: .transfer, isAuthenticated: false)
        let tag = try await client.perform(attempt) { (response) async throws in
            let file = try Descriptor(continuing: part, startsOver: true)
            for try await chunk in response.body { try file.write(chunk, path: part) }
            return response.headers.first(name: "ETag")
        }
        let now = tag.map(WebResource.digest) ?? url
        guard entry.digest == url || entry.digest == now else {
            throw refusal(entry, "\(url) is not what was logged: its entity tag was \(entry.digest) and is \(now)")
        }
        guard rename(part, path) == 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
        return try FileDigest.ofFile(path).size
    }

    /// The content of a file of this machine.
    private func copy(_ entry: Entry, from source: String, to path: String) throws(APIError) -> Int64 {
        let part = "\(path).part-\(UInt32.random(in: .min ... .max))"
        defer { unlink(part) }
        let size = try FileCopy.copy(source, to: part)
        let digest = try FileDigest.ofFile(part).digest
        // One that was logged without a checksum has the digest of its address.
        let address = FileDigest.of(Array((entry.reference ?? "").utf8))
        guard entry.digest == digest || entry.digest == address || entry.digest == entry.reference else {
            throw refusal(entry, "\(source) has changed since it was logged")
        }
        guard rename(part, path) == 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
        return size
    }

    private func refusal(_ entry: Entry, _ reason: String) -> APIError {
        .artifact(name: artifact.qualifiedName, path: entry.path, reason: reason)
    }
}
