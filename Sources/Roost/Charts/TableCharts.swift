extension CustomChart {
    /// A line through the points of two columns, one line for each value of `stroke`.
    ///
    /// ```swift
    /// let table = try Table(columns: ["epoch", "loss"], rows: [[1, 0.7], [2, 0.4]])
    /// run.log(["curve": try CustomChart.line(table, x: "epoch", y: "loss", title: "Loss")])
    /// ```
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the table has no such column.
    public static func line(
        _ table: Table, x: String, y: String, stroke: String? = nil, title: String = "", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try CustomChart(
            specification: "wandb/line/v0", table: table, fields: ["x": x, "y": y, "stroke": stroke],
            strings: ["title": title], splitTable: splitTable)
    }

    /// The points of two columns.
    ///
    /// ```swift
    /// run.log(["points": try CustomChart.scatter(table, x: "height", y: "weight")])
    /// ```
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the table has no such column.
    public static func scatter(
        _ table: Table, x: String, y: String, title: String = "", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try CustomChart(
            specification: "wandb/scatter/v0", table: table, fields: ["x": x, "y": y], strings: ["title": title],
            splitTable: splitTable)
    }

    /// A bar of the height `value` for each `label`.
    ///
    /// ```swift
    /// let table = try Table(columns: ["fruit", "count"], rows: [["apple", 3], ["pear", 5]])
    /// run.log(["fruits": try CustomChart.bar(table, label: "fruit", value: "count")])
    /// ```
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the table has no such column.
    public static func bar(
        _ table: Table, label: String, value: String, title: String = "", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try CustomChart(
            specification: "wandb/bar/v0", table: table, fields: ["label": label, "value": value],
            strings: ["title": title], splitTable: splitTable)
    }

    /// How often the values of a column occur.
    ///
    /// ```swift
    /// run.log(["lengths": try CustomChart.histogram(table, value: "length")])
    /// ```
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when the table has no such column.
    public static func histogram(
        _ table: Table, value: String, title: String = "", splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try CustomChart(
            specification: "wandb/histogram/v0", table: table, fields: ["value": value], strings: ["title": title],
            splitTable: splitTable)
    }

    /// Several lines over one axis.
    ///
    /// ```swift
    /// let chart = try CustomChart.lineSeries(xs: [1, 2], ys: [[0.7, 0.4], [0.8, 0.6]], keys: ["train", "test"])
    /// run.log(["losses": chart])
    /// ```
    ///
    /// - Parameters:
    ///   - xs: the positions, for all lines.
    ///   - ys: the heights of each line, as many as positions.
    ///   - keys: the names of the lines; `line_0`, `line_1`… without.
    ///   - title: the text above the chart.
    ///   - xName: the name of the axis.
    ///   - splitTable: whether the table is shown in a section of its own.
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` for another number of names than of lines.
    public static func lineSeries(
        xs: [Double], ys: [[Double]], keys: [String]? = nil, title: String = "", xName: String = "x",
        splitTable: Bool = false
    ) throws(MediaError) -> CustomChart {
        try lineSeries(
            xs: ys.map { _ in xs }, ys: ys, keys: keys, title: title, xName: xName, splitTable: splitTable)
    }

    /// Several lines, each over its own positions.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` for another number of names, or of lists of
    ///   positions, than of lines.
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
