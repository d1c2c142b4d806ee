/// The format and size of an image file, from its first bytes.
struct ImageHeader: Sendable, Hashable {
    static let formats = ["png", "jpg", "gif", "bmp", "webp"]

    let format: String
    let width: Int
    let height: Int

    init(format: String, width: Int, height: Int) {
        self.format = format
        self.width = width
        self.height = height
    }

    /// - Parameter name: what the bytes are, for the error.
    init(_ bytes: [UInt8], name: String) throws(MediaError) {
        let found = Self.png(bytes) ?? Self.gif(bytes) ?? Self.bmp(bytes) ?? Self.webP(bytes) ?? Self.jpeg(bytes)
        guard let found else {
            throw .unsupportedFormat(field: name, value: "unknown", allowed: Self.formats)
        }
        self = found
    }

    private static func png(_ bytes: [UInt8]) -> ImageHeader? {
        guard bytes.starts(with: PNGEncoder.signature), bytes.count >= 24 else { return nil }
        return ImageHeader(format: "png", width: bytes.bigEndian(4, at: 16), height: bytes.bigEndian(4, at: 20))
    }

    private static func gif(_ bytes: [UInt8]) -> ImageHeader? {
        guard bytes.starts(with: "GIF8".utf8), bytes.count >= 10 else { return nil }
        return ImageHeader(format: "gif", width: bytes.littleEndian(2, at: 6), height: bytes.littleEndian(2, at: 8))
    }

    private static func bmp(_ bytes: [UInt8]) -> ImageHeader? {
        guard bytes.starts(with: "BM".utf8), bytes.count >= 26 else { return nil }
        let height = Int(Int32(truncatingIfNeeded: bytes.littleEndian(4, at: 22)))
        return ImageHeader(format: "bmp", width: bytes.littleEndian(4, at: 18), height: abs(height))
    }

    private static func webP(_ bytes: [UInt8]) -> ImageHeader? {
        guard bytes.count >= 30, bytes.starts(with: "RIFF".utf8), bytes[8..<12].elementsEqual("WEBP".utf8) else {
            return nil
        }
        let size: (Int, Int)
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ":
            size = (bytes.littleEndian(2, at: 26) & 0x3FFF, bytes.littleEndian(2, at: 28) & 0x3FFF)
        case "VP8L":
            let packed = bytes.littleEndian(4, at: 21)
            size = ((packed & 0x3FFF) + 1, ((packed >> 14) & 0x3FFF) + 1)
        case "VP8X":
            size = (bytes.littleEndian(3, at: 24) + 1, bytes.littleEndian(3, at: 27) + 1)
        default:
            return nil
        }
        return ImageHeader(format: "webp", width: size.0, height: size.1)
    }

    /// Walks the segments to the frame header, which holds the size.
    private static func jpeg(_ bytes: [UInt8]) -> ImageHeader? {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var offset = 2
        while offset + 9 <= bytes.count {
            guard bytes[offset] == 0xFF else { return nil }
            let marker = bytes[offset + 1]
            // Fill bytes, and markers that stand alone.
            if marker == 0xFF {
                offset += 1
                continue
            }
            if marker == 0x01 || (0xD0...0xD8).contains(marker) {
                offset += 2
                continue
            }
            let isFrame = (0xC0...0xCF).contains(marker) && ![0xC4, 0xC8, 0xCC].contains(marker)
            if isFrame {
                return ImageHeader(
                    format: "jpg", width: bytes.bigEndian(2, at: offset + 7), height: bytes.bigEndian(2, at: offset + 5)
                )
            }
            offset += 2 + bytes.bigEndian(2, at: offset + 2)
        }
        return nil
    }
}

extension [UInt8] {
    /// The unsigned number of `count` bytes at `offset`, which have to be there.
    fileprivate func bigEndian(_ count: Int, at offset: Int) -> Int {
        self[offset..<offset + count].reduce(0) { $0 << 8 | Int($1) }
    }

    fileprivate func littleEndian(_ count: Int, at offset: Int) -> Int {
        self[offset..<offset + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
