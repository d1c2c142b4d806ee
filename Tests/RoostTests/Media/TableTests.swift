import RoostJSON
import Testing

@testable import Roost

/// The digests are those of the files and artifacts that the official client makes of the same tables.
@Suite struct TableTests {
    let scratch: ScratchDirectory
    var directory: MediaDirectory

    init() throws {
        scratch = try ScratchDirectory()
        directory = MediaDirectory(
            root: "\(scratch.path)/files",
            artifacts: TableArtifactStaging(runID: "gold", directory: "\(scratch.path)/staging"))
    }

    @Test mutating func writesPlainValues() throws {
        let table = try Table(
            columns: ["a", "b", "c", "d"],
            rows: [[1, "x", true, nil], [2.5, "y\n\"é", false, 1.5], [3, nil, true, .number(.nan)]])
        let written = try table.write(key: "tab/le", step: 32, into: &directory)
        #expect(written["sha256"] == "85fd60aff4c76f2c3c427af4cf3e7e72b931afc8df59fe74a1ae3601edcd6f2d")
        #expect(written["path"] == "media/table/tab/le_32_85fd60aff4c76f2c3c42.table.json")
        #expect(written["size"] == 100)
        #expect(written["ncols"] == 4)
        #expect(written["nrows"] == 3)
        #expect(written["log_mode"] == "IMMUTABLE")
        let artifact = try #require(directory.tableArtifacts.first)
        #expect(artifact.name == "run-gold-table-Hp5_4g")
        #expect(artifact.digest == "58c3f65f2ce01e95d7835e2ad74de1fd")
        #expect(artifact.files.map(\.path) == ["tab/le.table.json"])
        #expect(artifact.files.map(\.size) == [666])
        #expect(artifact.clientID.count == 128)
        #expect(
            written["artifact_path"] == .string("wandb-client-artifact://\(artifact.clientID)/tab/le.table.json"))
        #expect(
            written["_latest_artifact_path"]
                == .string("wandb-client-artifact://\(artifact.sequenceClientID):latest/tab/le.table.json"))
    }

    @Test mutating func putsMediaIntoTheArtifact() throws {
        let gray = Image(try Pixels(gray: ImageTests.gray, width: 4), caption: "cell")
        let png = PNGEncoder.encode(try Pixels(gray: [0, 40, 80, 120, 160, 200], width: 3))
        let file = try Image(path: try scratch.file("in/small.png", png))
        var table = try Table(columns: ["id", "img", "lst"])
        try table.append([1, .media(gray), [1, 2]])
        try table.append([2, .media(file), [3]])
        let written = try table.write(key: "table_media", step: 33, into: &directory)
        #expect(written["sha256"] == "6d5c388a757d2988f288cc9b770321727c1ba6175260c62796f44c68a246ab5a")
        let artifact = try #require(directory.tableArtifacts.first)
        #expect(artifact.digest == "cf55d42cd59fe5fce3fc3d6ac061f98d")
        #expect(
            artifact.files.map(\.path) == [
                "media/images/529c9f0bd2e90d5e1e20.png", "media/images/69be38650419fc8dbe6a/small.png",
                "table_media.table.json",
            ])
        #expect(artifact.files.map(\.digest).first == "UpyfC9LpDV4eIH2+5760IA==")
    }

    @Test func describesMasksBoxesAndOtherMedia() throws {
        let labels = [ClassLabel(id: 0, name: "bg"), ClassLabel(id: 1, name: "cat"), ClassLabel(id: 2, name: "dog")]
        let image = Image(
            try Pixels(ImageTests.rgb, width: 4, channels: .rgb), grouping: 3, classes: Array(labels.dropFirst()),
            boxes: [
                NamedBoxes(
                    "b1",
                    [
                        BoundingBox(
                            .edges(minX: 0.1, maxX: 0.2, minY: 0.3, maxY: 0.4), classID: 2, caption: "c",
                            scores: ["acc": 0.1])
                    ], labels: Array(labels.dropFirst()))
            ],
            masks: [try NamedMask("pred", classes: [0, 1, 2, 1], width: 2, labels: labels)])
        let molecule = try Molecule(path: try scratch.file("m.pdb", "ATOM\n"), caption: "q")
        let video = try Video(
            path: try scratch.file("v.mp4", hexadecimal("0000001866747970") + Array("mp42fake".utf8)), caption: "vv")
        let table = try Table(
            columns: ["im", "o", "m", "v"],
            rows: [
                [.media(image), .media(try Object3D(points: [[0, 0, 0]])), .media(molecule), .media(video)]
            ])
        let artifact = try table.artifact(
            key: "t", staging: TableArtifactStaging(runID: "gold", directory: "\(scratch.path)/staging"))
        #expect(artifact.name == "run-gold-t")
        #expect(artifact.files.map(\.digest).last == "ZaS9UZFothGo9QBboXFrTw==")
        #expect(artifact.digest == "9acc676a08ae400d5828e797bfe3bf20")
    }

    @Test func listsGrowTheirType() throws {
        let table = try Table(columns: ["p", "n"], rows: [[nil, []], [[1, nil], ["x"]]])
        let artifact = try table.artifact(
            key: "t2", staging: TableArtifactStaging(runID: "gold", directory: "\(scratch.path)/staging"))
        #expect(artifact.digest == "9f7f25c097328e3700d5f38766c61119")
    }

    @Test func mixedColumnsHaveToBeAllowed() throws {
        let mixed = try Table(columns: ["a"], rows: [[1], ["x"]], allowMixedTypes: true)
        let artifact = try mixed.artifact(
            key: "table_mixed", staging: TableArtifactStaging(runID: "gold", directory: "\(scratch.path)/staging"))
        #expect(artifact.digest == "e9b1fbc6114a69b79fe820be1469dbc5")
        var strict = try Table(columns: ["a"], rows: [[1]])
        #expect(throws: MediaError.self) { try strict.append(["x"]) }
        #expect(strict.rows.count == 1)
        try strict.append([nil])
        #expect(throws: MediaError.self) { try strict.append([true]) }
        do {
            try strict.append(["x"])
        } catch {
            #expect(
                "\(error)"
                    == #"The cell of column "a" is "x" ({"wb_type":"string"}); it has to be of the column's type "#
                    + #"{"wb_type":"union","params":{"allowed_types":[{"wb_type":"none"},{"wb_type":"number"}]}}; "#
                    + "pass allowMixedTypes: true for a column of several types.")
        }
    }

    @Test func rowsAndColumnsHaveToFit() throws {
        #expect(throws: MediaError.self) { try Table(columns: ["a", "a"]) }
        var table = try Table(columns: ["a"], rows: [[1], [2]])
        #expect(throws: MediaError.self) { try table.append([1, 2]) }
        #expect(throws: MediaError.self) { try table.appendColumn("b", [1]) }
        #expect(throws: MediaError.self) { try table.appendColumn("a", [1, 2]) }
        try table.appendColumn("b", ["x", "y"])
        #expect(table.rows.map { $0.map(\.copy) } == [[1, "x"], [2, "y"]])
        #expect(table.columnTypes == [.optional(.number), .optional(.string)])
    }

    @Test mutating func theJSONCopyIsBounded() throws {
        let rows = (0..<MediaLimits.tableRows + 5).map { [TableCell.integer($0)] }
        var plain = MediaDirectory(root: scratch.path)
        let written = try Table(columns: ["a"], rows: rows).write(key: "big", step: 0, into: &plain)
        #expect(written["nrows"] == 10_005)
        #expect(written["artifact_path"] == nil)
        let copy = try JSON(parsing: try scratch.bytes(written["path"]?.stringValue ?? ""))
        #expect(copy["data"]?.arrayValue?.count == 10_000)
    }
}
