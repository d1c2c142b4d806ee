#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Holds state that many threads change for some nanoseconds each.
///
/// On Linux the standard library's `Mutex` hands a contended lock to a thread that waits, which must be scheduled first:
/// with more threads than cores, each of their calls costs a switch. Of this lock a thread that runs may take hold
/// before those that wait, and who waits spins for a moment before it sleeps.
///
/// Sendable unchecked: the value is touched under the lock alone.
final class RunLock<Value>: @unchecked Sendable {
    private let value: UnsafeMutablePointer<Value>
    #if canImport(Darwin)
        private let lock: UnsafeMutablePointer<os_unfair_lock>
    #else
        private let lock: UnsafeMutablePointer<pthread_mutex_t>
    #endif

    init(_ initial: Value) {
        value = .allocate(capacity: 1)
        value.initialize(to: initial)
        lock = .allocate(capacity: 1)
        #if canImport(Darwin)
            lock.initialize(to: os_unfair_lock())
        #else
            lock.initialize(to: pthread_mutex_t())
            var attributes = pthread_mutexattr_t()
            pthread_mutexattr_init(&attributes)
            pthread_mutexattr_settype(&attributes, CInt(PTHREAD_MUTEX_ADAPTIVE_NP))
            pthread_mutex_init(lock, &attributes)
            pthread_mutexattr_destroy(&attributes)
        #endif
    }

    deinit {
        #if !canImport(Darwin)
            pthread_mutex_destroy(lock)
        #endif
        lock.deallocate()
        value.deinitialize(count: 1)
        value.deallocate()
    }

    @inline(__always)
    func withLock<Result, Failure>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        #if canImport(Darwin)
            os_unfair_lock_lock(lock)
            defer { os_unfair_lock_unlock(lock) }
        #else
            pthread_mutex_lock(lock)
            defer { pthread_mutex_unlock(lock) }
        #endif
        return try body(&value.pointee)
    }
}
