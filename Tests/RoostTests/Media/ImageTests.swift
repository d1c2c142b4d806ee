import RoostJSON
import Testing

@testable import Roost

/// The digests, sizes and names are those that the official client writes for the same values.
@Suite struct ImageTests {
    let scratch: ScratchDirectory
    var directory: MediaDirectory

    init() throws {
        scratch = try ScratchDirectory()
        directory = MediaDirectory(root: scratch.path)
    }

    static let gray = (0..<12).map { UInt8($0 * 20) }
    static let rgb = (0..<36).map { UInt8($0 * 7) }

    @Test mutating func writesGrayPixelsAsTheOfficialClientDoes() throws {
        let image = Image(try Pixels(gray: Self.gray, width: 4))
        let written = try image.write(key: "img/gray", step: 0, into: &directory)
        let path = "media/images/img/gray_0_066c1ed13dcba44dd202.png"
        #expect(
            written == [
                "_type": "image-file", "sha256": "066c1ed13dcba44dd2022d606e2e4c224e29eef38026748abcc271ec32d66d2c",
                "size": 80, "path": .string(path), "format": "png", "width": 4, "height": 3,
            ])
        #expect(directory.written == [path])
        #expect(try scratch.bytes(path).count == 80)
    }

    @Test(arguments: [
        (Pixels.Channels.rgb, 36, 7, "4a636fa1c4e27fa0d833b1d97965917fc2984e01c02a6414f9475d8551a625be", 83),
        (Pixels.Channels.rgba, 48, 5, "db1e073748fd39c5fb7a8dcc9e4a361f7fb480c594f4ac47750f5838f9474040", 79),
    ])
    func writesColoursAsTheOfficialClientDoes(
        channels: Pixels.Channels, count: Int, factor: Int, sha256: String, size: Int64
    ) throws {
        let pixels = try Pixels((0..<count).map { UInt8($0 * factor) }, width: 4, channels: channels)
        let image = Image(pixels)
        #expect(image.content.sha256 == sha256)
        #expect(image.content.size == size)
    }

    @Test func scalesNumbersBetweenZeroAndOne() throws {
        let values = (0..<12).map { Double($0) / 11 }
        let image = Image(try Pixels(fractions: values, width: 4))
        #expect(image.content.sha256 == "86564df3bb95ee418cfaa02227653a5103bc35af52f2bc1446d9d3e64ad9d6e1")
        #expect(try Pixels(fractions: [-1, 0.5, 2, .nan], width: 4).bytes == [0, 127, 255, 0])
    }

    @Test func storedBlocksHoldTheData() {
        #expect(
            PNGEncoder.stored([1, 2, 3]) == [0x78, 1, 1, 3, 0, 0xFC, 0xFF, 1, 2, 3, 0, 0x0D, 0, 7])
    }

    @Test mutating func copiesFilesAndReadsTheirSize() throws {
        let gif = hexadecimal(
            "47494638376103000200820000000000282828505050787878a0a0a0c8c8c80000000000002c0000000003000200000809000104103080408180003b"
        )
        let path = try scratch.file("in/small.GIF", gif)
        let image = try Image(path: path, caption: "")
        let written = try image.write(key: "file_gif", step: 6, into: &directory)
        #expect(
            written == [
                "_type": "image-file", "sha256": "cba3aaa8c4cf94a75b5a70143bedc61472e862ee0ad6ed982258989d5cb5165e",
                "size": 60, "path": "media/images/file_gif_6_cba3aaa8c4cf94a75b5a.gif", "format": "gif",
                "width": 3, "height": 2, "caption": "",
            ])
        #expect(try scratch.bytes("media/images/file_gif_6_cba3aaa8c4cf94a75b5a.gif") == gif)
    }

    @Test func readsTheSizesOfOtherFormats() throws {
        let jpeg = hexadecimal("ffd8ffe000104a46494600010100000100010000ffc0000b080002000301011100")
        #expect(try Image(data: jpeg).width == 3)
        #expect(try Image(data: jpeg).height == 2)
        #expect(try Image(data: jpeg).format == "jpg")
        let lossless = Array("RIFF____WEBPVP8L____".utf8) + hexadecimal("2f0240000000000000000000")
        #expect(try ImageHeader(lossless, name: "") == ImageHeader(format: "webp", width: 3, height: 2))
        let bitmap = Array("BM".utf8) + [UInt8](repeating: 0, count: 16) + hexadecimal("03000000feffffff")
        #expect(try ImageHeader(bitmap, name: "") == ImageHeader(format: "bmp", width: 3, height: 2))
    }

    @Test mutating func writesMasksAndBoxes() throws {
        let image = try Self.annotated()
        let written = try image.write(key: "mb", step: 8, into: &directory)
        #expect(
            written["masks"]?["pred"]?["sha256"] == "bff016ee33013665ba50a07a81c75c3de7dbc7da699ee8ae03c4e23d16cb2769")
        #expect(written["masks"]?["truth"]?["path"] == "media/images/mask/mb_8_c0438f25de3a3a84db68.mask.png")
        #expect(
            written["boxes"]?["b1"] == [
                "_type": "boxes2D", "sha256": "5e4b50a19b4ac73b7f93f948c98cebe12daf4f751d070b5df1d2077a87dccc15",
                "size": 255, "path": "media/metadata/boxes2D/mb_8_5e4b50a19b4ac73b7f93.boxes2D.json",
            ])
        #expect(
            written["boxes"]?["b2"]?["sha256"] == "41f7b67fa86174a919c44af550b1af623973e25aeb922df28a78588d6057dd70")
        #expect(
            directory.classLabels.map(\.configPath) == [
                ["_wandb", "bounding_box/class_labels", "mb_wandb_delimeter_b1"],
                ["_wandb", "bounding_box/class_labels", "mb_wandb_delimeter_b2"],
                ["_wandb", "mask/class_labels", "mb_wandb_delimeter_pred"],
                ["_wandb", "mask/class_labels", "mb_wandb_delimeter_truth"],
            ])
        #expect(
            directory.classLabels[1].configValue == [
                "type": "bounding_box/class_labels", "key": "mb_wandb_delimeter_b2", "value": ["7": "class_7"],
            ])
        #expect(
            directory.classLabels[3].configValue["value"] == ["0": "class_0", "1": "class_1", "2": "class_2"])
    }

    @Test mutating func writesListsAsOneObject() throws {
        let gray = Image(try Pixels(gray: Self.gray, width: 4), caption: "one")
        let rgb = Image(try Pixels(Self.rgb, width: 4, channels: .rgb))
        let written = try MediaList.write([gray, rgb, gray], key: "list", step: 9, into: &directory)
        let first = "media/images/list_9_066c1ed13dcba44dd202.png"
        let second = "media/images/list_9_4a636fa1c4e27fa0d833.png"
        #expect(
            written == [
                "_type": "images/separated", "width": 4, "height": 3, "format": "png", "count": 3,
                "filenames": [.string(first), .string(second), .string(first)], "captions": ["one", nil, "one"],
            ])
        #expect(directory.written == [first, second])
        let annotated = try MediaList.write([rgb, try Self.annotated()], key: "m", step: 1, into: &directory)
        #expect(annotated["captions"] == nil)
        #expect(annotated["all_masks"]?.arrayValue?.first == .null)
        #expect(annotated["all_boxes"]?.arrayValue?.last?["b2"]?["size"] == 78)
    }

    @Test mutating func listsOfSeveralKindsAreLoggedValueByValue() throws {
        let gray = Image(try Pixels(gray: Self.gray, width: 4))
        let mixed = try MediaList.write(
            [gray, try Histogram([1, 2], numBins: 2)], key: "mixed", step: 45, into: &directory)
        #expect(mixed.arrayValue?.map { $0["_type"] } == ["image-file", "histogram"])
        #expect(try MediaList.write([], key: "none", step: 0, into: &directory) == [])
    }

    @Test mutating func keysStayBelowTheirFolder() throws {
        let image = Image(try Pixels(gray: Self.gray, width: 4))
        let written = try image.write(key: "../up/./x", step: .summary, into: &directory)
        #expect(written["path"] == "media/images/__/up/_/x_summary_066c1ed13dcba44dd202.png")
    }

    @Test func errorsNameTheValueAndWhatIsRight() {
        #expect(
            throws: MediaError.invalidValue(
                field: "bytes", value: "5 numbers long", expected: "a multiple of width * channels = 6")
        ) {
            try Pixels([1, 2, 3, 4, 5], width: 2, channels: .rgb)
        }
        #expect(throws: MediaError.self) { try Image(path: "/no/such.png") }
        let error = MediaError.unsupportedFormat(
            field: "The image data", value: "unknown", allowed: ImageHeader.formats)
        #expect(throws: error) { try Image(data: [1, 2, 3]) }
        #expect(
            error.description
                == "The image data is of the format \"unknown\"; it has to be one of png, jpg, gif, bmp, webp.")
    }

    static func annotated(scores: Bool = true) throws -> Image {
        let labels = [ClassLabel(id: 0, name: "bg"), ClassLabel(id: 1, name: "cat"), ClassLabel(id: 2, name: "dog")]
        return Image(
            try Pixels(rgb, width: 4, channels: .rgb), classes: Array(labels.dropFirst()),
            boxes: [
                NamedBoxes(
                    "b1",
                    [
                        BoundingBox(
                            .edges(minX: 0.1, maxX: 0.2, minY: 0.3, maxY: 0.4), classID: 2, caption: "c",
                            scores: ["acc": 0.1, "n": 3]),
                        BoundingBox(.middle(x: 150, y: 20, width: 68, height: 112), domain: .pixel, classID: 1),
                    ], labels: Array(labels.dropFirst())),
                NamedBoxes("b2", [BoundingBox(.edges(minX: 0, maxX: 1, minY: 0, maxY: 1), classID: 7)]),
            ],
            masks: [
                try NamedMask("pred", classes: [0, 1, 2, 1], width: 2, labels: labels),
                try NamedMask("truth", classes: [0, 0, 2, 1], width: 2),
            ])
    }
}
