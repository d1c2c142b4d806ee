import RoostJSON

/// Which members the arguments of a resource may have, and of what kind they are.
struct ArgumentSchema: Sendable {
    /// What a member may be.
    enum Kind: Sendable {
        case text
        case flag
        /// A number of at least 0.
        case number
        /// A text or a number, as command lines take either.
        case scalar
        /// One, or a list of them.
        case scalars
        /// Texts by name.
        case texts
        case words
        case oneOf([String])
    }

    let resource: String
    let members: [String: Kind]
    /// Whether a member that is not named is an error. Where it is not, the resource checks the rest itself.
    var isClosed = true

    /// - Throws: ``LaunchError/invalid(path:value:expected:)`` for the first member that is wrong.
    func check(_ arguments: JSONObject) throws(LaunchError) {
        for (name, value) in arguments {
            let path = "resource_args.\(resource).\(name)"
            guard let kind = members[name] else {
                if !isClosed { continue }
                throw .invalid(
                    path: path, value: value.excerpt,
                    expected: "left out: \(resource) knows \(members.keys.sorted().joined(separator: ", "))")
            }
            guard Self.fits(value, kind) else { throw SpecReader.wrong(path, value, Self.words(for: kind)) }
        }
    }

    static func fits(_ value: JSON, _ kind: Kind) -> Bool {
        switch kind {
        case .text: isText(value)
        case .flag: value.boolValue != nil
        case .number: value.doubleValue.map { $0 >= 0 && $0.isFinite } ?? false
        case .scalar: isScalar(value)
        case .scalars: isScalar(value) || (value.arrayValue?.allSatisfy(isScalar) ?? false)
        case .texts: value.objectValue?.values.allSatisfy(isScalar) ?? false
        case .words: value.arrayValue?.allSatisfy(isText) ?? false
        case .oneOf(let words): value.stringValue.map(words.contains) ?? false
        }
    }

    private static func isText(_ value: JSON) -> Bool { value.stringValue.map { !$0.contains("\0") } ?? false }

    private static func isScalar(_ value: JSON) -> Bool { isText(value) || value.doubleValue?.isFinite == true }

    private static func words(for kind: Kind) -> String {
        switch kind {
        case .text: "a text"
        case .flag: "true or false"
        case .number: "a number of at least 0"
        case .scalar: "a text or a number"
        case .scalars: "a text, a number, or a list of them"
        case .texts: "an object of texts"
        case .words: "a list of texts"
        case .oneOf(let words): "one of \(words.joined(separator: ", "))"
        }
    }
}

extension JSON {
    /// A text, number or flag as a command line has it.
    var argumentText: String { stringValue ?? compactText }
}
