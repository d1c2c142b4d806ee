import Foundation
import Roost
import RoostAPI

/// A project as a person names it.
struct ProjectReference: Sendable, Hashable {
    /// `nil` for the default entity.
    var entity: String?
    var project: String

    /// Reads `ENTITY/PROJECT`, `PROJECT` or the address of the project's page; `nil` means the settings' project.
    init(_ text: String?, settings: Settings) throws(CommandFailure) {
        guard let text else {
            guard let project = settings.project, !project.isEmpty else {
                throw CommandFailure(
                    .usage,
                    "No project is named. Give ENTITY/PROJECT, or choose one for this folder with 'roost init'.")
            }
            self.init(entity: settings.entity, project: project)
            return
        }
        let parts = ReferenceParts(text).parts
        switch parts.count {
        case 1 where !parts[0].isEmpty: self.init(entity: settings.entity, project: parts[0])
        case 2 where !parts[0].isEmpty && !parts[1].isEmpty: self.init(entity: parts[0], project: parts[1])
        default: throw CommandFailure(.usage, "'\(text)' names no project. Give ENTITY/PROJECT or PROJECT.")
        }
    }

    private init(entity: String?, project: String) {
        self.entity = entity.flatMap { $0.isEmpty ? nil : $0 }
        self.project = project
    }
}

/// A run as a person names it.
struct RunReference: Sendable, Hashable {
    /// `nil` for the default entity.
    var entity: String?
    var project: String
    var run: String

    /// Reads `ENTITY/PROJECT/RUN`, `PROJECT/RUN`, `RUN` or the address of the run's page.
    init(_ text: String, settings: Settings) throws(CommandFailure) {
        var parts = ReferenceParts(text).parts
        // The address of a run's page, and what the Python client prints: entity/project/runs/run.
        if parts.count == 4, parts[2] == "runs" { parts.remove(at: 2) }
        guard let run = parts.popLast(), !run.isEmpty, parts.count <= 2, !parts.contains("") else {
            throw CommandFailure(.usage, "'\(text)' names no run. Give ENTITY/PROJECT/RUN, PROJECT/RUN or RUN.")
        }
        let project = try ProjectReference(
            parts.isEmpty ? nil : parts.joined(separator: "/"), settings: settings)
        self.entity = project.entity
        self.project = project.project
        self.run = run
    }
}

/// The names of a path, or of the address of a page.
private struct ReferenceParts {
    let parts: [String]

    init(_ text: String) {
        guard let mark = text.firstRange(of: "://") else {
            parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            return
        }
        let path = text[mark.upperBound...].prefix { $0 != "?" && $0 != "#" }
        parts = path.split(separator: "/").dropFirst().map { $0.removingPercentEncoding ?? String($0) }
    }
}

extension ClientSession {
    /// The full path of a run.
    func path(of reference: RunReference) async throws -> RunPath {
        let entity = try await entity(reference.entity)
        return RunPath(entity: entity, project: reference.project, run: reference.run)
    }
}
