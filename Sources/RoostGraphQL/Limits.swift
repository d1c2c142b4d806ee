/// How large a request may be. Passing a limit refuses the request with an error that names the limit.
public struct GraphQLLimits: Sendable, Hashable {
    /// The document's length in UTF-8 bytes.
    public var documentBytes = 262_144
    /// Lexical tokens in the document, comments not counted.
    public var tokens = 20_000
    /// How deep selection sets, lists and input objects nest; selection sets are counted with fragments spread.
    public var depth = 32
    /// Field selections in the operation with all fragments spread.
    public var fields = 10_000
    /// Field selections with an alias, with all fragments spread.
    public var aliases = 1_000
    /// Operations in the document.
    public var operations = 100
    /// Fragment definitions in the document.
    public var fragments = 500
    /// The estimated work: each field's cost times the page sizes (`first`, `last`) of the fields around it.
    public var cost = 10_000_000
    /// Pairs of fields compared to find out whether selections can be merged.
    public var comparisons = 250_000
    /// Values in the variables, nested ones included.
    public var variableValues = 1_000_000
    /// The answer's length in bytes.
    public var responseBytes = 536_870_912

    public init() {}

    public static let `default` = GraphQLLimits()
}

/// Bounds that no request changes.
enum FixedLimits {
    /// Wrapping lists and non-nulls in one type reference (2 bits each in 64).
    static let typeWrappers = 31
    /// Errors that validation lists before it stops.
    static let validationErrors = 100
    /// Errors that variable coercion lists before it stops.
    static let variableErrors = 50
    /// Lists of types, fields or arguments nested in one introspection.
    static let introspectionLists = 3
    /// Documents kept parsed and validated.
    static let cachedDocuments = 512
    /// The summed length of the documents kept.
    static let cachedDocumentBytes = 8_388_608
    /// Rounds in which default values that contain default values are worked out.
    static let defaultValueRounds = 8
}

extension GraphQLError {
    /// The error of passing a limit.
    static func limit(
        _ name: String, _ what: String, atMost limit: Int, locations: [GraphQLLocation] = []
    ) -> GraphQLError {
        GraphQLError("Limit '\(name)' exceeded: \(what); at most \(limit) allowed.", locations: locations)
    }
}
