import Foundation
import HTTPTypes
import Hummingbird
import RoostCatalog
import RoostGraphQL
import RoostJSON
import RoostQueue

/// What Roost's agent asks for, and enqueueing many items at once.
struct LaunchRoutes: Sendable {
    let services: Services

    var all: [Route] {
        return [
            Route(
                .post, "/api/v1/launch/agents", .project(.write), handle: LaunchAgentRoutes(services: services).register
            ),
            Route(
                .post, "/api/v1/launch/agents/:agent/poll", .project(.write),
                handle: LaunchPollRoute(services: services).poll),
            Route(.post, "/api/v1/launch/items", .project(.write), handle: enqueue),
            Route(.post, "/api/v1/launch/items/:item/events", .project(.write), handle: report),
        ]
    }

    // MARK: Enqueueing

    @Sendable private func enqueue(_ request: Request, _ context: ServerContext) async throws -> Response {
        let body = try await LaunchBody(request)
        let name = try body.string("queue")
        let (entity, project) = (try body.optionalString("entity"), try body.optionalString("project"))
        let items = try body.list("items")
        guard (1...Limits.itemsPerRequest).contains(items.count) else {
            throw ServerError.invalid(
                field: "items", value: "\(items.count) of them", expected: "1 to \(Limits.itemsPerRequest)")
        }
        let now = services.launch.now
        let ids = try await services.writeLaunch(as: context.caller) { access, effects in
            guard let queue = try access.usableQueue(name, project: project, entity: entity) else {
                throw ServerError.notFound("queue '\(name)'")
            }
            let defaults = try access.defaults(of: queue)
            return try items.enumerated().map { index, item in
                let item = try LaunchBody(item, at: "items[\(index)]")
                return try access.enqueue(
                    item.value("spec"), queue: queue, defaults: defaults,
                    priority: item.optionalInt("priority", in: 0...3),
                    values: item.optionalObject("template_variables") ?? [:],
                    idempotencyKey: item.optionalString("idempotency_key"), at: now, effects: &effects)
            }
        }
        return .json(["items": .array(ids.map { .string(GlobalID.runQueueItem($0).text) })])
    }

    // MARK: Reports

    @Sendable private func report(_ request: Request, _ context: ServerContext) async throws -> Response {
        let id = try context.parameters.require("item").removingPercentEncoding ?? ""
        let body = try await LaunchBody(request)
        let lease = try body.string("lease")
        guard let token = LeaseToken(lease) else {
            throw ServerError.invalid(field: "lease", value: lease, expected: "the token of a lease, 16 hex digits")
        }
        let event = try Self.event(body, token)
        let report = AttemptReport(
            stage: try body.optionalString("stage"), message: try body.optionalString("message"),
            exitCode: try body.optionalInt("exit_code", in: Int(Int32.min)...Int(Int32.max)),
            node: try body.optionalString("node"), job: try body.optionalString("job"),
            logTail: try body.optionalString("log_tail"))
        let now = services.launch.now
        let (state, isAccepted) = try await services.writeLaunch(as: context.caller) { access, effects in
            var item = try access.item(globalID: id, for: .write)
            let answer: ItemAnswer
            if case .warned = event {
                answer = try access.tx.launch.apply(event, to: &item, at: now, effects: &effects)
                if answer.isAccepted {
                    try access.tx.launch.addWarning(
                        item: item.id, stage: report.stage ?? "run", message: report.message ?? "")
                }
            } else {
                answer = try access.tx.launch.apply(event, to: &item, at: now, report: report, effects: &effects)
            }
            return (item.state, answer.isAccepted)
        }
        return .json(["state": .string(state.rawValue), "accepted": .bool(isAccepted)])
    }

    private static func event(_ body: LaunchBody, _ token: LeaseToken) throws -> ItemEvent {
        switch try body.string("event") {
        case "started": return .started(token)
        case "finished": return .finished(token)
        case "failed":
            let name = try body.optionalString("kind") ?? RetryKind.error.rawValue
            guard let kind = RetryKind(rawValue: name) else {
                throw ServerError.invalid(
                    field: "kind", value: name,
                    expected: RetryKind.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return .failed(token, kind)
        case "preempted": return .failed(token, .preempted)
        case "released": return .released(token)
        case "cancelled": return .stopped(token)
        case "warning": return .warned(token)
        case let other:
            throw ServerError.invalid(
                field: "event", value: other,
                expected: "started, finished, failed, preempted, released, cancelled or warning")
        }
    }
}

extension QueueError: GraphQLFieldError {
    public var message: String { description }
}
