import RoostCatalog
import RoostJSON

/// What to say for an argument or an input field so that it means the planted things.
struct PlantedArguments: Sendable {
    let ids: [String: String]

    private func id(_ name: String) -> JSON { .string(ids[name] ?? "missing id \(name)") }

    /// The value of a field's argument; `nil` when it is better left out or nobody has thought of it.
    func argument(_ type: String, _ field: String, _ argument: String) -> JSON? {
        switch "\(type).\(field).\(argument)" {
        case "Query.entity.name": return "owners"
        case "Query.organization.name": return "house"
        case "Query.project.name", "Query.model.name", "Entity.project.name": return "secret"
        case "Query.artifact.id": return id("artifact")
        case "Query.artifactCollection.id": return id("sequence")
        case "Query.users.query": return ""
        case "Query.launchAgent.id": return id("agent")
        case "Query.runQueue.id": return id("queue")
        case "Query.runQueueItem.id", "RunQueue.runQueueItem.id": return id("item")
        case "Query.view.id": return id("view")
        case "Query.customChart.id": return "owners/chart"
        case "Project.runQueue.name": return "jobs"
        case "Entity.defaultResourceConfig.id": return id("resourceConfig")
        default: break
        }
        switch "\(field).\(argument)" {
        case "run.name", "bucket.name": return "r1"
        case "artifact.name", "artifactCollectionMembership.name": return "models:v0"
        case "artifactCollection.name", "artifactSequence.name": return "models"
        case "artifactType.name": return "model"
        case "sampledHistory.specs": return ["{}"]
        case "values.keys": return ["config.a", "display_name", "tags"]
        case "runGroups.by": return ["config.a", "group"]
        case "runGroups.aggregates": return ["mean:summary_metrics.number"]
        case "wandbConfig.keys": return ["t"]
        default: break
        }
        switch argument {
        case "entityName": return "owners"
        case "userName": return "alice"
        case "clientID": return id("clientID")
        case "sweepName": return id("sweepName")
        case "aliasName": return "v0"
        case "manifestVersion": return "1"
        case "storageLayout": return "V2"
        case "liveKeys": return ["loss"]
        case "entries": return [["name": "a.txt", "digest": id("md5")]]
        default: return nil
        }
    }

    /// The value of a field of a mutation's input, which may stand in an object inside of it.
    func input(_ mutation: String, _ type: String, _ field: String) -> JSON? {
        switch "\(mutation).\(field)" {
        case "deleteApiKey.id": return id("apiKey")
        case "deleteInvite.id": return id("bob")
        case "deleteModel.id", "upsertModel.id": return id("project")
        case "upsertModel.name": return "secret"
        case "deleteSession.id": return .string(GlobalID.webSession(1).text)
        case "updateMember.username": return "bob"
        case "updateMember.role": return "viewer"
        case "generateServiceAccountKey.username": return id("service")
        case "updateViewer.email": return "changed@example.org"
        case "updateViewer.defaultEntity": return nil
        case "upsertSweep.id": return id("sweep")
        case "upsertSweep.config": return "method: random\nparameters: {x: {value: 1}}\n"
        case "upsertSweep.state": return "RUNNING"
        case "upsertSweep.launchScheduler":
            return #"{"queue": "jobs", "run_queue_project": "secret", "run_spec": "{\"name\": \"WANDB_SWEEP_ID\"}"}"#
        case "upsertSweep.priorRunsFilters": return #"{"name": "r1"}"#
        case "upsertBucket.name": return "r1"
        case "commitArtifact.artifactID", "createArtifactManifest.artifactID", "createArtifactFiles.artifactID",
            "completeMultipartUploadArtifact.artifactID":
            return id("pendingArtifact")
        case "createArtifactFiles.md5": return "AAAAAAAAAAAAAAAAAAAAAA=="
        case "createArtifactFiles.name", "createArtifactManifest.name": return "new.txt"
        case "createArtifactType.name": return "other-type"
        case "updateArtifactSequence.name", "updateArtifactPortfolio.name": return "renamed"
        case "createCustomChart.name": return "chart"
        case "createCustomChart.type": return "vega2"
        case "createCustomChart.access": return "PRIVATE"
        case "createCustomChart.spec": return "{\"changed\":1}"
        case "upsertView.id", "deleteView.id": return id("view")
        case "upsertView.type": return "runs"
        case "upsertView.spec": return "{\"changed\":1}"
        case "upsertView.isShared": return true
        case "upsertView.createdUsing": return "WANDB_SDK"
        case "deleteView.deleteDrafts": return true
        case "moveRuns.ids": return [id("endedRun")]
        case "moveRuns.projectName": return "made-by-moving"
        case "deleteFiles.files": return [id("file")]
        case "deleteAliases.aliases": return [alias("latest")]
        case "markRunFilesUploaded.files": return ["notes.txt"]
        case "deleteArtifactCollectionTagAssignments.tags": return [["tagName": "old-tag"]]
        case "rewindRun.metricName": return "_step"
        case "updateRunState.state": return "failed"
        case "upsertBucket.state": return "finished"
        case "createUser.email": return "new@example.org"
        case "createInvite.username": return "mallory"
        case "createDefaultResourceConfig.config", "upsertRunQueue.resourceConfig":
            return #"{"resource_args":{"local-process":{"changed":1}}}"#
        case "createRunQueue.access": return "PROJECT"
        case "createRunQueue.queueName", "updateRunQueue.name": return "new-queue"
        case "updateRunQueue.state": return "PAUSED"
        case "createLaunchAgent.runQueues": return [id("queue")]
        case "failRunQueueItem.runQueueItemId", "deleteFromRunQueue.runQueueItemId":
            return id("poppedItem")
        case "cancelRunQueueItem.itemId", "ackRunQueueItem.runQueueItemId": return id("poppedItem")
        case "ackRunQueueItem.runName": return "r9"
        case "retryRunQueueItem.itemId": return id("cancelledItem")
        default: break
        }
        switch "\(type).\(field)" {
        case "ArtifactAliasInput.alias", "ArtifactCollectionAliasInput.alias": return "new-alias"
        case "UploadPartsInput.partNumber": return 1
        case "UploadPartsInput.hexMD5": return id("partMD5")
        case "TagInput.tagName": return "new-tag"
        default: break
        }
        return simple(field)
    }

