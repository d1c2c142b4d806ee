extension Settings {
    /// A setting that is said outside the program: as text, and where.
    public struct Origin: Sendable, Hashable {
        /// Who says a setting.
        public enum Source: Sendable, Hashable {
            /// A variable of the environment, by its name.
            case environment(variable: String)
            /// The settings file of the folder, `wandb/settings`.
            case workspace(path: String)
            /// The settings file of the user, `~/.config/wandb/settings`.
            case user(path: String)
        }

        /// The name in settings files.
        public let name: String
        /// The text as it is written there; secrets too.
        public let text: String
        /// Who says it.
        public let source: Source
    }

    /// The settings that hold in `surroundings` and where each comes from, in the order in which they are declared.
    public static func origins(in surroundings: Surroundings) throws(UsageError) -> [Origin] {
        let environment = try Settings(environment: surroundings.environment)
        let workspacePath = environment.workspaceSettingsPath(in: surroundings)
        let userPath = environment.userSettingsPath(in: surroundings)
        let workspace = try SettingsFile(contentsOf: workspacePath).values
        let user = try SettingsFile(contentsOf: userPath).values
        return definitions.compactMap { definition in
            let variable = definition.variables.first { surroundings.environment[$0]?.isEmpty == false }
            if let variable, let text = surroundings.environment[variable] {
                return Origin(name: definition.name, text: text, source: .environment(variable: variable))
            }
            if let text = workspace[definition.name], !text.isEmpty {
                return Origin(name: definition.name, text: text, source: .workspace(path: workspacePath))
            }
            if let text = user[definition.name], !text.isEmpty {
                return Origin(name: definition.name, text: text, source: .user(path: userPath))
            }
            return nil
        }
    }
}
