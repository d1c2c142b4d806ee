import Foundation
import RoostJSON

@testable import RoostCatalog

/// A run as the model of the filter language sees it.
struct ModelRun {
    var name: String
    var group: String?
    var state: RunState
    var tags: [String]
    /// Microseconds after the start of the test.
    var created: Int64
    var config: JSONObject
    var summary: JSONObject
    var keys: [String]
}

/// The filter language in the plainest way, straight from the JSON: the model that the SQL is compared with.
struct MongoModel {
    let run: ModelRun

    func matches(_ filter: JSON) -> Bool {
        guard let members = filter.objectValue else { return true }
        return members.allSatisfy { key, value in
            switch key {
            case "$and": (value.arrayValue ?? []).allSatisfy(matches)
            case "$or": (value.arrayValue ?? []).contains(where: matches)
            case "$nor": !(value.arrayValue ?? []).contains(where: matches)
            default: matches(field: key, value)
            }
        }
    }

    /// What a field is: `nil` when it is missing.
    func value(_ field: String) -> JSON? {
        switch field {
        case "name": return .string(run.name)
        case "group": return run.group.map(JSON.string)
        case "state": return .string(run.state.rawValue)
        case "tags": return run.tags.isEmpty ? nil : .array(run.tags.map(JSON.string))
        case "created_at": return .int(run.created)
        default: break
        }
        if field.hasPrefix("config.") {
            let path = field.dropFirst(7)
            return Self.lookUp(run.config, path.hasSuffix(".value") ? path.dropLast(6) : path)
        }
        if field.hasPrefix("summary_metrics.") { return Self.lookUp(run.summary, field.dropFirst(16)) }
        if field.hasPrefix("keys_info.keys.") {
            return run.keys.contains(String(field.dropFirst(15))) ? .bool(true) : nil
        }
        if field.hasPrefix("tags.") { return run.tags.contains(String(field.dropFirst(5))) ? .bool(true) : nil }
        return nil
    }

    private static func lookUp(_ members: JSONObject, _ path: Substring) -> JSON? {
        for (key, value) in members {
            if path == key { return value }
            if path.hasPrefix(key + "."), let inner = value.objectValue,
                let found = lookUp(inner, path.dropFirst(key.count + 1))
            {
                return found
            }
        }
        return nil
    }

    private func matches(field: String, _ condition: JSON) -> Bool {
        guard let operators = condition.objectValue, operators.keys.first?.hasPrefix("$") == true else {
            return equals(field, condition)
        }
        return operators.allSatisfy { name, operand in
            let list = operand.arrayValue ?? []
            switch name {
            case "$eq": return equals(field, operand)
            case "$ne": return !equals(field, operand)
            case "$in": return list.contains { equals(field, $0) }
            case "$nin": return !list.contains { equals(field, $0) }
            case "$all": return !list.isEmpty && list.allSatisfy { equals(field, $0) }
            case "$gt": return compares(field, operand, >, >)
            case "$gte": return compares(field, operand, >=, >=)
            case "$lt": return compares(field, operand, <, <)
            case "$lte": return compares(field, operand, <=, <=)
            case "$exists": return (value(field) != nil) == operand.boolValue
            case "$not": return !matches(field: field, operand)
            case "$regex":
                return candidates(field).contains { $0.stringValue?.contains(operand.stringValue ?? "") == true }
            case "$contains":
                if case .string(let text)? = value(field) { return text.contains(operand.stringValue ?? "\u{1}") }
                return elements(field).contains { Self.isEqual($0, operand) }
            case "$size":
                return value(field)?.arrayValue.map { Int64($0.count) == operand.intValue }
                    ?? (field == "tags" && operand.intValue == 0)
            default: return false
            }
        }
    }

    private func elements(_ field: String) -> [JSON] { value(field)?.arrayValue ?? [] }

    /// The value itself and, of a list, its elements.
    private func candidates(_ field: String) -> [JSON] {
        guard let value = value(field) else { return [] }
        return [value] + elements(field)
    }

    private func equals(_ field: String, _ wanted: JSON) -> Bool {
        if wanted.isNull { return value(field)?.isNull ?? true }
        return candidates(field).contains { Self.isEqual($0, wanted) }
    }

    private static func isEqual(_ one: JSON, _ other: JSON) -> Bool {
        if let a = one.doubleValue, let b = other.doubleValue { return a == b }
        if let a = one.arrayValue, let b = other.arrayValue {
            return a.count == b.count && zip(a, b).allSatisfy { isEqual($0, $1) }
        }
        return one == other
    }

    private func compares(
        _ field: String, _ operand: JSON, _ numbers: (Double, Double) -> Bool, _ texts: (String, String) -> Bool
    ) -> Bool {
        candidates(field).contains { value in
            if let a = value.doubleValue, let b = operand.doubleValue { return numbers(a, b) }
            if let a = value.stringValue, let b = operand.stringValue { return texts(a, b) }
            return false
        }
    }
}
