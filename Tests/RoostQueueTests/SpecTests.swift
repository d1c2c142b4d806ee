import RoostJSON
import RoostQueue
import Testing

@Suite struct SpecTests {
    private func variables(_ json: JSON) throws -> TemplateVariables { try TemplateVariables(json: json) }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func variablesAreTypedAndBounded() throws {
        let known = try variables([
            "gpus": ["schema": ["type": "integer", "minimum": 1, "maximum": 8, "default": 1]],
            "tier": ["type": "string", "enum": ["low", "high"]], "rate": ["type": "number"],
            "fast": ["type": "boolean", "default": false],
        ])
        let values = try known.values(choosing: ["tier": "low", "rate": 0.5])
        #expect(values == ["gpus": 1, "tier": "low", "rate": 0.5, "fast": false])
        let full: JSONObject = ["tier": "low", "rate": 1]
        func refusal(_ name: String, _ value: JSON) -> String {
            var chosen = full
            chosen[name] = value
            return message { _ = try known.values(choosing: chosen) }
        }
        #expect(refusal("gpus", 9) == "template_variables.gpus: 9 is not valid; expected at most 8")
        #expect(refusal("gpus", 0) == "template_variables.gpus: 0 is not valid; expected at least 1")
        #expect(refusal("gpus", "2") == "template_variables.gpus: \"2\" is not valid; expected an integer")
        #expect(refusal("gpus", 1.5) == "template_variables.gpus: 1.5 is not valid; expected an integer")
        #expect(refusal("tier", "mid") == "template_variables.tier: \"mid\" is not valid; expected one of low, high")
        #expect(refusal("tier", .null) == "template_variables.tier: missing; expected a string; it has no default")
        #expect(
            refusal("nope", 1)
                == "template_variables.nope: 1 is not valid; expected one of gpus, tier, rate, fast")
    }

    @Test func schemasAreChecked() {
        #expect(
            message { _ = try variables(["a": ["type": "list"]]) }
                == "template_variables.a.type: \"list\" is not valid; expected one of string, integer, number, boolean")
        #expect(
            message { _ = try variables(["a": ["type": "integer", "default": 9, "maximum": 3]]) }
                == "template_variables.a.default: 9 is not valid; expected at most 3")
        #expect(
            message { _ = try variables(["a": ["type": "integer", "enum": [1, "x"]]]) }
                == "template_variables.a.enum[1]: \"x\" is not valid; expected an integer")
        #expect(message { _ = try variables("x") }.hasPrefix("template_variables: \"x\" is not valid"))
    }

    @Test func aVariableKeepsItsTypeWhenItStandsAlone() {
        let values: [String: JSON] = ["n": 4, "s": "x", "f": 2.0]
        let json: JSON = ["a": "{{n}}", "b": ["{{ n }} of {{s}}", "{{unknown}}"], "c": ["d": "p{{f}}"], "e": 1]
        let expected: JSON = ["a": 4, "b": ["4 of x", "{{unknown}}"], "c": ["d": "p2"], "e": 1]
        #expect(TemplateVariables.replace(in: json, by: values) == expected)
        // What a value says is not read again.
        #expect(TemplateVariables.replace(in: "{{s}}-", by: ["s": "{{n}}", "n": 1]) == "{{n}}-")
    }

    @Test func theSpecificationWinsOverTheQueue() throws {
        let defaults = QueueDefaults(
            resource: "local-container",
            config: [
                "resource_args": ["local-container": ["cpus": 2, "env": ["A": "1", "B": "2"]]], "needs": ["gpus": 1],
            ])
        let merged = try QueuedSpec(
            spec: ["resource": nil, "resource_args": ["local-container": ["env": ["B": "3"]]], "job": "a/b/c:v0"],
            defaults: defaults, values: [:])
        #expect(merged.resource == "local-container")
        #expect(merged.needs == Needs(gpus: 1))
        #expect(
            merged.spec["resource_args"] == ["local-container": ["cpus": 2, "env": ["A": "1", "B": "3"]]])
        let own = try QueuedSpec(
            spec: ["resource": "local-process", "needs": ["cpus": 1.5, "memory": "2Gi"], "retry": ["error": 2]],
            defaults: defaults, values: [:])
        #expect(own.resource == "local-process")
        #expect(own.needs == Needs(cpus: 1.5, memoryBytes: 2 << 30))
        #expect(own.retry == RetryBudget(infrastructure: 3, preempted: 5, error: 2))
    }

    @Test func faultsNameTheirPath() {
        func refusal(_ spec: JSON) -> String {
            message { _ = try QueuedSpec(spec: spec, defaults: QueueDefaults(), values: [:]) }
        }
        #expect(refusal(["overrides": ["args": "x"]]).hasPrefix("overrides.args: \"x\" is not valid"))
        #expect(refusal(["job": 1]) == "job: 1 is not valid; expected a string")
        #expect(refusal(["needs": ["gpus": -1]]).hasPrefix("needs.gpus: -1 is not valid"))
        #expect(refusal(["needs": ["disk": 1]]).hasPrefix("needs.disk: 1 is not valid; expected one of cpus"))
        #expect(refusal(["retry": ["error": -1]]) == "retry.error: -1 is not valid; expected 0 to 1000")
        #expect(refusal([]).hasPrefix("run_spec: [] is not valid"))
        #expect(
            message { try QueueDefaults.check(config: ["resource_args": ["kubernetes": 1]]) }
                == "resource_args.kubernetes: 1 is not valid; expected an object")
    }

    @Test func sizesOfMemory() {
        #expect(MemorySize.parse("512") == 512)
        #expect(MemorySize.parse("4Gi") == 4 << 30)
        #expect(MemorySize.parse("4GiB") == 4 << 30)
        #expect(MemorySize.parse("1.5G") == 1_500_000_000)
        for text in ["", "Gi", "x", "-1", "1e400G", "4 Gi x"] { #expect(MemorySize.parse(text) == nil, "\(text)") }
        #expect(MemorySize.text(4 << 30) == "4Gi")
        #expect(MemorySize.text(1_000) == "1000")
    }
}
