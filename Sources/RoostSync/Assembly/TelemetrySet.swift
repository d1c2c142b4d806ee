import RoostJSON
import RoostLog

/// The telemetry of a run, gathered from its records.
struct TelemetrySet {
    private(set) var record = LogTelemetryRecord()

    /// Adds a record: flags add up, texts replace.
    mutating func add(_ later: LogTelemetryRecord) {
        record.importsInit = union(record.importsInit, later.importsInit)
        record.importsFinish = union(record.importsFinish, later.importsFinish)
        record.feature = union(record.feature, later.feature)
        record.env = union(record.env, later.env)
        record.deprecated = union(record.deprecated, later.deprecated)
        if !later.pythonVersion.isEmpty { record.pythonVersion = later.pythonVersion }
        if !later.cliVersion.isEmpty { record.cliVersion = later.cliVersion }
        if !later.huggingfaceVersion.isEmpty { record.huggingfaceVersion = later.huggingfaceVersion }
        if !later.coreVersion.isEmpty { record.coreVersion = later.coreVersion }
        if !later.platform.isEmpty { record.platform = later.platform }
        if later.hasLabel { record.label = later.label }
    }

    private func union<Bytes: RangeReplaceableCollection<UInt8>>(_ one: Bytes, _ other: Bytes) -> Bytes {
        if other.isEmpty { return one }
        let numbers = TelemetryFlags(message: Array(one)).numbers + TelemetryFlags(message: Array(other)).numbers
        return Bytes(TelemetryFlags(numbers).message)
    }

    /// The object that stands as `t` in a run's configuration: field numbers, with the numbers of what is true.
    var encoded: JSON {
        var members: JSONObject = [:]
        func add(_ number: Int, flags bytes: some Sequence<UInt8>) {
            let numbers = TelemetryFlags(message: Array(bytes)).numbers
            if !numbers.isEmpty { members["\(number)"] = .array(numbers.map { .int(Int64($0)) }) }
        }
        func add(_ number: Int, text: String) {
            if !text.isEmpty { members["\(number)"] = .string(text) }
        }
        add(1, flags: record.importsInit)
        add(2, flags: record.importsFinish)
        add(3, flags: record.feature)
        add(4, text: record.pythonVersion)
        add(5, text: record.cliVersion)
        add(6, text: record.huggingfaceVersion)
        add(8, flags: record.env)
        var label: JSONObject = [:]
        let texts = [record.label.codeString, record.label.repoString, record.label.codeVersion]
        for (index, text) in texts.enumerated() where !text.isEmpty { label["\(index + 1)"] = .string(text) }
        if !label.isEmpty { members["9"] = .object(label) }
        add(10, flags: record.deprecated)
        add(12, text: record.coreVersion)
        add(13, text: record.platform)
        return .object(members)
    }
}
