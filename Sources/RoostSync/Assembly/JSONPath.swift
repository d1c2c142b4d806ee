import RoostJSON
import RoostLog

extension JSON {
    /// Sets the value at a path of literal keys, making objects on the way; what is no object is replaced.
    mutating func set(_ value: JSON, at path: some Collection<String>) {
        guard let key = path.first else {
            self = value
            return
        }
        var members = objectValue ?? [:]
        self = .null
        var member = members[key] ?? .null
        members[key] = .null
        member.set(value, at: path.dropFirst())
        members[key] = member
        self = .object(members)
    }

    /// Removes the value at a path of literal keys; nothing happens when there is none.
    mutating func remove(at path: some Collection<String>) {
        guard let key = path.first, var members = objectValue, var member = members[key] else { return }
        if path.count == 1 {
            members.removeValue(forKey: key)
        } else {
            member.remove(at: path.dropFirst())
            members[key] = member
        }
        self = .object(members)
    }

    /// Puts the members of `other` over those of the same path here, object by object.
    mutating func merge(_ other: JSON) {
        guard var members = objectValue, let others = other.objectValue else {
            self = other
            return
        }
        self = .null
        for (key, value) in others {
            if var member = members[key] {
                members[key] = .null
                member.merge(value)
                members[key] = member
            } else {
                members[key] = value
            }
        }
        self = .object(members)
    }

    /// The value that a log holds as text; text that is no JSON is kept as a string, so that nothing is lost.
    init(logText text: String) {
        self = (try? JSON(parsing: text)) ?? .string(text)
    }
}

/// The path of literal keys that an item of a log is of.
func itemPath(key: String, nested: [String]) -> [String] {
    nested.isEmpty ? [key] : nested
}
