import HTTPTypes
import Hummingbird
import NIOCore
import RoostCatalog
import RoostHistory
import RoostJSON
import ServiceLifecycle

/// `GET /api/v1/live`: server-sent events of what is written to runs.
struct LiveRoute: Sendable {
    private static let rowsPerEvent = 1_000
    private static let keepAlive = Duration.seconds(15)

    let services: Services

    @Sendable func handle(_ request: Request, _ context: ServerContext) async throws -> Response {
        let query = Query(request)
        let names = query.all("run")
        guard (1...Limits.seriesPerRequest).contains(names.count) else {
            throw ServerError.invalid(
                field: "run", value: "\(names.count) runs", expected: "1 to \(Limits.seriesPerRequest) run ids")
        }
        let streams = try query.streams(allowing: [.metrics, .system, .console])
        let keys = query.all("key")
        let runs = try await ChartQuery.runs(
            named: names, project: query.required("project"), entity: query.required("entity"), services,
            as: context.caller)
        // Subscribe before the cursor is read, so that nothing falls in between.
        let subscription = try services.live.subscribe(to: Set(runs.map(\.key.rawValue)))
        let given = request.headers[.lastEventID] ?? query.first("cursor")
        let cursor: LiveCursor
        do {
            if let given {
                cursor = try LiveCursor(given)
            } else {
                cursor = try await LiveCursor(now: runs, streams, services.history)
            }
        } catch {
            subscription.close()
            throw error
        }
        let feed = LiveFeed(
            services: services, runs: runs, streams: streams, keys: Set(keys), subscription: subscription,
            rowsPerEvent: Self.rowsPerEvent)
        return Response(
            status: .ok,
            headers: [.contentType: "text/event-stream", .cacheControl: "no-store", .accelBuffering: "no"],
            body: ResponseBody { writer in
                defer { subscription.close() }
                var cursor = cursor
                try await writer.write(ByteBuffer(string: "retry: 1000\n\n"))
                try await writer.write(feed.catchUp(&cursor))
                let wakeups = subscription.wakeups.withKeepAlive(every: Self.keepAlive).cancelOnGracefulShutdown()
                for await wakeup in wakeups {
                    // A slow reader's wake-up may have given way to a reminder, so both look for changes.
                    let events = try await feed.changes(&cursor)
                    if events.readableBytes > 0 { try await writer.write(events) }
                    guard wakeup == .keepAlive else { continue }
                    guard try await mayStillRead(runs, query, context.caller) else { break }
                    try await writer.write(ByteBuffer(string: ":\n\n"))
                }
                try await writer.finish(nil)
            })
    }

    /// Whether a subscription that has been open for a while would be granted now.
    private func mayStillRead(
        _ runs: [ChartQuery.NamedRun], _ query: Query, _ caller: Caller
    ) async throws -> Bool {
        do {
            let now = try await ChartQuery.runs(
                named: runs.map(\.name), project: query.required("project"), entity: query.required("entity"), services,
                as: caller)
            return now == runs
        } catch is ServerError {
            return false
        }
    }
}

/// How far a subscriber has seen each run and stream: sequence numbers by `RUN.STREAM`.
struct LiveCursor: Sendable, Hashable {
    private var sequences: [String: Int64] = [:]

    init(now runs: [ChartQuery.NamedRun], _ streams: [RunStream], _ history: any History) async throws {
        for run in runs {
            for stream in streams {
                sequences[Self.name(run.key, stream)] = try await history.state(of: run.key, stream).lastSequence
            }
        }
    }

    /// - Throws: ``ServerError/invalid(field:value:expected:)`` for text that no ``text`` was.
    init(_ text: String) throws(ServerError) {
        for part in text.split(separator: "_") {
            let fields = part.split(separator: ".")
            guard fields.count == 3, Int64(fields[0]) != nil, UInt8(fields[1]) != nil, let sequence = Int64(fields[2])
            else { throw .invalid(field: "cursor", value: text, expected: "the id of an event") }
            sequences["\(fields[0]).\(fields[1])"] = sequence
        }
    }

    var text: String {
        sequences.sorted { $0.key < $1.key }.map { "\($0.key).\($0.value)" }.joined(separator: "_")
    }

