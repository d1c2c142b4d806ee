/// Which run: the row id that the catalog gave it. Never reused.
public struct RunKey: RawRepresentable, Hashable, Comparable, Sendable {
    public let rawValue: Int64

    public init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    public init(_ rawValue: Int64) {
        self.rawValue = rawValue
    }

    public static func < (left: RunKey, right: RunKey) -> Bool { left.rawValue < right.rawValue }
}
