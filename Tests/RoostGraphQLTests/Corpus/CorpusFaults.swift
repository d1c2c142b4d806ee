import RoostGraphQL
import RoostJSON

/// Types whose fields fail, or answer leaves in other forms than their types'.
extension CorpusSchema {
    private struct Unforeseen: Error {}

    static var failing: ObjectType<FailingNode, Ctx> {
        ObjectType("Failing") {
            Field("ok", "String!", .anyone) { node, _, _ in
                if node.isBroken { throw Refusal(message: "Broken.") }
                return "ok"
            }
            Field("nullable", "String", .anyone) { _, _, _ -> String in throw Refusal(message: "Nullable failed.") }
            Field("required", "String!", .anyone) { _, _, _ -> String in throw Refusal(message: "Required failed.") }
            Field("requiredNull", "String!", .anyone) { _, _, _ in String?.none }
            Field("child", "Failing", .anyone) { _, _, _ in FailingNode() }
            Field("requiredChild", "Failing!", .anyone) { _, _, _ in FailingNode() }
            Field("children", "[Failing]", .anyone) { _, _, _ in [FailingNode(), FailingNode(isBroken: true), nil] }
            Field("requiredChildren", "[Failing!]", .anyone) { _, _, _ in
                [FailingNode(), FailingNode(isBroken: true), FailingNode()]
            }
            Field("brokenChild", "Failing", .anyone) { _, _, _ in FailingNode(isBroken: true) }
            Field("items", "[Int]", .anyone) { _, _, _ in JSON.array([1, "x", nil, 4]) }
            Field("requiredItems", "[Int!]", .anyone) { _, _, _ in [1, nil, 3] }
            Field("requiredList", "[Int!]!", .anyone) { _, _, _ in [1, nil, 3] }
            Field("matrix", "[[Int!]]", .anyone) { _, _, _ in [[1, 2], [3, nil], nil] }
            Field("wrongEnum", "RunState", .anyone) { _, _, _ in "NOPE" }
            Field("bigInt", "Int", .anyone) { _, _, _ in 1 << 40 }
            Field("notANumber", "Float", .anyone) { _, _, _ in Double.nan }
            Field("noList", "[Int]", .anyone) { _, _, _ in 5 }
            Field("wrongNode", "Node", .anyone) { _, _, _ in CounterNode(value: 1) }
            Field("internal", "String", .anyone) { _, _, _ -> String in throw Unforeseen() }
            Field("withExtensions", "String", .anyone) { _, _, _ -> String in
                throw Refusal(message: "Refused.", extensions: ["code": "REFUSED", "retry": false])
            }
            Field("withExtensionsRequired", "String!", .anyone) { _, _, _ -> String in
                throw Refusal(message: "Refused.", extensions: ["code": "REFUSED"])
            }
        }
    }

    static var leaves: ObjectType<LeavesNode, Ctx> {
        ObjectType("Leaves") {
            Field("intFromBool", "Int", .anyone) { _, _, _ in true }
            Field("intFromFloat", "Int", .anyone) { _, _, _ in 3.0 }
            Field("intFromString", "Int", .anyone) { _, _, _ in "12" }
            Field("intFromFraction", "Int", .anyone) { _, _, _ in 1.5 }
            Field("floatFromInt", "Float", .anyone) { _, _, _ in 3 }
            Field("floatFromString", "Float", .anyone) { _, _, _ in "2.5" }
            Field("stringFromInt", "String", .anyone) { _, _, _ in 12 }
            Field("stringFromBool", "String", .anyone) { _, _, _ in true }
            Field("stringFromFloat", "String", .anyone) { _, _, _ in 1.5 }
            Field("stringFromList", "String", .anyone) { _, _, _ in JSON.array(["a", 1]) }
            Field("booleanFromInt", "Boolean", .anyone) { _, _, _ in 2 }
            Field("booleanFromString", "Boolean", .anyone) { _, _, _ in "true" }
            Field("idFromInt", "ID", .anyone) { _, _, _ in 7 }
            Field("idFromFloat", "ID", .anyone) { _, _, _ in 7.0 }
            Field("idFromBool", "ID", .anyone) { _, _, _ in true }
            Field("unicode", "String", .anyone) { _, _, _ in "é\u{2028}😀" }
            Field("escapes", "String", .anyone) { _, _, _ in "a\"b\\c\n\t\u{1}" }
            Field("json", "JSON", .anyone) { _, _, _ -> JSON in ["b": [1, 2.5, nil, true], "a": ["c": "d"]] }
            Field("nested", "JSON", .anyone) { _, _, _ in RawJSON("[[1],[[]],{}]") }
            Field("int64", "Int64", .anyone) { _, _, _ in Int64.min }
        }
    }
}
