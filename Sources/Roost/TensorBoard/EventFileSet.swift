/// The event files below a folder, and how far each was read.
struct EventFileSet: Sendable {
    private struct Followed: Sendable {
        let found: FolderWalk.File
        var file: EventFile
        var isTold = false
    }

    private var walk: PacedWalk
    private var folders: EventFolders
    private var files: [Followed] = []
    private var known: Set<FolderWalk.File> = []
    private var converters: [String: EventConverter] = [:]
    private let root: String
    private var hasToldLimit = false

    init(root: String, host: String?, since seconds: Int64?, folders: EventFolders) {
        self.root = root
        self.folders = folders
        walk = PacedWalk(
            FolderWalk(root: root) { EventFileName($0)?.isOf(host: host, since: seconds) == true })
    }

    /// Looks for new files and reads what was written.
    ///
    /// - Parameter isLast: whether this is the last look: nothing is waited for, and what is unfinished is told.
    mutating func look(isLast: Bool, _ handler: (TensorBoardFinding) -> Void) {
        for found in walk.files(mayWait: !isLast) ?? [] where !known.contains(found) {
            guard files.count < WatchLimits.files else {
                if !hasToldLimit {
                    handler(.problem("More than \(files.count) TensorBoard files are below \(root); the rest is left."))
                }
                hasToldLimit = true
                break
            }
            known.insert(found)
            folders.add(found.folder)
            files.append(Followed(found: found, file: EventFile(path: found.path)))
            files.sort { ($0.found.folder, $0.found.name) < ($1.found.folder, $1.found.name) }
        }
        folders.decide(isLast: isLast)
        for index in files.indices { read(index, isLast: isLast, handler) }
    }

    private mutating func read(_ index: Int, isLast: Bool, _ handler: (TensorBoardFinding) -> Void) {
        let found = files[index].found
        guard let namespace = folders.namespace(of: found.folder) else { return }
        if !files[index].isTold {
            files[index].isTold = true
            handler(.file(path: found.path, name: name(of: found, namespace: namespace)))
        }
        var converter = converters[found.folder] ?? EventConverter(namespace: namespace)
        let fault = files[index].file.read { record in
            guard let event = Event(record) else {
                handler(.problem("A record of the TensorBoard file \(found.path) is no event."))
                return
            }
            for finding in converter.findings(of: event) { handler(finding) }
        }
        converters[found.folder] = converter
        if let fault = fault ?? (isLast ? files[index].file.unfinished : nil) { handler(.problem("\(fault)")) }
    }

    /// Where a file belongs in the run: below its namespace; that of a lone folder where it is below the root.
    private func name(of file: FolderWalk.File, namespace: String) -> String {
        if folders.isLone(file.folder) { return String(file.path.dropFirst(root.count).drop { $0 == "/" }) }
        return namespace.isEmpty ? file.name : "\(namespace)/\(file.name)"
    }
}
