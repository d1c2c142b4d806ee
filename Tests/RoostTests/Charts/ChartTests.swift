import RoostJSON
import Testing

@testable import Roost

/// The wire form, and tables as the official client computes them with scikit-learn.
@Suite struct ChartTests {
    static let truth = [0, 1, 1, 0, 2, 2, 1, 0]
    static let scores: [[Double]] = [
        [0.7, 0.2, 0.1], [0.2, 0.5, 0.3], [0.1, 0.8, 0.1], [0.4, 0.35, 0.25], [0.1, 0.2, 0.7], [0.3, 0.3, 0.4],
        [0.45, 0.35, 0.2], [0.6, 0.3, 0.1],
    ]

    static func text(_ table: Table) -> String {
        JSON.array(table.rows.map { .array($0.map(\.copy)) }).text
    }

    @Test func configNamesTheTableAndItsColumns() throws {
        let table = try Table(columns: ["x", "y", "s"], rows: [[1, 2, "a"], [2, 3.5, "b"]])
        let chart = try CustomChart.line(table, x: "x", y: "y", stroke: "s", title: "T")
        #expect(chart.tableKey(for: "c_line") == "c_line_table")
        #expect(chart.configPath(for: "c_line") == ["_wandb", "visualize", "c_line"])
        #expect(
            chart.configValue(for: "c_line").text
                == #"{"panel_type":"Vega2","panel_config":{"panelDefId":"wandb/line/v0","#
                + #""fieldSettings":{"x":"x","y":"y","stroke":"s"},"stringSettings":{"title":"T"},"#
                + #""transform":{"name":"tableWithLeafColNames"},"userQuery":{"queryFields":[{"name":"runSets","#
                + #""args":[{"name":"runSets","value":"${runSets}"}],"fields":[{"name":"id","fields":[]},"#
                + #"{"name":"name","fields":[]},{"name":"_defaultColorIndex","fields":[]},"#
                + #"{"name":"summaryTable","args":[{"name":"tableKey","value":"c_line_table"}],"fields":[]}]}]}}}"#)
        let split = try CustomChart.line(table, x: "x", y: "y", splitTable: true)
        #expect(split.tableKey(for: "k") == "Custom Chart Tables/k_table")
        #expect(split.fields == ["x": "x", "y": "y", "stroke": nil])
    }

    @Test func chartsOfATable() throws {
        let table = try Table(columns: ["x", "y"], rows: [[1, 2]])
        let scatter = try CustomChart.scatter(table, x: "x", y: "y")
        #expect(scatter.specification == "wandb/scatter/v0")
        let bar = try CustomChart.bar(table, label: "x", value: "y", title: "t")
        #expect(bar.specification == "wandb/bar/v0")
        #expect(bar.fields == ["label": "x", "value": "y"])
        #expect(bar.strings == ["title": "t"])
        let histogram = try CustomChart.histogram(table, value: "y")
        #expect(histogram.specification == "wandb/histogram/v0")
        #expect(throws: MediaError.self) { try CustomChart.scatter(table, x: "x", y: "z") }
        let custom = try CustomChart(
            specification: "me/chart", table: table, fields: ["x": "x"], strings: ["title": "t"])
        #expect(custom.configValue(for: "c")["panel_config"]?["panelDefId"] == "me/chart")
    }

    @Test func lineSeries() throws {
        let shared = try CustomChart.lineSeries(
            xs: [0, 1], ys: [[1, 2], [4, 5]], keys: ["m1", "m2"], title: "T", xName: "e")
        #expect(Self.text(shared.table) == #"[[0.0,"m1",1.0],[1.0,"m1",2.0],[0.0,"m2",4.0],[1.0,"m2",5.0]]"#)
        #expect(shared.strings == ["title": "T", "xname": "e"])
        let own = try CustomChart.lineSeries(xs: [[0, 1], [5, 6, 7]], ys: [[1, 2], [4, 5, 6]])
        #expect(own.table.rows.map { $0[1].copy } == ["line_0", "line_0", "line_1", "line_1", "line_1"])
        #expect(throws: MediaError.self) { try CustomChart.lineSeries(xs: [[0]], ys: [[1], [2]]) }
        #expect(throws: MediaError.self) { try CustomChart.lineSeries(xs: [0], ys: [[1]], keys: []) }
    }

