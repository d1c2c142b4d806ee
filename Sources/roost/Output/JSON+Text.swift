import RoostJSON

extension JSON {
    /// The text, or `null`.
    init(_ text: String?) { self = text.map(JSON.string) ?? .null }
}
