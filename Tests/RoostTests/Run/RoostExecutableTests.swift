import Foundation
import Testing

@testable import Roost

@Suite struct RoostExecutableTests {
    @Test func isTheOneThatIsNamedElseOneInThePath() throws {
        let scratch = try ScratchDirectory()
        for name in ["named/uploader", "path/roost"] {
            let path = try scratch.file(name, "#!/bin/sh\n")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        _ = try scratch.file("plain/roost", "not executable")
        let surroundings = Surroundings(
            environment: ["PATH": "\(scratch.path)/none:\(scratch.path)/plain:\(scratch.path)/path"], home: "/",
            currentDirectory: scratch.path, arguments: ["/nowhere/program"])
        var settings = Settings()
        #expect(RoostExecutable.find(settings, in: surroundings) == scratch.path + "/path/roost")
        settings.roostExecutable = "named/uploader"
        #expect(RoostExecutable.find(settings, in: surroundings) == scratch.path + "/named/uploader")
        settings.roostExecutable = "named/missing"
        #expect(RoostExecutable.find(settings, in: surroundings) == nil)
    }

    @Test func startsInASessionOfItsOwn() async throws {
        let scratch = try ScratchDirectory()
        let process = try BackgroundProcess(
            executable: "/bin/sh", arguments: ["-c", "echo $VALUE; cut -d' ' -f1,6 /proc/$$/stat; exit 3"],
            environment: ["VALUE": "told", "PATH": "/usr/bin:/bin"], output: scratch.path + "/out")
        #expect(await process.wait() == 3)
        #expect(try scratch.text("out") == "told\n\(process.pid) \(process.pid)\n")
        #expect(
            await message(of: RunError.self) {
                _ = try BackgroundProcess(executable: "/nowhere", arguments: [], environment: [:], output: "/dev/null")
            } == "/nowhere cannot be started: No such file or directory")
    }
}
