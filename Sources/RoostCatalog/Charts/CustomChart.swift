import FoundationEssentials

/// A chart specification that users log tables for: Vega or Vega-Lite, with places for field names and texts.
public struct CustomChart: Sendable, Hashable, Identifiable {
    public let id: Int64
    public let entityID: Int64
    public let entityName: String
    public let name: String
    public let displayName: String
    /// The language of the specification; clients know `vega2`.
    public let type: String
    /// Whether anyone may use it, or the entity's members alone.
    public let isPublic: Bool
    /// JSON text.
    public let spec: String
    public let createdAt: Date
    public let updatedAt: Date

    /// What clients call it by: `ENTITY/NAME`.
    public var path: String { "\(entityName)/\(name)" }
}

/// A chart specification to be kept.
public struct NewCustomChart: Sendable, Hashable {
    public var name: String
    public var displayName: String
    public var type: String
    public var isPublic: Bool
    public var spec: String

    public init(name: String, displayName: String, type: String, isPublic: Bool, spec: String) {
        self.name = name
        self.displayName = displayName
        self.type = type
        self.isPublic = isPublic
        self.spec = spec
    }
}
