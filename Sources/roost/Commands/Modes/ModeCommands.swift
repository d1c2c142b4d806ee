import ArgumentParser
import Roost

struct OfflineCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "offline",
        abstract: "Let runs of this folder write to this machine's disk alone.",
        discussion: "Later, 'roost sync' uploads them. 'roost online' goes back.")

    func perform() async throws {
        try ModeSwitch.set(.offline)
        print("Runs of this folder are written to this machine's disk. 'roost sync' uploads them.")
    }
}

struct OnlineCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "online", abstract: "Let runs of this folder be uploaded as they are logged.")

    func perform() async throws {
        try ModeSwitch.set(nil)
        print("Runs of this folder are uploaded as they are logged.")
    }
}

struct DisabledCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "disabled",
        abstract: "Let runs of this folder neither be uploaded nor written.",
        discussion: "Every call is accepted and does nothing. 'roost enabled' goes back.")

    func perform() async throws {
        try ModeSwitch.set(.disabled)
        print("Runs of this folder are neither uploaded nor written. 'roost enabled' goes back.")
    }
}

struct EnabledCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "enabled", abstract: "Let runs of this folder be uploaded again after 'roost disabled'.")

    func perform() async throws {
        try ModeSwitch.set(.online)
        print("Runs of this folder are uploaded as they are logged.")
    }
}

/// Writes the mode of the current folder.
enum ModeSwitch {
    /// - Parameter mode: `nil` for what the user's own settings say.
    static func set(_ mode: RunMode?) throws {
        var workspace = try Workspace()
        workspace["mode"] = mode?.rawValue
        // Clients of earlier days write this one beside the mode.
        workspace["disabled"] = nil
        try workspace.save()
        let wanted = mode ?? .online
        guard let origin = try workspace.origin(of: "mode"), origin.text != wanted.rawValue else { return }
        Terminal.standardError(
            "Warning: \(origin.source.place) says \"\(origin.text)\", which comes before this setting.")
    }
}
