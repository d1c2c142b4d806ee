import RoostGraphQL
import RoostJSON
import Testing

@Suite struct ArgumentsTests {
    private let arguments = Arguments([
        "text": "a", "int": 5, "number": 1.5, "flag": true, "nothing": nil, "texts": ["a", nil, "b"],
        "input": ["name": "n", "inner": [:], "list": [["x": 1], nil, ["y": 2]]],
    ])

    @Test func readsValues() throws {
        #expect(try arguments.string("text") == "a")
        #expect(try arguments.int("int") == 5)
        #expect(try arguments.double("number") == 1.5)
        #expect(try arguments.double("int") == 5)
        #expect(try arguments.bool("flag"))
        #expect(arguments.bool("other", default: true))
        #expect(arguments.strings("texts") == ["a", "b"])
        #expect(arguments.list("texts") == ["a", nil, "b"])
        #expect(arguments.strings("other").isEmpty)
        #expect(arguments.optionalStrings("other") == nil)
        #expect(try arguments.object("input").string("name") == "n")
        #expect(try arguments.object("input").objects("list").map(\.values) == [["x": 1], ["y": 2]])
    }

    @Test func tellsNullFromAbsent() {
        #expect(arguments.contains("nothing"))
        #expect(arguments.isNull("nothing"))
        #expect(arguments.json("nothing") == nil)
        #expect(arguments.optionalString("nothing") == nil)
        #expect(!arguments.contains("other"))
        #expect(!arguments.isNull("other"))
        #expect(arguments.json("text") == "a")
    }

    @Test func namesWhatIsMissing() throws {
        #expect(throws: ArgumentError.missing(name: "other", expected: "a string")) {
            try arguments.string("other")
        }
        #expect(throws: ArgumentError.missing(name: "input.inner.id", expected: "an integer")) {
            try arguments.object("input").object("inner").int("id")
        }
        #expect(throws: ArgumentError.missing(name: "input.list[2].x", expected: "true or false")) {
            try arguments.object("input").objects("list").last?.bool("x")
        }
        #expect(
            ArgumentError.missing(name: "a", expected: "a string").message
                == "Argument 'a' is required here and must be a string.")
    }
}
