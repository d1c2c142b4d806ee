/// Ends a wait early when there is news. A ring that nobody waits for is kept for the next wait.
actor Bell {
    private var hasRung = false
    private var waiter: (number: Int, continuation: CheckedContinuation<Void, Never>)?
    private var number = 0

    func ring() {
        hasRung = true
        answer()
    }

    /// Waits for this long, or until the bell rings.
    func wait(seconds: Double) async {
        if hasRung {
            hasRung = false
            return
        }
        number += 1
        let own = number
        let alarm = Task {
            try? await Task.sleep(for: .seconds(seconds))
            self.pass(own)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled || hasRung {
                    continuation.resume()
                } else {
                    waiter = (own, continuation)
                }
            }
        } onCancel: {
            Task { await self.pass(own) }
        }
        alarm.cancel()
        hasRung = false
    }

    private func pass(_ number: Int) {
        if waiter?.number == number { answer() }
    }

    private func answer() {
        waiter?.continuation.resume()
        waiter = nil
    }
}
