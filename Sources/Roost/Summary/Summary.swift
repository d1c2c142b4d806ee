import RoostJSON

/// The single values by which a run is compared with others: by default the last value of each key that was logged.
///
/// ```swift
/// run.summary["best_accuracy"] = 0.97
/// run.summary.value("loss")            // the last loss, or what its definition asks for
/// ```
public struct Summary: Sendable {
    let core: RunCore

    /// Sets a value until the same key is logged again; `nil` removes it.
    public subscript(key: String) -> (any RunValueConvertible)? {
        get { core.summaryValue(key) }
        nonmutating set { core.setSummary([(key, newValue?.runValue)]) }
    }

    /// The value of a key; `nil` when there is none.
    public func value(_ key: String) -> RunValue? { core.summaryValue(key) }

    /// Sets several values at once.
    public func update(_ values: KeyValuePairs<String, any RunValueConvertible>) {
        core.setSummary(values.map { ($0.key, $0.value.runValue) })
    }

    /// All values as a JSON object.
    public var json: JSON { core.summaryJSON }
}
