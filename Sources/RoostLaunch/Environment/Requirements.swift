import Foundation

/// The packages that a job's source asks for.
enum Requirements {
    /// The lines of the source's `requirements.txt`, else the dependencies of its `pyproject.toml`, else those that
    /// were installed when the job was made.
    static func find(in directory: String, frozen: [String]) -> [String] {
        if let text = text(directory, "requirements.txt") {
            return text.split(whereSeparator: \.isNewline).map(String.init)
        }
        if let text = text(directory, "pyproject.toml"), let lines = dependencies(inProject: text) { return lines }
        return frozen
    }

    private static func text(_ directory: String, _ name: String) -> String? {
        SourcePath.read(directory, name).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The texts of `dependencies = […]` in the table `[project]`; `nil` where it has none.
    static func dependencies(inProject text: String) -> [String]? {
        var table = ""
        var list: String?
        for line in text.split(whereSeparator: \.isNewline).map({ $0.trimmingCharacters(in: .whitespaces) }) {
            if let open = list {
                list = open + "\n" + line
            } else if line.hasPrefix("["), line.hasSuffix("]") {
                table = String(line.dropFirst().dropLast()).trimmingCharacters(in: .whitespaces)
            } else if table == "project", let equals = line.firstIndex(of: "="),
                line[..<equals].trimmingCharacters(in: .whitespaces) == "dependencies"
            {
                list = String(line[line.index(after: equals)...])
            }
            if let open = list, let texts = quoted(open) { return texts }
        }
        return nil
    }

    /// The quoted texts of a list up to its closing bracket; `nil` where that has not come yet.
    private static func quoted(_ list: String) -> [String]? {
        var texts: [String] = []
        var quote: Character?
        var current = ""
        var isComment = false
        for character in list {
            if isComment {
                isComment = !character.isNewline
            } else if let open = quote {
                if character == open {
                    texts.append(current)
                    quote = nil
                } else {
                    current.append(character)
                }
            } else if character == "\"" || character == "'" {
                quote = character
                current = ""
            } else if character == "#" {
                isComment = true
            } else if character == "]" {
                return texts
            }
        }
        return nil
    }
}
