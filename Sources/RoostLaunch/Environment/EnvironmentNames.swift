/// Which environment variables a launch may set, and which it may see.
enum EnvironmentNames {
    /// Checks a variable that a launch wants to set.
    static func check(_ name: String, value: String, path: String, policy: ResourcePolicy) throws(LaunchError) {
        guard isName(name) else {
            throw .invalid(
                path: path, value: name, expected: "a name of letters, digits and _ that begins with no digit")
        }
        guard !value.contains("\0") else {
            throw .invalid(path: "\(path).\(name)", value: value, expected: "a text without a zero character")
        }
        if isOfTheLaunch(name) {
            throw .forbidden(path: "\(path).\(name)", reason: "the launch itself sets it")
        }
        if isOfALoader(name), !policy.allowsLoaderVariables {
            throw .forbidden(
                path: "\(path).\(name)",
                reason: "it changes which code programs load, and the owner of the queue does not allow that")
        }
    }

    /// Whether it is a name as shells know them.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, !(48...57).contains(first), text.utf8.count <= 256 else { return false }
        return text.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
        }
    }

    /// The variables that say who a run is and where it goes.
    private static func isOfTheLaunch(_ name: String) -> Bool {
        let own: Set<String> = [
            "WANDB_API_KEY", "WANDB_BASE_URL", "WANDB_ENTITY", "WANDB_PROJECT", "WANDB_RUN_ID", "WANDB_LAUNCH",
            "WANDB_IDENTITY_TOKEN_FILE", "WANDB_USERNAME", "WANDB_ARTIFACTS", "WANDB_RESUME", "WANDB_SWEEP_ID",
            JobMarker.variable,
        ]
        return own.contains(name) || name.hasPrefix("WANDB_LAUNCH_") || name.hasPrefix("WANDB_CONFIG")
    }

    /// The variables by which a loader, an interpreter, a shell or git runs other code than what was meant.
    static func isOfALoader(_ name: String) -> Bool {
        let prefixes = [
            "LD_", "DYLD_", "PYTHON", "GIT_", "PERL5", "RUBY", "NODE_", "BASH_", "GCONV_", "GLIBC_", "MALLOC_",
        ]
        let names: Set<String> = [
            "PATH", "ENV", "IFS", "SHELLOPTS", "BASHOPTS", "PS4", "PROMPT_COMMAND", "ZDOTDIR", "HOME", "SHELL",
            "PERLLIB", "CLASSPATH", "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS", "LOCPATH", "NLSPATH",
            "VIRTUAL_ENV", "CONDA_PREFIX", "TMPDIR", "R_HOME", "R_PROFILE", "LUA_PATH", "LUA_CPATH", "LUA_INIT",
        ]
        // What only changes how Python prints is harmless.
        if ["PYTHONUNBUFFERED", "PYTHONHASHSEED", "PYTHONFAULTHANDLER", "PYTHONDONTWRITEBYTECODE"].contains(name) {
            return false
        }
        return names.contains(name) || prefixes.contains { name.hasPrefix($0) }
    }

    /// Whether its value is likely a secret, by its name.
    static func looksSecret(_ name: String) -> Bool {
        let upper = name.uppercased()
        return ["KEY", "TOKEN", "SECRET", "PASSW", "CREDENTIAL", "AUTH", "COOKIE", "SESSION"].contains {
            upper.contains($0)
        }
            || upper.hasPrefix("WANDB_") || upper.hasPrefix("ROOST_")
    }

    /// What a job inherits of the variables around the one who launches it: all but those of another run. The key among
    /// them is the launcher's own, and the job gets its own.
    static func inherited(_ environment: [String: String]) -> [String: String] {
        let kept: Set<String> = [
            "WANDB_CACHE_DIR", "WANDB_DATA_DIR", "WANDB_ARTIFACT_DIR", "WANDB_INSECURE_DISABLE_SSL", "WANDB_SILENT",
            "WANDB_CONSOLE", "WANDB_MODE", "WANDB_X_DISABLE_STATS", "WANDB_ERROR_REPORTING", "ROOST_BIN",
            "WANDB_DISABLE_JOB_CREATION",
        ]
        return environment.filter { name, _ in
            kept.contains(name) || !(name.hasPrefix("WANDB_") || name.hasPrefix("ROOST_"))
        }
    }
}
