import RoostJSON

/// A figure in the JSON of Plotly: an object with `data` and `layout`.
///
/// ```swift
/// run.log(["figure": try Plotly(["data": [["type": "bar", "x": ["a", "b"], "y": [1, 3]]], "layout": [:]])])
/// ```
public struct Plotly: Media, Hashable {
    public static var className: String { "Plotly" }

    let content: MediaContent

    /// A figure as a JSON value.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when it is no object with the member `data`.
    public init(_ figure: JSON) throws(MediaError) {
        guard case .object(let members) = figure, members["data"] != nil else {
            throw .invalidValue(
                field: "The Plotly figure", value: "not an object with the member \"data\"",
                expected: "a figure such as {\"data\": [...], \"layout\": {...}}")
        }
        content = MediaContent(Array(figure.text.utf8), suffix: ".plotly.json")
    }

    /// A figure as JSON text.
    ///
    /// - Throws: ``MediaError/invalidValue(field:value:expected:)`` when it is not JSON, or no object with the member
    ///   `data`.
    public init(json text: String) throws(MediaError) {
        let figure: JSON
        do {
            figure = try JSON(parsing: text)
        } catch {
            throw .invalidValue(field: "The Plotly figure", value: "not JSON (\(error))", expected: "JSON text")
        }
        try self.init(figure)
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        .object(try directory.store(content, folder: "plotly", type: "plotly-file", key: key, step: step))
    }

    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        .object(try artifact.add(content, folder: "plotly", type: "plotly-file"))
    }

    public var columnType: ColumnType { .media("plotly-file") }
}
