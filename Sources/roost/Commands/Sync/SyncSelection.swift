import ArgumentParser
import Roost
import RoostSync

/// Which runs of a folder are uploaded.
struct SyncSelection: ParsableArguments {
    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("Only runs whose id or directory matches the pattern; may be repeated.", valueName: "glob"))
    var include: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp("No runs whose id or directory matches the pattern; may be repeated.", valueName: "glob"))
    var exclude: [String] = []

    @Flag(inversion: .prefixedNo, help: "Of folders, runs that were written offline.")
    var includeOffline = true

    @Flag(inversion: .prefixedNo, help: "Of folders, all runs that were written online.")
    var includeOnline = false

    @Flag(help: "Upload runs that are marked as synced once more.")
    var includeSynced = false

    /// The runs that are meant, each once.
    ///
    /// - Parameters:
    ///   - paths: what the person named; empty for the folder `stage`.
    ///   - includesMarked: whether runs that are synced are listed as well.
    func runs(
        at paths: [String], stage: String, surroundings: Surroundings, includesMarked: Bool
    ) throws -> [RoostSync.LocalRun] {
        var runs: [RoostSync.LocalRun] = []
        for path in paths.isEmpty ? [stage] : paths.map(surroundings.absolute) {
            let found = RoostSync.LocalRun.all(in: path).filter(isWanted)
            if !found.isEmpty || (paths.isEmpty && !RoostSync.LocalRun.isRun(path)) {
                runs.append(contentsOf: found)
            } else if RoostSync.LocalRun.isRun(path) {
                runs.append(try RoostSync.LocalRun(path: path))
            } else if RoostSync.LocalRun.all(in: path).isEmpty {
                throw CommandFailure(.notFound, SyncError.noLog(directory: path).description)
            }
        }
        var seen: Set<String> = []
        let patterns = (include.map(GlobPattern.init), exclude.map(GlobPattern.init))
        return runs.filter { run in
            func fits(_ pattern: GlobPattern) -> Bool { pattern.matches(run.runID) || pattern.matches(run.name) }
            return (patterns.0.isEmpty || patterns.0.contains(where: fits)) && !patterns.1.contains(where: fits)
                && seen.insert(run.log).inserted && (includesMarked || includeSynced || !run.isSynced)
        }
    }

    private func isWanted(_ run: RoostSync.LocalRun) -> Bool {
        run.isOffline ? includeOffline : includeOnline || run.isInterrupted
    }
}
