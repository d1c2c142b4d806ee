import RoostJSON
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        "null", "true", "false", "0", "-1", "9223372036854775807", "-9223372036854775808", "1.5", "-0.0", "1e-05",
        "NaN", "Infinity", "-Infinity", #""""#, #""a\nb\"\\""#, "[]", "[1,[2,{}]]", #"{"b":1,"a":{"c":null}}"#,
        #""é😀""#,
    ])
    func readsAndWritesTheSameText(text: String) throws {
        #expect(try JSON(parsing: text).text == text)
    }

    @Test func keepsIntegersAndNumbersApart() throws {
        #expect(try JSON(parsing: "1") == .int(1))
        #expect(try JSON(parsing: "1.0") == .number(1))
        #expect(try JSON(parsing: "9223372036854775808") == .number(9_223_372_036_854_775_808))
        #expect(try JSON(parsing: "-0").doubleValue?.sign == .minus)
    }

    @Test func decodesEscapes() throws {
        #expect(try JSON(parsing: #""\u00e9\ud83d\ude00\/\b""#) == .string("é😀/\u{8}"))
        #expect(try JSON(parsing: #""\ud83dx""#) == .string("\u{fffd}x"))
        #expect(JSON.string("\u{1}").text == #""\u0001""#)
    }

    @Test func lastMemberOfAnObjectWins() throws {
        #expect(try JSON(parsing: #"{"a":1,"a":2}"#) == ["a": 2])
    }

    @Test(arguments: [
        ("", 0), ("nul", 3), ("01", 0), ("1.", 0), ("[1,]", 3), (#"{"a" 1}"#, 5), ("\"a\nb\"", 2), (#""\x""#, 2),
        ("1 2", 2), ("{", 1), ("+1", 0), ("--1", 0),
    ])
    func namesTheFault(text: String, offset: Int) {
        #expect { try JSON(parsing: text) } throws: { ($0 as? JSONError)?.offset == offset }
    }

    @Test func boundsTheDepth() {
        let deep = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
        #expect { try JSON(parsing: deep) } throws: { ($0 as? JSONError)?.reason == .tooDeep(limit: 128) }
    }

    @Test func refusesInvalidUTF8() {
        #expect { try JSON(parsing: [0x22, 0xff, 0x22]) } throws: { ($0 as? JSONError)?.reason == .invalidUTF8 }
    }
}
