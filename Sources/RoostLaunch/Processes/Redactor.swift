/// Takes secrets out of a stream of bytes, also where they are cut between two pieces.
struct Redactor: Sendable {
    static let replacement = Array("********".utf8)
    /// Shorter texts are too common to be taken out.
    static let shortestSecret = 8

    private let secrets: [[UInt8]]
    /// The end of what came so far, which may be the beginning of a secret.
    private var held: [UInt8] = []

    init(secrets: some Sequence<String>) {
        let unique = Set(secrets.filter { $0.utf8.count >= Self.shortestSecret })
        // The longest first: one secret may begin with another.
        self.secrets = unique.map { Array($0.utf8) }.sorted { ($0.count, $0.description) > ($1.count, $1.description) }
    }

    /// The next bytes that can be shown.
    mutating func redact(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard !secrets.isEmpty else { return Array(bytes) }
        return scan(held + bytes, isLast: false)
    }

    /// What was held back at the end of the stream.
    mutating func finish() -> [UInt8] { scan(held, isLast: true) }

    private mutating func scan(_ input: [UInt8], isLast: Bool) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(input.count)
        var position = 0
        scan: while position < input.count {
            for secret in secrets where secret[0] == input[position] {
                let length = min(secret.count, input.count - position)
                guard input[position..<position + length].elementsEqual(secret[..<length]) else { continue }
                if length < secret.count {
                    if isLast { continue }
                    break scan
                }
                output += Self.replacement
                position += length
                continue scan
            }
            output.append(input[position])
            position += 1
        }
        held = Array(input[position...])
        return output
    }
}
