import Foundation
import RoostJSON
import Yams

/// What a run takes from its command line and its console without being told to.
///
/// The options, in the dictionary, JSON or YAML that `magic:` is given, with their defaults:
///
/// | option | default | meaning |
/// |---|---|---|
/// | `flags` | `true` | command-line flags become config |
/// | `metrics` | `true` | metrics in console lines are logged |
/// | `include` | `[]` | names that are metrics wherever they appear, with `*` for any text |
/// | `exclude` | `[]` | names of flags and metrics that are left out, with `*` for any text |
/// | `prefix` | `""` | a text before the names of metrics |
public struct MagicOptions: Sendable, Hashable {
    /// Whether command-line flags become config.
    public var readsFlags = true
    /// Whether metrics in console lines are logged.
    public var readsMetrics = true
    /// Names that are metrics wherever they appear; `*` stands for any text.
    public var include: [String] = []
    /// Names of flags and metrics that are left out; `*` stands for any text.
    public var exclude: [String] = []
    /// A text before the names of metrics.
    public var prefix = ""

    private static let names = ["flags", "metrics", "include", "exclude", "prefix"]

    /// The defaults: flags and metrics are read, and none is left out.
    public init() {}

    /// The options that `magic:` is given; what it does not name has its default.
    ///
    /// - Throws: ``UsageError`` that names the option, when there is no such one or it is of another type.
    public init(_ argument: MagicArgument) throws(UsageError) {
        switch argument {
        case .enabled(let isEnabled): self.init(isEnabled: isEnabled)
        case .options(let options): try self.init(options)
        case .text(let text): try self.init(text: text)
        }
    }

    private init(isEnabled: Bool) {
        readsFlags = isEnabled
        readsMetrics = isEnabled
    }

    private init(_ options: [(key: String, value: RunValue)]) throws(UsageError) {
        self.init()
        for (key, value) in options {
            switch key {
            case "flags": readsFlags = try Self.bool(key, value)
            case "metrics": readsMetrics = try Self.bool(key, value)
            case "include": include = try Self.texts(key, value)
            case "exclude": exclude = try Self.texts(key, value)
            case "prefix":
                guard let text = value.stringValue else { throw Self.wrong(key, value, "a text") }
                prefix = text
            default:
                throw UsageError(
                    argument: "magic", value: key, problem: "there is no such option",
                    remedy: "The options are \(Self.names.joined(separator: ", ")).")
            }
        }
    }

    /// `true` or `false`, JSON, or the name of a YAML file.
    private init(text: String) throws(UsageError) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        switch trimmed.lowercased() {
        case "", "false", "0", "no", "off": self.init(isEnabled: false)
        case "true", "1", "yes", "on": self.init(isEnabled: true)
        default:
            if trimmed.hasPrefix("{") {
                guard let document = try? JSON(parsing: trimmed), case .object(let members) = document else {
                    throw UsageError(
                        argument: "magic", value: text, problem: "it is not a JSON object",
                        remedy: "Write for example {\"metrics\": true, \"flags\": false}.")
                }
                try self.init(members.map { (key: $0.key, value: $0.value.runValue) })
            } else {
                try self.init(Self.members(ofFile: trimmed))
            }
        }
    }

    private static func members(ofFile path: String) throws(UsageError) -> [(key: String, value: RunValue)] {
        guard let bytes = try? DiskFile.read(path, limit: MagicLimits.fileBytes) else {
            throw UsageError(
                argument: "magic", value: path, problem: "there is no such file, or it cannot be read",
                remedy: "Give true, JSON, or the path of a YAML file of at most \(MagicLimits.fileBytes >> 10) KiB.")
        }
        let node: Node?
        do {
            node = try Yams.compose(yaml: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw UsageError(
                argument: "magic", value: path, problem: "it is not YAML (\(error))", remedy: "Mend the file.")
        }
        guard let node else { return [] }
        guard let mapping = node.mapping else {
            throw UsageError(
                argument: "magic", value: path, problem: "its top level is not a mapping",
                remedy: "Write one `option: value` in a line; the options are \(names.joined(separator: ", ")).")
        }
        return mapping.compactMap { key, value in key.string.map { ($0, Self.value(value)) } }
    }

    private static func value(_ node: Node) -> RunValue {
        if let elements = node.sequence { return .array(elements.map(value)) }
        return node.bool.map(RunValue.bool) ?? node.string.map(RunValue.string) ?? .null
    }

    private static func bool(_ key: String, _ value: RunValue) throws(UsageError) -> Bool {
        guard let flag = value.boolValue else { throw wrong(key, value, "true or false") }
        return flag
    }

    /// One text or a list of them.
    private static func texts(_ key: String, _ value: RunValue) throws(UsageError) -> [String] {
        if let text = value.stringValue { return [text] }
        guard let values = value.arrayValue, case let texts = values.compactMap(\.stringValue),
            texts.count == values.count
        else { throw wrong(key, value, "a text or a list of texts") }
        return texts
    }

    private static func wrong(_ key: String, _ value: RunValue, _ expected: String) -> UsageError {
        UsageError(
            argument: "magic.\(key)", value: value.json?.text ?? "media", problem: "it is of another type",
            remedy: "It has to be \(expected).")
    }

    /// Whether a name is left out.
    func excludes(_ name: String) -> Bool { exclude.contains { NamePattern.matches($0, name) } }

    /// Whether a name is a metric wherever it appears.
    func includes(_ name: String) -> Bool { include.contains { NamePattern.matches($0, name) } }
}

/// Patterns in which `*` stands for any text.
enum NamePattern {
    static func matches(_ pattern: String, _ name: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else { return pattern == name }
        guard name.hasPrefix(first) else { return false }
        var rest = name.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
