/// What an API key looks like.
public enum APIKeyRules {
    /// The characters that a key's secret has at least.
    public static let secretLength = 40

    /// Checks the form of a key: an optional prefix ending in `-`, then a secret of at least 40 letters, digits,
    /// `-` or `_`; or a signed token of three parts joined by dots.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - source: where it came from, for the message.
    public static func check(_ key: String, source: String) throws(APIError) {
        guard key == key.trimmed else {
            throw .invalidCredentials("The API key from \(source) has white space around it; give the key alone.")
        }
        guard !key.isEmpty else {
            throw .invalidCredentials("The API key from \(source) is empty; copy one from the server's settings page.")
        }
        if isToken(key) { return }
        let secret = key.firstIndex(of: "-").map { key[key.index(after: $0)...] } ?? key[...]
        guard secret.utf8.allSatisfy(isKeyByte) else {
            throw .invalidCredentials(
                "The API key from \(source) has characters other than letters, digits, - and _; copy it again.")
        }
        guard secret.utf8.count >= secretLength else {
            throw .invalidCredentials(
                "The API key from \(source) has \(secret.utf8.count) characters; a key has at least \(secretLength).")
        }
    }

    private static func isToken(_ key: String) -> Bool {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy(isKeyByte) }
    }

    private static func isKeyByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension String {
    var trimmed: String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
