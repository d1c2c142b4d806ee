import RoostJSON

/// One setting: its name in settings files, its environment variables, and how its text is read.
struct SettingDefinition: Sendable {
    /// The name in settings files.
    let name: String
    /// The environment variables, the first that is set counts.
    let variables: [String]
    /// Reads the text that `source` gave.
    let read: @Sendable (_ text: String, _ source: String, inout Settings) throws(UsageError) -> Void
    /// Copies the setting to where it is not set yet.
    let fill: @Sendable (_ from: Settings, inout Settings) -> Void
    /// Whether it is set.
    let isSet: @Sendable (Settings) -> Bool

    init<Value: Sendable>(
        _ name: String, _ path: any WritableKeyPath<Settings, Value?> & Sendable, variables: [String]? = nil,
        parse: @escaping @Sendable (_ text: String, _ source: String) throws(UsageError) -> Value
    ) {
        self.name = name
        self.variables = variables ?? ["WANDB_" + name.uppercased()]
        read = { (text, source, settings) throws(UsageError) in
            settings[keyPath: path] = try parse(text, source)
        }
        fill = { from, settings in
            if settings[keyPath: path] == nil { settings[keyPath: path] = from[keyPath: path] }
        }
        isSet = { $0[keyPath: path] != nil }
    }

    static func text(
        _ name: String, _ path: any WritableKeyPath<Settings, String?> & Sendable, variables: [String]? = nil
    ) -> SettingDefinition {
        SettingDefinition(name, path, variables: variables) { (text, _) throws(UsageError) in text }
    }

    static func flag(
        _ name: String, _ path: any WritableKeyPath<Settings, Bool?> & Sendable, variables: [String]? = nil
    ) -> SettingDefinition {
        SettingDefinition(name, path, variables: variables) { (text, source) throws(UsageError) in
            switch text.lowercased() {
            case "y", "yes", "t", "true", "on", "1": return true
            case "n", "no", "f", "false", "off", "0": return false
            default:
                throw UsageError(
                    argument: source, value: text, problem: "it is neither true nor false", remedy: "Use true or false."
                )
            }
        }
    }

    static func list(
        _ name: String, _ path: any WritableKeyPath<Settings, [String]?> & Sendable, variables: [String]? = nil
    ) -> SettingDefinition {
        SettingDefinition(name, path, variables: variables) { (text, _) throws(UsageError) in
            text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    static func seconds(
        _ name: String, _ path: any WritableKeyPath<Settings, Double?> & Sendable, variables: [String]? = nil
    ) -> SettingDefinition {
        SettingDefinition(name, path, variables: variables) { (text, source) throws(UsageError) in
            guard let seconds = Double(text), seconds.isFinite, seconds > 0 else {
                throw UsageError(
                    argument: source, value: text, problem: "it is not a time", remedy: "Use seconds greater than 0.")
            }
            return seconds
        }
    }

    /// The variables of a setting that newer clients spell `WANDB_X_…` and older ones `WANDB__…`.
    static func privateVariables(_ name: String) -> [String] {
        ["WANDB_X_" + name.uppercased(), "WANDB__" + name.uppercased()]
    }
}
