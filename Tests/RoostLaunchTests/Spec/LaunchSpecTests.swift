import RoostJSON
import Testing

@testable import RoostLaunch

@Suite struct LaunchSpecTests {
    private let full = """
        {"entity":"alice","project":"p1","job":"alice/p1/train:latest","uri":null,"image_uri":"","resource":"slurm",
         "resource_args":{"slurm":{"time":10}},"template_variables":{"gpus":2},
         "docker":{"docker_image":"","user_id":1001},"git":{"version":"main"},
         "overrides":{"args":["--a",3,true],"entry_point":["python","x.py"],"run_config":{"lr":5},"artifacts":{"s":{"a":1}},
           "files":{"c.json":{"k":1}},"dockerfile":"D","working_dir":"w","new":1},
         "name":"again","author":"bob","run_id":"r1","sweep_id":"s1","python_version":"3.11","builder":{"type":"noop"},
         "registry":{"uri":"u"},"queue":"q","queue_entity":"team","_wandb_api_key":"secret","_resume_count":2,
         "additional_services":[{"config":{}}],"else":[1]}
        """

    @Test func readsEveryMember() throws {
        let spec = try LaunchSpec(parsing: full)
        #expect(spec.entity == "alice" && spec.project == "p1" && spec.job == "alice/p1/train:latest")
        #expect(spec.uri == nil && spec.imageURI == nil && spec.docker.image == nil)
        #expect(spec.resource == "slurm" && spec.ownArguments == ["time": 10] && spec.templateVariables == ["gpus": 2])
        #expect(spec.docker.userID == 1001 && spec.git.version == "main" && spec.git.repository == nil)
        #expect(spec.overrides.arguments == ["--a", "3", "true"] && spec.overrides.entryPoint == ["python", "x.py"])
        #expect(spec.overrides.config == ["lr": 5] && spec.overrides.artifacts["s"] == ["a": 1])
        #expect(spec.overrides.files["c.json"] == ["k": 1] && spec.overrides.dockerfile == "D")
        #expect(spec.overrides.workingDirectory == "w" && spec.overrides.others == ["new": 1])
        #expect(spec.name == "again" && spec.author == "bob" && spec.runID == "r1" && spec.sweepID == "s1")
        #expect(spec.pythonVersion == "3.11" && spec.builder == ["type": "noop"] && spec.registry == ["uri": "u"])
        #expect(spec.queue == "q" && spec.queueEntity == "team" && spec.apiKey == "secret" && spec.resumeCount == 2)
        #expect(spec.others.keys.elements == ["additional_services", "else"])
    }

    @Test func writesWhatItHasRead() throws {
        let spec = try LaunchSpec(parsing: full)
        #expect(try LaunchSpec(spec.json) == spec)
    }

    @Test func theSchedulerOfASweepNeedsNoSource() throws {
        let command = #"{"uri":"placeholder-uri-scheduler","overrides":{"entry_point":["wandb","scheduler","s1"]}}"#
        #expect(try LaunchTarget(LaunchSpec(parsing: command)) == .command)
        let job = #"{"uri":"placeholder-uri-scheduler","job":"a/p/sweeper:v1"}"#
        #expect(try LaunchTarget(LaunchSpec(parsing: job)) == .job(JobReference("a/p/sweeper:v1")))
        #expect(throws: LaunchError.self) {
            try LaunchTarget(LaunchSpec(parsing: #"{"uri":"placeholder-uri-scheduler"}"#))
        }
    }

    @Test func schedulersTakeTurns() {
        var turns = SchedulerTurns(most: 2)
        let first = ["a", "b", "c", "a"].map { turns.begin($0) }
        #expect(first == [true, true, false, true])
        turns.end("a")
        let second = ["c", "a"].map { turns.begin($0) }
        #expect(second == [true, false] && turns.running == ["b", "c"])
        var none = SchedulerTurns(most: 0)
        let refused = none.begin("a")
        #expect(!refused)
    }

    @Test func anEmptySpecHasWhatAgentsLookInto() throws {
        #expect(try LaunchSpec(parsing: "{}").json == ["resource": nil, "docker": [:], "git": [:]])
    }

    @Test(arguments: [
        ("{\"job\":3}", "job"), ("{\"docker\":[]}", "docker"), ("{\"docker\":{\"user_id\":-1}}", "docker.user_id"),
        ("{\"overrides\":{\"args\":\"x\"}}", "overrides.args"),
        ("{\"overrides\":{\"args\":[[]]}}", "overrides.args[0]"),
        ("{\"overrides\":{\"run_config\":1}}", "overrides.run_config"),
        ("{\"overrides\":{\"files\":{\"a\":1}}}", "overrides.files.a"),
        ("{\"resource_args\":{\"slurm\":1}}", "resource_args.slurm"),
        ("{\"_resume_count\":-1}", "_resume_count"), ("{\"run_id\":\"a/b\"}", "run_id"),
        ("{\"entity\":\"..\"}", "entity"),
        ("{\"project\":\"a/b\"}", "project"), ("{\"job\":\"a//b\"}", "job"), ("[]", "the launch spec"),
        ("{", "the launch spec"),
    ])
    func namesThePathOfWhatIsWrong(text: String, path: String) throws {
        let error = #expect(throws: LaunchError.self) { try LaunchSpec(parsing: text) }
        guard case .invalid(let found, _, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found == path)
    }

    @Test func aLongValueIsShownByItsBeginning() {
        let error = #expect(throws: LaunchError.self) {
            try LaunchSpec(["name": [.string(String(repeating: "x", count: 500))]])
        }
        #expect((error?.description.count ?? 0) < 160)
    }

    @Test func exactlyOneThingIsLaunched() throws {
        #expect(throws: LaunchError.self) { try LaunchTarget(LaunchSpec()) }
        #expect(throws: LaunchError.self) {
            try LaunchTarget(try LaunchSpec(["job": "a/b/c", "docker": ["docker_image": "x"]]))
        }
        #expect(try LaunchTarget(try LaunchSpec(["docker": ["docker_image": "x:1"]])) == .image("x:1"))
        #expect(try LaunchTarget(try LaunchSpec(["image_uri": "x:1"])) == .image("x:1"))
        #expect(try LaunchTarget(try LaunchSpec(["uri": "https://h/x.git"])) == .repository("https://h/x.git"))
        #expect(try LaunchTarget(try LaunchSpec(["git": ["repo": "git@h:x"]])) == .repository("git@h:x"))
        #expect(try LaunchTarget(try LaunchSpec(["uri": "/srv/x"])) == .folder("/srv/x"))
    }

    @Test func readsJobNames() throws {
        let full = try JobReference("alice/p1/train:v3")
        #expect((full.entity, full.project, full.name, full.alias) == ("alice", "p1", "train", "v3"))
        #expect("\(full)" == "alice/p1/train:v3")
        #expect("\(try JobReference("train"))" == "train:latest")
        for wrong in ["", "a/b/c/d", "a/:x", "a/b:", "/x"] {
            #expect(throws: LaunchError.self) { try JobReference(wrong) }
        }
    }
}
