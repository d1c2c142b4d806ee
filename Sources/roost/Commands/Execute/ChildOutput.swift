import Foundation
import Roost
import Synchronization

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// One stream of a program's output on its way to where this process's goes.
///
/// The program sees a terminal where this process has one, so that it shows its progress as ever; else a pipe.
final class ChildOutput: Sendable {
    let stream: ConsoleStream
    /// What the program writes to.
    let writeEnd: Int32
    fileprivate let readEnd: Int32
    private let isTerminal: Bool
    private let isWriteEndOpen = Mutex(true)

    /// - Parameter isTerminal: whether this process's own stream is one.
    init(_ stream: ConsoleStream, isTerminal: Bool) throws(CommandFailure) {
        self.stream = stream
        var ends: (read: Int32, write: Int32) = (-1, -1)
        if isTerminal, let pair = Self.terminal(like: stream.descriptor) {
            ends = pair
            self.isTerminal = true
        } else {
            self.isTerminal = false
            var pair: [Int32] = [-1, -1]
            guard pipe(&pair) == 0 else {
                throw CommandFailure(.internalError, "No pipe can be made: \(String(cString: strerror(errno))).")
            }
            ends = (pair[0], pair[1])
        }
        for end in [ends.read, ends.write] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends.read, F_SETFL, O_NONBLOCK)
        readEnd = ends.read
        writeEnd = ends.write
    }

    /// A new terminal of the same size, that leaves line ends as they are; `nil` when there is none to be had.
    private static func terminal(like descriptor: Int32) -> (read: Int32, write: Int32)? {
        var size = winsize()
        _ = ioctl(descriptor, UInt(TIOCGWINSZ), &size)
        var read: Int32 = -1
        var write: Int32 = -1
        guard openpty(&read, &write, nil, nil, &size) == 0 else { return nil }
        var attributes = termios()
        if tcgetattr(write, &attributes) == 0 {
            attributes.c_oflag &= ~tcflag_t(OPOST)
            attributes.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(write, TCSANOW, &attributes)
        }
        return (read, write)
    }

    /// Gives the program's terminal the size that the person's has now.
    fileprivate func followSize() {
        var size = winsize()
        var own = winsize()
        guard isTerminal, ioctl(STDIN_FILENO, UInt(TIOCGWINSZ), &size) == 0,
            ioctl(readEnd, UInt(TIOCGWINSZ), &own) == 0, size.ws_col != own.ws_col || size.ws_row != own.ws_row
        else { return }
        _ = ioctl(readEnd, UInt(TIOCSWINSZ), &size)
    }

    /// Closes this process's copy of the end that the program writes to.
    func closeWriteEnd() {
        let wasOpen = isWriteEndOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        if wasOpen { _ = close(writeEnd) }
    }

    deinit {
        closeWriteEnd()
        _ = close(readEnd)
    }
}

/// Moves what a program writes on to this process's streams, on a thread of its own.
final class OutputRelay: Sendable {
    /// Gets the bytes of one read before they are moved on.
    typealias Handler = @Sendable (ConsoleStream, [UInt8]) -> Void

    /// The bytes that are read at a time: what a pipe holds.
    private static let readBytes = 64 << 10

    private let outputs: [ChildOutput]
    private let handler: Handler
    private let hasEnded = Atomic(false)
    private let finished = DispatchSemaphore(value: 0)

    init(_ outputs: [ChildOutput], handler: @escaping Handler) {
        self.outputs = outputs
        self.handler = handler
    }

    func start() {
        let thread = Thread { [self] in
            run()
            finished.signal()
        }
        thread.name = "roost-relay"
        thread.start()
    }

    /// Moves on what the program has written until its end, and returns when that is done. What processes that it
    /// left behind write later is not waited for.
    func finish() async {
        hasEnded.store(true, ordering: .sequentiallyConsistent)
        await withCheckedContinuation { continuation in
            Thread { [self] in
                finished.wait()
                continuation.resume()
            }.start()
        }
    }

    private func run() {
        var open = outputs
        var buffer = [UInt8](repeating: 0, count: Self.readBytes)
        while !open.isEmpty {
            // The end is looked at before the reading: what was written before it is then read.
            let isLast = hasEnded.load(ordering: .sequentiallyConsistent)
            var polled = open.map { pollfd(fd: $0.readEnd, events: Int16(POLLIN), revents: 0) }
            // A tenth of a second, so that the end of the program is seen although others hold its output open.
            let ready = poll(&polled, nfds_t(polled.count), isLast ? 0 : 100)
            if ready == 0, isLast { return }
            for output in open { output.followSize() }
            open = open.filter { move($0, &buffer) }
        }
    }

    /// Moves on what is there; `false` when the stream has ended.
    private func move(_ output: ChildOutput, _ buffer: inout [UInt8]) -> Bool {
        while true {
            let count = buffer.withUnsafeMutableBytes { read(output.readEnd, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return true }
            // A terminal whose other end is closed tells an error instead of its end.
            guard count > 0 else { return false }
            let bytes = Array(buffer[..<count])
            handler(output.stream, bytes)
            Terminal.write(bytes, to: output.stream.descriptor)
        }
    }
}