    private func alias(_ name: String) -> JSON {
        [
            "entityName": "owners", "projectName": "secret", "artifactCollectionName": "models",
            "alias": .string(name),
        ]
    }

    private func simple(_ field: String) -> JSON? {
        switch field {
        case "entityName", "entity", "artifactEntityName", "owner": "owners"
        case "projectName", "modelName", "oldProjectName", "artifactProjectName": "secret"
        case "newProjectName": "renamed"
        case "runName": "r1"
        case "id": id("run")
        case "artifactID", "baseArtifactID": id("artifact")
        case "artifactManifestID": id("manifest")
        case "artifactSequenceID": id("sequence")
        case "artifactPortfolioID": id("portfolio")
        case "artifactPortfolioName": "shelf"
        case "artifactCollectionName": "models"
        case "artifactTypeName", "destinationArtifactTypeName": "model"
        case "storagePath": id("storagePath")
        case "uploadID": id("uploadID")
        case "completeMultipartAction": "Complete"
        case "clientID": id("clientID")
        case "files": ["new.txt"]
        case "md5", "digest": id("md5")
        case "teamName", "username": "newcomer"
        case "name", "displayName", "description", "notes", "title", "text", "groupName": "changed"
        case "tags": ["changed"]
        case "config", "summaryMetrics", "metadata": "{\"changed\":1}"
        case "access": "USER_READ"
        case "metricValue": 0
        case "deleteAliases": true
        case "admin", "deleteArtifacts": false
        case "projectId": nil
        case "queueID", "queueId": id("queue")
        case "queueIDs": [id("queue")]
        case "queueName": "jobs"
        case "runQueueItemId", "itemId": id("item")
        case "launchAgentId": id("agent")
        case "agentStatus": "RUNNING"
        case "runSpec": #"{"entity":"owners","project":"secret","job":"owners/secret/models:v0"}"#
        case "templateVariableValues", "templateVariables", "agentConfig", "externalLinks", "retry", "controller",
            "scheduler":
            "{}"
        case "priority": 1
        case "maxRunning": 7
        case "prioritizationMode": "V0"
        case "defaultResourceConfigID": id("resourceConfig")
        case "resource", "resourceType": "local-process"
        case "hostname", "version", "message", "stage": "changed"
        case "filePaths": ["changed"]
        default: nil
        }
    }
}
