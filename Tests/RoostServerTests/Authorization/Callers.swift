/// Who may ask for the planted project.
enum Visitor: String, CaseIterable, Sendable {
    /// No key at all.
    case stranger
    /// A key that nobody has.
    case badKey
    /// A user who administers another team.
    case outsider
    /// A key of the team's administrator that opens another project only.
    case keyOfOtherProject
    case viewer
    case member
    case admin
    /// Administers the server.
    case operatorOfServer

    static let strangers: [Visitor] = [.stranger, .badKey, .outsider, .keyOfOtherProject]
}
