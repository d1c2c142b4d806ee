import Foundation
import RoostCatalog

/// What a starting server prints: its address, a sign-in link that works once, and the lines that a Python user
/// pastes.
struct Welcome: Sendable {
    private let token: String
    private let key: String

    /// Makes the first administrator when there is no user yet.
    init(catalog: Catalog, dataDirectory: String) async throws {
        let name = Self.administratorName()
        let program = ProcessInfo.processInfo.arguments[0]
        (token, key) = try await catalog.write { tx in
            let admin: User
            var key = "$('\(program)' key add --quiet --data '\(dataDirectory)')"
            if let known = try tx.users.search(nil, PageRequest(first: 1_000)).elements.first(where: \.isAdmin) {
                admin = known
            } else {
                admin = try tx.users.create(NewUser(username: name, isAdmin: true))
                key = try tx.keys.create(user: admin.id, name: "first start").secret
            }
            return (try tx.sessions.createLink(user: admin.id, seconds: 24 * 3600), key)
        }
    }

    func print(address: String) {
        let text = """
            Roost is ready at \(address)
            Sign in: \(address)/signin?token=\(token)

            To log to it from Python, paste:
            export WANDB_BASE_URL=\(address)
            export WANDB_API_KEY=\(key)

            """
        // One write, so that a reader of a pipe sees all of it at once.
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// The name of the operating system's user, as far as it is a valid user name.
    private static func administratorName() -> String {
        let name = NSUserName().filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
        return name.isEmpty ? "admin" : name
    }
}
