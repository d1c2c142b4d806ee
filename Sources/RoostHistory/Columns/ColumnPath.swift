/// The path of a leaf value in a row: the names of the nested objects and of the member.
///
/// Encoded as the components joined by the unit separator, U+001F. A component that holds that character, or the
/// escape character U+001E, has it replaced by U+001E and a letter, so that every path has exactly one encoding.
///
/// Paths are equal when their bytes are: `String` would take a composed and a decomposed accent for one key.
struct ColumnPath: Sendable {
    let encoded: String

    private static let separator: Unicode.Scalar = "\u{1f}"
    private static let escape: Unicode.Scalar = "\u{1e}"

    /// The column that says which rows there are.
    static let rows = ColumnPath(encoded: "")

    init(encoded: String) {
        self.encoded = encoded
    }

    init(_ components: [String]) {
        var scalars = String.UnicodeScalarView()
        for (index, component) in components.enumerated() {
            if index > 0 { scalars.append(Self.separator) }
            for scalar in component.unicodeScalars {
                switch scalar {
                case Self.separator: scalars.append(contentsOf: [Self.escape, "f"])
                case Self.escape: scalars.append(contentsOf: [Self.escape, "e"])
                default: scalars.append(scalar)
                }
            }
        }
        // The empty key at the top would be taken for the column of rows.
        encoded = components == [""] ? "\u{1e}0" : String(scalars)
    }

    var components: [String] {
        if encoded == "\u{1e}0" { return [""] }
        var components: [String] = []
        var current = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in encoded.unicodeScalars {
            if isEscaped {
                current.append(scalar == "f" ? Self.separator : Self.escape)
                isEscaped = false
            } else if scalar == Self.escape {
                isEscaped = true
            } else if scalar == Self.separator {
                components.append(String(current))
                current = String.UnicodeScalarView()
            } else {
                current.append(scalar)
            }
        }
        components.append(String(current))
        return components
    }

    /// The key as people write it: components joined by dots.
    var name: String { components.joined(separator: ".") }
}

extension ColumnPath: Hashable, Comparable {
    /// Members of one object are neighbours in this order.
    static func < (left: ColumnPath, right: ColumnPath) -> Bool {
        left.encoded.utf8.lexicographicallyPrecedes(right.encoded.utf8)
    }

    static func == (left: ColumnPath, right: ColumnPath) -> Bool {
        left.encoded.utf8.count == right.encoded.utf8.count && left.encoded.utf8.elementsEqual(right.encoded.utf8)
    }

    func hash(into hasher: inout Hasher) {
        let isDone: Void? = encoded.utf8.withContiguousStorageIfAvailable {
            hasher.combine(bytes: UnsafeRawBufferPointer($0))
        }
        if isDone == nil { Array(encoded.utf8).withUnsafeBytes { hasher.combine(bytes: $0) } }
    }
}
