import Foundation
import Testing

@testable import RoostCatalog

/// Two teams with everything of equal names: what is asked for in one never answers the other's rows.
@Suite struct IsolationTests {
    private struct Side: Sendable {
        let team: Int64
        let project: Int64
        let run: Int64
        let artifact: Int64
        let user: Int64
    }

    private func make(_ tx: CatalogTransaction, _ name: String) throws -> Side {
        let user = try tx.users.create(NewUser(username: "\(name)-user")).id
        let team = try tx.entities.create(name: name, kind: .team).id
        try tx.members.set(user: user, in: team, role: .admin)
        let project = try tx.projects.upsert(entity: team, name: "p", user: user).project.id
        let change = RunChange(
            tags: ["t"], group: "g", sweepName: "s", config: #"{"lr":{"value":1}}"#, summary: #"{"loss":2}"#)
        let run = try tx.runs.upsert(project: project, name: "r", change: change, user: user).run.id
        try tx.runs.addHistoryKeys(run, ["loss"])
        _ = try tx.files.put(run: run, name: "f", blob: BlobReference(digest: "d-\(name)", md5: "m", size: 1))
        _ = try tx.alerts.add(run: run, title: "a", text: name)
        _ = try tx.invites.create(entity: team, email: "x@\(name).org")
        let artifact = try tx.log(project, "data", ["x": "X"], run: run)
        return Side(team: team, project: project, run: run, artifact: artifact.id, user: user)
    }

    @Test(arguments: TestDatabase.allCases)
    func oneTeamNeverSeesTheOthersRows(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        try await test.write { tx throws in
            let sides = [try make(tx, "red"), try make(tx, "blue")]
            for (index, side) in sides.enumerated() {
                let name = ["red", "blue"][index]
                #expect(try tx.projects.list(entityID: side.team).elements.map(\.project.id) == [side.project])
                #expect(try tx.projects.find(entity: name, name: "p")?.id == side.project)
                #expect(try tx.projects.find(entityID: side.team, name: "p")?.id == side.project)
                #expect(try tx.runs.find(project: side.project, name: "r")?.id == side.run)
                #expect(try tx.runs.find(entity: name, project: "p", name: "r")?.id == side.run)
                #expect(try tx.members.list(entity: side.team).map(\.user.id) == [side.user])
                #expect(try tx.members.role(of: sides[1 - index].user, in: side.team) == nil)
                #expect(try tx.invites.list(entity: side.team).map(\.email) == ["x@\(name).org"])
                #expect(try tx.files.list(run: side.run).elements.map(\.digest) == ["d-\(name)"])
                #expect(try tx.alerts.list(run: side.run).elements.map(\.text) == [name])
                #expect(try tx.artifacts.membership(project: side.project, name: "data")?.artifactID == side.artifact)
                #expect(try tx.artifacts.collections(project: side.project).elements.count == 1)
                #expect(try tx.artifacts.types(project: side.project).elements.count == 1)
                #expect(try tx.artifacts.artifacts(of: side.run, role: .output).elements.map(\.id) == [side.artifact])
                #expect(try tx.runs.tags(project: side.project) == ["t"])
                for filter in [
                    "{}", #"{"name":"r"}"#, #"{"tags":"t"}"#, #"{"tags.t":true}"#, #"{"group":"g"}"#, #"{"sweep":"s"}"#,
                    #"{"config.lr":1}"#, #"{"config.lr":{"$exists":true}}"#, #"{"summary_metrics.loss":{"$gt":1}}"#,
                    #"{"keys_info.keys.loss":{"$exists":true}}"#, #"{"$or":[{"name":"r"},{"tags":"t"}]}"#,
                    #"{"outputArtifacts":"data"}"#, #"{"config.nosuch":null}"#,
                ] {
                    let parsed = try RunFilter(parsing: filter)
                    for order in ["-created_at", "+config.lr", "-summary_metrics.loss", "name"] {
                        let page = try tx.runs.page(
                            project: side.project, filter: parsed, order: RunOrder(parsing: order))
                        #expect(page.elements.map(\.id) == [side.run], "\(filter) \(order)")
                    }
                    #expect(try tx.runs.count(project: side.project, filter: parsed) == 1, "\(filter)")
                }
            }
            // A cursor of one project opens nothing in the other.
            let cursor = try tx.runs.page(project: sides[0].project).endCursor
            #expect(
                try tx.runs.page(project: sides[1].project, PageRequest(after: cursor)).elements.allSatisfy {
                    $0.id == sides[1].run
                })
        }
    }
}
