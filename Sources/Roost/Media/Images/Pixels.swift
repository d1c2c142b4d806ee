/// The pixels of an image: rows from the top, each from the left, the channels of a pixel side by side.
///
/// ```swift
/// let digit = try Pixels(gray: bytes, width: 28)
/// let noise = try Pixels(fractions: (0..<64 * 64 * 3).map { _ in .random(in: 0...1) }, width: 64, channels: .rgb)
/// ```
public struct Pixels: Sendable, Hashable {
    /// What the numbers of a pixel mean.
    public enum Channels: Int, Sendable, Hashable {
        /// One number: the brightness.
        case gray = 1
        /// Three numbers: red, green and blue.
        case rgb = 3
        /// Four numbers: red, green, blue and opacity.
        case rgba = 4
    }

    /// In pixels.
    public let width: Int
    /// In pixels.
    public let height: Int
    /// What the numbers of a pixel mean.
    public let channels: Channels
    /// `width * height * channels` numbers of 0 to 255.
    public let bytes: [UInt8]

    /// Pixels by their bytes.
    ///
    /// - Parameters:
    ///   - bytes: the numbers of all pixels, 0 to 255.
    ///   - width: the pixels of a row, from 1 to ``MediaLimits/imageSide``; the height follows from the number of
    ///     bytes.
    ///   - channels: what the numbers of a pixel mean.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the bytes are not whole rows, and
    ///   ``MediaError/tooLarge(field:value:limit:)`` when there are too many of them.
    public init(_ bytes: [UInt8], width: Int, channels: Channels) throws(MediaError) {
        let row = width * channels.rawValue
        guard width > 0, width <= MediaLimits.imageSide else {
            throw .invalidValue(
                field: "width", value: "\(width)", expected: "a number of pixels from 1 to \(MediaLimits.imageSide)")
        }
        guard !bytes.isEmpty, bytes.count.isMultiple(of: row) else {
            throw .invalidValue(
                field: "bytes", value: "\(bytes.count) numbers long",
                expected: "a multiple of width * channels = \(row)")
        }
        let height = bytes.count / row
        guard height <= MediaLimits.imageSide else {
            throw .tooLarge(field: "height", value: height, limit: MediaLimits.imageSide)
        }
        self.width = width
        self.height = height
        self.channels = channels
        self.bytes = bytes
    }

    /// Pixels by fractions of full brightness.
    ///
    /// - Parameters:
    ///   - values: the numbers of all pixels, 0 (dark) to 1 (bright); what is outside is clipped, and what is not a
    ///     number is dark.
    ///   - width: the pixels of a row, from 1 to ``MediaLimits/imageSide``; the height follows from the number of
    ///     values.
    ///   - channels: what the numbers of a pixel mean.
    /// - Throws: as ``init(_:width:channels:)``.
    public init(fractions values: [Double], width: Int, channels: Channels = .gray) throws(MediaError) {
        try self.init(values.map(Self.byte), width: width, channels: channels)
    }

    /// A gray image of numbers from 0 to 255.
    public init(gray bytes: [UInt8], width: Int) throws(MediaError) {
        try self.init(bytes, width: width, channels: .gray)
    }

    /// A gray image of rows of numbers from 0 to 255, which have to be equally long.
    public init(grayRows rows: [[UInt8]]) throws(MediaError) {
        let width = rows.first?.count ?? 0
        guard rows.allSatisfy({ $0.count == width }) else {
            throw .invalidValue(field: "rows", value: "of different lengths", expected: "rows of \(width) numbers each")
        }
        try self.init(Array(rows.joined()), width: width, channels: .gray)
    }

    private static func byte(_ value: Double) -> UInt8 {
        guard value > 0 else { return 0 }
        return value >= 1 ? 255 : UInt8(value * 255)
    }
}
