import Foundation
import RoostGraphQL
import RoostJSON

/// The custom scalars of the wire.
enum Scalars {
    static func types() -> [any TypeDeclaration] {
        [
            ScalarType("JSONString", "JSON text inside a string.", input: jsonText),
            ScalarType("JSON", "A JSON value."),
            ScalarType("DateTime", "A time in ISO 8601, UTC."),
            ScalarType("Int64", "A 64-bit integer.", input: int64),
            ScalarType("Duration", "A time span as an integer.", input: int64),
        ]
    }

    /// Clients put NaN and infinities into such text, so it is checked by the same parser that reads it later.
    private static let jsonText: @Sendable (JSON) throws -> JSON = { value in
        guard let text = value.stringValue else { throw ScalarError("JSONString must be a string, found \(value)") }
        do {
            _ = try JSON(parsing: text)
        } catch {
            throw ScalarError("JSONString holds what is \(error)")
        }
        return value
    }

    private static let int64: @Sendable (JSON) throws -> JSON = { value in
        if let integer = value.intValue { return .int(integer) }
        if let text = value.stringValue, let integer = Int64(text) { return .int(integer) }
        throw ScalarError("expected a 64-bit integer, found \(value)")
    }
}

extension Date {
    /// The time as the wire has it: ISO 8601, UTC, microseconds, `Z`.
    var wire: String {
        let micros = Int64((timeIntervalSince1970 * 1e6).rounded())
        let seconds = Date(timeIntervalSince1970: Double(micros.floorDivided(by: 1_000_000)))
        let fraction = String(micros - micros.floorDivided(by: 1_000_000) * 1_000_000)
        let head = seconds.formatted(.iso8601.year().month().day().time(includingFractionalSeconds: false))
        return head + "." + String(repeating: "0", count: 6 - fraction.count) + fraction + "Z"
    }
}

extension Int64 {
    func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
