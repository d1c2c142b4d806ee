/// A lexical token: what it is, where it starts, and its interpreted text when it has one.
struct Token {
    enum Kind: String {
        case startOfFile = "<SOF>"
        case endOfFile = "<EOF>"
        case bang = "!"
        case dollar = "$"
        case ampersand = "&"
        case parenthesisLeft = "("
        case parenthesisRight = ")"
        case spread = "..."
        case colon = ":"
        case equals = "="
        case at = "@"
        case bracketLeft = "["
        case bracketRight = "]"
        case braceLeft = "{"
        case pipe = "|"
        case braceRight = "}"
        case name = "Name"
        case int = "Int"
        case float = "Float"
        case string = "String"
        case blockString = "BlockString"

        /// How error messages call the kind: punctuation in quotes.
        var description: String {
            switch self {
            case .startOfFile, .endOfFile, .name, .int, .float, .string, .blockString: rawValue
            default: "'\(rawValue)'"
            }
        }
    }

    let kind: Kind
    let start: Int
    let end: Int
    /// Names, numbers and the value of strings; empty for punctuation.
    var text = ""

    /// How error messages call the token.
    var description: String {
        switch kind {
        case .name, .int, .float, .string, .blockString: "\(kind.description) '\(text)'"
        default: kind.description
        }
    }
}
