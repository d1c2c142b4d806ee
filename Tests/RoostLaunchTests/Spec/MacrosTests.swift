import RoostJSON
import Testing

@testable import RoostLaunch

@Suite struct MacrosTests {
    private let macros = Macros(
        ["run_id": "r1", "loop": "${run_id}"],
        environment: [
            "HOME": "/h", "AWS_SECRET_ACCESS_KEY": "s", "WANDB_API_KEY": "k", "HF_TOKEN": "t", "run_id": "no",
        ])

    @Test(arguments: [
        ("a-${run_id}-b${run_id}", "a-r1-br1"), ("${HOME}/x", "/h/x"), ("${nothing}", "${nothing}"), ("${", "${"),
        ("${run_id", "${run_id"), ("${a${run_id}", "${ar1"), ("$run_id", "$run_id"), ("${loop}", "${run_id}"), ("", ""),
        ("${AWS_SECRET_ACCESS_KEY}${WANDB_API_KEY}${HF_TOKEN}", "${AWS_SECRET_ACCESS_KEY}${WANDB_API_KEY}${HF_TOKEN}"),
    ])
    func replaces(text: String, result: String) { #expect(macros.expand(text) == result) }

    @Test func replacesAtAnyDepthAndLeavesKeys() {
        let members: JSONObject = ["${run_id}": ["x": ["${run_id}", 1, nil, ["y": "${run_id}"]]]]
        #expect(macros.expand(members) == ["${run_id}": ["x": ["r1", 1, nil, ["y": "r1"]]]])
    }

    @Test func standForTheConfig() throws {
        let config: JSONObject = ["lr": 0.5, "on": true, "off": false, "net": ["a": 1], "t": "x y"]
        let words = CommandMacros(config: config, macros: macros, directory: "/nowhere")
        #expect(
            try words.expand(["${args}"]) == ["--lr=0.5", "--on=true", "--off=false", "--net={\"a\":1}", "--t=x y"])
        #expect(try words.expand(["${args_no_hyphens}"]).first == "lr=0.5")
        #expect(try words.expand(["${args_no_equals}"]).prefix(2) == ["--lr", "0.5"])
        #expect(try words.expand(["${args_no_boolean_flags}"]) == ["--lr=0.5", "--on", "--net={\"a\":1}", "--t=x y"])
        #expect(try words.expand(["${args_json}"]) == [JSON.object(config).compactText])
        #expect(try words.expand(["x${args}", "${run_id}.txt"]) == ["x${args}", "r1.txt"])
    }
}
