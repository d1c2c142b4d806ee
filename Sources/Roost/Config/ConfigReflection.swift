import RoostJSON

/// Reads the properties of a parsed command by reflection, so that no argument parser has to be linked.
enum ConfigReflection {
    /// The members of a value by their property names; those of property wrappers by the names that the source gives
    /// them.
    static func members(of value: Any, depth: Int = 0) -> [(key: String, value: RunValue)] {
        Mirror(reflecting: value).children.compactMap { child in
            guard let label = child.label else { return nil }
            let isWrapped = label.hasPrefix("_")
            guard let value = runValue(of: isWrapped ? unwrapped(child.value) : child.value, depth: depth + 1) else {
                return nil
            }
            return (key: isWrapped ? String(label.dropFirst()) : label, value: value)
        }
    }

    /// The value inside a property wrapper of the argument parser: `_parsedValue`, an enum whose case `value` holds it.
    private static func unwrapped(_ wrapper: Any) -> Any {
        let children = Mirror(reflecting: wrapper).children
        guard let parsed = children.first(where: { $0.label == "_parsedValue" || $0.label == "wrappedValue" })?.value
        else { return wrapper }
        guard let value = Mirror(reflecting: parsed).children.first, value.label == "value" else { return parsed }
        return value.value
    }

    private static func runValue(of value: Any, depth: Int) -> RunValue? {
        guard depth < RunLimits.valueDepth else { return nil }
        if let convertible = value as? any RunValueConvertible { return convertible.runValue }
        if let encodable = value as? any Encodable, let json = try? ConfigEncoding.json(of: encodable) {
            return json.runValue
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { runValue(of: $0.value, depth: depth + 1) ?? .null } ?? .null
        case .collection, .set: return .array(mirror.children.compactMap { runValue(of: $0.value, depth: depth + 1) })
        case .struct, .class:
            let members = members(of: value, depth: depth)
            return members.isEmpty ? nil : .object(members)
        // A case without a payload is its name.
        case .enum: return .string(String(describing: value))
        default: return .string(String(describing: value))
        }
    }
}
