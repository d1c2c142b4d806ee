/// Reads classes of characters, `[…]`.
extension PatternParser {
    mutating func parseClass() throws(CatalogError) -> ScalarSet {
        var set = ScalarSet([])
        let isNegated = take("^")
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            if scalar == "[", position + 1 < scalars.count, scalars[position + 1] == ":" {
                set.formUnion(try parseNamedClass())
                continue
            }
            let low = try parseClassMember()
            guard case .scalar(let first) = low, next == "-", position + 1 < scalars.count, scalars[position + 1] != "]"
            else {
                set.formUnion(low.set)
                continue
            }
            position += 1
            guard case .scalar(let last) = try parseClassMember(), first.value <= last.value else {
                throw failure("a range from a lower to a higher character")
            }
            set.formUnion(ScalarSet([first.value...last.value]))
        }
        guard take("]") else { throw failure("a \"]\" for every \"[\"") }
        set.isNegated = isNegated
        set.ignoresCase = flags.ignoresCase
        return set
    }

    private enum ClassMember {
        case scalar(Unicode.Scalar)
        case several(ScalarSet)

        var set: ScalarSet {
            switch self {
            case .scalar(let scalar): ScalarSet(scalar)
            case .several(let set): set
            }
        }
    }

    private mutating func parseClassMember() throws(CatalogError) -> ClassMember {
        guard let scalar = next else { throw failure("a \"]\" for every \"[\"") }
        position += 1
        guard scalar == "\\" else { return .scalar(scalar) }
        let set = try parseEscapedSet()
        return set.only.map(ClassMember.scalar) ?? .several(set)
    }

    private mutating func parseNamedClass() throws(CatalogError) -> ScalarSet {
        position += 2
        let isNegated = take("^")
        var name = ""
        while let scalar = next, scalar != ":" {
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard take(":"), take("]"), let set = ScalarSet.named[name] else {
            throw failure("a class like [:alpha:]")
        }
        return isNegated ? set.negated : set
    }
}
