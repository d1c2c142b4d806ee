import RoostAPI

/// How patient a syncer is with its server.
struct SyncPolicies: Sendable {
    let request: RetryPolicy
    let upsert: RetryPolicy
    let stream: RetryPolicy
    let transfer: RetryPolicy

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
}
