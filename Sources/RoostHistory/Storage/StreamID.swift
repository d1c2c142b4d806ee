/// A stream of a run.
struct StreamID: Hashable, Sendable {
    let run: RunKey
    let stream: RunStream

    init(_ run: RunKey, _ stream: RunStream) {
        self.run = run
        self.stream = stream
    }
}
