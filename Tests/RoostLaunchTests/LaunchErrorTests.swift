import Testing

@testable import RoostLaunch

@Suite struct LaunchErrorTests {
    @Test func namesTheValue() {
        let error = LaunchError.invalid(path: "resource_args.slurm.time", value: "soon", expected: "minutes")
        #expect(error.description == "resource_args.slurm.time is 'soon': it must be minutes")
    }
}
