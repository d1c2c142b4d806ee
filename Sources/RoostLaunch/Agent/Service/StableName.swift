import Crypto

/// Short names that are made of longer texts, always the same for the same text.
enum StableName {
    /// The first characters of the text's SHA-256 in hexadecimal.
    static func hex(_ text: String, characters: Int) -> String {
        let digits = Array("0123456789abcdef")
        let hex = SHA256.hash(data: Array(text.utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(hex.prefix(characters))
    }
}
