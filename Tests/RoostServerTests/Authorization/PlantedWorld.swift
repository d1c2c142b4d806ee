import Crypto
import Foundation
import GRDB
import RoostCatalog
import RoostJSON

@testable import RoostServer

/// A private project of one team with something secret in every place that holds users' data, and the people around
/// it. Everything secret contains ``marker``; nothing that a stranger would have to say to ask for it does.
struct PlantedWorld: Sendable {
    static let marker = "s3cr3t"
    /// What is planted where; each is seen by those who may.
    static let secrets = [
        "description", "displayName", "notes", "tag", "group", "jobType", "host", "commit", "config", "configKey",
        "summary", "history", "historyKey", "system", "console", "git", "program", "fileName", "fileContent",
        "artifactDescription",
        "artifactMetadata", "spec", "resourceArgs", "attemptMessage", "warning", "hostname", "artifactAlias",
        "artifactTag", "artifactFileName", "artifactContent", "sweep", "view", "viewSpec", "chart", "chartSpec",
    ]

    /// Part of the addresses of the team's members.
    static let mail = "m4il"

    static func secret(_ name: String) -> String { "\(marker)-\(name)" }

    let keys: [Visitor: String]
    /// What clients call things, by the names that the argument table uses.
    let ids: [String: String]
    let directory: TemporaryDirectory

    static func make() async throws -> PlantedWorld {
        let server = try await LocalServer()
        let keys = try await people(server)
        let plan = Plan(server: server, key: keys[.admin] ?? "")
        var ids = try await plan.plant()
        ids.merge(try await rows(server)) { $1 }
        try await server.close()
        try await writeUsesOfKeysDownForGood(server.directory)
        return PlantedWorld(keys: keys, ids: ids, directory: server.directory)
    }

    /// A use of a key is written down once a minute, which a slow machine would take for the work of a query.
    private static func writeUsesOfKeysDownForGood(_ directory: TemporaryDirectory) async throws {
        let catalog = try DatabaseQueue(path: directory.path + "/catalog.sqlite")
        try await catalog.write { database in
            try database.execute(
                sql: "UPDATE api_key SET last_used_at = ?",
                arguments: [Int64(Date.distantFuture.timeIntervalSince1970 * 1e6)])
        }
        try catalog.close()
    }

    /// Ids that no answer tells.
    private static func rows(_ server: LocalServer) async throws -> [String: String] {
        try await server.services.catalog.write { tx in
            guard let root = try tx.users.find(username: "root"), let bob = try tx.users.find(username: "bob") else {
                return [:]
            }
            return [
                "bob": bob.globalID.text,
                "keyRow": "\(try tx.keys.create(user: root.id, name: "spare").key.id)",
            ]
        }
    }

    private static func people(_ server: LocalServer) async throws -> [Visitor: String] {
        try await server.services.catalog.write { tx in
            let root = try tx.users.create(NewUser(username: "root", isAdmin: true))
            let team = try tx.entities.create(name: "owners", kind: .team)
            let house = try tx.entities.create(name: "house", kind: .organization)
            _ = try tx.entities.update(team.id, EntityChange(organizationID: house.id))
            let others = try tx.entities.create(name: "others", kind: .team)
            func join(_ name: String, _ role: Role, _ team: Entity) throws -> User {
                let user = try tx.users.create(
                    NewUser(username: name, email: team.name == "owners" ? "\(mail)-\(name)@x.org" : nil))
                try tx.members.set(user: user.id, in: team.id, role: role)
                return user
            }
            let alice = try join("alice", .admin, team)
            let bob = try join("bob", .member, team)
            let vera = try join("vera", .viewer, team)
            let mallory = try join("mallory", .admin, others)
            for user in [alice, bob, vera] { try tx.members.set(user: user.id, in: house.id, role: .viewer) }
            _ = try tx.sessions.create(user: alice.id, seconds: 3_600)
            let elsewhere = try tx.projects.upsert(entity: team.id, name: "elsewhere", user: alice.id).project
            return [
                .badKey: String(repeating: "0", count: 40),
                .outsider: try tx.keys.create(user: mallory.id, name: "k").secret,
                .keyOfOtherProject: try tx.keys.create(user: alice.id, name: "k", projectID: elsewhere.id).secret,
                .viewer: try tx.keys.create(user: vera.id, name: "k").secret,
                .member: try tx.keys.create(user: bob.id, name: "k").secret,
                .admin: try tx.keys.create(user: alice.id, name: "k").secret,
                .operatorOfServer: try tx.keys.create(user: root.id, name: "k").secret,
            ]
        }
    }
}

