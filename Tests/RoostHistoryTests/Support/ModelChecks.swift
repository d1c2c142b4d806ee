import RoostHistory
import Testing

/// What the console's lines mean, found by splitting strings.
enum ModelConsole {
    /// The line as a row of the model.
    static func row(_ line: String) -> String {
        var text = line.hasSuffix("\n") ? String(line.dropLast()) : line
        var members: [String] = []
        let isError = text.hasPrefix("ERROR 2")
        if isError { text.removeFirst(6) }
        if text.hasPrefix("2026-"), let space = text.firstIndex(of: " ") {
            members.append("\"ts\":\"\(text[..<space])\"")
            if isError { members.append("\"level\":\"error\"") }
            text = String(text[text.index(after: space)...])
        }
        members.append("\"content\":\"\(text)\"")
        return "{" + members.joined(separator: ",") + "}"
    }

    static func leaves(_ line: ConsoleLine) -> [String: String] {
        var leaves = ["content": "\"\(line.text)\""]
        if let timestamp = line.timestamp { leaves["ts"] = "\"\(timestamp)\"" }
        if let level = line.level { leaves["level"] = "\"\(level)\"" }
        if let label = line.label { leaves["label"] = "\"\(label)\"" }
        return leaves
    }
}

/// What is known of keys, found from the values' texts.
enum ModelKeys {
    static func type(_ value: String) -> ValueType {
        if value.hasPrefix("\"") { return .string }
        if value.hasPrefix("[") { return .list }
        if value.hasPrefix("{") {
            let names = ["image-file", "histogram"]
            return .object(names.first { value.contains("\"_type\":\"\($0)\"") })
        }
        switch value {
        case "true", "false": return .boolean
        case "null": return .null
        default: return .number
        }
    }

    static func isMonotonic(_ values: [String]) -> Bool {
        guard values.allSatisfy({ type($0) == .number }) else { return false }
        if values == ["NaN"] { return false }
        return zip(values, values.dropFirst()).allSatisfy { left, right in
            if let left = Int64(left), let right = Int64(right) { return left <= right }
            guard let left = ModelSeries.number(left), let right = ModelSeries.number(right) else { return false }
            return left <= right
        }
    }
}

/// What a curve must be, found from its points.
enum ModelSeries {
    struct Point {
        let x: Double
        let y: Double
    }

    static func number(_ text: String?) -> Double? {
        guard let text, ModelKeys.type(text) == .number else { return nil }
        switch text {
        case "Infinity": return .infinity
        case "-Infinity": return -.infinity
        case "NaN": return .nan
        default: return Double(text)
        }
    }

    /// Checks that each point is in exactly one bucket, in order, and that each bucket is what its points make it.
    static func check(
        _ series: Series, _ points: [Point], buckets: Int, location: SourceLocation = #_sourceLocation
    ) {
        func expect(_ isTrue: Bool, _ what: String) {
            #expect(isTrue, Comment(rawValue: what), sourceLocation: location)
        }
        expect(series.bucketCount <= buckets || series.isExact, "\(series.bucketCount) buckets")
        expect(series.isExact == (points.count <= buckets), "\(points.count) points, exact \(series.isExact)")
        expect(series.count.reduce(0, +) == Double(points.count), "\(series.count) for \(points.count) points")
        guard series.count.reduce(0, +) == Double(points.count) else { return }
        var start = 0
        for bucket in 0..<series.bucketCount {
            let part = points[start..<(start + Int(series.count[bucket]))]
            start = part.endIndex
            let finite = part.map(\.y).filter(\.isFinite)
            expect(series.firstX[bucket] == part.first?.x && series.lastX[bucket] == part.last?.x, "range")
            expect(series.nanCount[bucket] == Double(part.count { $0.y.isNaN }), "nan")
            expect(series.positiveInfinityCount[bucket] == Double(part.count { $0.y == .infinity }), "+inf")
            expect(series.negativeInfinityCount[bucket] == Double(part.count { $0.y == -.infinity }), "-inf")
            guard let first = finite.first, let last = finite.last else {
                expect(series.minimum[bucket].isNaN && series.mean[bucket].isNaN, "empty")
                continue
            }
            expect(series.minimum[bucket] == finite.min() && series.maximum[bucket] == finite.max(), "extremes")
            expect(series.first[bucket] == first && series.last[bucket] == last, "ends")
            let magnitude = finite.reduce(0) { $0 + abs($1) / Double(finite.count) }
            let mean = finite.reduce(0) { $0 + $1 / Double(finite.count) }
            let isClose = abs(series.mean[bucket] - mean) <= magnitude * 1e-12
            expect(isClose || !series.mean[bucket].isFinite && magnitude > 1e300, "mean \(series.mean[bucket]) \(mean)")
        }
    }
}