    subscript(run: RunKey, stream: RunStream) -> Int64 {
        get { sequences[Self.name(run, stream)] ?? 0 }
        set { sequences[Self.name(run, stream)] = newValue }
    }

    private static func name(_ run: RunKey, _ stream: RunStream) -> String { "\(run.rawValue).\(stream.rawValue)" }
}

/// Turns changes into events.
struct LiveFeed: Sendable {
    let services: Services
    let runs: [ChartQuery.NamedRun]
    let streams: [RunStream]
    /// Only these keys of metrics; all when empty.
    let keys: Set<String>
    let subscription: LiveHub.Subscription
    let rowsPerEvent: Int

    /// The events for everything after the cursor.
    func catchUp(_ cursor: inout LiveCursor) async throws -> ByteBuffer {
        var events = ByteBuffer()
        for run in runs {
            for stream in streams { try await write(run, stream, &cursor, to: &events) }
        }
        return events
    }

    /// The events for what the subscription was woken for.
    func changes(_ cursor: inout LiveCursor) async throws -> ByteBuffer {
        let changed = subscription.take()
        var events = ByteBuffer()
        for run in runs {
            guard let change = changed[run.key.rawValue] else { continue }
            for stream in streams where change.contains(stream.change) {
                try await write(run, stream, &cursor, to: &events)
            }
            if change.contains(.run) { try await writeHead(of: run, cursor, to: &events) }
        }
        return events
    }

    private func write(
        _ run: ChartQuery.NamedRun, _ stream: RunStream, _ cursor: inout LiveCursor, to events: inout ByteBuffer
    ) async throws {
        let delta = try await services.history.rows(
            of: run.key, stream, since: cursor[run.key, stream], limit: rowsPerEvent)
        var head: JSONObject = ["run": .string(run.name), "stream": .string(stream.publicName)]
        switch delta {
        case .stale(let lastSequence):
            cursor[run.key, stream] = lastSequence
            Self.write("reset", JSON.object(head).text, cursor, to: &events)
        case .rows(let rows, let lastSequence):
            guard lastSequence != cursor[run.key, stream] || !rows.isEmpty else { return }
            cursor[run.key, stream] = lastSequence
            guard !rows.isEmpty else { return }
            var writer = JSONWriter()
            head["rows"] = .null
            writer.write(raw: "{\"run\":\(JSON.string(run.name).text),\"stream\":\"\(stream.publicName)\",\"rows\":[")
            for index in rows.indices {
                if index > 0 { writer.write(raw: ",") }
                if keys.isEmpty || stream != .metrics {
                    writer.bytes.append(contentsOf: rows.bytes(at: index))
                } else {
                    writer.write(try filtered(rows.bytes(at: index)))
                }
            }
            writer.write(raw: "]}")
            Self.write("rows", writer.text, cursor, to: &events)
        }
    }

    private func filtered(_ row: ArraySlice<UInt8>) throws -> JSON {
        let members = try JSON(parsing: Array(row)).objectValue ?? [:]
        return .object(
            members.filter { member in
                member.key == "_step" || keys.contains { $0 == member.key || $0.hasPrefix(member.key + ".") }
            })
    }

    private func writeHead(
        of run: ChartQuery.NamedRun, _ cursor: LiveCursor, to events: inout ByteBuffer
    ) async throws {
        let id = run.key.rawValue
        let found = try await services.catalog.read { tx in try tx.runs.find(id: id, parts: .summary) }
        var head: JSONObject = ["run": .string(run.name)]
        if let found {
            head["state"] = .string(found.state.rawValue)
            head["displayName"] = .string(found.displayName)
            head["summary"] = (try? JSON(parsing: found.summary)) ?? .emptyObject
        } else {
            head["state"] = "deleted"
        }
        Self.write("run", JSON.object(head).text, cursor, to: &events)
    }

    private static func write(_ event: String, _ data: String, _ cursor: LiveCursor, to events: inout ByteBuffer) {
        events.writeString("event: \(event)\nid: \(cursor.text)\ndata: \(data)\n\n")
    }
}

extension RunStream {
    fileprivate var change: LiveHub.Change {
        switch self {
        case .metrics: .metrics
        case .system: .system
        case .console: .console
        }
    }
}
