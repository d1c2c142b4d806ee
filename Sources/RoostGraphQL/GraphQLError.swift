import RoostJSON

/// A place in a document: lines and columns count from 1, columns in Unicode scalars.
public struct GraphQLLocation: Sendable, Hashable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// One step from the root of an answer to a value in it.
public enum PathComponent: Sendable, Hashable {
    case key(String)
    case index(Int)
}

/// What an answer says under `errors`: a fault of the document, of its variables, or of one field.
public struct GraphQLError: Error, Sendable, Hashable {
    public var message: String
    /// Where in the document; empty when the fault has no place there.
    public var locations: [GraphQLLocation]
    /// Which value of the answer is missing; empty for faults of the whole request.
    public var path: [PathComponent]
    public var extensions: JSONObject

    public init(
        _ message: String, locations: [GraphQLLocation] = [], path: [PathComponent] = [],
        extensions: JSONObject? = nil
    ) {
        self.message = message
        self.locations = locations
        self.path = path
        self.extensions = extensions ?? [:]
    }
}

/// An error that a resolver throws for the client to read. Any other error is answered as "Internal error".
public protocol GraphQLFieldError: Error {
    /// What the client is told: names the field, the value and what would be right.
    var message: String { get }
    /// Machine-readable details beside the message; `[:]` unless given.
    var extensions: JSONObject { get }
}

extension GraphQLFieldError {
    public var extensions: JSONObject { [:] }
}

extension GraphQLError: GraphQLFieldError {}

extension GraphQLError {
    /// The error as it stands in an answer.
    var json: JSON {
        var members: JSONObject = ["message": .string(message)]
        if !locations.isEmpty {
            members["locations"] = .array(
                locations.map { ["line": .int(Int64($0.line)), "column": .int(Int64($0.column))] })
        }
        if !path.isEmpty {
            members["path"] = .array(
                path.map { component in
                    switch component {
                    case .key(let key): .string(key)
                    case .index(let index): .int(Int64(index))
                    }
                })
        }
        if !extensions.isEmpty { members["extensions"] = .object(extensions) }
        return .object(members)
    }

    /// The order in which an answer lists its errors: by place in the document, then by path, then by message.
    static func precedes(_ left: GraphQLError, _ right: GraphQLError) -> Bool {
        for (first, second) in zip(left.locations, right.locations) where first != second {
            return (first.line, first.column) < (second.line, second.column)
        }
        if left.locations.count != right.locations.count { return left.locations.count < right.locations.count }
        for (first, second) in zip(left.path, right.path) where first != second {
            switch (first, second) {
            case (.key(let first), .key(let second)): return first < second
            case (.index(let first), .index(let second)): return first < second
            case (.index, .key): return true
            case (.key, .index): return false
            }
        }
        if left.path.count != right.path.count { return left.path.count < right.path.count }
        return left.message < right.message
    }
}

/// The errors that refuse a whole request.
struct RequestErrors: Error {
    let errors: [GraphQLError]
}
