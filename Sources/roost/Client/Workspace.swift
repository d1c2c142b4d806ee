import Foundation
import Roost

/// The settings of the current folder: the file `wandb/settings`, which the Python client reads and writes too.
struct Workspace: Sendable {
    let path: String
    private let surroundings: Surroundings
    private var file: SettingsFile

    init(in surroundings: Surroundings = .process) throws(UsageError) {
        let settings = try Settings(environment: surroundings.environment)
        path = settings.workspaceSettingsPath(in: surroundings)
        file = try SettingsFile(contentsOf: path)
        self.surroundings = surroundings
    }

    /// The value of a setting in the file.
    subscript(name: String) -> String? {
        get { file.values[name] }
        set { file.set(name, to: newValue) }
    }

    /// Writes the file, and keeps its folder out of version control but for the settings.
    func save() throws(RunError) {
        try file.write(to: path)
        let ignored = URL(filePath: path).deletingLastPathComponent().appending(path: ".gitignore").path(
            percentEncoded: false)
        guard !FileManager.default.fileExists(atPath: ignored) else { return }
        guard FileManager.default.createFile(atPath: ignored, contents: Data("*\n!settings\n".utf8)) else {
            throw RunError("\(ignored) cannot be written; check the permissions of its folder.")
        }
    }

    /// Who says a setting, when all is read as a run reads it.
    func origin(of name: String) throws(UsageError) -> Settings.Origin? {
        try Settings.origins(in: surroundings).first { $0.name == name }
    }
}

extension Settings.Origin.Source {
    /// The variable, or the path of the file.
    var place: String {
        switch self {
        case .environment(let variable): variable
        case .workspace(let path), .user(let path): path
        }
    }
}
