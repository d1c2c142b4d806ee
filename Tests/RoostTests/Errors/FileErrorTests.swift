import Testing

@testable import Roost

/// What goes wrong with files and folders, and what the caller is told.
@Suite struct FileErrorTests {
    let test: TestRun

    init() throws { test = try TestRun() }

    @Test func saysWhereAFolderCannotBeMade() async throws {
        let file = try test.scratch.file("occupied", "")
        let found = await message(of: RunError.self) { _ = try await test.start { $0.dir = file } }
        #expect(found?.hasPrefix("The run's folder \(file)/wandb") == true)
        #expect(found?.hasSuffix("Give another place with dir: or WANDB_DIR.") == true)
    }

    @Test func saysWhatKeepsTheRunToResumeFromBeingNoted() throws {
        let stage = test.scratch.path + "/wandb"
        _ = try test.scratch.file("wandb/wandb-resume.json/occupied", "")
        #expect(
            throws: RunError(
                "resume: \(stage)/wandb-resume.json cannot be written: Is a directory. Give another place with dir: or "
                    + "WANDB_DIR.")
        ) { try ResumeFile(stage: stage).write("abc") }
    }

    @Test func saysWhichFileCannotBeSaved() async throws {
        let run = try await test.start()
        let source = try test.scratch.file("models/best.bin", "x")
        // Where the folder of that name would be made, a file lies.
        _ = try test.scratch.file("\(run.dir.dropFirst(test.scratch.path.count + 1))/models", "")
        #expect(
            throws: RunError(
                "pattern: \(source) cannot be linked into \(run.dir): Not a directory. Check the permissions and the "
                    + "space of the run's folder.")
        ) { try run.save(source) }
        try await run.finish()
    }

    @Test func saysWhichSettingsFileCannotBeWritten() throws {
        let file = try test.scratch.file("occupied", "")
        #expect(
            throws: RunError(
                "The settings file \(file)/settings cannot be written: Not a directory. Check the permissions of its "
                    + "folder.")
        ) { try SettingsFile(text: "").write(to: file + "/settings") }
    }

    @Test func makesTheFoldersThatAreMissing() throws {
        let folder = test.scratch.path + "/a/b/c"
        try DiskFile.makeFolder(folder)
        try DiskFile.makeFolder(folder)
        let file = try test.scratch.file("a/b/c/file", "")
        #expect(throws: MediaError.unwritable(path: file, reason: "Not a directory")) { try DiskFile.makeFolder(file) }
        #expect(throws: MediaError.unwritable(path: file + "/d", reason: "Not a directory")) {
            try DiskFile.makeFolder(file + "/d")
        }
    }
}
