import Foundation
import Synchronization
import Testing

@testable import Roost

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The captures here are of descriptors of the tests' own, so that what other tests print stays where it is.
@Suite struct ConsoleCaptureTests {
    /// A file that stands for the console, open for writing.
    private struct Console {
        let path: String
        let descriptor: Int32

        init(_ scratch: ScratchDirectory, _ name: String) throws {
            path = try scratch.file(name, "")
            descriptor = open(path, O_WRONLY | O_APPEND)
        }

        func write(_ text: String) {
            let bytes = Array(text.utf8)
            var done = 0
            while done < bytes.count {
                done += bytes[done...].withUnsafeBytes { put(descriptor, $0.baseAddress, $0.count) }
            }
        }

        var text: String { String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self) }
    }

    private final class Seen: Sendable {
        private let bytes = Mutex<[ConsoleStream: [UInt8]]>([:])

        func add(_ stream: ConsoleStream, _ more: [UInt8]) { bytes.withLock { $0[stream, default: []] += more } }

        func text(_ stream: ConsoleStream) -> String {
            bytes.withLock { String(decoding: $0[stream] ?? [], as: UTF8.self) }
        }
    }

    private let scratch: ScratchDirectory
    private let seen = Seen()

    init() throws { scratch = try ScratchDirectory() }

    private func capture(_ output: Console, _ error: Console) throws -> ConsoleCapture {
        try ConsoleCapture(
            streams: [(.standardOutput, output.descriptor), (.standardError, error.descriptor)]
        ) { [seen] stream, bytes, _ in seen.add(stream, bytes) }
    }

    @Test func handsOverAndPassesOn() throws {
        let output = try Console(scratch, "out")
        let error = try Console(scratch, "err")
        output.write("before\n")
        let capture = try capture(output, error)
        output.write("one\r")
        error.write("\u{1B}[31mred\u{1B}[0m\n")
        output.write("two\n")
        capture.stop()
        #expect(seen.text(.standardOutput) == "one\rtwo\n")
        #expect(seen.text(.standardError) == "\u{1B}[31mred\u{1B}[0m\n")
        output.write("after\n")
        #expect(output.text == "before\none\rtwo\nafter\n")
        #expect(error.text == "\u{1B}[31mred\u{1B}[0m\n")
        capture.stop()
        #expect(seen.text(.standardOutput) == "one\rtwo\n")
        _ = close(output.descriptor)
        _ = close(error.descriptor)
    }

    @Test func losesNothingOfMuch() throws {
        let output = try Console(scratch, "out")
        let error = try Console(scratch, "err")
        let capture = try capture(output, error)
        let line = String(repeating: "0123456789", count: 100) + "\n"
        for _ in 0..<2_000 { output.write(line) }
        capture.stop()
        #expect(seen.text(.standardOutput) == String(repeating: line, count: 2_000))
        #expect(output.text.utf8.count == line.utf8.count * 2_000)
        _ = close(output.descriptor)
        _ = close(error.descriptor)
    }

    @Test func seesWhatChildrenWrite() throws {
        let output = try Console(scratch, "out")
        let error = try Console(scratch, "err")
        let capture = try capture(output, error)
        let child = Process()
        child.executableURL = URL(fileURLWithPath: "/bin/sh")
        child.arguments = ["-c", "echo from the child; echo its error >&2"]
        child.standardOutput = FileHandle(fileDescriptor: output.descriptor)
        child.standardError = FileHandle(fileDescriptor: error.descriptor)
        try child.run()
        child.waitUntilExit()
        capture.stop()
        #expect(seen.text(.standardOutput) == "from the child\n")
        #expect(seen.text(.standardError) == "its error\n")
        #expect(output.text == "from the child\n")
        _ = close(output.descriptor)
        _ = close(error.descriptor)
    }

    @Test func stopsWhileAChildStillWrites() throws {
        let output = try Console(scratch, "out")
        let error = try Console(scratch, "err")
        let capture = try capture(output, error)
        let child = Process()
        let input = Pipe()
        child.executableURL = URL(fileURLWithPath: "/bin/cat")
        child.standardInput = input
        child.standardOutput = FileHandle(fileDescriptor: output.descriptor)
        try child.run()
        capture.stop()
        #expect(seen.text(.standardOutput).isEmpty)
        // What it writes now still reaches the console.
        try input.fileHandleForWriting.write(contentsOf: Data("late\n".utf8))
        try input.fileHandleForWriting.close()
        child.waitUntilExit()
        while output.text.isEmpty { usleep(1_000) }
        #expect(output.text == "late\n")
        #expect(seen.text(.standardOutput).isEmpty)
        _ = close(output.descriptor)
        _ = close(error.descriptor)
    }

    @Test func twoCapturesNest() throws {
        let output = try Console(scratch, "out")
        let error = try Console(scratch, "err")
        let inner = Seen()
        let first = try capture(output, error)
        let second = try ConsoleCapture(streams: [(.standardOutput, output.descriptor)]) { stream, bytes, _ in
            inner.add(stream, bytes)
        }
        output.write("both\n")
        second.stop()
        output.write("one\n")
        first.stop()
        #expect(inner.text(.standardOutput) == "both\n")
        #expect(seen.text(.standardOutput) == "both\none\n")
        #expect(output.text == "both\none\n")
        _ = close(output.descriptor)
        _ = close(error.descriptor)
    }

    /// More than a pipe holds, said by the thread that would have to empty it.
    @Test(.timeLimit(.minutes(1))) func warningsOfAHandlerDoNotWaitForThemselves() throws {
        let error = try Console(scratch, "err")
        let messages = Messages(
            threshold: .info, terminal: FileHandle(fileDescriptor: error.descriptor, closeOnDealloc: false))
        let long = String(repeating: "x", count: 300_000)
        let capture = try ConsoleCapture(streams: [(.standardError, error.descriptor)]) { [seen] stream, bytes, _ in
            if seen.text(stream).isEmpty { messages.warning(long) }
            seen.add(stream, bytes)
        }
        error.write("go\n")
        let whole = "go\nroost: WARNING \(long)\n"
        while seen.text(.standardError).utf8.count < whole.utf8.count { usleep(1_000) }
        capture.stop()
        #expect(seen.text(.standardError) == whole)
        #expect(error.text == whole)
        _ = close(error.descriptor)
    }

    @Test func namesAStreamThatIsNotOpen() throws {
        let closed = Int32(9_999)
        let error = #expect(throws: ConsoleError.self) {
            try ConsoleCapture(streams: [(.standardOutput, closed)]) { _, _, _ in }
        }
        #expect(error == .cannotRedirect(descriptor: closed, reason: "Bad file descriptor"))
        #expect(error?.description.contains("9999") == true)
    }
}

/// The system's `write`, beside methods of the same name.
private func put(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
