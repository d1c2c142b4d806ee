import Roost
import Testing

@testable import roost

@Suite struct RunReferenceTests {
    private func settings(entity: String? = nil, project: String? = nil) -> Settings {
        var settings = Settings()
        settings.entity = entity
        settings.project = project
        return settings
    }

    @Test(arguments: [
        "team/vision/3k1", "team/vision/runs/3k1", "https://roost.example.org/team/vision/runs/3k1?tab=files",
        "http://127.0.0.1:8080/team/vision/runs/3k1#top",
    ])
    func fullNames(_ text: String) throws {
        let run = try RunReference(text, settings: settings(entity: "other", project: "other"))
        #expect(run.entity == "team")
        #expect(run.project == "vision")
        #expect(run.run == "3k1")
    }

    @Test func shortNamesTakeTheRestFromTheSettings() throws {
        let run = try RunReference("3k1", settings: settings(entity: "team", project: "vision"))
        #expect((run.entity, run.project, run.run) == ("team", "vision", "3k1"))
        let other = try RunReference("speech/3k1", settings: settings(project: "vision"))
        #expect(other.entity == nil)
        #expect(other.project == "speech")
    }

    @Test func addressesAreDecoded() throws {
        let project = try ProjectReference("https://roost.example.org/team/my%20project", settings: settings())
        #expect(project.project == "my project")
    }

    @Test(arguments: ["", "/", "a//b", "a/b/c/d", "a/b/", "/a/b"])
    func refusesWhatNamesNoRun(_ text: String) {
        let failure = #expect(throws: CommandFailure.self) {
            try RunReference(text, settings: settings(project: "vision"))
        }
        #expect(failure?.status == .usage)
    }

    @Test func saysHowAProjectIsChosen() {
        let failure = #expect(throws: CommandFailure.self) { try ProjectReference(nil, settings: settings()) }
        #expect(
            failure?.message
                == "No project is named. Give ENTITY/PROJECT, or choose one for this folder with 'roost init'.")
    }
}
