import Foundation

/// A netrc file: the passwords of machines.
///
/// The entry of a server is looked up under `host:port`, then under `host`. A `default` entry is not used: it would
/// send some other service's password to whichever server is named.
public struct Netrc: Sendable, Hashable {
    public private(set) var text: String

    /// Reads the text of a netrc file.
    public init(text: String) { self.text = text }

    /// Reads the file; a missing file is an empty one.
    public init(contentsOf path: String) throws(APIError) {
        guard FileManager.default.fileExists(atPath: path) else {
            self.init(text: "")
            return
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .file(path: path, reason: "cannot be read; check its permissions")
        }
        guard data.count <= APILimits.netrcBytes else {
            throw .file(path: path, reason: "has \(data.count) bytes; at most \(APILimits.netrcBytes) are read")
        }
        self.init(text: String(decoding: data, as: UTF8.self))
    }

    /// The password for a server.
    public func password(for endpoint: Endpoint) -> String? {
        endpoint.netrcMachines.lazy.compactMap { password(machine: $0) }.first
    }

    /// The password of the entry `machine`.
    public func password(machine: String) -> String? {
        var words = text.split(separator: "\n").flatMap(Self.words)[...]
        var isWanted = false
        while let word = words.popFirst() {
            switch word {
            case "machine": isWanted = words.popFirst() == machine
            case "default": isWanted = false
            case "login", "account": _ = words.popFirst()
            case "password":
                let password = words.popFirst()
                if isWanted, let password { return password }
            default: break
            }
        }
        return nil
    }

    /// Replaces or adds the entry of `machine`, leaving every other line as it is.
    public mutating func set(machine: String, password: String) {
        var kept: [Substring] = []
        var isInEntry = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let words = Self.words(line)
            if words.first == "machine" { isInEntry = words.dropFirst().first == machine }
            if words.first == "default" { isInEntry = false }
            // Only the lines of the entry itself go: comments and blank lines after it stay.
            if isInEntry, let first = words.first, ["machine", "login", "password", "account"].contains(first) {
                continue
            }
            kept.append(line)
        }
        while kept.last?.isEmpty == true { kept.removeLast() }
        // An entry after `default` would never be found.
        let place = kept.firstIndex { Self.words($0).first == "default" } ?? kept.count
        kept.insert(contentsOf: ["machine \(machine)", "  login user", "  password \(password)"], at: place)
        text = kept.joined(separator: "\n") + "\n"
    }

    /// Writes the file, readable by its owner alone.
    public func write(to path: String) throws(APIError) {
        // A link, common with files kept in a dotfiles directory, stays one.
        let target = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
        let temporary = target + ".roost-\(UInt32.random(in: .min ... .max))"
        let attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: temporary, contents: Data(text.utf8), attributes: attributes),
            rename(temporary, target) == 0
        else {
            try? FileManager.default.removeItem(atPath: temporary)
            throw .file(path: path, reason: "cannot be written; check the permissions of its directory")
        }
    }

    /// The file that this user's programs read: `$NETRC`, else `~/.netrc`, else `~/_netrc` where only that exists.
    public static func path(environment: [String: String], home: String) -> String {
        if let named = environment["NETRC"], !named.isEmpty { return named }
        let usual = home + "/.netrc"
        let other = home + "/_netrc"
        let files = FileManager.default
        return !files.fileExists(atPath: usual) && files.fileExists(atPath: other) ? other : usual
    }

    /// The words of a line without its comment, quotes taken off.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        for word in line.split(whereSeparator: \.isWhitespace) {
            if word.hasPrefix("#"), words.last != "password" { break }
            let isQuoted = word.count > 1 && word.hasPrefix("\"") && word.hasSuffix("\"")
            words.append(String(isQuoted ? word.dropFirst().dropLast() : word))
        }
        return words
    }
}
