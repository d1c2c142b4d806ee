import Hummingbird
import RoostHistory

/// The query part of an address, read with errors that name the parameter.
struct Query: Sendable {
    private let values: [(name: String, value: String)]

    init(_ request: Request) {
        values = request.uri.queryParameters.map { (String($0.key), String($0.value)) }
    }

    func first(_ name: String) -> String? { values.first { $0.name == name }?.value }
    func all(_ name: String) -> [String] { values.filter { $0.name == name }.map(\.value) }

    func required(_ name: String) throws(ServerError) -> String {
        guard let value = first(name), !value.isEmpty else {
            throw .invalid(field: name, value: "", expected: "a value; the parameter is required")
        }
        return value
    }

    func int(_ name: String, default value: Int, in range: ClosedRange<Int>) throws(ServerError) -> Int {
        guard let text = first(name) else { return value }
        guard let number = Int(text), range.contains(number) else {
            throw .invalid(field: name, value: text, expected: "\(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    func int64(_ name: String) throws(ServerError) -> Int64? {
        guard let text = first(name) else { return nil }
        guard let number = Int64(text) else { throw .invalid(field: name, value: text, expected: "an integer") }
        return number
    }

    func number(_ name: String) throws(ServerError) -> Double? {
        guard let text = first(name) else { return nil }
        guard let number = Double(text), number.isFinite else {
            throw .invalid(field: name, value: text, expected: "a finite number")
        }
        return number
    }

    /// One of `choices`; the first by default.
    func choice(_ name: String, of choices: [String]) throws(ServerError) -> String {
        guard let text = first(name) else { return choices[0] }
        guard choices.contains(text) else {
            throw .invalid(field: name, value: text, expected: choices.joined(separator: ", "))
        }
        return text
    }

    func stream(allowing allowed: [RunStream]) throws(ServerError) -> RunStream {
        let streams = try streams(allowing: allowed)
        guard streams.count == 1 else {
            throw .invalid(field: "stream", value: "\(streams.count) of them", expected: "one")
        }
        return streams[0]
    }

    /// The named streams; the first allowed one by default.
    func streams(allowing allowed: [RunStream]) throws(ServerError) -> [RunStream] {
        let names = all("stream")
        guard !names.isEmpty else { return [allowed[0]] }
        var streams: [RunStream] = []
        for name in names {
            guard let stream = allowed.first(where: { $0.publicName == name }) else {
                throw .invalid(
                    field: "stream", value: name, expected: allowed.map(\.publicName).joined(separator: ", "))
            }
            streams.append(stream)
        }
        return streams
    }
}

extension RunStream {
    /// What the stream is called in addresses.
    var publicName: String {
        switch self {
        case .metrics: "metrics"
        case .system: "system"
        case .console: "console"
        }
    }
}
