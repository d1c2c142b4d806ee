import RoostJSON
import Testing

@testable import roost

@Suite struct OutputTests {
    private let listing = Listing(
        columns: ["name", "lr", "tags"],
        rows: [["base", 0.1, ["a", "b"]], ["say \"hi\", you", .null, []], ["two\nlines", ["k": 1], "end"]])

    @Test func table() {
        #expect(
            listing.text(as: .table) == """
                NAME           LR       TAGS
                base           0.1      a,b
                say "hi", you
                two lines      {"k":1}  end
                """)
    }

    @Test func csv() {
        #expect(
            listing.text(as: .csv) == """
                name,lr,tags
                base,0.1,"a,b"
                "say ""hi"", you",,
                "two
                lines","{""k"":1}",end
                """)
    }

    @Test func json() {
        #expect(
            Listing(columns: ["a", "b"], rows: [[1, ["x": .emptyObject, "y": []]]]).text(as: .json) == """
                [
                  {
                    "a": 1,
                    "b": {
                      "x": {},
                      "y": []
                    }
                  }
                ]
                """)
        #expect(Listing(columns: ["a"], rows: []).text(as: .json) == "[]")
    }

    @Test(arguments: [
        (0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1049, "1.0 kB"), (1050, "1.1 kB"), (999_949, "999.9 kB"),
        (999_950, "1.0 MB"), (4_194_304, "4.2 MB"), (Int64.max, "9223.4 PB"),
    ])
    func sizes(_ bytes: Int64, _ expected: String) {
        #expect(ByteSize.text(bytes) == expected)
    }
}
