import RoostAPI

/// Sends the requests of a run's stream one after another, the next one being made while one is on its way.
actor StreamSender {
    private let client: APIClient
    private let path: RunPath
    private let policy: RetryPolicy
    private let onEvent: (@Sendable (SyncEvent) -> Void)?

    /// How much of the log the server has acknowledged.
    private(set) var acknowledged: SyncState.Lines
    private(set) var isStopped = false
    private var flight: Task<Result<FileStreamAnswer, APIError>, Never>?
    private var flying: SyncState.Lines

    init(
        client: APIClient, path: RunPath, policy: RetryPolicy, sent: SyncState.Lines,
        onEvent: (@Sendable (SyncEvent) -> Void)?
    ) {
        self.client = client
        self.path = path
        self.policy = policy
        self.onEvent = onEvent
        acknowledged = sent
        flying = sent
    }

    /// Sends a request when the one before has arrived.
    ///
    /// - Parameter lines: how much of the log the server has when it has this one.
    func send(_ request: FileStreamRequest, through lines: SyncState.Lines) async throws(SyncError) {
        try await settle()
        flying = lines
        flight = Task { [client, path, policy, onEvent] in
            do throws(APIError) {
                return .success(
                    try await client.stream(request, to: path, policy: policy) { cause, seconds in
                        onEvent?(.retrying(cause: cause, seconds: seconds))
                    })
            } catch {
                return .failure(error)
            }
        }
    }

    /// Waits until what was sent has arrived.
    func settle() async throws(SyncError) {
        guard let flight else { return }
        let result = await withTaskCancellationHandler {
            await flight.value
        } onCancel: {
            flight.cancel()
        }
        self.flight = nil
        switch result {
        case .success(let answer):
            acknowledged = flying
            isStopped = isStopped || answer.isStopped
        case .failure(.cancelled): throw .cancelled
        case .failure(let error): throw .api(error)
        }
    }
}
