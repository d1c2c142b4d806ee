import RoostAPI

/// How patient a syncer is with its server.
struct SyncPolicies: Sendable {
    let request: RetryPolicy
    let upsert: RetryPolicy
    let stream: RetryPolicy
    private let transfer: RetryPolicy

    /// - Parameter seconds: how long a server may stay away.
    init(patienceSeconds seconds: Double) {
        func patient(_ policy: RetryPolicy) -> RetryPolicy {
            var policy = policy
            policy.deadlineSeconds = min(policy.deadlineSeconds, seconds)
            policy.retries = RetryPolicy.fileStream.retries
            policy.baseDelaySeconds = 0.5
            policy.maximumDelaySeconds = 30
            return policy
        }
        request = patient(.graphQL)
        upsert = patient(.upsertRun)
        stream = patient(.fileStream)
        transfer = patient(.transfer)
    }

    /// How a file is uploaded: an attempt takes no longer than a slow line needs for it, so that a line which is dead
    /// without saying so is given up.
    func transfer(bytes: Int64) -> RetryPolicy {
        var policy = transfer
        policy.attemptTimeoutSeconds = min(
            policy.attemptTimeoutSeconds,
            SyncLimits.transferSeconds + Double(bytes) / SyncLimits.transferBytesPerSecond)
        return policy
    }

    func transfer(file path: String) -> RetryPolicy { transfer(bytes: DiskFile.mark(path)?.bytes ?? 0) }
}
