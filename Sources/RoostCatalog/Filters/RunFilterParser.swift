import FoundationEssentials
import RoostJSON

/// Reads a filter and refuses, by path, what it does not understand.
struct RunFilterParser {
    private var conditions = 0
    private var operands = 0

    mutating func parse(_ json: JSON) throws(CatalogError) -> RunCondition {
        if json.isNull { return .all([]) }
        return try parseDocument(json, path: "filters", depth: 0)
    }

    private mutating func parseDocument(_ json: JSON, path: String, depth: Int) throws(CatalogError) -> RunCondition {
        guard case .object(let members) = json else { throw invalid(path, json, "an object") }
        guard depth <= Limits.filterDepth else {
            throw .limit(name: "depth of the filter", limit: Limits.filterDepth, value: depth)
        }
        var parts: [RunCondition] = []
        for (key, value) in members {
            let inner = "\(path).\(key)"
            switch key {
            case "$and": parts.append(.all(try parseList(value, path: inner, depth: depth)))
            case "$or": parts.append(.any(try parseList(value, path: inner, depth: depth)))
            case "$nor": parts.append(.not(.any(try parseList(value, path: inner, depth: depth))))
            case "$not": parts.append(.not(try parseDocument(value, path: inner, depth: depth + 1)))
            case _ where key.hasPrefix("$"): throw invalid(inner, value, "one of $and, $or, $nor, $not or a field")
            default:
                guard let field = RunField(key: key) else { throw invalid(inner, value, RunField.expected) }
                parts.append(try parseField(field, value, path: inner, depth: depth))
            }
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func parseList(_ json: JSON, path: String, depth: Int) throws(CatalogError) -> [RunCondition] {
        guard case .array(let elements) = json else { throw invalid(path, json, "a list of filters") }
        var parts: [RunCondition] = []
        for (index, element) in elements.enumerated() {
            parts.append(try parseDocument(element, path: "\(path)[\(index)]", depth: depth + 1))
        }
        return parts
    }

    /// What stands behind a field: operators, or the value that it shall equal.
    private mutating func parseField(
        _ field: RunField, _ json: JSON, path: String, depth: Int
    ) throws(CatalogError) -> RunCondition {
        guard case .object(let members) = json, let first = members.keys.first, first.hasPrefix("$") else {
            return try equality(field, [json], path: path)
        }
        guard depth <= Limits.filterDepth else {
            throw .limit(name: "depth of the filter", limit: Limits.filterDepth, value: depth)
        }
        var parts: [RunCondition] = []
        for (name, operand) in members where name != "$options" {
            parts.append(
                try parseOperator(
                    name, field, operand, path: "\(path).\(name)", depth: depth, options: members["$options"]))
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func parseOperator(
        _ name: String, _ field: RunField, _ json: JSON, path: String, depth: Int, options: JSON?
    ) throws(CatalogError) -> RunCondition {
        switch name {
        case "$eq": return try equality(field, [json], path: path)
        case "$ne": return .not(try equality(field, [json], path: path))
        case "$in": return try equality(field, try list(json, path: path), path: path)
        case "$nin": return .not(try equality(field, try list(json, path: path), path: path))
        case "$gt": return try comparison(.greater, field, json, path: path)
        case "$gte": return try comparison(.greaterOrEqual, field, json, path: path)
        case "$lt": return try comparison(.less, field, json, path: path)
        case "$lte": return try comparison(.lessOrEqual, field, json, path: path)
        case "$exists":
            guard let value = json.boolValue ?? json.intValue.map({ $0 != 0 }) else {
                throw invalid(path, json, "true or false")
            }
            let exists = try test(field, .exists)
            return value ? exists : .not(exists)
        case "$not":
            if case .string = json { return .not(try pattern(field, json, path: path, options: options)) }
            guard case .object(let members) = json, let first = members.keys.first, first.hasPrefix("$") else {
                throw invalid(path, json, "operators or a regular expression")
            }
            return .not(try parseField(field, json, path: path, depth: depth + 1))
        case "$regex": return try pattern(field, json, path: path, options: options)
        case "$contains": return try containment(field, json, path: path)
        case "$size":
            guard let size = json.intValue, size >= 0 else { throw invalid(path, json, "a count of elements") }
            try check(field, path, json, allowed: [.list, .value], "a list, such as tags or a configuration value")
            return try test(field, .hasSize(Int(size)))
        case "$all":
            var parts: [RunCondition] = []
            for element in try list(json, path: path) {
                parts.append(try equality(field, [element], path: path))
            }
            // In MongoDB an empty $all matches nothing.
            return parts.isEmpty ? .any([]) : .all(parts)
        default:
            throw invalid(
                path, json,
                "one of $eq, $ne, $gt, $gte, $lt, $lte, $in, $nin, $exists, $not, $regex, $contains, $size, $all")
        }
    }

    // MARK: - Tests

    private mutating func test(_ field: RunField, _ test: RunTest) throws(CatalogError) -> RunCondition {
        conditions += 1
        guard conditions <= Limits.filterConditions else {
            throw .limit(name: "conditions of the filter", limit: Limits.filterConditions, value: conditions)
        }
        return .test(field, test)
    }

    private mutating func equality(
        _ field: RunField, _ values: [JSON], path: String
    ) throws(CatalogError) -> RunCondition {
        switch field {
        case .tag: return try membership(field, values, path: path)
        case .historyKey:
            guard values.allSatisfy(\.isNull) else {
                throw invalid(path, .array(values), "$exists or null for a history key")
            }
        default: break
        }
        var parts: [RunCondition] = []
        if values.contains(where: \.isNull) { parts.append(try test(field, .isNull)) }
        var wanted: [RunOperand] = []
        for value in values where !value.isNull {
            wanted.append(try operand(value, for: field, path: path))
        }
        if !wanted.isEmpty { parts.append(try test(field, .equals(wanted))) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    /// `tags.x` is true or missing.
    private mutating func membership(
        _ field: RunField, _ values: [JSON], path: String
    ) throws(CatalogError) -> RunCondition {
        var parts: [RunCondition] = []
        for value in values {
            let exists = try test(field, .exists)
            switch value {
            case .bool(true): parts.append(exists)
            case .bool(false), .null: parts.append(.not(exists))
            default: throw invalid(path, value, "true, false, null or $exists")
            }
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func comparison(
        _ comparison: RunTest.Comparison, _ field: RunField, _ json: JSON, path: String
    ) throws(CatalogError) -> RunCondition {
        let operand = try operand(json, for: field, path: path)
        switch operand {
        case .bool, .list: throw invalid(path, json, "a number or a text")
        default: return try test(field, .compares(comparison, operand))
        }
    }

    private mutating func pattern(
        _ field: RunField, _ json: JSON, path: String, options: JSON?
    ) throws(CatalogError) -> RunCondition {
        guard case .string(var text) = json else { throw invalid(path, json, "a regular expression") }
        try check(field, path, json, allowed: [.text, .list, .value], "a text field")
        switch options {
        case nil, .null?, .string("")?: break
        case .string(let flags)? where flags.utf8.allSatisfy({ "ims".utf8.contains($0) }):
            text = "(?\(flags))\(text)"
        case let other?: throw invalid("\(path) $options", other, "letters out of i, m, s")
        }
        do {
            _ = try Pattern(text)
        } catch {
            throw invalid(path, json, "\(error)")
        }
        return try test(field, .matches(text))
    }

    private mutating func containment(
        _ field: RunField, _ json: JSON, path: String
    ) throws(CatalogError) -> RunCondition {
        try check(field, path, json, allowed: [.text, .list, .value], "a text or a list")
        let operand = try operand(json, for: field, path: path)
        if case .list = operand { throw invalid(path, json, "one element") }
        return try test(field, .contains(operand))
    }

    // MARK: - Operands

    private func list(_ json: JSON, path: String) throws(CatalogError) -> [JSON] {
        guard case .array(let elements) = json else { throw invalid(path, json, "a list") }
        return elements
    }

    private mutating func operand(_ json: JSON, for field: RunField, path: String) throws(CatalogError) -> RunOperand {
        operands += 1
        guard operands <= Limits.filterOperands else {
            throw .limit(name: "operands of the filter", limit: Limits.filterOperands, value: operands)
        }
        switch (field, json) {
        case (.text, .string(let text)), (.tags, .string(let text)), (.artifacts, .string(let text)):
            return .text(text)
        case (.text, _), (.artifacts, _): throw invalid(path, json, "a text")
        case (.tags, .array): return .list(json.canonicalText)
        case (.tags, _): throw invalid(path, json, "a text or a list of texts")
        case (.number, _):
            guard let number = json.doubleValue, !number.isNaN else { throw invalid(path, json, "a number") }
            return .number(number)
        case (.date, .string(let text)):
            guard let time = Timestamp.microseconds(text) else {
                throw invalid(path, json, "a time such as 2026-01-31T12:00:00Z")
            }
            return .date(time)
        case (.date, _):
            guard let seconds = json.doubleValue, seconds.magnitude < 1e12 else {
                throw invalid(path, json, "a time such as 2026-01-31T12:00:00Z, or seconds since 1970")
            }
            return .date(Int64((seconds * 1_000_000).rounded()))
        case (.value, .string(let text)): return .text(text.indexed)
        case (.value, .bool(let value)): return .bool(value)
        case (.value, .array): return .list(json.canonicalText.indexed)
        case (.value, .object), (.value, .null): throw invalid(path, json, "a number, a text, true, false or a list")
        case (.value, _):
            guard let number = json.doubleValue, !number.isNaN else { throw invalid(path, json, "a number") }
            return .number(number)
        case (.tag, _), (.historyKey, _): throw invalid(path, json, "$exists")
        }
    }

    private enum Shape { case text, list, value }

    private func check(
        _ field: RunField, _ path: String, _ json: JSON, allowed: [Shape], _ expected: String
    ) throws(CatalogError) {
        let shape: Shape? =
            switch field {
            case .text: .text
            case .tags, .artifacts: .list
            case .value: .value
            case .number, .date, .tag, .historyKey: nil
            }
        guard let shape, allowed.contains(shape) else { throw invalid(path, json, "\(expected), not this field") }
    }

    private func invalid(_ path: String, _ json: JSON, _ expected: String) -> CatalogError {
        .invalid(field: path.shortened, value: json.canonicalText.shortened, expected: expected)
    }
}
