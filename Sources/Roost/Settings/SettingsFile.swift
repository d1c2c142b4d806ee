import Foundation

/// A settings file: an INI file whose section `[default]` holds one setting a line.
public struct SettingsFile: Sendable, Hashable {
    /// The text of the file, comments and foreign settings included.
    public private(set) var text: String

    /// Reads the text of a settings file.
    public init(text: String) { self.text = text }

    /// Reads a file; a missing one is empty.
    public init(contentsOf path: String) throws(UsageError) {
        guard FileManager.default.fileExists(atPath: path) else {
            self.init(text: "")
            return
        }
        guard let data = FileManager.default.contents(atPath: path), data.count <= RunLimits.settingsFileBytes else {
            throw UsageError(
                "The settings file \(path) cannot be read. Check its permissions, and that it has at most "
                    + "\(RunLimits.settingsFileBytes >> 20) MB.")
        }
        self.init(text: String(decoding: data, as: UTF8.self))
    }

    /// The settings of the section `[default]`, by name.
    public var values: [String: String] {
        var values: [String: String] = [:]
        var section = ""
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmingCharacters(in: .whitespaces)
            if line.isEmpty || line.hasPrefix("#") || line.hasPrefix(";") { continue }
            if line.hasPrefix("["), line.hasSuffix("]") {
                section = String(line.dropFirst().dropLast())
            } else if section == "default", let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }) {
                let name = line[..<mark].trimmingCharacters(in: .whitespaces).lowercased()
                values[name] = line[line.index(after: mark)...].trimmingCharacters(in: .whitespaces)
            }
        }
        return values
    }

    /// Sets a value of the section `[default]`; `nil` removes it. Other lines stay as they are.
    public mutating func set(_ name: String, to value: String?) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        var section = ""
        lines.removeAll { line in
            let trimmed = line.trimmingCharacters(in: .whitespaces)
            if trimmed.hasPrefix("["), trimmed.hasSuffix("]") { section = String(trimmed.dropFirst().dropLast()) }
            guard section == "default", let mark = trimmed.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
                return false
            }
            return trimmed[..<mark].trimmingCharacters(in: .whitespaces).lowercased() == name
        }
        let place = lines.firstIndex { $0.trimmingCharacters(in: .whitespaces) == "[default]" }
        if let value {
            if let place {
                lines.insert("\(name) = \(value)", at: place + 1)
            } else {
                lines += ["[default]", "\(name) = \(value)"]
            }
        }
        text = lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
    }

    /// Writes the file, making its folder.
    public func write(to path: String) throws(RunError) {
        var failure: String?
        do throws(MediaError) {
            try DiskFile.makeFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
        } catch {
            failure = error.reason
        }
        if failure == nil {
            do {
                // In one step, and with the permissions that the file has: it may hold a key.
                try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
            } catch {
                failure = error.localizedDescription.withoutTrailing(".")
            }
        }
        if let failure {
            throw RunError(
                "The settings file \(path) cannot be written: \(failure). Check the permissions of its folder.")
        }
    }
}
