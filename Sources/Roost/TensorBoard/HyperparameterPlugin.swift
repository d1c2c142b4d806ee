/// The hyperparameters that a program noted for TensorBoard when a session began.
enum HyperparameterPlugin {
    static let name = "hparams"

    /// The parameters in the order of their names: numbers, texts and booleans.
    static func parameters(_ content: ArraySlice<UInt8>) -> [(key: String, value: RunValue)] {
        var found: [String: RunValue] = [:]
        for (number, session) in ProtobufFields(content) where number == 3 {
            for (number, entry) in ProtobufFields(session.bytes ?? []) where number == 1 {
                if let (key, value) = parameter(entry.bytes ?? []) { found[key] = value }
            }
        }
        return found.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }
    }

    private static func parameter(_ entry: ArraySlice<UInt8>) -> (key: String, value: RunValue)? {
        var key: String?
        var value: RunValue?
        for (number, member) in ProtobufFields(entry) {
            if number == 1 { key = member.text }
            guard number == 2 else { continue }
            for (kind, content) in ProtobufFields(member.bytes ?? []) {
                switch kind {
                case 2:
                    value = content.double.map { number in
                        Int64(exactly: number).map(RunValue.integer) ?? .number(number)
                    }
                case 3: value = content.text.map(RunValue.string)
                case 4: value = content.integer.map { .bool($0 != 0) }
                default: break
                }
            }
        }
        guard let key, !key.isEmpty, let value else { return nil }
        return (key, value)
    }
}
