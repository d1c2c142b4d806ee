import RoostSync
import Testing

@testable import roost

@Suite struct SyncReporterTests {
    @Test func aPlanIsALineForEachRun() throws {
        let folder = try ScratchFolder()
        let directory = folder.path + "/offline-run-20260131_175901-3k1"
        try folder.write("", to: "offline-run-20260131_175901-3k1/run-3k1.wandb")
        let run = try RoostSync.LocalRun(path: directory)
        #expect(SyncReporter.plan(run, asJSON: false) == directory)
        #expect(
            SyncReporter.plan(run, asJSON: true) == #"{"directory":"\#(directory)","id":"3k1","state":"waiting"}"#)
        try folder.write("", to: "offline-run-20260131_175901-3k1/run-3k1.wandb.synced")
        #expect(SyncReporter.plan(run, asJSON: false) == directory + " (synced)")
        #expect(
            SyncReporter.plan(run, asJSON: true) == #"{"directory":"\#(directory)","id":"3k1","state":"synced"}"#)
    }
}
