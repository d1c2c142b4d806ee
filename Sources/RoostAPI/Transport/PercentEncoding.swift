/// The percent-encoding of addresses and forms.
public enum PercentEncoding {
    /// Encodes a path segment as the servers expect it: `+` and `:` stay literal, `/` does not.
    public static func pathSegment(_ text: String) -> String {
        encode(text) { isUnreserved($0) || "$&+,:;=@!'()*".utf8.contains($0) }
    }

    /// Encodes a path, whose slashes stay.
    public static func path(_ text: String) -> String {
        encode(text) { isUnreserved($0) || "/$&+,:;=@!'()*".utf8.contains($0) }
    }

    /// Encodes everything but letters, digits and `-._~`: for forms, queries and addresses that people open.
    public static func component(_ text: String) -> String { encode(text, keeping: isUnreserved) }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isKept(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
