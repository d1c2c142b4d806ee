extension APIClient {
    /// Downloads an artifact into a folder, which is made.
    ///
    /// Files that lie there with the right content are left as they are; one of which a part has come goes on there.
    /// Every file appears under its name only when its content has the manifest's digest, and none appears outside of
    /// the folder, whatever its name is.
    ///
    /// - Parameters:
    ///   - artifact: the version.
    ///   - directory: the folder. Other files in it stay.
    ///   - options: which files and references.
    /// - Throws: `APIError.artifact` names the file that is not as the manifest says or has a forbidden name.
    @discardableResult
    public func download(
        _ artifact: RemoteArtifact, into directory: String, options: ArtifactDownloadOptions = ArtifactDownloadOptions()
    ) async throws(APIError) -> ArtifactDownloadReport {
        let manifest = try await manifest(of: artifact)
        let location = try EntryLocation(root: directory, artifact: artifact.qualifiedName)
        return try await ArtifactDownload(client: self, artifact: artifact, location: location, options: options)
            .run(manifest.entries.filter { $0.path.hasPrefix(options.pathPrefix) })
    }
}

/// One download of an artifact.
struct ArtifactDownload: Sendable {
    let client: APIClient
    let artifact: RemoteArtifact
    let location: EntryLocation
    let options: ArtifactDownloadOptions

    typealias Entry = RemoteManifest.Entry

    func run(_ entries: [Entry]) async throws(APIError) -> ArtifactDownloadReport {
        var report = ArtifactDownloadReport()
        // Every name is checked before the first file is written.
        for entry in entries { _ = try location.path(of: entry.path) }
        let missing = try await absent(entries.filter { $0.reference == nil }, &report)
        let byName = Dictionary(missing.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var done: Set<String> = []
        var cursor: String?
        repeat {
            if byName.count == done.count { break }
            let page = try await client.send(
                ArtifactFileAddresses(
                    id: artifact.id,
                    names: byName.count <= APILimits.artifactFilesPerPage / 10 ? Array(byName.keys) : [],
                    cursor: cursor))
            let work = page.files.compactMap { file in byName[file.name].map { ($0, file.url) } }
            done.formUnion(work.map(\.0.path))
            try await inParallel(work, &report) { (entry, url) async throws(APIError) in
                try await fetch(entry, from: url)
            }
            cursor = page.cursor
        } while cursor != nil
        if let lost = missing.first(where: { !done.contains($0.path) }) {
            throw .artifact(name: artifact.qualifiedName, path: lost.path, reason: "the server has no content of it")
        }
        try await followReferences(entries.filter { $0.reference != nil }, &report)
        return report
    }

    /// The files that are not there yet.
    private func absent(
        _ entries: [Entry], _ report: inout ArtifactDownloadReport
    ) async throws(APIError) -> [Entry] {
        var missing: [Entry] = []
        for entry in entries {
            if FileDigest.matches(try location.path(of: entry.path), digest: entry.digest, size: entry.size) {
                report.presentFiles += 1
            } else {
                missing.append(entry)
            }
        }
        return missing
    }

    private func fetch(_ entry: Entry, from url: String) async throws(APIError) -> Int64 {
        try location.makeFolders(for: entry.path)
        let path = try location.path(of: entry.path)
        let transfer = ResumableDownload(client: client, path: path)
        do throws(APIError) {
            return try await transfer.run(url, entry, of: artifact.qualifiedName)
        } catch .unauthenticated, .refused(_, status: 404, _) {
            // The address was good for a while only.
            let fresh = try await client.send(ArtifactFileAddresses(id: artifact.id, names: [entry.path]))
            guard let file = fresh.files.first(where: { $0.name == entry.path }) else {
                throw .artifact(
                    name: artifact.qualifiedName, path: entry.path, reason: "the server has no content of it")
            }
            return try await transfer.run(file.url, entry, of: artifact.qualifiedName)
        }
    }

    /// Does so much at a time; the first error ends it.
    func inParallel<Work: Sendable>(
        _ work: [Work], _ report: inout ArtifactDownloadReport,
        _ body: @escaping @Sendable (Work) async throws(APIError) -> Int64
    ) async throws(APIError) {
        let results = await withTaskGroup(of: Result<Int64, APIError>.self) { group in
            var (fetched, bytes) = (0, Int64(0))
            var failure: APIError?
            func take(_ result: Result<Int64, APIError>) {
                switch result {
                case .success(let size):
                    fetched += 1
                    bytes += size
                case .failure(let error):
                    // What is cancelled because of the first error is no error of its own.
                    failure = failure ?? error
                    group.cancelAll()
                }
            }
            for (index, item) in work.enumerated() {
                if index >= APILimits.artifactDownloads, let result = await group.next() { take(result) }
                if failure != nil { break }
                group.addTask {
                    do throws(APIError) {
                        return .success(try await body(item))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            while let result = await group.next() { take(result) }
            return (fetched, bytes, failure)
        }
        if let failure = results.2 { throw failure }
        report.fetchedFiles += results.0
        report.fetchedBytes += results.1
    }
}
