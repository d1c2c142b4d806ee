/// What kind of account a user is.
public enum AccountType: String, Sendable, Hashable, CaseIterable {
    /// A person.
    case user
    /// A program that acts for a team.
    case service
    /// Somebody who never signed up.
    case anonymous
}
