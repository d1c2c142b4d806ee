/// The two directions of block strings: what their lines mean, and how a text is printed as one.
enum BlockString {
    /// Removes the indentation that all lines but the first share, and blank lines at both ends.
    static func value(of lines: [String]) -> String {
        var commonIndent = Int.max
        var firstUsed: Int?
        var lastUsed = -1
        for (index, line) in lines.enumerated() {
            let indent = indentation(of: line)
            if indent == line.utf8.count { continue }
            firstUsed = firstUsed ?? index
            lastUsed = index
            if index > 0 { commonIndent = min(commonIndent, indent) }
        }
        guard let firstUsed else { return "" }
        return (firstUsed...lastUsed).map { index in
            index == 0 ? lines[index] : String(lines[index].dropFirst(min(commonIndent, lines[index].count)))
        }.joined(separator: "\n")
    }

    private static func indentation(of line: String) -> Int {
        line.utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    }

    /// Whether reading the printed block gives the text back.
    static func canPrint(_ text: String) -> Bool {
        if text.isEmpty { return true }
        var isEmptyLine = true
        var hasIndent = false
        var hasCommonIndent = true
        var seenLine = false
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n":
                if isEmptyLine && !seenLine { return false }
                seenLine = true
                isEmptyLine = true
                hasIndent = false
            case " ", "\t": hasIndent = hasIndent || isEmptyLine
            case "\u{0}"..."\u{f}": return false
            default:
                hasCommonIndent = hasCommonIndent && hasIndent
                isEmptyLine = false
            }
        }
        return !isEmptyLine && !(hasCommonIndent && seenLine)
    }

    /// Prints a text as a block string, over several lines where that reads better.
    static func print(_ text: String) -> String {
        let escaped = replacingTripleQuotes(text)
        let lines = escaped.split(omittingEmptySubsequences: false) { $0.isNewline }
        let isSingleLine = lines.count == 1
        let startsIndented = text.first == " " || text.first == "\t"
        let forceLeadingLine =
            lines.count > 1 && lines.dropFirst().allSatisfy { $0.isEmpty || $0.first == " " || $0.first == "\t" }
        let endsInTripleQuotes = escaped.hasSuffix("\\\"\"\"")
        let forceTrailingLine = (text.hasSuffix("\"") && !endsInTripleQuotes) || text.hasSuffix("\\")
        let isMultiLine =
            !isSingleLine || text.unicodeScalars.count > 70 || forceTrailingLine || forceLeadingLine
            || endsInTripleQuotes
        let before = (isMultiLine && !(isSingleLine && startsIndented)) || forceLeadingLine ? "\n" : ""
        let after = isMultiLine || forceTrailingLine ? "\n" : ""
        return "\"\"\"\(before)\(escaped)\(after)\"\"\""
    }

    private static func replacingTripleQuotes(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let character = rest.first {
            if rest.hasPrefix("\"\"\"") {
                result += "\\\"\"\""
                rest = rest.dropFirst(3)
            } else {
                result.append(character)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
