import RoostJSON

/// What may name the class of an example: a number or a text.
public protocol ClassLabelValue: Hashable, Comparable, Sendable {
    /// The class in a chart's table.
    var chartCell: TableCell { get }
    /// The place of the class in a list of names; `nil` for a text, which names itself.
    var labelIndex: Int? { get }
}

extension Int: ClassLabelValue {
    public var chartCell: TableCell { .integer(self) }
    public var labelIndex: Int? { self }
}

extension String: ClassLabelValue {
    public var chartCell: TableCell { .string(self) }
    public var labelIndex: Int? { nil }
}
