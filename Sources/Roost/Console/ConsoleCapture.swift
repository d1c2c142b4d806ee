import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Sees what the program writes to its console, whichever language writes it, while it still appears where it did.
///
/// Each stream's descriptor is replaced by a pipe. A thread moves the bytes on to where they went before, and hands
/// them to the handler. The program waits only when its console does.
///
/// ```swift
/// let seen = Mutex<[UInt8]>([])
/// let capture = try ConsoleCapture { stream, bytes, _ in
///     if stream == .standardOutput { seen.withLock { $0 += bytes } }
/// }
/// print("seen")
/// capture.stop()
/// ```
public final class ConsoleCapture: Sendable {
    /// Gets the bytes of one read, in the order of a stream's writes, and the time of the read. It runs on the
    /// capture's thread and may not write to a captured stream.
    public typealias Handler = @Sendable (_ stream: ConsoleStream, _ bytes: [UInt8], _ time: Date) -> Void

    /// Whether this is the thread of a capture, on which handlers run and which must not write to a captured stream.
    @TaskLocal static var isHandling = false

    private let redirects: [ConsoleRedirect]
    private let wake: Int32
    private let drained = DispatchSemaphore(value: 0)
    private let isStopped = Mutex(false)

    /// Starts the capture of the standard output and error.
    public convenience init(handler: @escaping Handler) throws(ConsoleError) {
        try self.init(
            streams: ConsoleStream.allCases.map { ($0, $0.descriptor) }, handler: handler)
        setLineBuffered()
        ConsoleExitHook.add(self)
    }

    /// Starts the capture of descriptors that stand for the streams.
    init(streams: [(stream: ConsoleStream, descriptor: Int32)], handler: @escaping Handler) throws(ConsoleError) {
        let (wakeRead, wakeWrite) = try makePipe()
        var redirects: [ConsoleRedirect] = []
        do throws(ConsoleError) {
            // What lies in the program's own buffers was written before the capture.
            _ = fflush(nil)
            for (stream, descriptor) in streams {
                redirects.append(try ConsoleRedirect(stream: stream, descriptor: descriptor))
            }
        } catch {
            for redirect in redirects { redirect.undo() }
            _ = close(wakeRead)
            _ = close(wakeWrite)
            throw error
        }
        self.redirects = redirects
        wake = wakeWrite
        let pump = ConsolePump(sources: redirects.map(\.source), wake: wakeRead, drained: drained, handler: handler)
        let thread = Thread { Self.$isHandling.withValue(true) { pump.run() } }
        thread.name = "roost-console"
        thread.start()
    }

    /// Ends the capture: the streams go straight to where they went before, and everything that was written until now
    /// has been handled when this returns. A second call does nothing.
    public func stop() {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard isFirst else { return }
        _ = fflush(nil)
        for redirect in redirects { redirect.restore() }
        _ = close(wake)
        drained.wait()
        ConsoleExitHook.remove(self)
    }

    deinit {
        stop()
    }
}

/// A descriptor that was replaced by the writing end of a pipe.
private struct ConsoleRedirect: Sendable {
    let descriptor: Int32
    let source: ConsolePump.Source

    init(stream: ConsoleStream, descriptor: Int32) throws(ConsoleError) {
        let original = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
        guard original >= 0 else {
            throw .cannotRedirect(descriptor: descriptor, reason: String(cString: strerror(errno)))
        }
        let (read, write): (Int32, Int32)
        do throws(ConsoleError) {
            (read, write) = try makePipe()
        } catch {
            _ = close(original)
            throw error
        }
        guard dup2(write, descriptor) >= 0 else {
            let reason = String(cString: strerror(errno))
            for open in [original, read, write] { _ = close(open) }
            throw .cannotRedirect(descriptor: descriptor, reason: reason)
        }
        _ = close(write)
        _ = fcntl(read, F_SETFL, O_NONBLOCK)
        self.descriptor = descriptor
        source = ConsolePump.Source(stream: stream, pipe: read, original: original)
    }

    /// Lets the descriptor go where it went before; the pipe is read to its end by the pump.
    func restore() {
        _ = dup2(source.original, descriptor)
    }

    /// Takes everything back before a pump runs.
    func undo() {
        restore()
        _ = close(source.pipe)
        _ = close(source.original)
    }
}

/// A pipe that programs started later do not inherit.
private func makePipe() throws(ConsoleError) -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .cannotMakePipe(reason: String(cString: strerror(errno))) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
}

/// Makes the C library hand over the standard output line by line, as it does for a terminal; before a pipe it would
/// keep back some kilobytes.
private func setLineBuffered() {
    #if !canImport(Darwin)
        // The variable itself may not be named, as it could be set by any thread.
        guard let variable = dlsym(nil, "stdout") else { return }
        let file = variable.load(as: UnsafeMutablePointer<FILE>?.self)
        if let file { _ = setvbuf(file, nil, _IOLBF, 0) }
    #endif
}

/// Stops the captures that still run when the program exits, so that nothing stays in their pipes.
private enum ConsoleExitHook {
    // The C library's hook takes no argument, so what it stops has to be global.
    private static let running = Mutex<[ObjectIdentifier: WeakCapture]>([:])
    private static let isSet: Bool = atexit { ConsoleExitHook.stopAll() } == 0

    static func add(_ capture: ConsoleCapture) {
        guard isSet else { return }
        running.withLock { $0[ObjectIdentifier(capture)] = WeakCapture(capture) }
    }

    static func remove(_ capture: ConsoleCapture) {
        _ = running.withLock { $0.removeValue(forKey: ObjectIdentifier(capture)) }
    }

    private static func stopAll() {
        let captures = running.withLock { $0.values.compactMap(\.capture) }
        for capture in captures { capture.stop() }
    }
}

private struct WeakCapture: Sendable {
    weak let capture: ConsoleCapture?

    init(_ capture: ConsoleCapture) {
        self.capture = capture
    }
}
