import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The person's terminal, and the streams that may or may not be one.
enum Terminal {
    static var isInteractive: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

    /// Writes a line to standard error, where it does not mix with a command's results.
    static func standardError(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    /// Writes the whole text.
    ///
    /// - Returns: `false` when nobody reads any more.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32) -> Bool { write(Array(text.utf8), to: descriptor) }

    @discardableResult
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { systemWrite(descriptor, $0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Writes results to standard output; ends the process as usual when nobody reads them any more.
    static func output(_ bytes: [UInt8]) throws(CommandFailure) {
        if write(bytes, to: STDOUT_FILENO) { return }
        let reason = errno
        if reason == EPIPE {
            // The network library has made the signal ignored.
            signal(SIGPIPE, SIG_DFL)
            raise(SIGPIPE)
        }
        throw CommandFailure(.fileError, "Standard output cannot be written to: \(String(cString: strerror(reason))).")
    }

    /// Asks a question and reads a line.
    static func ask(_ question: String, default answer: String? = nil) -> String? {
        write(answer.map { "\(question) [\($0)]: " } ?? "\(question): ", to: STDERR_FILENO)
        guard let line = readLine() else { return nil }
        let text = line.trimmingCharacters(in: .whitespaces)
        return text.isEmpty ? answer : text
    }

    /// Asks a question that is answered with yes or no; no is the default.
    static func confirm(_ question: String) -> Bool {
        ["y", "yes"].contains(ask("\(question) [y/N]")?.lowercased() ?? "")
    }

    /// Asks for a secret without showing what is typed.
    static func askSecret(_ question: String) -> String? {
        write("\(question): ", to: STDERR_FILENO)
        var usual = termios()
        let isTerminal = tcgetattr(STDIN_FILENO, &usual) == 0
        if isTerminal {
            var silent = usual
            silent.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        }
        defer {
            if isTerminal { tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual) }
            write("\n", to: STDERR_FILENO)
        }
        return readLine()?.trimmingCharacters(in: .whitespaces)
    }
}

/// `write(2)`, which a method of the same name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    write(descriptor, bytes.baseAddress, bytes.count)
}
