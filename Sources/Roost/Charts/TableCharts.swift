extension CustomChart {
    /// A line through the points of two columns, one line for each value of `stroke`.
    public static func line(
        _ table: Table, x: String, y: String, stroke: String? = nil, title: String = "", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try CustomChart(
            specification: "wandb/line/v0", table: table, fields: ["x": x, "y": y, "stroke": stroke],
            strings: ["title": title], splitTable: splitTable)
    }

    /// The points of two columns.
    public static func scatter(
        _ table: Table, x: String, y: String, title: String = "", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try CustomChart(
            specification: "wandb/scatter/v0", table: table, fields: ["x": x, "y": y], strings: ["title": title],
            splitTable: splitTable)
    }

    /// A bar of the height `value` for each `label`.
    public static func bar(
        _ table: Table, label: String, value: String, title: String = "", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try CustomChart(
            specification: "wandb/bar/v0", table: table, fields: ["label": label, "value": value],
            strings: ["title": title], splitTable: splitTable)
    }

    /// How often the values of a column occur.
    public static func histogram(
        _ table: Table, value: String, title: String = "", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try CustomChart(
            specification: "wandb/histogram/v0", table: table, fields: ["value": value], strings: ["title": title],
            splitTable: splitTable)
    }

    /// Several lines over one axis.
    ///
    /// - Parameters:
    ///   - xs: the positions, for all lines.
    ///   - ys: the heights of each line, as many as positions.
    ///   - keys: the names of the lines; `line_0`, `line_1`… without.
    ///   - xName: the name of the axis.
    public static func lineSeries(
        xs: [Double], ys: [[Double]], keys: [String]? = nil, title: String = "", xName: String = "x",
        splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try lineSeries(
            xs: ys.map { _ in xs }, ys: ys, keys: keys, title: title, xName: xName, splitTable: splitTable)
    }

    /// Several lines, each over its own positions.
    public static func lineSeries(
        xs: [[Double]], ys: [[Double]], keys: [String]? = nil, title: String = "", xName: String = "x",
        splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        guard xs.count == ys.count else {
            throw .invalidValue(field: "xs", value: "\(xs.count) lists", expected: "\(ys.count), one for each of ys")
        }
        let names = keys ?? ys.indices.map { "line_\($0)" }
        guard names.count == ys.count else {
            throw .invalidValue(
                field: "keys", value: "\(names.count) names", expected: "\(ys.count), one for each of ys")
        }
        var table = try Table(columns: ["step", "lineKey", "lineVal"])
        for (line, name) in names.enumerated() {
            for (x, y) in zip(xs[line], ys[line]) {
                try table.append([.number(x), .string(name), .number(y)])
            }
        }
        return CustomChart(
            known: "wandb/lineseries/v0", table: table,
            fields: ["step": "step", "lineKey": "lineKey", "lineVal": "lineVal"],
            strings: ["title": title, "xname": xName], splitTable: splitTable)
    }
}
