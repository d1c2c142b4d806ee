/// What `magic:` is given: whether flags and console lines are scraped, and which.
///
/// ```swift
/// try await Run(magic: true)
/// try await Run(magic: ["metrics": false, "exclude": ["debug*"]])
/// try await Run(magic: "magic.yaml")
/// ```
///
/// ``MagicOptions`` lists the options.
public enum MagicArgument: Sendable {
    /// Everything, or nothing.
    case enabled(Bool)
    /// The options themselves.
    case options([(key: String, value: RunValue)])
    /// The options as JSON text, or the name of a YAML file that holds them.
    case text(String)
}

extension MagicArgument: ExpressibleByBooleanLiteral, ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
    public init(booleanLiteral value: Bool) { self = .enabled(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(dictionaryLiteral elements: (String, any RunValueConvertible)...) {
        self = .options(elements.map { (key: $0.0, value: $0.1.runValue) })
    }
}