/// Plants the project as its team's administrator, through the same requests that clients send.
private struct Plan: Sendable {
    let server: LocalServer
    let key: String

    private func secret(_ name: String) -> JSON { .string(PlantedWorld.secret(name)) }

    func plant() async throws -> [String: String] {
        var ids = try await run()
        try await file(&ids)
        try await artifact(&ids)
        try await pendingArtifact(&ids)
        try await queue(&ids)
        try await sweep(&ids)
        let service = try await mutate(
            "createServiceAccount", ["entityName": "owners", "description": "robot"], "user { username }")
        ids["service"] = try text(service, "user", "username")
        try await view(&ids)
        try await chart()
        try await endedRun(&ids)
        let answer = try await server.query(
            "{ viewer { apiKeys { edges { node { id } } } } project(name: \"secret\", entityName: \"owners\") { internalId } }",
            key: key)
        ids["apiKey"] = answer.json.at("data", "viewer", "apiKeys", "edges", "0", "node", "id")?.stringValue
        ids["internalId"] = answer.json.at("data", "project", "internalId")?.stringValue
        return ids
    }

    /// A mutation's payload.
    private func mutate(_ name: String, _ input: JSON, _ selection: String) async throws -> JSON {
        let type = name.prefix(1).uppercased() + name.dropFirst() + "Input"
        let answer = try await server.query(
            "mutation($input: \(type)!) { \(name)(input: $input) { \(selection) } }", ["input": input], key: key)
        guard let payload = answer.json.at("data", name), !payload.isNull else { throw Unplanted(answer: answer.text) }
        return payload
    }

    struct Unplanted: Error { let answer: String }

    private func text(_ payload: JSON, _ path: String...) throws -> String {
        guard let text = path.reduce(Optional(payload), { $0?.at($1) })?.stringValue else {
            throw Unplanted(answer: payload.text)
        }
        return text
    }

    private func put(_ address: String, _ content: String) async throws {
        guard let start = address.firstRange(of: "/storage/") else { throw Unplanted(answer: address) }
        let answer = try await server.send(.put, String(address[start.lowerBound...]), body: content)
        guard answer.status == 200 else { throw Unplanted(answer: answer.text) }
    }

    private func md5(_ text: String) -> String { Data(Insecure.MD5.hash(data: Data(text.utf8))).base64EncodedString() }

