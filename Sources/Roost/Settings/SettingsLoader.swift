import Foundation

extension Settings {
    /// The server that is used when none is named.
    public static let defaultBaseURL = "https://api.wandb.ai"

    /// Fills what is not set here from `lower`.
    public mutating func fill(from lower: Settings) {
        for definition in Settings.definitions { definition.fill(lower, &self) }
    }

    /// The settings of the environment's variables. A variable that is empty says nothing.
    public init(environment: [String: String]) throws(UsageError) {
        self.init()
        for definition in Settings.definitions {
            for variable in definition.variables {
                guard let text = environment[variable], !text.isEmpty else { continue }
                try definition.read(text, variable, &self)
                break
            }
        }
    }

    /// The settings of a file; names that mean nothing here are left to the programs that they are for.
    public init(file: SettingsFile, path: String) throws(UsageError) {
        self.init()
        let values = file.values
        for definition in Settings.definitions {
            guard let text = values[definition.name], !text.isEmpty else { continue }
            try definition.read(text, "\(definition.name) in \(path)", &self)
        }
    }

    /// The settings that hold: those given here, then the environment's, the workspace file's and the user file's.
    public func resolved(in surroundings: Surroundings) throws(UsageError) -> Settings {
        var settings = self
        settings.fill(from: try Settings(environment: surroundings.environment))
        for path in [
            settings.workspaceSettingsPath(in: surroundings), settings.userSettingsPath(in: surroundings),
        ] {
            settings.fill(from: try Settings(file: SettingsFile(contentsOf: path), path: path))
        }
        return settings
    }

    /// The folder of run directories: `wandb` below the root folder, or `.wandb` where only that exists, or one in the
    /// system's temporary folder where the root cannot be written.
    public func stageDirectory(in surroundings: Surroundings) -> String {
        let root = surroundings.absolute(directory ?? ".").withoutTrailing("/.")
        let files = FileManager.default
        let usual = root + "/wandb"
        let hidden = root + "/.wandb"
        if files.fileExists(atPath: hidden) { return hidden }
        if files.fileExists(atPath: usual) { return usual }
        // The folder may still have to be made: what counts is the nearest that exists.
        var parent = root
        while !parent.isEmpty, !files.fileExists(atPath: parent) {
            parent = String(parent[..<(parent.lastIndex(of: "/") ?? parent.startIndex)])
        }
        return files.isWritableFile(atPath: parent.isEmpty ? "/" : parent)
            ? usual : NSTemporaryDirectory().withoutTrailing("/") + "/wandb"
    }

    /// The workspace's settings file.
    public func workspaceSettingsPath(in surroundings: Surroundings) -> String {
        stageDirectory(in: surroundings) + "/settings"
    }

    /// The user's settings file.
    public func userSettingsPath(in surroundings: Surroundings) -> String {
        let folder = configDirectory.map { surroundings.absolute($0) } ?? surroundings.home + "/.config/wandb"
        return folder + "/settings"
    }
}

extension String {
    func withoutTrailing(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
