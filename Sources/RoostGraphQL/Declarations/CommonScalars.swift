import RoostJSON

/// Scalars that many schemas need.
extension ScalarType {
    /// Integers of 64 bits, numbers in requests and answers.
    public static let int64 = ScalarType("Int64", "A 64-bit integer.") { value in
        guard case .int = value else { throw ScalarError("Int64 must be an integer of 64 bits.") }
        return value
    }

    /// Any JSON value, as it is.
    public static let json = ScalarType("JSON", "Any JSON value.")

    /// JSON text in a string. The text is not parsed.
    public static let jsonString = ScalarType("JSONString", "JSON in a string.") { value in
        guard case .string = value else { throw ScalarError("JSONString must be a string.") }
        return value
    }
}
