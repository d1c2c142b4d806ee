/// How this program proves who it is.
///
/// Its description never shows a secret.
public enum Credentials: Sendable, Hashable {
    /// An API key, sent as HTTP basic authentication of the user `api`.
    case apiKey(String)
    /// An access token, sent as a bearer token.
    case bearer(String)
    /// Nothing yet: only a sign-up for an anonymous account works so.
    case none

    /// The value of the `Authorization` header.
    var header: String {
        switch self {
        case .apiKey(let key): "Basic " + Base64.encode("api:" + key)
        case .bearer(let token): "Bearer " + token
        case .none: "Basic " + Base64.encode("api:")
        }
    }
}

extension Credentials: CustomStringConvertible, CustomReflectable {
    public var description: String {
        switch self {
        case .apiKey: "API key"
        case .bearer: "access token"
        case .none: "no credentials"
        }
    }

    public var customMirror: Mirror { Mirror(self, children: []) }
}

enum Base64 {
    static func encode(_ text: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let rest = bytes.count - index
            let word =
                UInt32(bytes[index]) << 16 | (rest > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (rest > 2 ? UInt32(bytes[index + 2]) : 0)
            result.append(alphabet[Int(word >> 18)])
            result.append(alphabet[Int(word >> 12 & 63)])
            result.append(rest > 1 ? alphabet[Int(word >> 6 & 63)] : UInt8(ascii: "="))
            result.append(rest > 2 ? alphabet[Int(word & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return String(decoding: result, as: UTF8.self)
    }
}
