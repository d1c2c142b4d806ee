import RoostAPI
import RoostJSON

/// What of a run was sent, so that a later process goes on there.
struct SyncState: Equatable, Sendable {
    /// Numbers of lines, for each stream.
    struct Lines: Equatable, Sendable {
        var history = 0
        var events = 0
        var console = 0
    }

    /// A file as it was when it was uploaded.
    struct FileMark: Equatable, Sendable {
        var bytes: Int64
        var modifiedNanoseconds: Int64
    }

    /// Which server and which run the rest is about: it holds for no other.
    let destination: String
    /// Where the log's first line of each stream goes on the server.
    var base = Lines()
    /// How many lines of the log the server has acknowledged; of the console, those that cannot change any more.
    var sent = Lines()
    /// What is added to every step and every runtime, in whole seconds, of a run that was continued without a server.
    var stepShift: Int64 = 0
    var runtimeShift: Int64 = 0
    /// How many of the log's alerts and artifacts were sent.
    var alerts = 0
    var artifacts = 0
    /// The files that were uploaded, by their names.
    var files: [String: FileMark] = [:]
    /// The exit code, once the server has acknowledged the run's end.
    var exitCode: Int32?
}

extension SyncState {
    var json: JSON {
        var members: JSONObject = [
            "version": 1, "destination": .string(destination), "base": base.json, "sent": sent.json,
            "stepShift": .int(stepShift), "runtimeShift": .int(runtimeShift), "alerts": .int(Int64(alerts)),
            "artifacts": .int(Int64(artifacts)),
        ]
        if let exitCode { members["exitCode"] = .int(Int64(exitCode)) }
        var files: JSONObject = [:]
        files.reserveCapacity(self.files.count)
        for (name, mark) in self.files { files[name] = [.int(mark.bytes), .int(mark.modifiedNanoseconds)] }
        members["files"] = .object(files)
        return .object(members)
    }

    /// Reads what ``json`` gave; `nil` when it is something else.
    init?(_ json: JSON) {
        guard json["version"]?.intValue == 1, let destination = json["destination"]?.stringValue,
            let base = Lines(json["base"]), let sent = Lines(json["sent"]),
            let files = json["files"]?.objectValue
        else { return nil }
        self.destination = destination
        self.base = base
        self.sent = sent
        stepShift = json["stepShift"]?.intValue ?? 0
        runtimeShift = json["runtimeShift"]?.intValue ?? 0
        alerts = json["alerts"]?.countValue ?? 0
        artifacts = json["artifacts"]?.countValue ?? 0
        exitCode = json["exitCode"]?.intValue.flatMap(Int32.init(exactly:))
        for (name, mark) in files {
            guard let values = mark.arrayValue, values.count == 2, let bytes = values[0].intValue,
                let modified = values[1].intValue
            else { return nil }
            self.files[name] = FileMark(bytes: bytes, modifiedNanoseconds: modified)
        }
    }
}

extension SyncState.Lines {
    fileprivate var json: JSON {
        ["history": .int(Int64(history)), "events": .int(Int64(events)), "console": .int(Int64(console))]
    }

    fileprivate init?(_ json: JSON?) {
        guard let history = json?["history"]?.countValue, let events = json?["events"]?.countValue,
            let console = json?["console"]?.countValue
        else { return nil }
        self.init(history: history, events: events, console: console)
    }
}

extension JSON {
    /// The number as a count.
    var countValue: Int? {
        intValue.flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
    }
}