    private func hex(_ text: String) -> String {
        Insecure.MD5.hash(data: Data(text.utf8)).map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }
            .joined()
    }

    // MARK: The queue

    /// A queue with an item that failed, one that was cancelled, one that an official agent has popped, and two that
    /// wait.
    private func queue(_ ids: inout [String: String]) async throws {
        let config: JSON = ["resource_args": ["local-process": ["x": secret("resourceArgs")]]]
        let variables: JSON = ["size": ["schema": ["type": "integer", "default": 1]]]
        let made = try await mutate(
            "upsertRunQueue",
            [
                "entityName": "owners", "projectName": "secret", "queueName": "jobs", "resourceType": "local-process",
                "resourceConfig": .string(config.text), "templateVariables": .string(variables.text),
            ], "queue { id defaultResourceConfigID }")
        let queue = try text(made, "queue", "id")
        let agent = try await mutate(
            "createLaunchAgent",
            [
                "entityName": "owners", "projectName": "secret", "runQueues": [.string(queue)],
                "hostname": secret("hostname"),
            ], "launchAgentId")
        // The run of the first one is that of the project, so that it has a launch.
        let failed = try await push(queue, run: "r1")
        _ = try await pop(agent)
        _ = try await mutate("ackRunQueueItem", ["runQueueItemId": .string(failed), "runName": "r1"], "success")
        for name in ["updateRunQueueItemWarning", "failRunQueueItem"] {
            _ = try await mutate(
                name,
                [
                    "runQueueItemId": .string(failed), "stage": "run",
                    "message": secret(name == "failRunQueueItem" ? "attemptMessage" : "warning"),
                ], "success")
        }
        ids["item"] = failed
        ids["cancelledItem"] = try await push(queue)
        ids["poppedItem"] = try await push(queue)
        _ = try await mutate("cancelRunQueueItem", ["itemId": .string(ids["cancelledItem"] ?? "")], "item { id }")
        _ = try await pop(agent)
        for _ in 0..<40 { _ = try await push(queue) }
        let registered = try await server.send(
            .post, "/api/v1/launch/agents", key: key,
            body: """
                {"entity":"owners","project":"secret","hostname":"h","instance":"one","queues":[{"name":"jobs"}],
                "resources":["local-process"]}
                """)
        ids["queue"] = queue
        ids["resourceConfig"] = try text(made, "queue", "defaultResourceConfigID")
        ids["agent"] = try text(agent, "launchAgentId")
        ids["roostAgent"] = registered.json.at("agent")?.stringValue?.replacing("=", with: "%3D")
    }

    private func push(_ queue: String, run: String? = nil) async throws -> String {
        var spec: JSONObject = [
            "entity": "owners", "project": "secret", "job": "owners/secret/models:v0", "note": secret("spec"),
        ]
        if let run { spec["run_id"] = .string(run) }
        let made = try await mutate(
            "pushToRunQueue", ["queueID": .string(queue), "runSpec": .string(JSON.object(spec).text)],
            "runQueueItemId")
        return try text(made, "runQueueItemId")
    }

    private func pop(_ agent: JSON) async throws -> JSON {
        try await mutate(
            "popFromRunQueue",
            [
                "entityName": "owners", "projectName": "secret", "queueName": "jobs",
                "launchAgentId": .string(try text(agent, "launchAgentId")),
            ], "runQueueItemId")
    }

    /// A search whose runs are those of the project.
    private func sweep(_ ids: inout [String: String]) async throws {
        let config = "method: grid\nmetric: {name: loss}\nparameters: {\(PlantedWorld.secret("sweep")): {value: 1}}\n"
        let made = try await mutate(
            "upsertSweep",
            [
                "entityName": "owners", "projectName": "secret", "config": .string(config),
                "priorRunsFilters": #"{"name": "r1"}"#,
            ], "sweep { id name }")
        ids["sweep"] = try text(made, "sweep", "id")
        ids["sweepName"] = try text(made, "sweep", "name")
    }

    /// A view that the team shares.
    private func view(_ ids: inout [String: String]) async throws {
        let spec: JSON = ["query": secret("viewSpec")]
        let made = try await mutate(
            "upsertView",
            [
                "entityName": "owners", "projectName": "secret", "type": "runs", "displayName": secret("view"),
                "spec": .string(spec.text),
            ], "view { id }")
        ids["view"] = try text(made, "view", "id")
    }

    /// A chart specification of the team.
    private func chart() async throws {
        let spec: JSON = ["mark": secret("chartSpec")]
        _ = try await mutate(
            "createCustomChart",
            [
                "entity": "owners", "name": "chart", "displayName": secret("chart"), "type": "vega2",
                "access": "PRIVATE", "spec": .string(spec.text),
            ], "chart { id }")
    }

    /// A run that may be moved.
    private func endedRun(_ ids: inout [String: String]) async throws {
        let config = #"{"_wandb": {"value": {"branch_point": {"run_id": "r1", "step": 0}}}}"#
        let run = try await mutate(
            "upsertBucket",
            [
                "name": "ended", "modelName": "secret", "entityName": "owners", "state": "finished",
                "config": .string(config),
            ], "bucket { id }")
        ids["endedRun"] = try text(run, "bucket", "id")
    }

    // MARK: The run

    private func run() async throws -> [String: String] {
        _ = try await mutate(
            "upsertModel",
            ["name": "secret", "entityName": "owners", "description": secret("description"), "access": "PRIVATE"],
            "inserted")
        let config: JSON = [
            "a": ["value": secret("config")], PlantedWorld.secret("configKey"): ["value": 1],
        ]
        let run = try await mutate(
            "upsertBucket",
            [
                "name": "r1", "modelName": "secret", "entityName": "owners", "displayName": secret("displayName"),
                "notes": secret("notes"), "tags": [secret("tag")], "groupName": secret("group"),
                "jobType": secret("jobType"), "host": secret("host"), "commit": secret("commit"),
                "config": .string(config.text),
            ], "bucket { id project { id } }")
        let rows: JSON = ["_step": 0, "text": secret("history"), PlantedWorld.secret("historyKey"): 1, "loss": 0.5]
        let summary: JSON = ["best": secret("summary")]
        let stream: JSON = [
            "files": [
                "wandb-history.jsonl": ["offset": 0, "content": [.string(rows.text)]],
                "wandb-events.jsonl": [
                    "offset": 0,
                    "content": [.string(JSON.object(["_timestamp": 1, PlantedWorld.secret("system"): 1]).text)],
                ],
                "output.log": [
                    "offset": 0, "content": [.string("2026-01-02T03:04:05.678901 \(PlantedWorld.secret("console"))")],
                ],
                "wandb-summary.json": ["offset": 0, "content": [.string(summary.text)]],
            ]
        ]
        let answer = try await server.send(.post, "/files/owners/secret/r1/file_stream", key: key, body: stream.text)
        guard answer.status == 200 else { throw Unplanted(answer: answer.text) }
        _ = try await mutate(
            "notifyScriptableRunAlert",
            [
                "entityName": "owners", "projectName": "secret", "runName": "r1", "title": secret("alert"),
                "text": secret("alert"),
            ], "success")
        return [
            "run": try text(run, "bucket", "id"), "project": try text(run, "bucket", "project", "id"),
            "entity": "owners", "projectName": "secret", "runName": "r1",
        ]
    }

    private func file(_ ids: inout [String: String]) async throws {
        let metadata: JSON = ["git": ["remote": secret("git")], "program": secret("program")]
        for (name, content) in [
            ("notes.txt", PlantedWorld.secret("fileContent")), (PlantedWorld.secret("fileName"), "x"),
            ("wandb-metadata.json", metadata.text), ("page.html", PlantedWorld.secret("fileContent")),
        ] {
            let made = try await mutate(
                "createRunFiles",
                ["entityName": "owners", "projectName": "secret", "runName": "r1", "files": [.string(name)]],
                "files { name uploadUrl }")
            try await put(text(made, "files", "0", "uploadUrl"), content)
            guard name == "notes.txt" else { continue }
            ids["uploadAddress"] = try text(made, "files", "0", "uploadUrl")
        }
        let found = try await server.query(
            """
            { project(name: "secret", entityName: "owners") { run(name: "r1") {
            files(names: ["notes.txt"]) { edges { node { id directUrl } } } } } }
            """, key: key)
        guard let node = found.json.at("data", "project", "run", "files", "edges", "0", "node") else {
            throw Unplanted(answer: found.text)
        }
        ids["file"] = try text(node, "id")
        ids["downloadAddress"] = try text(node, "directUrl")
    }

    // MARK: Artifacts

    private func artifact(_ ids: inout [String: String]) async throws {
        let content = PlantedWorld.secret("artifactContent")
        let artifact = try await create(digest: "d1", clientID: "client-1")
        let made = try await announceFile("a.txt", of: artifact, content: content)
        try await put(text(made, "files", "edges", "0", "node", "uploadUrl"), content)
        let entry: JSON = [
            "digest": .string(md5(content)), "birthArtifactID": .string(artifact),
            "size": .int(Int64(content.utf8.count)),
        ]
        _ = try await manifest(
            of: artifact, ["a.txt": entry, PlantedWorld.secret("artifactFileName"): entry])
        _ = try await mutate("commitArtifact", ["artifactID": .string(artifact)], "artifact { id state }")
        let sequence = try await server.query(
            "{ artifact(id: \"\(artifact)\") { artifactSequence { id } } }", key: key)
        let link = try await mutate(
            "linkArtifact",
            [
                "artifactID": .string(artifact), "artifactPortfolioName": "shelf", "entityName": "owners",
                "projectName": "secret", "aliases": [alias("shelf", "best")],
            ], "versionIndex artifactMembership { artifactCollection { id } }")
        _ = try await mutate(
            "createArtifactCollectionTagAssignments",
            [
                "entityName": "owners", "projectName": "secret", "artifactCollectionName": "models",
                "tags": [["tagName": "old-tag"]],
            ], "tags { name }")
        _ = try await mutate(
            "useArtifact",
            ["entityName": "owners", "projectName": "secret", "runName": "r1", "artifactID": .string(artifact)],
            "artifact { id }")
        ids["artifact"] = artifact
        ids["md5"] = md5(content)
        ids["md5Hex"] = hex(content)
        ids["clientID"] = "client-1"
        ids["sequence"] = sequence.json.at("data", "artifact", "artifactSequence", "id")?.stringValue
        ids["portfolio"] = try text(link, "artifactMembership", "artifactCollection", "id")
    }

    /// A version that is still being uploaded, with a file in parts of which one has arrived.
    private func pendingArtifact(_ ids: inout [String: String]) async throws {
        let artifact = try await create(digest: "d2", clientID: "client-2")
        let (manifest, address) = try await manifest(
            of: artifact, ["b.txt": ["digest": "x", "ref": "s3://bucket/b.txt", "size": 1]])
        let content = "one part"
        let made = try await announceFile(
            "parts.bin", of: artifact, content: content, parts: [["partNumber": 1, "hexMD5": .string(hex(content))]])
        guard let node = made.at("files", "edges", "0", "node") else { throw Unplanted(answer: made.text) }
        try await put(text(node, "uploadMultipartUrls", "uploadUrlParts", "0", "uploadUrl"), content)
        ids["pendingArtifact"] = artifact
        ids["manifest"] = manifest
        ids["manifestAddress"] = address
        ids["storagePath"] = try text(node, "storagePath")
        ids["uploadID"] = try text(node, "uploadMultipartUrls", "uploadID")
        ids["partMD5"] = md5(content)
    }

    private func create(digest: String, clientID: String) async throws -> String {
        let made = try await mutate(
            "createArtifact",
            [
                "entityName": "owners", "projectName": "secret", "runName": "r1",
                "artifactTypeName": "model", "artifactCollectionName": "models",
                "digest": .string(digest), "description": secret("artifactDescription"),
                "metadata": .string(JSON.object(["m": secret("artifactMetadata")]).text),
                "aliases": [alias("models", PlantedWorld.secret("artifactAlias"))],
                "tags": [["tagName": secret("artifactTag")]], "clientID": .string(clientID),
                "sequenceClientID": "sequence-1",
            ], "artifact { id }")
        return try text(made, "artifact", "id")
    }

    private func alias(_ collection: String, _ alias: String) -> JSON {
        ["artifactCollectionName": .string(collection), "alias": .string(alias)]
    }

    private func announceFile(
        _ name: String, of artifact: String, content: String, parts: [JSON] = []
    ) async throws -> JSON {
        try await mutate(
            "createArtifactFiles",
            [
                "artifactFiles": [
                    [
                        "artifactID": .string(artifact), "name": .string(name), "md5": .string(md5(content)),
                        "uploadPartsInput": .array(parts),
                    ]
                ]
            ],
            """
            files { edges { node { uploadUrl storagePath uploadMultipartUrls { uploadID uploadUrlParts { uploadUrl } } } } }
            """)
    }

    /// Announces and uploads a manifest; answers its id and the address of the upload.
    private func manifest(of artifact: String, _ contents: JSON) async throws -> (String, String) {
        let document: JSON = [
            "version": 1, "storagePolicy": "wandb-storage-policy-v1",
            "storagePolicyConfig": ["storageLayout": "V2"], "contents": contents,
        ]
        let made = try await mutate(
            "createArtifactManifest",
            [
                "artifactID": .string(artifact), "name": "wandb_manifest.json",
                "digest": .string(md5(document.text)), "entityName": "owners", "projectName": "secret",
                "runName": "r1",
            ], "artifactManifest { id file { uploadUrl } }")
        let address = try text(made, "artifactManifest", "file", "uploadUrl")
        try await put(address, document.text)
        return (try text(made, "artifactManifest", "id"), address)
    }
}
