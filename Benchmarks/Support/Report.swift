import Foundation

/// The lines that a benchmark prints.
public enum Report {
    /// A figure, and beside it the one that it must not fall below (or, of a time, exceed).
    public static func line(_ what: String, _ figure: String, _ floor: String = "") {
        let padded = what.padding(toLength: 60, withPad: " ", startingAt: 0)
        print(padded + figure + (floor.isEmpty ? "" : "  (floor \(floor))"))
        fflush(nil)
    }

    public static func millions(_ value: Double) -> String { number(value / 1e6, 2) }

    public static func number(_ value: Double, _ digits: Int) -> String { String(format: "%.\(digits)f", value) }
}

extension Duration {
    public var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