    @Test func precisionRecall() throws {
        let chart = try CustomChart.prCurve(
            truth: Self.truth, scores: Self.scores, labels: ["A", "B", "C"], points: 5)
        #expect(chart.specification == "wandb/area-under-curve/v0")
        #expect(
            Self.text(chart.table)
                == #"[["A",0.75,1.0],["A",0.75,0.75],["A",1.0,0.5],["A",1.0,0.25],["A",1.0,0.0],["B",0.75,1.0],"#
                + #"["B",0.75,0.75],["B",1.0,0.5],["B",1.0,0.25],["B",1.0,0.0],["C",1.0,1.0],["C",1.0,0.75],"#
                + #"["C",1.0,0.5],["C",1.0,0.25],["C",1.0,0.0]]"#)
        #expect(
            chart.strings == [
                "title": "Precision-Recall Curve", "x-axis-title": "Recall", "y-axis-title": "Precision",
            ])
    }

    @Test func receiverOperating() throws {
        let all = try CustomChart.rocCurve(truth: Self.truth, scores: Self.scores)
        #expect(
            Self.text(all.table)
                == "[[0,0.0,0.0],[0,0.0,0.333],[0,0.0,0.667],[0,0.2,0.667],[0,0.2,1.0],[0,0.6,1.0],[0,1.0,1.0],"
                + "[1,0.0,0.0],[1,0.0,0.333],[1,0.0,0.667],[1,0.2,1.0],[1,1.0,1.0],"
                + "[2,0.0,0.0],[2,0.0,0.5],[2,0.0,1.0],[2,0.5,1.0],[2,1.0,1.0]]")
        let some = try CustomChart.rocCurve(
            truth: Self.truth, scores: Self.scores, labels: ["A", "B", "C"], classesToPlot: [0, 2])
        #expect(Set(some.table.rows.map { $0[0].copy.text }) == ["\"A\"", "\"C\""])
    }

    @Test func curvesMeetScikitLearn() {
        let truth = [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1]
        let scores = [0.9, 0.8, 0.8, 0.7, 0.6, 0.55, 0.54, 0.53, 0.52, 0.51, 0.505, 0.4]
        let curve = ScoreCurve(isPositive: truth.map { $0 == 1 }, scores: scores)
        #expect(
            curve.precisionRecall.map(\.precision) == [
                0.5, 0.45454545454545453, 0.5, 0.5555555555555556, 0.5, 0.5714285714285714, 0.5, 0.6, 0.75,
                0.6666666666666666, 1.0, 1.0,
            ])
        #expect(
            curve.precisionRecall.map(\.recall) == [
                1.0, 0.8333333333333334, 0.8333333333333334, 0.8333333333333334, 0.6666666666666666,
                0.6666666666666666, 0.5, 0.5, 0.5, 0.3333333333333333, 0.16666666666666666, 0.0,
            ])
        #expect(
            curve.receiverOperating.map(\.falsePositiveRate) == [
                0.0, 0.0, 0.16666666666666666, 0.16666666666666666, 0.5, 0.5, 0.6666666666666666, 0.6666666666666666,
                1.0, 1.0,
            ])
        #expect(
            curve.receiverOperating.map(\.truePositiveRate) == [
                0.0, 0.16666666666666666, 0.3333333333333333, 0.5, 0.5, 0.6666666666666666, 0.6666666666666666,
                0.8333333333333334, 0.8333333333333334, 1.0,
            ])
    }

    @Test func confusionMatrix() throws {
        let named = try CustomChart.confusionMatrix(
            truth: Self.truth, predictions: [0, 1, 1, 0, 2, 2, 0, 0], classNames: ["A", "B", "C"])
        #expect(
            Self.text(named.table)
                == #"[["A","A",3.0],["A","B",0.0],["A","C",0.0],["B","A",1.0],["B","B",2.0],["B","C",0.0],"#
                + #"["C","A",0.0],["C","B",0.0],["C","C",2.0]]"#)
        let scored = try CustomChart.confusionMatrix(truth: Self.truth, scores: Self.scores)
        #expect(scored.table.rows.map { $0[2].copy } == named.table.rows.map { $0[2].copy })
        #expect(scored.table.rows[1].map(\.copy) == ["Class_1", "Class_2", 0.0])
        let texts = try CustomChart.confusionMatrix(
            truth: ["cat", "dog"], predictions: ["dog", "dog"], classNames: ["dog", "cat"])
        #expect(
            Self.text(texts.table)
                == #"[["dog","dog",1.0],["dog","cat",0.0],["cat","dog",1.0],["cat","cat",0.0]]"#)
        #expect(throws: MediaError.self) { try CustomChart.confusionMatrix(truth: [1], predictions: [1, 2]) }
        #expect(throws: MediaError.self) {
            try CustomChart.confusionMatrix(truth: [3], predictions: [1], classNames: ["A", "B"])
        }
    }

    @Test func longCurvesAreThinnedOut() throws {
        let count = 30_000
        let truth = (0..<count).map { $0 % 2 }
        let scores = (0..<count).map {
            [1 - Double($0 * 7919 % count) / Double(count), Double($0 * 7919 % count) / Double(count)]
        }
        let chart = try CustomChart.rocCurve(truth: truth, scores: scores)
        #expect(chart.table.rows.count <= MediaLimits.chartRows)
    }
}
