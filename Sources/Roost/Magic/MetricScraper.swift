import RoostJSON

/// Finds metrics in what a program writes to its console.
///
/// Lines of JSON objects are read, and lines with `name=number` or `name: number`. A line of the latter kind counts
/// only when it shows what it is: one of its names is that of a metric (`val_loss`, `accuracy`, or one of
/// ``MagicOptions/include``), or it says which step, epoch or iteration it is about. Prose with numbers is left alone.
public struct MetricScraper: Sendable {
    private let options: MagicOptions
    private var lines: [ConsoleStream: ConsoleLines] = [:]
    /// The epoch of a line such as `Epoch 3/10`, which the next lines of the stream are about.
    private var epochs: [ConsoleStream: Int64] = [:]
    private var names: Set<String> = []

    /// A scraper that has read nothing yet.
    public init(options: MagicOptions = MagicOptions()) { self.options = options }

    /// Reads bytes of a stream.
    ///
    /// - Returns: for each line with metrics a row, in which steps are under `epoch`, `step`, `iteration` and so on.
    public mutating func read(_ bytes: [UInt8], stream: ConsoleStream) -> [[(key: String, value: RunValue)]] {
        guard options.readsMetrics else { return [] }
        return lines[stream, default: ConsoleLines()].read(bytes).compactMap { row(of: $0, stream: stream) }
    }

    private mutating func row(of line: [UInt8], stream: ConsoleStream) -> [(key: String, value: RunValue)]? {
        let found = MetricDocument.members(of: line) ?? textMembers(of: line, stream: stream)
        var row: [(key: String, value: RunValue)] = []
        var hasMetric = false
        for (name, value) in found where !options.excludes(name) {
            let key = options.prefix + name
            guard names.contains(key) || names.count < MagicLimits.metrics else { continue }
            names.insert(key)
            if let index = row.firstIndex(where: { $0.key == key }) {
                row[index].value = value
            } else {
                row.append((key: key, value: value))
            }
            if case .step = MetricWords.kind(of: name) {} else { hasMetric = true }
        }
        return hasMetric ? row : nil
    }

    private mutating func textMembers(of line: [UInt8], stream: ConsoleStream) -> [(key: String, value: RunValue)] {
        let markers = StepMarker.all(in: line)
        if let epoch = markers.first(where: { $0.isAlone && $0.name == "epoch" }) {
            epochs[stream] = epoch.step
            return []
        }
        let pairs = MetricLineReader(line).pairs().filter { isPlausible($0, hasMarker: !markers.isEmpty) }
        let isEvident =
            !markers.isEmpty
            || pairs.contains { options.includes($0.name) || MetricWords.kind(of: $0.name) == .certain }
        guard isEvident else { return [] }
        var members: [(key: String, value: RunValue)] = markers.map { ($0.name, .integer($0.step)) }
        if let epoch = epochs[stream], !members.contains(where: { $0.key == "epoch" }) {
            members.append(("epoch", .integer(epoch)))
        }
        for pair in pairs {
            switch MetricWords.kind(of: pair.name) {
            case .step(let name):
                if !markers.contains(where: { $0.name == name }) { members.append((name, pair.runValue)) }
            default: members.append((pair.name, pair.runValue))
            }
        }
        return members
    }

    /// Whether a pair may be a metric, if the line is about metrics at all.
    private func isPlausible(_ pair: MetricPair, hasMarker: Bool) -> Bool {
        if options.includes(pair.name) { return true }
        switch MetricWords.kind(of: pair.name) {
        case .never: return false
        case .step: return pair.follower == .separator && pair.form != .tightColon
        case .certain: return pair.follower == .separator || pair.isFractional
        case .possible:
            guard pair.follower == .separator else { return false }
            switch pair.form {
            case .equals: return true
            case .colon: return pair.isFractional
            case .tightColon: return false
            }
        }
    }
}
