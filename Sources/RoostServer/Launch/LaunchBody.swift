import Hummingbird
import RoostJSON
import RoostQueue

/// A JSON object from a request, read with errors that name the path.
struct LaunchBody: Sendable {
    private let members: JSONObject
    private let path: String

    init(_ request: Request) async throws {
        let bytes = try await request.plainBody(limit: Limits.launchBody, what: "the request")
        let json: JSON
        do {
            json = try JSON(parsing: bytes.readableBytesUInt8Span)
        } catch {
            throw ServerError.malformed("the body is not JSON: \(error)")
        }
        try self.init(json, at: "")
    }

    init(_ json: JSON, at path: String) throws(ServerError) {
        guard let members = json.objectValue else {
            throw .invalid(field: path.isEmpty ? "body" : path, value: json.text, expected: "an object")
        }
        self.members = members
        self.path = path
    }

    func name(_ field: String) -> String { path.isEmpty ? field : "\(path).\(field)" }

    private func present(_ field: String) -> JSON? { members[field].flatMap { $0.isNull ? nil : $0 } }

    func value(_ field: String) throws(ServerError) -> JSON {
        guard let value = present(field) else {
            throw .invalid(field: name(field), value: "null", expected: "a value; it is required")
        }
        return value
    }

    func optionalString(_ field: String) throws(ServerError) -> String? {
        guard let value = present(field) else { return nil }
        guard let text = value.stringValue else {
            throw .invalid(field: name(field), value: value.text, expected: "a string")
        }
        return text
    }

    func string(_ field: String) throws(ServerError) -> String {
        guard let text = try optionalString(field), !text.isEmpty else {
            throw .invalid(field: name(field), value: "", expected: "a string; it is required")
        }
        return text
    }

    func optionalInt(_ field: String, in range: ClosedRange<Int>) throws(ServerError) -> Int? {
        guard let value = present(field) else { return nil }
        guard let number = value.intValue, range.contains(Int(number)) else {
            throw .invalid(
                field: name(field), value: value.text, expected: "\(range.lowerBound) to \(range.upperBound)")
        }
        return Int(number)
    }

    func number(_ field: String, default value: Double) throws(ServerError) -> Double {
        guard let json = present(field) else { return value }
        guard let number = json.doubleValue, number.isFinite, number >= 0 else {
            throw .invalid(field: name(field), value: json.text, expected: "a number, 0 or more")
        }
        return number
    }

    func bool(_ field: String, default value: Bool) throws(ServerError) -> Bool {
        guard let json = present(field) else { return value }
        guard let bool = json.boolValue else {
            throw .invalid(field: name(field), value: json.text, expected: "true or false")
        }
        return bool
    }

    func optionalObject(_ field: String) throws(ServerError) -> JSONObject? {
        guard let value = present(field) else { return nil }
        guard let members = value.objectValue else {
            throw .invalid(field: name(field), value: value.text, expected: "an object")
        }
        return members
    }

    func list(_ field: String) throws(ServerError) -> [JSON] {
        guard let value = present(field) else { return [] }
        guard let list = value.arrayValue else {
            throw .invalid(field: name(field), value: value.text, expected: "a list")
        }
        return list
    }

    // MARK: Machines

    /// A number of jobs; -1 for any.
    func jobs(_ field: String) throws(ServerError) -> Int? {
        try optionalInt(field, in: -1...1_000_000)
    }

    /// What a machine has, or has left.
    ///
    /// - Parameter jobs: how many jobs it takes; below 0 for any number.
    func capacity(jobs: Int) throws(ServerError) -> Capacity {
        Capacity(
            jobs: jobs < 0 ? nil : jobs, cpus: min(try number("cpus", default: 0), 1e9),
            memoryBytes: Int64(min(try number("memory_bytes", default: 0), 1e18)),
            gpus: Int(min(try number("gpus", default: 0), 1e9)))
    }
}
