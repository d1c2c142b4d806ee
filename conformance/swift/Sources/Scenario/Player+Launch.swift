import Foundation
import Roost
import RoostJSON

extension Player {
    /// `launch`: all arguments by their names in snake case; `then` names what is asked of the run afterwards.
    static func launch(_ step: JSON) async throws -> JSON {
        let run = try await Roost.launch(
            api: api(step), job: step["job"]?.stringValue, entryPoint: texts(step["entry_point"]),
            version: step["version"]?.stringValue, name: step["name"]?.stringValue,
            resource: step["resource"]?.stringValue, resourceArgs: step["resource_args"],
            project: step["project"]?.stringValue, entity: step["entity"]?.stringValue,
            dockerImage: step["docker_image"]?.stringValue, config: step["config"],
            synchronous: step["synchronous"]?.boolValue ?? true, runID: step["run_id"]?.stringValue,
            repository: step["repository"]?.stringValue)
        var seen: JSONObject = ["path": .string(run.path), "id": .string(run.id), "run_id": .string(run.runID)]
        for question in texts(step["then"]) ?? [] {
            switch question {
            case "status": seen["status"] = .string(run.status.rawValue)
            case "get_status": seen["get_status"] = .string(try await run.getStatus().state.rawValue)
            case "wait": seen["wait"] = .bool(try await run.wait())
            case "get_logs": seen["get_logs"] = try await run.getLogs().map(JSON.string) ?? .null
            case "cancel": try await run.cancel()
            default: throw UnknownStep(name: question)
            }
        }
        return .object(seen)
    }

    /// `launch_add`: all arguments by their names in snake case.
    static func launchAdd(_ step: JSON) async throws -> JSON {
        let item = try await Roost.launchAdd(
            api: api(step), uri: step["uri"]?.stringValue, job: step["job"]?.stringValue, config: step["config"],
            templateVariables: step["template_variables"], project: step["project"]?.stringValue,
            entity: step["entity"]?.stringValue, queueName: step["queue_name"]?.stringValue,
            resource: step["resource"]?.stringValue, entryPoint: texts(step["entry_point"]),
            name: step["name"]?.stringValue, version: step["version"]?.stringValue,
            dockerImage: step["docker_image"]?.stringValue, projectQueue: step["project_queue"]?.stringValue,
            resourceArgs: step["resource_args"], runID: step["run_id"]?.stringValue,
            build: step["build"]?.boolValue ?? false, repository: step["repository"]?.stringValue,
            sweepID: step["sweep_id"]?.stringValue, author: step["author"]?.stringValue,
            priority: step["priority"]?.intValue.map { Int($0) })
        let state = try await item.state()
        if step["then"]?.stringValue == "delete" { try await item.delete() }
        return [
            "item": .string(item.id), "entity": .string(item.entity), "queue": .string(item.queue), "spec": item.spec,
            "state": .string(state.rawValue),
        ]
    }

    private static func api(_ step: JSON) -> LaunchAPI {
        LaunchAPI(
            trustedRemotes: texts(step["trusted_remotes"]) ?? [],
            allowedArguments: Set(texts(step["allowed_arguments"]) ?? []))
    }
}
