import Testing

@testable import RoostLaunch

@Suite struct EnvironmentNameTests {
    private func check(_ name: String, _ value: String = "x", loaders: Bool = false) throws(LaunchError) {
        try EnvironmentNames.check(
            name, value: value, path: "env", policy: ResourcePolicy(allowsLoaderVariables: loaders))
    }

    @Test(arguments: ["OMP_NUM_THREADS", "x", "_X1", "PYTHONUNBUFFERED", "CUDA_VISIBLE_DEVICES", "WANDB_TAGS"])
    func harmlessNamesPass(name: String) throws { try check(name) }

    @Test(arguments: [
        "LD_PRELOAD", "LD_LIBRARY_PATH", "LD_AUDIT", "DYLD_INSERT_LIBRARIES", "PATH", "PYTHONPATH", "PYTHONHOME",
        "PYTHONSTARTUP", "PYTHONINSPECT", "BASH_ENV", "ENV", "IFS", "SHELLOPTS", "PERL5OPT", "RUBYOPT", "NODE_OPTIONS",
        "GIT_SSH_COMMAND", "GIT_EXEC_PATH", "JAVA_TOOL_OPTIONS", "GCONV_PATH", "GLIBC_TUNABLES", "HOME", "BASH_FUNC_x",
        "TMPDIR",
    ])
    func loadersNeedTheOwner(name: String) throws {
        let error = #expect(throws: LaunchError.self) { try check(name) }
        guard case .forbidden = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        try check(name, loaders: true)
    }

    @Test(arguments: [
        "WANDB_API_KEY", "WANDB_BASE_URL", "WANDB_RUN_ID", "WANDB_LAUNCH", "WANDB_LAUNCH_QUEUE_NAME", "WANDB_CONFIG_0",
        "WANDB_ARTIFACTS", "ROOST_LAUNCH_JOB", "WANDB_IDENTITY_TOKEN_FILE",
    ])
    func theLaunchesOwnAreNobodysToSet(name: String) {
        #expect(throws: LaunchError.self) { try check(name, loaders: true) }
    }

    @Test(arguments: ["", "1X", "A B", "A=B", "A\nB", "Ä", "A-B", "A;B", "$(x)", "A\0"])
    func otherTextsAreNoNames(name: String) {
        #expect(throws: LaunchError.self) { try check(name, loaders: true) }
    }

    @Test func valuesHaveNoZeroCharacter() {
        #expect(throws: LaunchError.self) { try check("X", "a\0b") }
    }
}
