import RoostJSON
import Synchronization

/// The inputs of a run: hyperparameters, names of data, and so on.
///
/// Values can be added at any time. Changing one that is set already is refused unless it is asked for, so that a
/// value that results depend on does not change unnoticed.
///
/// ```swift
/// run.config["lr"]                                        // Optional(0.1)
/// try run.config.update(["epochs": 10])
/// try run.config.update(["lr": 0.05], allowValChange: true)
/// ```
public final class Config: Sendable {
    private let values: Mutex<ConfigValues>
    private let onChange: @Sendable (JSONObject) -> Void

    /// - Parameter onChange: told the members that changed, one change at a time.
    init(_ values: ConfigValues, onChange: @escaping @Sendable (JSONObject) -> Void) {
        self.values = Mutex(values)
        self.onChange = onChange
    }

    /// The value of a key; `nil` when it is not set.
    public subscript(key: String) -> RunValue? { values.withLock { $0.members[key]?.runValue } }

    /// The keys in the order in which they were set.
    public var keys: [String] { values.withLock { Array($0.visible.keys) } }

    /// All values as a JSON object.
    public var json: JSON { values.withLock { .object($0.visible) } }

    /// Sets values.
    ///
    /// - Parameters:
    ///   - source: a dictionary literal, an encodable value, parsed arguments or a YAML file.
    ///   - allowValChange: lets values replace different ones; by default what `Run(...)` was told.
    /// - Throws: ``UsageError`` when a value is refused; none of the values is set then.
    public func update(_ source: ConfigSource, allowValChange: Bool? = nil) throws(UsageError) {
        let new = try source.values(in: .process)
        try values.withLock { values throws(UsageError) in
            let changes = try values.update(new, allowsChange: allowValChange)
            if !changes.isEmpty { onChange(changes) }
        }
    }

    /// Sets a value.
    ///
    /// - Parameters:
    ///   - key: the key; dots are part of it.
    ///   - value: the value, of at most 10 MB as JSON.
    ///   - allowValChange: lets it replace a different value; by default what `Run(...)` was told.
    /// - Throws: ``UsageError`` when the key is empty, the value is too large or holds media, or it is set to another
    ///   value already.
    public func set(
        _ key: String, _ value: some RunValueConvertible, allowValChange: Bool? = nil
    ) throws(UsageError) {
        let value = value.runValue
        try values.withLock { values throws(UsageError) in
            let changes = try values.update([(key, value)], allowsChange: allowValChange)
            if !changes.isEmpty { onChange(changes) }
        }
    }

    /// Sets those of the values whose keys are not set yet.
    ///
    /// - Throws: ``UsageError`` when the source cannot be read, or a value cannot be part of a config.
    public func setDefaults(_ source: ConfigSource) throws(UsageError) {
        try setDefaults(try source.values(in: .process))
    }

    func setDefaults(_ new: [(key: String, value: RunValue)]) throws(UsageError) {
        try values.withLock { values throws(UsageError) in
            let changes = try values.setDefaults(new)
            if !changes.isEmpty { onChange(changes) }
        }
    }
}
