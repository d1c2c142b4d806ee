import Foundation
import Logging
import RoostJSON

/// How log lines look.
public enum LogFormat: String, Sendable, CaseIterable {
    /// `2026-11-20T21:28:15.995Z info roost: message key=value`
    case text
    /// One JSON object a line.
    case json
}

/// Writes log lines to standard error, each in one system call so that lines never mix.
public struct LineLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    public var logLevel: Logger.Level
    private let label: String
    private let format: LogFormat
    private let write: @Sendable (String) -> Void

    public init(label: String, format: LogFormat, level: Logger.Level) {
        self.init(label: label, format: format, level: level) { line in
            FileHandle.standardError.write(Data(line.utf8))
        }
    }

    /// - Parameter write: takes each line with its line break.
    init(label: String, format: LogFormat, level: Logger.Level, write: @escaping @Sendable (String) -> Void) {
        self.label = label
        self.format = format
        self.write = write
        logLevel = level
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var fields = metadata
        if let provided = metadataProvider?.get() { fields.merge(provided) { $1 } }
        if let given = event.metadata { fields.merge(given) { $1 } }
        let time = Date().formatted(.iso8601.year().month().day().time(includingFractionalSeconds: true))
        let sorted = fields.sorted { $0.key < $1.key }
        var line: String
        switch format {
        case .text:
            line = "\(time)Z \(event.level) \(label): \(event.message)"
            for (key, value) in sorted { line += " \(key)=\(value)" }
        case .json:
            var object: JSONObject = [
                "time": .string(time + "Z"), "level": .string("\(event.level)"), "logger": .string(label),
                "message": .string("\(event.message)"),
            ]
            for (key, value) in sorted { object[key] = .string("\(value)") }
            line = JSON.object(object).text
        }
        write(line.replacing("\n", with: "\\n") + "\n")
    }
}
