import Crypto
import Foundation

/// Signs addresses that carry their own permission, since official clients upload and download file contents without
/// credentials. An address names one thing, one direction and a time after which it is void.
struct AddressSigner: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: at least 32 random bytes, the same for all servers of one installation.
    init(secret: [UInt8]) {
        key = SymmetricKey(data: secret)
    }

    /// A token for `subject`, valid until `expiry`.
    func token(for subject: SignedSubject, expiry: Date) -> String {
        let payload = "\(Int(expiry.timeIntervalSince1970)).\(subject.text)"
        return Self.base64URL(Data(payload.utf8)) + "." + Self.base64URL(Data(signature(of: payload)))
    }

    /// What a token permits.
    ///
    /// - Throws: ``ServerError/forbidden(_:)`` for a token that this server did not make or that has expired.
    func verify(_ token: Substring, now: Date = Date()) throws(ServerError) -> SignedSubject {
        let parts = token.split(separator: ".", maxSplits: 1)
        guard parts.count == 2, let payload = Self.data(base64URL: parts[0]), let mac = Self.data(base64URL: parts[1]),
            HMAC<SHA256>.isValidAuthenticationCode(mac, authenticating: payload, using: key)
        else { throw .forbidden("the address is not signed by this server") }
        let text = String(decoding: payload, as: UTF8.self)
        let fields = text.split(separator: ".", maxSplits: 1)
        guard fields.count == 2, let expiry = Int(fields[0]), let subject = SignedSubject(text: fields[1]) else {
            throw .forbidden("the address is not signed by this server")
        }
        guard now.timeIntervalSince1970 <= Double(expiry) else {
            throw .forbidden("the address has expired; ask for a new one")
        }
        return subject
    }

    private func signature(of payload: String) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(for: Data(payload.utf8), using: key)
    }

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func data(base64URL text: Substring) -> Data? {
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        while base64.utf8.count % 4 != 0 { base64.append("=") }
        return Data(base64Encoded: String(base64))
    }
}

/// What a signed address is for.
enum SignedSubject: Sendable, Hashable {
    case uploadRunFile(run: Int64, name: String)
    case downloadRunFile(run: Int64, name: String)
    case uploadArtifactFile(file: Int64)
    case uploadArtifactFilePart(file: Int64, upload: String, part: Int)
    case uploadManifest(manifest: Int64)
    case downloadBlob(digest: String, name: String)

    var text: String {
        switch self {
        case .uploadRunFile(let run, let name): "ur.\(run).\(name)"
        case .downloadRunFile(let run, let name): "dr.\(run).\(name)"
        case .uploadArtifactFile(let file): "ua.\(file).-"
        case .uploadArtifactFilePart(let file, let upload, let part): "up.\(file).\(part).\(upload)"
        case .uploadManifest(let manifest): "um.\(manifest).-"
        case .downloadBlob(let digest, let name): "db.\(digest).\(name)"
        }
    }

    init?(text: Substring) {
        let fields = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard fields.count == 3 else { return nil }
        let rest = String(fields[2])
        switch (fields[0], Int64(fields[1])) {
        case ("ur", let run?): self = .uploadRunFile(run: run, name: rest)
        case ("dr", let run?): self = .downloadRunFile(run: run, name: rest)
        case ("ua", let file?): self = .uploadArtifactFile(file: file)
        case ("up", let file?):
            let parts = rest.split(separator: ".", maxSplits: 1)
            guard parts.count == 2, let part = Int(parts[0]) else { return nil }
            self = .uploadArtifactFilePart(file: file, upload: String(parts[1]), part: part)
        case ("um", let manifest?): self = .uploadManifest(manifest: manifest)
        case ("db", _): self = .downloadBlob(digest: String(fields[1]), name: rest)
        default: return nil
        }
    }
}
