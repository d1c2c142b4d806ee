import Foundation
import RoostAPI
import RoostJSON

/// A run that is made to be checked and deleted.
struct Trial: Sendable {
    private static let fileName = "doctor.bin"

    let path: RunPath
    private let storageID: String
    private let session: ClientSession
    private let createdAfter: Date
    private let createdBefore: Date

    init(_ session: ClientSession, project: String, entity: String?) async throws {
        self.session = session
        let id = "doctor-" + String(UInt64.random(in: .min ... .max), radix: 36)
        var upsert = UpsertBucket(run: id, project: project, entity: entity ?? session.settings.entity)
        upsert.displayName = "roost doctor"
        upsert.jobType = "doctor"
        upsert.config = .emptyObject
        createdAfter = Date()
        let run = try await session.send(upsert)
        createdBefore = Date()
        path = run.path
        storageID = run.storageID
    }

    /// Logs a row and a summary, ends the run, and reads it back.
    func logAndReadBack() async throws -> String {
        let value = Int64.random(in: 0..<1_000_000)
        var history = FileStreamChunk(.history, offset: 0)
        history.append(JSON.object(["_step": 0, "value": .int(value)]).text)
        var summary = FileStreamChunk(.summary, offset: 0)
        summary.append(JSON.object(["_step": 0, "value": .int(value)]).text)
        var request = FileStreamRequest()
        request.chunks = [history, summary]
        request.exitCode = 0
        _ = try await session.client.stream(request, to: path, policy: .command)
        guard let head = try await session.send(RunQuery(path: path)) else { throw CommandFailure.noRun(path) }
        guard head.summary["value"]?.intValue == value else {
            throw CommandFailure(
                .unavailable, "The value \(value) was logged, but the server's summary is \(head.summary.text).")
        }
        return "logged and read back"
    }

    func upload(_ content: [UInt8]) async throws -> String {
        let targets = try await session.send(CreateRunFiles(path: path, files: [Self.fileName]))
        guard let target = targets.first else {
            throw CommandFailure(.unavailable, "The server gave no address to upload to.")
        }
        let rate = try await Self.rate(of: content.count) {
            try await session.client.upload(bytes: content, to: target, policy: .commandTransfer)
        }
        return "\(ByteSize.text(Int64(content.count))), \(rate)"
    }

    func download(expecting content: [UInt8]) async throws -> String {
        guard let file = try await session.files(of: path).first(where: { $0.name == Self.fileName }) else {
            throw CommandFailure(.unavailable, "The server does not list the file that was uploaded.")
        }
        var received: [UInt8] = []
        let rate = try await Self.rate(of: content.count) {
            received = try await session.client.download(file.address, policy: .commandTransfer)
        }
        guard received == content else {
            throw CommandFailure(
                .badData, "\(content.count) bytes were uploaded, and \(received.count) others came back.")
        }
        return "the same bytes, \(rate)"
    }

    /// The server noted when it created the run, between two moments of this machine.
    func compareClocks() async throws -> String {
        guard let head = try await session.send(RunQuery(path: path)) else { throw CommandFailure.noRun(path) }
        let text = head.members["createdAt"]?.stringValue ?? ""
        guard let created = ServerTime.date(text) else {
            throw CommandFailure(.badData, "The server says that the run was created at \"\(text)\", which is no time.")
        }
        let skew = Self.skew(created, after: createdAfter, before: createdBefore)
        guard abs(skew) <= Examination.clockToleranceSeconds else {
            throw CommandFailure(
                .unavailable,
                "The server's clock is \(Int(abs(skew).rounded())) s \(skew > 0 ? "ahead of" : "behind") this machine's. "
                    + "Let both follow a time server.")
        }
        return abs(skew) < 1 ? "they agree" : "\(Int(abs(skew).rounded())) s apart"
    }

    /// How far `time` lies outside of the moments between which it must be, in seconds. Servers tell whole seconds.
    static func skew(_ time: Date, after: Date, before: Date) -> Double {
        if time > before { return time.timeIntervalSince(before) }
        let earliest = after.addingTimeInterval(-1)
        return time < earliest ? time.timeIntervalSince(earliest) : 0
    }

    func delete() async throws -> String {
        try await session.send(DeleteRun(id: storageID))
        return "the run is deleted"
    }

    static func randomBytes(_ count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count {
            var word = generator.next()
            for _ in 0..<8 {
                bytes.append(UInt8(truncatingIfNeeded: word))
                word >>= 8
            }
        }
        return Array(bytes.prefix(count))
    }

    private static func rate(of bytes: Int, _ body: () async throws -> Void) async throws -> String {
        let clock = ContinuousClock()
        let time = try await clock.measure { try await body() }
        return "\(ByteSize.text(Int64(Double(bytes) / max(time / .seconds(1), 1e-6))))/s"
    }
}

/// Deletes a run.
private struct DeleteRun: GraphQLOperation {
    var id: String

    static let name = "DeleteRun"
    static let document = """
        mutation DeleteRun($id: ID!, $deleteArtifacts: Boolean) { \
        deleteRun(input: {id: $id, deleteArtifacts: $deleteArtifacts}) { clientMutationId } }
        """

    var variables: JSONObject { ["id": .string(id), "deleteArtifacts": false] }

    func answer(from data: AnswerReader) throws(APIError) {}
}

/// Moments as servers write them: `2026-01-31T12:00:00`, with or without a fraction and `Z`.
enum ServerTime {
    static func date(_ text: String) -> Date? {
        let whole = text.prefix(19)
        guard whole.utf8.count == 19 else { return nil }
        return try? Date(String(whole) + "Z", strategy: .iso8601)
    }
}
