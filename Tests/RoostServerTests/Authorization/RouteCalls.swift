import Foundation
import HTTPTypes
import RoostJSON

@testable import RoostServer

/// How each route is called so that it means the planted project.
struct RouteCalls: Sendable {
    struct Call: Sendable {
        let target: String
        var headers: HTTPFields = [:]
        var body = ""
        /// The answer to those who may.
        var status = 200
        /// Whether the answer to those who may shows something planted.
        var shows = false
        /// Whether those who may change something.
        var writes = false
        /// Whether a signed address is one that the server made, for this direction.
        var isGenuine = false
        /// Whether only administrators of the server may.
        var isForOperator = false
        /// Whether a wrong key is no reason to refuse.
        var ignoresKey = false
        /// Whether the server takes its time on purpose.
        var isSlow = false
    }

    let ids: [String: String]
    let signer: AddressSigner

    static func name(_ route: Route) -> String { "\(route.method) \(route.path)" }

    private func id(_ name: String) -> String { ids[name] ?? "missing-\(name)" }

    /// Calls of a route; none for a route that nobody has thought of.
    func calls(of route: String) -> [Call] {
        let words = route.split(separator: " ")
        switch words[1] {
        case "/healthz", "/readyz", "/ready", "/metrics", "/assets/page.css":
            return [Call(target: String(words[1]), ignoresKey: true)]
        case "/assets/:file": return [Call(target: "/assets/absent.js", status: 404, ignoresKey: true)]
        case "/sdk/otel/**": return [Call(target: "/sdk/otel/v1/traces", status: 404, ignoresKey: true)]
        case "/graphql":
            return [
                Call(
                    target: "/graphql",
                    body: #"{"query":"{ project(name: \"absent\", entityName: \"owners\") { id } }"}"#)
            ]
        case "/api/v1/series", "/api/v1/keys", "/api/v1/export", "/api/v1/live": return charts(String(words[1]))
        case "/api/v1/admin": return administration
        case let path where path.hasPrefix("/api/v1/launch/"): return launch(String(path))
        case "/files/**": return files(isHead: words[0] == "HEAD", isPost: words[0] == "POST")
        case "/frames/**": return [Call(target: "/frames/owners/secret/r1/page.html", shows: words[0] != "HEAD")]
        case "/artifactsV2/**", "/artifacts/:entity/:md5":
            return artifacts(String(words[1]), isHead: words[0] == "HEAD")
        case "/storage/:token": return storage(String(words[0]))
        default: return pages(route)
        }
    }

    // MARK: Runs

    private func charts(_ path: String) -> [Call] {
        let run = "entity=owners&project=secret&run=r1"
        switch path {
        case "/api/v1/series":
            return [
                // Numbers alone; that strangers get none is what their status says.
                Call(target: "\(path)?\(run)&key=loss"), Call(target: "\(path)?\(run)&key=loss&format=json"),
            ]
        case "/api/v1/keys": return [Call(target: "\(path)?\(run)")]
        case "/api/v1/export":
            return ["metrics", "system", "console"].flatMap { stream in
                ["jsonl", "csv"].map {
                    Call(target: "\(path)?\(run)&stream=\(stream)&format=\($0)", shows: true)
                }
            }
        default:
            return ["metrics", "system", "console"].map {
                Call(target: "\(path)?\(run)&stream=\($0)&cursor=", shows: true)
            }
        }
    }

    private func launch(_ path: String) -> [Call] {
        switch path {
        case "/api/v1/launch/agents":
            return [
                Call(
                    target: path,
                    body: """
                        {"entity":"owners","project":"secret","hostname":"h","instance":"another",
                        "queues":[{"name":"jobs"}],"max_jobs":1,"resources":["local-process"]}
                        """, writes: true)
            ]
        case "/api/v1/launch/agents/:agent/poll":
            return [
                Call(
                    target: "/api/v1/launch/agents/\(id("roostAgent"))/poll",
                    body: #"{"free":{"jobs":1},"held":[],"wait_seconds":0}"#, shows: true, writes: true)
            ]
        case "/api/v1/launch/items":
            return [
                Call(
                    target: path,
                    body: """
                        {"entity":"owners","project":"secret","queue":"jobs",
                        "items":[{"spec":{"entity":"owners","project":"secret"}}]}
                        """, writes: true)
            ]
        default:
            // The lease is over: the report is refused in an answer, not in its status.
            return [
                Call(
                    target: "/api/v1/launch/items/\(id("item"))/events",
                    body: #"{"lease":"00000000000000ff","event":"started"}"#)
            ]
        }
    }

    private func files(isHead: Bool, isPost: Bool) -> [Call] {
        guard isPost else {
            return ["notes.txt", "%6Eotes.txt"].map {
                Call(target: "/files/owners/secret/r1/\($0)", shows: !isHead)
            }
        }
        let row = JSON.string("{\"_step\":7,\"v\":1}").text
        return [
            Call(
                target: "/files/owners/secret/r1/file_stream",
                body: #"{"files":{"wandb-history.jsonl":{"offset":1,"content":[\#(row)]}}}"#, writes: true),
            Call(
                target: "/files/owners/secret/r1/file_stream",
                body: #"{"files":{"wandb-summary.json":{"offset":0,"content":["{\"x\":1}"]}}}"#, writes: true),
        ]
    }

    // MARK: Artifacts

    private func artifacts(_ path: String, isHead: Bool) -> [Call] {
        let birth = id("artifact").replacing("=", with: "%3D")
        let targets =
            path == "/artifacts/:entity/:md5"
            ? ["/artifacts/owners/\(id("md5Hex"))"]
            : [
                "/artifactsV2/default/owners/\(birth)/\(id("md5Hex"))",
                "/artifactsV2/default/owners/secret/models/\(birth)/\(id("md5Hex"))/a.txt",
                // Names of others in front do not open what the artifact closes.
                "/artifactsV2/default/others/mallory/models/\(birth)/\(id("md5Hex"))/a.txt",
            ]
        return targets.map { Call(target: $0, shows: !isHead) }
    }

    private func storage(_ method: String) -> [Call] {
        let upload = Self.path(id("uploadAddress"))
        let download = Self.path(id("downloadAddress"))
        let stranger = AddressSigner(secret: Array(repeating: 7, count: 32))
        let subject = SignedSubject.downloadRunFile(run: 1, name: "notes.txt")
        let put = SignedSubject.uploadRunFile(run: 1, name: "notes.txt")
        let wanted = method == "PUT" ? put : subject
        let forged = [
            "/storage/\(stranger.token(for: wanted, expiry: Date() + 60))",
            "/storage/\(signer.token(for: wanted, expiry: Date() - 1))",
            method == "PUT" ? download : upload,
            Self.path(Self.tampered(method == "PUT" ? upload : download)), "/storage/x", "/storage/a.b",
        ]
        let genuine =
            method == "PUT"
            ? Call(target: upload, body: "changed \(PlantedWorld.marker)", writes: true, isGenuine: true)
            : Call(target: download, shows: method == "GET", isGenuine: true)
        return forged.map { Call(target: $0, body: method == "PUT" ? "x" : "") } + [genuine]
    }

    /// The address from its path on.
    private static func path(_ address: String) -> String {
        address.firstRange(of: "/storage/").map { String(address[$0.lowerBound...]) } ?? "/storage/missing"
    }

    /// Another payload under the same signature.
    private static func tampered(_ address: String) -> String {
        guard let dot = address.lastIndex(of: ".") else { return address }
        return address[..<dot] + "QQ" + address[dot...]
    }

    // MARK: People

    private var administration: [Call] {
        AdminCommand.aboutOthers(keyRow: Int64(id("keyRow")) ?? 0).map { command in
            let body = (try? JSONEncoder().encode(command)).map { String(decoding: $0, as: UTF8.self) } ?? ""
            return Call(target: "/api/v1/admin", body: body, writes: true, isForOperator: true)
        }
    }

    private func pages(_ route: String) -> [Call] {
        switch route {
        case "GET /": [Call(target: "/")]
        case "GET /**": [Call(target: "/owners/secret/runs/r1")]
        case "GET /signin": [Call(target: "/signin"), Call(target: "/signin?token=guessed", status: 403)]
        case "POST /signin": [Call(target: "/signin", body: "user=alice&password=guessed", status: 403, isSlow: true)]
        case "POST /signout": [Call(target: "/signout", status: 303)]
        case "GET /authorize": [Call(target: "/authorize")]
        case "POST /authorize": [Call(target: "/authorize", body: "name=web", writes: true)]
        default: []
        }
    }
}

extension AdminCommand {
    /// Every command, about people and teams that the caller has nothing to do with.
    fileprivate static func aboutOthers(keyRow: Int64) -> [AdminCommand] {
        [
            .addUser(name: "eve", email: nil, isAdmin: true, password: nil), .listUsers,
            .addSignInLink(user: "root"),
            .addKey(user: "root", name: "k", expiresDays: nil, secret: nil), .listKeys(user: "root"),
            .addKey(user: nil, name: "k", expiresDays: nil, secret: String(repeating: "e", count: 40)),
            .addTeam(name: "team2", admin: "eve", organization: nil), .listTeams,
            .addMember(team: "owners", user: "eve", role: "admin"), .listMembers(team: "owners"),
            .removeMember(team: "owners", user: "eve"), .addOrganization(name: "org2", admin: nil), .listOrganizations,
            .removeOrganization(name: "org2"), .removeTeam(name: "team2"), .resetUser(name: "eve", password: nil),
            .removeUser(name: "eve"), .removeKey(id: keyRow),
        ].filter(\.isListed)
    }

    /// Fails to compile when a command is added, so that it is put into the list above.
    private var isListed: Bool {
        switch self {
        case .addUser, .listUsers, .removeUser, .resetUser, .addSignInLink, .addKey, .listKeys, .removeKey, .addTeam,
            .listTeams, .removeTeam, .addMember, .removeMember, .listMembers, .addOrganization, .listOrganizations,
            .removeOrganization:
            true
        }
    }
}
