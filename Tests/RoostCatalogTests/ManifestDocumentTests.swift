import RoostJSON
import Testing

@testable import RoostCatalog

@Suite struct ManifestDocumentTests {
    static let text = """
        {"version":1,"storagePolicy":"wandb-storage-policy-v1","storagePolicyConfig":{"storageLayout":"V2"},
        "contents":{"a.txt":{"digest":"AAA=","birthArtifactID":"QXJ0aWZhY3Q6MQ==","size":3,"local_path":"/x"},
        "d/b":{"digest":"etag","ref":"s3://x/y","size":7,"extra":{"etag":"e"}}}}
        """

    @Test func entriesAreRead() throws {
        let manifest = try ManifestDocument(parsing: Array(Self.text.utf8))
        #expect(manifest.count == 2)
        #expect(Array(manifest.paths) == ["a.txt", "d/b"])
        #expect(
            manifest["a.txt"] == .init(digest: "AAA=", size: 3, reference: nil, birthArtifactID: "QXJ0aWZhY3Q6MQ=="))
        #expect(manifest["d/b"] == .init(digest: "etag", size: 7, reference: "s3://x/y", birthArtifactID: nil))
        #expect(manifest["nosuch"] == nil)
    }

    @Test func overlaysReplaceAndAdd() throws {
        var manifest = try ManifestDocument(parsing: Array(Self.text.utf8))
        let patch = #"{"version":1,"contents":{"a.txt":{"digest":"BBB=","size":4},"new":{"digest":"CCC="}}}"#
        manifest.overlay(try ManifestDocument(parsing: Array(patch.utf8)))
        #expect(Array(manifest.paths) == ["a.txt", "d/b", "new"])
        #expect(manifest["a.txt"]?.digest == "BBB=")
        // What is not understood is kept as it came.
        let json = try JSON(parsing: manifest.bytes)
        #expect(json["storagePolicy"] == "wandb-storage-policy-v1")
        #expect(json["storagePolicyConfig"]?["storageLayout"] == "V2")
        #expect(json["contents"]?["d/b"]?["extra"]?["etag"] == "e")
    }

    @Test(arguments: [
        "", "{", "[]", "{}", #"{"version":2,"contents":{}}"#, #"{"version":1}"#, #"{"version":1,"contents":[]}"#,
        #"{"version":1,"contents":{"a":1}}"#, #"{"version":1,"contents":{"a":{"digest":"x","size":-1}}}"#,
    ])
    func othersAreRefused(_ text: String) {
        #expect { try ManifestDocument(parsing: Array(text.utf8)) } throws: {
            ($0 as? CatalogError)?.field == "manifest"
        }
    }

    @Test(arguments: ["../x", "/etc/passwd", "a/../b", ""])
    func pathTricksAreRefused(_ path: String) {
        let text = "{\"version\":1,\"contents\":{\"\(path)\":{\"digest\":\"x\"}}}"
        #expect { try ManifestDocument(parsing: Array(text.utf8)) } throws: {
            ($0 as? CatalogError)?.field == "file name"
        }
    }
}
