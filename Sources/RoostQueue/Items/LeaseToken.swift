/// Names one lease of one item. Whoever reports on the item shows it, so that reports on an earlier lease change
/// nothing.
public struct LeaseToken: Sendable, Hashable {
    public let value: UInt64

    public init(value: UInt64) {
        self.value = value
    }

    /// A token that nobody can guess.
    public static func random() -> LeaseToken {
        LeaseToken(value: .random(in: 1 ... .max))
    }

    /// Reads 16 lowercase hexadecimal digits; `nil` for anything else.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == 16, let value = UInt64(text, radix: 16), LeaseToken(value: value).text == text else {
            return nil
        }
        self.value = value
    }

    /// 16 lowercase hexadecimal digits.
    public var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// An agent's hold on an item.
public struct ItemLease: Sendable, Hashable {
    public let token: LeaseToken
    /// The agent's row.
    public let agent: Int64
    /// When the hold ends unless it is renewed, in milliseconds.
    public var deadline: Int64

    public init(token: LeaseToken, agent: Int64, deadline: Int64) {
        self.token = token
        self.agent = agent
        self.deadline = deadline
    }
}
