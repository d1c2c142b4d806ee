/// The script that a Slurm job is, and the files by which it and the agent know of each other.
///
/// | File | Content |
/// |---|---|
/// | `job.sh` | the script, its owner's alone |
/// | `environment` | the variables, with the key; its owner's alone |
/// | `claim` | the number of the job that runs the program: another one of the same name ends at once |
/// | `begun` | there from the program's first start on |
/// | `output.log` | what the program writes |
/// | `exit` | the exit code of a program that came to its own end |
/// | `terminated` | the exit code of one that Slurm has asked to end |
/// | `node` | where it runs |
struct SlurmScript: Sendable {
    let directory: String

    var path: String { directory + "/job.sh" }
    var environment: String { directory + "/environment" }
    var claim: String { directory + "/claim" }
    var output: String { directory + "/output.log" }
    var exit: String { directory + "/exit" }
    var terminated: String { directory + "/terminated" }
    var node: String { directory + "/node" }

    /// Writes script and variables.
    func write(_ job: PreparedJob, setup: [String], variables: [String: String]) throws(LaunchError) {
        try SmallFile.write(Array(Self.exports(variables).utf8), to: environment)
        try SmallFile.write(Array(text(job, setup: setup).utf8), to: path)
    }

    /// Lines that a shell reads; every value is quoted.
    static func exports(_ variables: [String: String]) -> String {
        variables.sorted { $0.key < $1.key }.map { "export \($0.key)=\(quoted($0.value))\n" }.joined()
    }

    func text(_ job: PreparedJob, setup: [String]) -> String {
        let words = job.command.map(Self.quoted).joined(separator: " ")
        let setup = setup.map { $0 + "\n" }.joined()
        return """
            #!/bin/sh
            umask 077
            state=\(Self.quoted(directory))
            number=${SLURM_ARRAY_JOB_ID:-$SLURM_JOB_ID}
            # A submission whose answer was lost may have been made twice: only one of them runs.
            if ! (set -C; echo "$number" >"$state/claim") 2>/dev/null; then
                [ "$(cat "$state/claim")" = "$number" ] || exit 0
            fi
            task=${SLURM_ARRAY_TASK_ID:+.$SLURM_ARRAY_TASK_ID}
            . "$state/environment"
            # Slurm has started it before: after preemption, on another node, or when its controller lost its memory.
            if [ "${SLURM_RESTART_COUNT:-0}" -gt 0 ] || [ -e "$state/begun$task" ]; then
                export WANDB_RESUME=allow
            fi
            : >"$state/begun$task"
            rm -f "$state/terminated$task"
            echo "${SLURMD_NODENAME:-$(hostname)}" >"$state/node"
            # Slurm asks the program itself to end; this shell stays to tell how it did.
            asked=
            trap 'asked=1' TERM USR1 USR2
            cd \(Self.quoted(job.workDirectory ?? directory)) || exit 72
            \(setup)\(words)
            code=$?
            name=exit
            [ -z "$asked" ] || name=terminated
            echo "$code" >"$state/$name$task.new" && mv "$state/$name$task.new" "$state/$name$task"
            exit "$code"

            """
    }

    /// As one word of a POSIX shell.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// The code in one of the files; `nil` where there is none.
    func code(_ path: String) -> Int32? {
        SmallFile.read(path).flatMap { bytes in
            Int32(String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
        }
    }

    var nodeName: String? {
        SmallFile.read(node).map { String(decoding: $0.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self) }
    }
}
