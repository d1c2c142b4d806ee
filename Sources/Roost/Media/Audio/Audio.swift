import RoostJSON

/// A sound: a file of the user's, or samples that are written as a WAV file of 16 bits.
///
/// ```swift
/// let tone = (0..<16_000).map { sin(Double($0) * 2 * .pi * 440 / 16_000) }
/// run.log(["tone": try Audio(samples: tone, sampleRate: 16_000, caption: "a'")])
/// ```
public struct Audio: Media, Hashable {
    public static var className: String { "Audio" }

    /// The text shown with the sound.
    public var caption: String?
    /// In samples a second; `nil` for a file.
    public let sampleRate: Int?
    /// In seconds; `nil` for a file.
    public let duration: Double?

    let content: MediaContent

    /// A sound file; it is copied as it is.
    ///
    /// - Throws: ``MediaError/unreadable(path:reason:)`` when there is no such file.
    public init(path: String, caption: String? = nil) throws(MediaError) {
        let ending = DiskFile.fileExtension(path)
        content = try MediaContent(file: path, suffix: ending.isEmpty ? "" : ".\(ending)")
        sampleRate = nil
        duration = nil
        self.caption = caption
    }

    /// The bytes of a sound file.
    ///
    /// - Parameters:
    ///   - data: all of its bytes.
    ///   - format: the end of such a file's name, for example `wav`.
    ///   - caption: the text shown with the sound.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when there are no bytes.
    public init(data: [UInt8], format: String, caption: String? = nil) throws(MediaError) {
        guard !data.isEmpty else {
            throw .invalidValue(field: "data", value: "empty", expected: "the bytes of a sound file")
        }
        content = MediaContent(data, suffix: ".\(format)")
        sampleRate = nil
        duration = nil
        self.caption = caption
    }

    /// Samples of single precision.
    ///
    /// - Parameters:
    ///   - samples: -1 to 1; louder ones are clipped. With several channels, the samples of one instant stand side
    ///     by side.
    ///   - sampleRate: instants a second, from 1 to 1,000,000.
    ///   - channels: from 1 to 64.
    ///   - caption: the text shown with the sound.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the rate or the channels cannot be.
    public init(
        samples: [Float], sampleRate: Int, channels: Int = 1, caption: String? = nil
    ) throws(MediaError) {
        try self.init(
            samples.map { WAVEncoder.sample($0) }, sampleRate: sampleRate, channels: channels, caption: caption)
    }

    /// As ``init(samples:sampleRate:channels:caption:)``, of double precision.
    public init(
        samples: [Double], sampleRate: Int, channels: Int = 1, caption: String? = nil
    ) throws(MediaError) {
        try self.init(
            samples.map { WAVEncoder.sample($0) }, sampleRate: sampleRate, channels: channels, caption: caption)
    }

    /// Samples of 16 bits, which are written unchanged.
    public init(
        samples: [Int16], sampleRate: Int, channels: Int = 1, caption: String? = nil
    ) throws(MediaError) {
        try self.init(samples, sampleRate: sampleRate, channels: channels, caption: caption)
    }

    private init(_ samples: [Int16], sampleRate: Int, channels: Int, caption: String?) throws(MediaError) {
        guard (1...1_000_000).contains(sampleRate) else {
            throw .invalidValue(
                field: "sampleRate", value: "\(sampleRate)", expected: "from 1 to 1000000 samples a second")
        }
        guard (1...64).contains(channels), samples.count.isMultiple(of: channels) else {
            throw .invalidValue(
                field: "channels", value: "\(channels)",
                expected: "from 1 to 64, and a divisor of the number of samples, \(samples.count)")
        }
        content = MediaContent(
            WAVEncoder.encode(samples, sampleRate: sampleRate, channels: channels), suffix: ".wav")
        self.sampleRate = sampleRate
        self.duration = Double(samples.count / channels) / Double(sampleRate)
        self.caption = caption
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        var members = try directory.store(content, folder: "audio", type: "audio-file", key: key, step: step)
        if let caption { members["caption"] = .string(caption) }
        return .object(members)
    }

    public static func writeBatch(
        _ items: [Audio], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        var written: [JSON] = []
        for item in items { written.append(try item.write(key: key, step: step, into: &directory)) }
        var members: JSONObject = [
            "_type": "audio",
            "count": .int(Int64(items.count)),
            "audio": .array(written),
            "sampleRates": .array(items.map { $0.sampleRate.map { .int(Int64($0)) } ?? .null }),
            "durations": .array(items.map { $0.duration.map(JSON.number) ?? .null }),
        ]
        if items.contains(where: { $0.caption != nil }) {
            members["captions"] = .array(items.map { .string($0.caption ?? "") })
        }
        return .object(members)
    }

    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        var members = try artifact.add(content, folder: "audio", type: "audio-file")
        if let caption { members["caption"] = .string(caption) }
        return .object(members)
    }

    public var columnType: ColumnType { .media("audio-file") }
}
