/// The pixels of an image: rows from the top, each from the left, the channels of a pixel side by side.
public struct Pixels: Sendable, Hashable {
    /// What the numbers of a pixel mean.
    public enum Channels: Int, Sendable, Hashable {
        case gray = 1
        case rgb = 3
        case rgba = 4
    }

    public let width: Int
    public let height: Int
    public let channels: Channels
    /// `width * height * channels` numbers of 0 to 255.
    public let bytes: [UInt8]

    /// - Parameters:
    ///   - bytes: the numbers of all pixels, 0 to 255.
    ///   - width: the pixels of a row; the height follows from the number of bytes.
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

    /// - Parameters:
    ///   - values: the numbers of all pixels, 0 (dark) to 1 (bright); what is outside is clipped, and what is not a
    ///     number is dark.
    ///   - width: the pixels of a row; the height follows from the number of values.
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
