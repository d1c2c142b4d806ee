import Yams

/// What the server reads of a sweep's configuration.
struct SweepConfig: Sendable {
    /// `grid`, `random`, `bayes` or `custom`; empty when the configuration names none.
    let method: String
    let displayName: String?
    let metric: Metric?
    /// What is questionable about the configuration, for its author; it is kept all the same.
    let warnings: [String]
    /// How many runs a grid has; `nil` of other searches.
    let runCount: Int?

    struct Metric: Sendable {
        let name: String
        let isMaximized: Bool
    }

    private static let methods = ["grid", "random", "bayes", "custom"]

    /// - Throws: ``ServerError`` when the text is no YAML mapping.
    init(yaml text: String) throws {
        let root: Node.Mapping
        do {
            guard let mapping = try Yams.compose(yaml: text)?.mapping else {
                throw ServerError.invalid(field: "config", value: text, expected: "a YAML mapping with a method")
            }
            root = mapping
        } catch let error as YamlError {
            throw ServerError.invalid(field: "config", value: text, expected: "YAML: \(error)")
        }
        method = root["method"]?.string ?? ""
        displayName = root["name"]?.string
        metric = (root["metric"]?["name"]?.string).map { name in
            Metric(name: name, isMaximized: root["metric"]?["goal"]?.string == "maximize")
        }
        let parameters = root["parameters"]?.mapping
        runCount = method == "grid" ? parameters.flatMap(Self.gridSize) : nil
        var warnings: [String] = []
        if method.isEmpty {
            warnings.append("method is missing: expected \(Self.methods.joined(separator: ", "))")
        } else if !Self.methods.contains(method) {
            warnings.append("unknown method '\(method)': expected \(Self.methods.joined(separator: ", "))")
        }
        if method != "custom", parameters?.isEmpty ?? true {
            warnings.append("parameters is missing: a \(method) search needs at least one")
        }
        if method == "bayes", metric == nil {
            warnings.append("metric is missing: a bayes search needs the name of a metric and a goal")
        }
        self.warnings = warnings
    }

    /// The number of combinations; `nil` when a parameter cannot be counted.
    private static func gridSize(_ parameters: Node.Mapping) -> Int? {
        var size = 1
        for (_, parameter) in parameters {
            guard let count = choices(parameter) else { return nil }
            let (product, overflows) = size.multipliedReportingOverflow(by: count)
            guard !overflows else { return nil }
            size = product
        }
        return size
    }

    private static func choices(_ parameter: Node) -> Int? {
        if let inner = parameter["parameters"]?.mapping { return gridSize(inner) }
        if parameter["value"] != nil { return 1 }
        if let values = parameter["values"]?.sequence { return values.count }
        guard let least = parameter["min"]?.int, let most = parameter["max"]?.int, most >= least else { return nil }
        if let step = parameter["q"]?.int, step > 0 { return (most - least + step - 1) / step }
        return most - least + 1
    }
}
