/// Turns the events of one folder into rows.
struct EventConverter: Sendable {
    let namespace: String
    /// What the tags are for: a file tells it with the first value of a tag only.
    private var plugins: [String: String] = [:]
    private var troubledTags: Set<String> = []

    init(namespace: String) { self.namespace = namespace }

    /// What an event is logged as: nothing, when it holds no values that have a place in a history.
    mutating func findings(of event: Event) -> [TensorBoardFinding] {
        var findings: [TensorBoardFinding] = []
        var fields: [(key: String, value: RunValue)] = []
        for value in event.values {
            if value.plugin == HyperparameterPlugin.name, !value.pluginContent.isEmpty {
                let parameters = HyperparameterPlugin.parameters(value.pluginContent)
                if !parameters.isEmpty { findings.append(.hyperparameters(parameters)) }
            }
            guard !value.tag.isEmpty else { continue }
            do throws(MediaError) {
                if let logged = try logged(value) { fields.append((name(value.tag), logged)) }
            } catch {
                if troubledTags.count < TensorBoardLimits.tags, troubledTags.insert(value.tag).inserted {
                    findings.append(.problem("The TensorBoard value \(name(value.tag)) is not logged: \(error)"))
                }
            }
        }
        guard !fields.isEmpty else { return findings }
        fields.append((name("global_step"), .integer(event.step)))
        findings.append(
            .row(TensorBoardRow(namespace: namespace, step: event.step, wallTime: event.wallTime, fields: fields)))
        return findings
    }

    private func name(_ tag: String) -> String { namespace.isEmpty ? tag : "\(namespace)/\(tag)" }

    private mutating func plugin(of value: EventValue) -> String? {
        guard let plugin = value.plugin, !plugin.isEmpty else { return plugins[value.tag] }
        if plugins.count < TensorBoardLimits.tags { plugins[value.tag] = plugin }
        return plugin
    }

    private mutating func logged(_ value: EventValue) throws(MediaError) -> RunValue? {
        let plugin = plugin(of: value)
        switch value.content {
        case .scalar(let number): return .number(Double(number))
        case .image(let file): return .media(try Image(data: Array(file)))
        case .audio(let audio): return .media(try Audio(data: Array(audio.file), format: "wav"))
        case .histogram(let bins): return .media(try histogram(bins))
        case .tensor(let tensor): return try logged(tensor, plugin: plugin, tag: value.tag)
        case .other: return nil
        }
    }

    private func logged(_ tensor: EventTensor, plugin: String?, tag: String) throws(MediaError) -> RunValue? {
        switch plugin {
        case "scalars":
            guard let numbers = tensor.numbers, numbers.count == 1 else {
                throw .invalidValue(
                    field: "The scalar", value: "a tensor of the shape \(tensor.shape)", expected: "one number")
            }
            return .number(numbers[0])
        case "images":
            // The first two are the width and the height.
            return try list(tensor.strings.dropFirst(2)) { file throws(MediaError) in
                .media(try Image(data: Array(file)))
            }
        case "audio":
            // Each sound may have a label behind it.
            let stride = tensor.shape.last == 2 ? 2 : 1
            let sounds = tensor.strings.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element)
            return try list(sounds[...]) { file throws(MediaError) in
                .media(try Audio(data: Array(file), format: "wav"))
            }
        case "text":
            return try list(tensor.strings[...]) { text throws(MediaError) in
                .string(String(decoding: text, as: UTF8.self))
            }
        case "histograms":
            return try EventHistogram(tensor).map { bins throws(MediaError) in .media(try histogram(bins)) }
        case "pr_curves":
            return try precisionRecall(tensor, name: name(tag)).map(RunValue.chart)
        default: return nil
        }
    }

    /// One value alone, several as a list.
    private func list(
        _ items: ArraySlice<ArraySlice<UInt8>>, _ convert: (ArraySlice<UInt8>) throws(MediaError) -> RunValue
    ) throws(MediaError) -> RunValue? {
        var values: [RunValue] = []
        for item in items.prefix(TensorBoardLimits.itemsOfValue) { values.append(try convert(item)) }
        return values.count > 1 ? .array(values) : values.first
    }

    private func histogram(_ bins: EventHistogram) throws(MediaError) -> Histogram {
        guard let histogram = bins.histogram else {
            throw .invalidValue(
                field: "The histogram", value: "\(bins.counts.count) counts with \(bins.edges.count) edges",
                expected: "ascending edges, one more than counts")
        }
        return histogram
    }

    /// A curve of the last two rows of the tensor: precision and recall.
    private func precisionRecall(_ tensor: EventTensor, name: String) throws(MediaError) -> CustomChart? {
        guard tensor.shape.count == 2, tensor.shape[0] >= 2, let numbers = tensor.numbers else { return nil }
        let count = tensor.shape[1]
        let (precision, recall) = (numbers.suffix(2 * count).prefix(count), numbers.suffix(count))
        let points = zip(recall, precision).filter { $0.0 != 0 || $0.1 != 0 }
            .sorted { $0.0 == $1.0 ? $0.1 > $1.1 : $0.0 < $1.0 }
        let rows = points.map { [TableCell.number($0.0), .number($0.1)] }
        return try .line(
            Table(columns: ["recall", "precision"], rows: rows), x: "recall", y: "precision",
            title: "\(name) Precision v. Recall")
    }
}
