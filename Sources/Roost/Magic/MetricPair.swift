/// A name and the number behind it, as a line has them.
struct MetricPair: Sendable, Hashable {
    /// How the two are written.
    enum Form: Sendable, Hashable {
        /// `loss=0.3`
        case equals
        /// `loss: 0.3`
        case colon
        /// `loss:0.3`
        case tightColon
    }

    /// What stands behind the number.
    enum Follower: Sendable, Hashable {
        /// The end of the line, or what separates pairs.
        case separator
        /// Something that belongs to neither: a word.
        case word
    }

    var name: String
    var value: Double
    var form: Form
    /// Whether the number has a point or an exponent, is a fraction, or is no number at all (`nan`).
    var isFractional: Bool
    var follower: Follower
    /// Where the pair begins and ends in the line.
    var range: Range<Int>

    /// The number as it is logged: a whole one as an integer.
    var runValue: RunValue {
        isFractional ? .number(value) : Int64(exactly: value).map(RunValue.integer) ?? .number(value)
    }
}
