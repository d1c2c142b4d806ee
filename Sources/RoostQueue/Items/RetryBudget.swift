import RoostJSON

/// Why an attempt ended without success, as far as trying again depends on it.
public enum RetryKind: String, Sendable, Hashable, CaseIterable {
    /// The surroundings failed: the agent died, the node was lost, the build host was gone.
    case infrastructure
    /// The job was taken off its machine for another.
    case preempted
    /// The program itself failed.
    case error
}

/// How many attempts of each kind may fail before the item does.
public struct RetryBudget: Sendable, Hashable {
    /// The largest number that may be asked for.
    public static let most = 1_000

    public var infrastructure: Int
    public var preempted: Int
    public var error: Int

    public init(infrastructure: Int = 3, preempted: Int = 5, error: Int = 0) {
        self.infrastructure = infrastructure
        self.preempted = preempted
        self.error = error
    }

    /// No failure at all; the start of a count.
    public static let none = RetryBudget(infrastructure: 0, preempted: 0, error: 0)

    /// Reads `{"infrastructure":n,"preempted":n,"error":n}`; what is missing keeps the value of `defaults`.
    ///
    /// - Throws: ``QueueError/invalid(path:value:expected:)`` with a path that begins with `path`.
    public init(
        json: JSON, path: String = "retry", defaults: RetryBudget = RetryBudget()
    ) throws(QueueError) {
        self = defaults
        guard let members = json.objectValue else {
            throw .invalid(path: path, value: json, expected: "an object such as {\"infrastructure\": 3}")
        }
        for (name, value) in members {
            guard let kind = RetryKind(rawValue: name) else {
                throw .invalid(
                    path: "\(path).\(name)", value: value,
                    expected: "one of \(RetryKind.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            guard let count = value.intValue, (0...Int64(Self.most)).contains(count) else {
                throw .invalid(path: "\(path).\(name)", value: value, expected: "0 to \(Self.most)")
            }
            self[kind] = Int(count)
        }
    }

    public subscript(kind: RetryKind) -> Int {
        get {
            switch kind {
            case .infrastructure: infrastructure
            case .preempted: preempted
            case .error: error
            }
        }
        set {
            switch kind {
            case .infrastructure: infrastructure = newValue
            case .preempted: preempted = newValue
            case .error: error = newValue
            }
        }
    }

    public var json: JSON {
        [
            "infrastructure": .int(Int64(infrastructure)), "preempted": .int(Int64(preempted)),
            "error": .int(Int64(error)),
        ]
    }

    /// How long to wait before the next attempt after the `count`-th failure of a kind, in milliseconds: 1, 2, 4 … 60
    /// seconds; a preempted job goes on at once.
    public static func backoff(after count: Int, of kind: RetryKind) -> Int64 {
        guard kind != .preempted else { return 0 }
        return min(60_000, 1_000 << Int64(min(max(count, 1) - 1, 6)))
    }
}
