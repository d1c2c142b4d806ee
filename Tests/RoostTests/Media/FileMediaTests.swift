import RoostJSON
import Testing

@testable import Roost

/// The digests and texts are those that the official client writes for the same values.
@Suite struct FileMediaTests {
    let scratch: ScratchDirectory
    var directory: MediaDirectory

    init() throws {
        scratch = try ScratchDirectory()
        directory = MediaDirectory(root: scratch.path)
    }

    @Test(arguments: [
        ("<p>hi é</p>", "\(HTML.head)<p>hi é</p>"),
        ("<html><body>x</body></html>", "<html><head>\(HTML.head)</head><body>x</body></html>"),
        (" <head><title>t</title></head> \n", "<head>\(HTML.head)<title>t</title></head>"),
    ])
    func injectsIntoTheHead(page: String, expected: String) {
        #expect(HTML.injected(page) == expected)
    }

    @Test mutating func writesPages() throws {
        let page = try HTML("<p>hi é</p>").write(key: "html", step: 21, into: &directory)
        #expect(page["path"] == "media/html/html_21_3f781ece65c27f99903d.html")
        #expect(page["size"] == 117)
        let raw = try HTML("<p>raw</p>\n", inject: false).write(key: "html4", step: 24, into: &directory)
        #expect(raw["path"] == "media/html/html4_24_1a2c9025753189c60e98.html")
        let file = try HTML(path: try scratch.file("page.html", "<p>page</p>\n"), inject: false)
        #expect(try file.write(key: "html5", step: 25, into: &directory)["size"] == 12)
        let list = try MediaList.write([HTML("a"), HTML("b")], key: "htmls", step: 26, into: &directory)
        #expect(list["_type"] == "html")
        #expect(list["count"] == 2)
        #expect(
            list["html"]?.arrayValue?.map { $0["path"] } == [
                "media/html/htmls_26_3310386db0385342334f.html", "media/html/htmls_26_3c1bd4600c6979669034.html",
            ])
    }

    @Test mutating func writesVideos() throws {
        let video = try Video(
            path: try scratch.file("v.mp4", hexadecimal("0000001866747970") + Array("mp42fake".utf8)), caption: "vid")
        #expect(
            try video.write(key: "video", step: 19, into: &directory) == [
                "_type": "video-file", "sha256": "f8787815fbc1d78042807ef43a64e7a18f7e2262f91ee0fce204ac5246445d4e",
                "size": 16, "path": "media/videos/video_19_f8787815fbc1d7804280.mp4", "caption": "vid",
            ])
        let gif = try Video(data: Array("GIF89a fake".utf8), format: "gif")
        let list = try MediaList.write([gif, video], key: "videos", step: 20, into: &directory)
        #expect(list["captions"] == false)
        #expect(list["videos"]?.arrayValue?.first?["path"] == "media/videos/videos_20_710471427bf9d967b269.gif")
        #expect(
            throws: MediaError.unsupportedFormat(field: "The video data", value: "avi", allowed: Video.formats)
        ) {
            try Video(data: [], format: "avi")
        }
    }

    @Test mutating func writesMolecules() throws {
        let captioned = try Molecule(path: try scratch.file("m.pdb", "ATOM\n"), caption: "mol")
        let plain = try Molecule(data: Array("ATOM\n".utf8), format: "pdb")
        let path = "media/molecule/mols_43_e38fba8177fbb677bd5e.pdb"
        #expect(
            try MediaList.write([captioned, plain], key: "mols", step: 43, into: &directory) == [
                "_type": "molecule", "filenames": [.string(path), .string(path)], "count": 2,
                "captions": ["mol", nil],
            ])
        #expect(throws: MediaError.self) { try Molecule(data: [], format: "txt") }
    }

    @Test mutating func writesPointsAndModels() throws {
        let cloud = try Object3D(points: [[0, 0, 0], [1, 2, 3.5]])
        #expect(
            try cloud.write(key: "pc3", step: 35, into: &directory) == [
                "_type": "object3D-file", "sha256": "64ef6f567033ab824a3834bbe0c23fd4b49ed0b61302dcefd40dc191684f5486",
                "size": 29, "path": "media/object3D/pc3_35_64ef6f567033ab824a38.pts.json",
            ])
        let model = try Object3D(path: try scratch.file("m.obj", "v 0 0 0\n"))
        let list = try MediaList.write([model, cloud], key: "objs", step: 41, into: &directory)
        #expect(list["_type"] == "object3D")
        #expect(
            list["filenames"] == ["objs_41_b49022de9ec4400da953.obj", "objs_41_64ef6f567033ab824a38.pts.json"])
        #expect(throws: MediaError.self) { try Object3D(points: [[1, 2]]) }
        #expect(throws: MediaError.self) { try Object3D(points: [[1, 2, 3], [1, 2, 3, 4]]) }
    }

    @Test mutating func writesScenes() throws {
        let box = try Box3D(
            center: Point3D(0, 0, 0), size: Point3D(1, 2, 3), color: (10, 20, 30), label: "lbl", score: 0.5)
        let arrow = Vector3D(start: Point3D(0, 0, 0), end: Point3D(0.5, 0, 1))
        let scene = try Object3D(scene: PointScene(points: [[0, 0, 0]], boxes: [box], vectors: [arrow]))
        let written = try scene.write(key: "scene", step: 1, into: &directory)
        let corners =
            "[[-0.5,-1.0,-1.5],[-0.5,-1.0,1.5],[-0.5,1.0,-1.5],[-0.5,1.0,1.5],"
            + "[0.5,-1.0,-1.5],[0.5,-1.0,1.5],[0.5,1.0,-1.5],[0.5,1.0,1.5]]"
        #expect(
            try scratch.text(written["path"]?.stringValue ?? "")
                == #"{"type":"lidar/beta","vectors":[{"start":[0.0,0.0,0.0],"end":[0.5,0.0,1.0]}],"#
                + #""points":[[0.0,0.0,0.0]],"boxes":[{"corners":"# + corners
                + #","color":[10,20,30],"label":"lbl","score":0.5}]}"#)
        let quarter = try Box3D(
            center: Point3D(1, 1, 1), size: Point3D(2, 0, 0), orientation: .init(r: 1, x: 0, y: 0, z: 1),
            color: (0, 0, 0))
        #expect(abs(quarter.corners[7].y - 2) < 1e-15)
        #expect(throws: MediaError.self) {
            try Box3D(
                center: Point3D(0, 0, 0), size: Point3D(1, 1, 1), orientation: .init(r: 0, x: 0, y: 0, z: 0),
                color: (0, 0, 0))
        }
    }

    @Test mutating func writesFiguresAndTexts() throws {
        let figure = try Plotly(json: #"{"data": [{"x": [1, 2]}], "layout": {}}"#)
        let written = try figure.write(key: "fig", step: 0, into: &directory)
        #expect(written["_type"] == "plotly-file")
        #expect(try scratch.text(written["path"]?.stringValue ?? "") == #"{"data":[{"x":[1,2]}],"layout":{}}"#)
        #expect(throws: MediaError.self) { try Plotly(json: "[1") }
        #expect(throws: MediaError.self) { try Plotly(["layout": [:]]) }
        let text = try FileMedia(text: "hello", format: "md").write(key: "note", step: 3, into: &directory)
        #expect(text["path"] == "media/files/note_3_2cf24dba5fb0a30e26e8.md")
        #expect(try scratch.text("media/files/note_3_2cf24dba5fb0a30e26e8.md") == "hello")
    }
}
