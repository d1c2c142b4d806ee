import ArgumentParser
import Foundation
import Roost
import RoostJSON

struct CleanCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "clean",
        abstract: "Delete runs of this folder that have been synced.",
        discussion: """
            Only directories whose log was uploaded to its end, and has not been written to since, are deleted; a run \
            that is not synced never is. Without --yes it asks first.
            """)

    @Option(help: ArgumentHelp("The folder in which wandb/ is; by default as for runs.", valueName: "dir"))
    var dir: String?

    @Option(help: ArgumentHelp("Only runs that were written to at least so many hours ago.", valueName: "hours"))
    var olderThan: Double = 0

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Flag(help: "Only list what would be deleted.")
    var dryRun = false

    @OptionGroup var listing: ListingOptions

    func validate() throws {
        guard olderThan.isFinite, olderThan >= 0 else {
            throw ValidationError("--older-than \(olderThan): give hours from 0 up.")
        }
    }

    func perform() async throws {
        let surroundings = Surroundings.process
        var settings = Settings()
        settings.directory = dir
        let stage = try settings.resolved(in: surroundings).stageDirectory(in: surroundings)
        let all = LocalRun.all(in: stage)
        let limit = Date(timeIntervalSinceNow: -olderThan * 3600)
        let runs = all.filter { $0.isSynced && $0.modified <= limit }
        if dryRun || listing.json {
            Self.list(runs).print(as: listing.form)
        }
        if dryRun { return }
        let kept = all.count { !$0.isSynced }
        let note =
            kept == 0 ? "" : " \(kept) that \(kept == 1 ? "is" : "are") not synced \(kept == 1 ? "stays" : "stay")."
        guard !runs.isEmpty else {
            Terminal.standardError("There is nothing to delete in \(stage).\(note)")
            return
        }
        let what =
            "\(runs.count) synced run\(runs.count == 1 ? "" : "s") (\(ByteSize.text(runs.reduce(0) { $0 + $1.bytes })))"
        if !yes {
            guard Terminal.isInteractive else {
                throw CommandFailure(.usage, "There is no terminal to ask before \(what) are deleted. Give --yes.")
            }
            guard Terminal.confirm("Delete \(what) from \(stage)?\(note)") else { return }
        }
        for run in runs { try Self.delete(run) }
        Self.removeDanglingLink(in: stage)
        Terminal.standardError("Deleted \(what).\(note)")
    }

    private static func list(_ runs: [LocalRun]) -> Listing {
        Listing(
            columns: ["id", "size", "path"], rows: runs.map { [.string($0.id), .int($0.bytes), .string($0.path)] })
    }

    private static func delete(_ run: LocalRun) throws(CommandFailure) {
        // A run may have been resumed while the person thought about it.
        guard LocalRun(path: run.path)?.isSynced == true else { return }
        do {
            try FileManager.default.removeItem(atPath: run.path)
        } catch {
            throw CommandFailure(.fileError, "\(run.path) cannot be deleted: \(error.localizedDescription)")
        }
    }

    /// `latest-run` may point to what is gone.
    private static func removeDanglingLink(in stage: String) {
        let link = stage + "/latest-run"
        let files = FileManager.default
        guard (try? files.destinationOfSymbolicLink(atPath: link)) != nil, !files.fileExists(atPath: link) else {
            return
        }
        // A link that stays does no harm.
        try? files.removeItem(atPath: link)
    }
}
