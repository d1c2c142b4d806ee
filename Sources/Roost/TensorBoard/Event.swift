/// A record of an event file: the values that a program wrote at one step.
struct Event: Sendable {
    /// In seconds since 1970.
    var wallTime = 0.0
    var step: Int64 = 0
    var values: [EventValue] = []

    /// - Returns: `nil` when the bytes are no event.
    init?(_ message: ArraySlice<UInt8>) {
        var fields = ProtobufFields(message)
        while let (number, value) = fields.next() {
            switch number {
            case 1: wallTime = value.double ?? 0
            case 2: step = value.integer ?? 0
            case 5:
                guard let summary = value.bytes, read(summary) else { return nil }
            default: break
            }
        }
        if fields.isBroken { return nil }
    }

    private mutating func read(_ summary: ArraySlice<UInt8>) -> Bool {
        var fields = ProtobufFields(summary)
        while let (number, value) = fields.next() {
            guard number == 1, let message = value.bytes, values.count < TensorBoardLimits.valuesOfEvent else {
                continue
            }
            guard let found = EventValue(message) else { return false }
            values.append(found)
        }
        return !fields.isBroken
    }
}

/// A value of an event under its tag.
struct EventValue: Sendable {
    enum Content: Sendable {
        case scalar(Float)
        /// The bytes of an image file.
        case image(ArraySlice<UInt8>)
        case histogram(EventHistogram)
        case audio(EventAudio)
        /// What it is, the plugin tells.
        case tensor(EventTensor)
        /// None, or one that has no place in a history.
        case other
    }

    var tag = ""
    var content = Content.other
    /// What the value is for, such as `scalars`; a file tells it once for each tag.
    var plugin: String?
    /// What the plugin itself keeps.
    var pluginContent: ArraySlice<UInt8> = []

    /// - Returns: `nil` when the bytes are no such message.
    init?(_ message: ArraySlice<UInt8>) {
        var fields = ProtobufFields(message)
        while let (number, value) = fields.next() {
            switch number {
            case 1: tag = value.text ?? ""
            case 2: content = value.float.map(Content.scalar) ?? .other
            case 4: content = Self.member(4, of: value).map(Content.image) ?? .other
            case 5: content = value.bytes.map { .histogram(EventHistogram($0)) } ?? .other
            case 6: content = value.bytes.map { .audio(EventAudio($0)) } ?? .other
            case 8: content = value.bytes.map { .tensor(EventTensor($0)) } ?? .other
            case 9: readMetadata(value.bytes ?? [])
            default: break
            }
        }
        if fields.isBroken { return nil }
    }

    private mutating func readMetadata(_ metadata: ArraySlice<UInt8>) {
        for (number, value) in ProtobufFields(metadata) where number == 1 {
            for (number, value) in ProtobufFields(value.bytes ?? []) {
                switch number {
                case 1: plugin = value.text
                case 2: pluginContent = value.bytes ?? []
                default: break
                }
            }
        }
    }

    private static func member(_ number: Int, of value: ProtobufFields.Value) -> ArraySlice<UInt8>? {
        guard let message = value.bytes else { return nil }
        return ProtobufFields(message).first { $0.number == number }?.value.bytes
    }
}

/// A sound of an event.
struct EventAudio: Sendable, Hashable {
    /// The bytes of a sound file.
    var file: ArraySlice<UInt8> = []

    init(_ message: ArraySlice<UInt8>) {
        for (number, value) in ProtobufFields(message) where number == 4 { file = value.bytes ?? [] }
    }
}
