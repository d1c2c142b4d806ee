import RoostLog

/// Finds the record that names a log's run, which may not be written yet.
struct RunRecordFinder {
    let local: LocalRun
    let watch: WriterWatch
    let follows: Bool

    /// - Throws: ``SyncError/noRun(path:)`` when the log has none and nobody writes it.
    func find() async throws(SyncError) -> LogRunRecord {
        var isLastLook = false
        while true {
            if let record = try look(isLastLook: isLastLook) { return record }
            if isLastLook { throw .noRun(path: local.log) }
            isLastLook = !follows || !watch.isAlive
            if isLastLook { continue }
            do {
                try await Task.sleep(for: .milliseconds(50))
            } catch {
                throw .cancelled
            }
        }
    }

    /// - Parameter isLastLook: whether a log that lost its run record gets one of its name.
    private func look(isLastLook: Bool) throws(SyncError) -> LogRunRecord? {
        do throws(LogError) {
            var reader = try LogReader(path: local.log)
            var isDamaged = false
            var isEmpty = true
            while true {
                switch try reader.next() {
                case .fault: isDamaged = true
                case .record(let payload):
                    isEmpty = isEmpty && Self.isHeader(payload)
                    if let record = Self.runRecord(payload) { return record }
                case .end:
                    // What a damaged log still holds is worth having, under the name that its file has.
                    guard isLastLook, isDamaged, !isEmpty else { return nil }
                    return .with { $0.runID = local.runID }
                }
            }
        } catch {
            throw .log(error)
        }
    }

    private static func isHeader(_ payload: LogPayload) -> Bool {
        var cursor = WireCursor(payload.bytes.span)
        while let field = cursor.next() {
            if (2...13).contains(field.number) || (17...18).contains(field.number) { return false }
        }
        return true
    }

    /// The run record of a payload, decoding no other.
    private static func runRecord(_ payload: LogPayload) -> LogRunRecord? {
        var cursor = WireCursor(payload.bytes.span)
        while let field = cursor.next() {
            guard field.number == 17 else { continue }
            guard case .run(let run)? = (try? payload.record())?.recordType else { return nil }
            return run
        }
        return nil
    }
}
