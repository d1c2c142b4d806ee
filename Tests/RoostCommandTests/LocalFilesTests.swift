import Foundation
import Roost
import RoostAPI
import Testing

@testable import roost

/// What the commands read and write on this machine.
@Suite struct LocalFilesTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private var surroundings: Surroundings {
        Surroundings(environment: [:], home: folder.path + "/home", currentDirectory: folder.path, arguments: [])
    }

    // MARK: Keys

    private let key = String(repeating: "a", count: 40)
    private let newKey = String(repeating: "b", count: 40)

    @Test func keysAreStoredWithAndWithoutThePort() throws {
        let store = KeyStore(path: folder.path + "/netrc")
        let endpoint = try Endpoint("http://tracker.example.org:8080")
        try store.set(key, for: endpoint)
        #expect(
            try folder.text(of: "netrc") == """
                machine tracker.example.org:8080
                  login user
                  password \(key)
                machine tracker.example.org
                  login user
                  password \(key)

                """)
        let attributes = try FileManager.default.attributesOfItem(atPath: store.path)
        #expect(attributes[.posixPermissions] as? NSNumber == 0o600)
        try store.set(newKey, for: endpoint)
        #expect(try store.key(for: endpoint) == newKey)
        #expect(try !folder.text(of: "netrc").contains(key))
    }

    @Test func anotherPasswordOfTheHostStays() throws {
        try folder.write("machine example.org\n  login git\n  password secret\n", to: "netrc")
        let store = KeyStore(path: folder.path + "/netrc")
        try store.set(key, for: try Endpoint("http://example.org:8080"))
        let netrc = try Netrc(contentsOf: store.path)
        #expect(netrc.password(machine: "example.org") == "secret")
        #expect(netrc.password(machine: "example.org:8080") == key)
    }

    // MARK: Settings

    @Test func aWorkspaceKeepsOtherSettings() throws {
        try folder.write("[default]\nmode = disabled\nsection = x\n", to: "wandb/settings")
        var workspace = try Workspace(in: surroundings)
        #expect(workspace["mode"] == "disabled")
        workspace["mode"] = "offline"
        workspace["project"] = "digits"
        try workspace.save()
        let values = try SettingsFile(contentsOf: folder.path + "/wandb/settings").values
        #expect(values == ["mode": "offline", "section": "x", "project": "digits"])
        #expect(try folder.text(of: "wandb/.gitignore") == "*\n!settings\n")
        #expect(try workspace.origin(of: "mode")?.source.place == folder.path + "/wandb/settings")
    }

    // MARK: Runs

    @Test func aRunIsSyncedWhenItsMarkerIsYoungerThanItsLog() throws {
        try folder.write("log", to: "run-1-a/run-a.wandb", modified: 1000)
        try folder.write("", to: "run-1-a/run-a.wandb.synced", modified: 1001)
        try folder.write("12345", to: "run-1-a/files/output.log")
        try folder.write("log", to: "offline-run-1-b/run-b.wandb", modified: 900)
        try folder.write("log", to: "run-1-c/run-c.wandb", modified: 2000)
        try folder.write("", to: "run-1-c/run-c.wandb.synced", modified: 1999)
        try folder.write("", to: "run-1-d/nothing", modified: 2000)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/run-latest", withDestinationPath: folder.path + "/run-1-a")
        let runs = LocalRun.all(in: folder.path)
        #expect(runs.map(\.id) == ["b", "a", "c"])
        #expect(runs.map(\.isSynced) == [false, true, false])
        #expect(runs[1].bytes == 8)
    }

    // MARK: Downloads

    @Test(arguments: ["../x", "/etc/passwd", "a/../b", "a//b", "", ".", "a/./b", "a\0b"])
    func refusesNamesThatLeadOut(_ name: String) {
        let failure = #expect(throws: CommandFailure.self) { try FilePull.check(name) }
        #expect(failure?.status == .badData)
    }

    @Test(arguments: ["a", "media/images/x.png", "..a", "a..b/c"])
    func takesOtherNames(_ name: String) throws { try FilePull.check(name) }

    @Test func checksumsAreInBase64() throws {
        try folder.write("hello", to: "file")
        #expect(FilePull.md5(ofFile: folder.path + "/file") == "XUFAKrxLKna5cZ2REBfFkg==")
        #expect(FilePull.md5(ofFile: folder.path + "/nothing") == nil)
    }
}
