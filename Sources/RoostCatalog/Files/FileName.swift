/// Which names files may have: relative paths with `/` that lead nowhere else.
public enum FileName {
    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for a name that is empty, absolute or too long, or
    ///   has an empty component, `.`, `..` (also between backslashes, which are separators elsewhere), a drive
    ///   letter or control characters.
    public static func validate(_ name: String) throws(CatalogError) {
        func invalid(_ expected: String) -> CatalogError {
            .invalid(field: "file name", value: name, expected: expected)
        }
        guard (1...Limits.fileNameBytes).contains(name.utf8.count) else {
            throw invalid("1 to \(Limits.fileNameBytes) bytes")
        }
        guard !name.unicodeScalars.contains(where: \.isControl) else { throw invalid("no control characters") }
        for component in name.split(separator: "/", omittingEmptySubsequences: false) {
            guard !component.isEmpty else { throw invalid("a relative path without empty components") }
            guard component.utf8.count <= Limits.fileNameComponentBytes else {
                throw invalid("components of at most \(Limits.fileNameComponentBytes) bytes")
            }
        }
        let parts = name.split(whereSeparator: { $0 == "/" || $0 == "\\" })
        guard !name.hasPrefix("\\"), !parts.contains(where: { $0 == "." || $0 == ".." }) else {
            throw invalid("a relative path without \".\" and \"..\"")
        }
        let start = Array(name.utf8.prefix(3))
        if start.count == 3, start[1] == UInt8(ascii: ":"),
            start[2] == UInt8(ascii: "\\") || start[2] == UInt8(ascii: "/")
        {
            throw invalid("no drive letter")
        }
    }
}
