import Foundation
import HTTPTypes
import Testing

@testable import RoostServer

/// Every route, called by everybody about the planted project.
@Suite struct RouteAuthorizationTests {
    @Test func everyRouteIsCalled() async throws {
        let server = try await LocalServer()
        let calls = RouteCalls(ids: [:], signer: server.services.signer)
        let missing = server.routes.all.map(RouteCalls.name).filter { calls.calls(of: $0).isEmpty }
        #expect(missing.isEmpty, "RouteCalls has no call of these routes")
        try await server.close()
    }

    @Test func routesGiveAndTakeFromThoseWhoMayOnly() async throws {
        let world = try await PlantedWorld.make()
        let server = try await LocalServer(world.directory)
        let watch = try ChangeWatch(world.directory)
        let calls = RouteCalls(ids: world.ids, signer: server.services.signer)
        var count = 0
        for visitor in Visitor.strangers + [.viewer, .member, .admin, .operatorOfServer] {
            let key = world.keys[visitor]
            _ = try await server.query("{ viewer { id } }", key: key)
            for route in server.routes.all {
                for call in calls.calls(of: RouteCalls.name(route)) {
                    guard !call.isSlow || visitor == .stranger else { continue }
                    let before = try watch.mark()
                    let answer = try await server.send(
                        route.method, call.target, key: key, headers: call.headers, body: call.body, pieces: 2)
                    let what: Comment =
                        "\(visitor): \(RouteCalls.name(route)) \(call.target) \(call.body): \(answer.status)"
                    count += 1
                    let mayPass = visitor.passes(route.policy, call)
                    if mayPass {
                        #expect(answer.status == call.status, what)
                        if call.shows { #expect(answer.text.contains(PlantedWorld.marker), what) }
                    } else {
                        #expect([401, 403, 404].contains(answer.status), what)
                        if visitor == .badKey, route.policy != .signedAddress { #expect(answer.status == 401, what) }
                        if visitor == .viewer, !call.isForOperator { #expect(answer.status == 403, what) }
                    }
                    if !mayPass || !call.writes { #expect(try watch.mark() == before, what) }
                    if !mayPass || !call.shows, Visitor.strangers.contains(visitor) {
                        #expect(!answer.text.contains(PlantedWorld.marker), what)
                    }
                }
            }
        }
        #expect(count > 400)
        try await server.close()
    }
}

extension Visitor {
    fileprivate func passes(_ policy: Route.Policy, _ call: RouteCalls.Call) -> Bool {
        switch policy {
        case .open, .perField: self != .badKey || call.ignoresKey
        case .signedAddress: call.isGenuine
        case .project(.read): !Self.strangers.contains(self)
        case .project(.write): [.member, .admin, .operatorOfServer].contains(self)
        case .project(.administer): [.admin, .operatorOfServer].contains(self)
        case .signedIn:
            call.isForOperator ? self == .operatorOfServer : ![.stranger, .badKey, .keyOfOtherProject].contains(self)
        }
    }
}
