/// The places where the SQL of one database differs from that of another.
public struct SQLDialect: Sendable {
    public let name: String
    /// The type of a column that numbers its rows and never gives a number twice.
    let identity: String
    /// The type of a text column that compares by its UTF-8 bytes.
    let text: String
    /// The type of a column of bytes.
    let bytes: String
    /// What follows the columns of a table that is to be stored in the order of its primary key.
    let clustered: String
    /// An expression: does the text match the regular expression somewhere?
    let matches: @Sendable (_ text: String, _ pattern: String) -> String
    /// An expression: does the text contain the other text?
    let contains: @Sendable (_ text: String, _ part: String) -> String
    /// The same, where the other text is in small letters of ASCII and those of the text do not matter.
    let containsFolded: @Sendable (_ text: String, _ part: String) -> String

    static let sqlite = SQLDialect(
        name: "sqlite",
        identity: "INTEGER PRIMARY KEY AUTOINCREMENT",
        text: "TEXT",
        bytes: "BLOB",
        clustered: "WITHOUT ROWID",
        matches: { "roost_matches(\($0), \($1))" },
        contains: { "roost_contains(\($0), \($1))" },
        containsFolded: { "roost_contains_folded(\($0), \($1))" })
}
