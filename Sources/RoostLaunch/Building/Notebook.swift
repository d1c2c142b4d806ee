import RoostJSON

/// A notebook as a script: its code cells, one after the other.
enum Notebook {
    /// Lines for the notebook alone (`%magic`, `!command`, `?help`) become comments.
    ///
    /// - Throws: ``LaunchError/source(name:reason:)`` for a file that is no notebook.
    static func script(_ bytes: [UInt8], name: String) throws(LaunchError) -> String {
        guard let notebook = try? JSON(parsing: bytes), let cells = notebook["cells"]?.arrayValue else {
            throw .source(name: name, reason: "it is no notebook")
        }
        var parts: [String] = []
        for cell in cells where cell["cell_type"] == "code" {
            let source =
                cell["source"]?.stringValue ?? (cell["source"]?.arrayValue ?? []).compactMap(\.stringValue).joined()
            let isMagic = source.hasPrefix("%%")
            let lines = source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                let first = line.first { $0 != " " && $0 != "\t" }
                return isMagic || first == "%" || first == "!" || first == "?" ? "# \(line)" : String(line)
            }
            parts.append(lines.joined(separator: "\n"))
        }
        return parts.joined(separator: "\n\n") + "\n"
    }
}
