import RoostJSON
import Testing

@testable import RoostLaunch

@Suite struct JobEnvironmentTests {
    private func variables(_ spec: JSON, _ change: (inout LaunchRun) -> Void = { _ in }, pieces: Int = 32_670) throws
        -> [String: String]
    {
        var run = LaunchRun(runID: "r1", entity: "alice", project: "p1", apiKey: "key")
        change(&run)
        var environment = JobEnvironment(
            baseURL: "http://h", spec: try LaunchSpec(spec), run: run, image: nil, job: "alice/p1/j:latest")
        environment.pieceCharacters = pieces
        return environment.variables
    }

    @Test func saysWhoTheRunIs() throws {
        #expect(
            try variables([:]) == [
                "WANDB_BASE_URL": "http://h", "WANDB_API_KEY": "key", "WANDB_PROJECT": "p1", "WANDB_ENTITY": "alice",
                "WANDB_LAUNCH": "True", "WANDB_RUN_ID": "r1", "WANDB_CONFIG": "{}",
                "WANDB_LAUNCH_FILE_OVERRIDES": "{}", "WANDB_ARTIFACTS": "{\"_wandb_job\":\"alice/p1/j:latest\"}",
            ])
    }

    @Test func saysWhereItCameFrom() throws {
        let variables = try variables(["name": "n", "sweep_id": "s", "overrides": ["artifacts": ["slot": ["id": "x"]]]])
        {
            ($0.queue, $0.queueEntity, $0.itemID, $0.author, $0.resumeCount) = ("q", "team", "i1", "bob", 1)
        }
        #expect(variables["WANDB_LAUNCH_QUEUE_NAME"] == "q" && variables["WANDB_LAUNCH_QUEUE_ENTITY"] == "team")
        #expect(variables["WANDB_LAUNCH_TRACE_ID"] == "i1" && variables["WANDB_USERNAME"] == "bob")
        #expect(variables["WANDB_RESUME"] == "allow" && variables["WANDB_NAME"] == "n")
        #expect(variables["WANDB_SWEEP_ID"] == "s")
        #expect(variables["WANDB_ARTIFACTS"] == "{\"_wandb_job\":\"alice/p1/j:latest\",\"slot\":{\"id\":\"x\"}}")
    }

    @Test func aKeyOfItsOwnHidesTheUser() throws {
        let variables = try variables(["_wandb_api_key": "other", "author": "bob"])
        #expect(variables["WANDB_API_KEY"] == "other" && variables["WANDB_USERNAME"] == nil)
    }

    @Test func aLongConfigComesInPieces() throws {
        let spec: JSON = ["overrides": ["run_config": ["text": "äöü😀"]]]
        #expect(try variables(spec)["WANDB_CONFIG"] == #"{"text":"\u00e4\u00f6\u00fc\ud83d\ude00"}"#)
        let variables = try variables(spec, pieces: 15)
        #expect(variables["WANDB_CONFIG"] == nil)
        #expect(variables["WANDB_CONFIG_0"] == #"{"text":"\u00e4"#)
        #expect(variables["WANDB_CONFIG_1"] == #"\u00f6\u00fc\ud"#)
        #expect(variables["WANDB_CONFIG_2"] == #"83d\ude00"}"#)
        #expect(variables["WANDB_CONFIG_3"] == nil)
    }

    @Test func aJobInheritsNoKey() {
        let inherited = EnvironmentNames.inherited([
            "PATH": "/bin", "WANDB_API_KEY": "k", "WANDB_RUN_ID": "r", "ROOST_X": "1", "WANDB_CACHE_DIR": "/c",
        ])
        #expect(inherited == ["PATH": "/bin", "WANDB_CACHE_DIR": "/c"])
    }
}
