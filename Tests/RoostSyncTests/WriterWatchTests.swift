import Foundation
import RoostLog
import Testing

@testable import RoostSync

#if canImport(Glibc)
    import Glibc
#endif

#if os(Linux)
    struct WriterWatchTests {
        /// A program that has died and whose parent has not asked for its exit code writes no more, whoever asks.
        @Test func endedProcessWritesNoMore() throws {
            let child = try start("/bin/sleep", "600")
            #expect(!WriterWatch.hasEnded(child))
            kill(child, SIGKILL)
            var info = siginfo_t()
            // Waits for the end without taking the exit code.
            #expect(waitid(P_PID, id_t(child), &info, WEXITED | WNOWAIT) == 0)
            #expect(kill(child, 0) == 0)
            #expect(WriterWatch.hasEnded(child))
            let directory = try TemporaryDirectory()
            let log = try SampleLog(in: directory)
            #expect(!WriterWatch(log: log.path, writer: child).isAlive)
            #expect(waitpid(child, nil, 0) == child)
            #expect(!WriterWatch.hasEnded(child))
        }

        private func start(_ program: String, _ argument: String) throws -> pid_t {
            var pid = pid_t()
            let words = [strdup(program), strdup(argument), nil]
            defer { for word in words { free(word) } }
            try #require(posix_spawn(&pid, program, nil, nil, words, environ) == 0)
            return pid
        }
    }
#endif
