import Crypto
import CryptoExtras
import FoundationEssentials

/// Passwords, kept as scrypt hashes: `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, salt and hash in Base64.
///
/// Both functions are slow and hungry for memory (32 MiB) on purpose: call them off the event loop and outside of
/// transactions.
public enum Password {
    struct Cost: Hashable {
        var logRounds: Int
        var blockSize: Int
        var parallelism: Int

        /// What is recommended for passwords today.
        static let standard = Cost(logRounds: 15, blockSize: 8, parallelism: 3)

        var isSane: Bool {
            (1...20).contains(logRounds) && (1...32).contains(blockSize) && (1...16).contains(parallelism)
        }
    }

    /// - Throws: ``CatalogError/invalid(field:value:expected:)`` for an empty or an overlong password.
    public static func hash(_ password: String) throws -> String {
        try hash(password, cost: .standard, salt: SecretToken.randomBytes(16))
    }

    static func hash(_ password: String, cost: Cost, salt: [UInt8]) throws -> String {
        guard !password.isEmpty, password.utf8.count <= Limits.passwordBytes else {
            throw CatalogError.invalid(
                field: "password", value: "…", expected: "1 to \(Limits.passwordBytes) bytes")
        }
        let key = try derive(password, cost: cost, salt: salt)
        return
            "scrypt$\(cost.logRounds)$\(cost.blockSize)$\(cost.parallelism)$\(Base64.encode(salt))$\(Base64.encode(key))"
    }

    /// Whether the password is the one of which `hash` was made. Without a hash it takes the same time and says no,
    /// so that nobody learns which accounts have a password.
    public static func verify(_ password: String, against hash: String?) -> Bool {
        guard password.utf8.count <= Limits.passwordBytes else { return false }
        guard let hash, let (cost, salt, expected) = parse(hash) else {
            _ = try? derive(password, cost: .standard, salt: Array(repeating: 0, count: 16))
            return false
        }
        guard let key = try? derive(password, cost: cost, salt: salt), key.count == expected.count else { return false }
        var difference: UInt8 = 0
        for index in key.indices { difference |= key[index] ^ expected[index] }
        return difference == 0
    }

    private static func parse(_ hash: String) -> (Cost, salt: [UInt8], key: [UInt8])? {
        let parts = hash.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6, parts[0] == "scrypt", let logRounds = Int(parts[1]), let blockSize = Int(parts[2]),
            let parallelism = Int(parts[3]), let salt = Base64.decode(String(parts[4])),
            let key = Base64.decode(String(parts[5])), key.count == keyBytes
        else { return nil }
        let cost = Cost(logRounds: logRounds, blockSize: blockSize, parallelism: parallelism)
        return cost.isSane ? (cost, salt, key) : nil
    }

    private static let keyBytes = 32

    private static func derive(_ password: String, cost: Cost, salt: [UInt8]) throws -> [UInt8] {
        let key = try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: keyBytes, rounds: 1 << cost.logRounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
        return key.withUnsafeBytes { Array($0) }
    }
}
