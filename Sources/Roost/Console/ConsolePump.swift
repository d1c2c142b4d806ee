import Dispatch
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Moves what comes through the pipes of captured streams on to where the streams went before.
struct ConsolePump: Sendable {
    /// A captured stream.
    struct Source: Sendable {
        let stream: ConsoleStream
        /// The reading end of the pipe; reading does not wait.
        let pipe: Int32
        /// Where the stream went before.
        let original: Int32
    }

    /// The bytes that are read at a time: what a pipe holds.
    static let readBytes = 64 << 10

    let sources: [Source]
    /// Its end tells that the capture stops.
    let wake: Int32
    let drained: DispatchSemaphore
    let handler: ConsoleCapture.Handler

    /// Runs until every writer of every pipe has closed it. Once the capture stops, what other processes still write
    /// is moved on without being handled.
    func run() {
        var open = sources
        var isCapturing = true
        var buffer = [UInt8](repeating: 0, count: Self.readBytes)
        while isCapturing || !open.isEmpty {
            var polled = open.map { pollfd(fd: $0.pipe, events: Int16(POLLIN), revents: 0) }
            if isCapturing { polled.append(pollfd(fd: wake, events: Int16(POLLIN), revents: 0)) }
            guard poll(&polled, nfds_t(polled.count), -1) > 0 else { continue }
            let isStopping = isCapturing && polled.last?.revents != 0
            open = open.filter { move($0, capturing: isCapturing, untilEmpty: isStopping, &buffer) }
            if isStopping {
                isCapturing = false
                _ = close(wake)
                drained.signal()
            }
        }
    }

    /// Moves what is there, once or until nothing is left; `false` when the pipe has ended and is closed.
    private func move(_ source: Source, capturing: Bool, untilEmpty: Bool, _ buffer: inout [UInt8]) -> Bool {
        repeat {
            let count = buffer.withUnsafeMutableBytes { read(source.pipe, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return true }
            guard count > 0 else {
                _ = close(source.pipe)
                _ = close(source.original)
                return false
            }
            buffer.withUnsafeBytes { forward(UnsafeRawBufferPointer(rebasing: $0[0..<count]), to: source.original) }
            if capturing { handler(source.stream, Array(buffer[0..<count]), Date()) }
        } while untilEmpty
        return true
    }

    /// Writes all bytes, waiting where the descriptor does not; gives up when it is closed or broken.
    private func forward(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            } else if count < 0 && errno == EAGAIN {
                var waited = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waited, 1, -1)
            } else if count < 0 && errno == EINTR {
                continue
            } else {
                return
            }
        }
    }
}
