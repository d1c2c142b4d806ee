import RoostJSON

/// A rich value of a run's history or summary: an image, a sound, a table and so on.
///
/// Most media keep their content in files below `media/` of the run's files; what is logged is a small JSON object
/// that names the file, its size and its SHA-256. A value is immutable, and may be logged any number of times.
public protocol Media: RunValueConvertible, Sendable {
    /// The kind as the JSON copy of a table shows it in a cell, such as `Image`.
    static var className: String { get }

    /// Writes the value's files and answers what is logged in its place.
    ///
    /// - Parameters:
    ///   - key: the key under which the value is logged; its slashes make folders.
    ///   - step: the step of the history row, or the summary.
    ///   - directory: the run's files; it notes what was written.
    func write(key: String, step: MediaStep, into directory: inout MediaDirectory) throws(MediaError) -> JSON

    /// Writes a list of values of this kind as one object; `nil` when such lists are logged value by value.
    static func writeBatch(
        _ items: [Self], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON?

    /// Adds the value's files to a table's artifact and answers what the cell holds there.
    func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON

    /// The type of a table's column of such values.
    var columnType: ColumnType { get }
}

extension Media {
    public static func writeBatch(
        _ items: [Self], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        nil
    }

    public var columnType: ColumnType { .opaque(className: Self.className) }
}

/// Lists of media.
public enum MediaList {
    /// Writes a list of media values and answers what is logged in its place: one object for a list of one kind that
    /// is shown together (images, sounds, videos, HTML, 3D objects, molecules), else a list of the single objects.
    public static func write(
        _ items: [any Media], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        if let first = items.first,
            let batch = try writeBatch(like: first, items, key: key, step: step, into: &directory)
        {
            return batch
        }
        var written: [JSON] = []
        for item in items {
            written.append(try item.write(key: key, step: step, into: &directory))
        }
        return .array(written)
    }

    private static func writeBatch<Kind: Media>(
        like first: Kind, _ items: [any Media], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        let alike = items.compactMap { $0 as? Kind }
        guard alike.count == items.count else { return nil }
        return try Kind.writeBatch(alike, key: key, step: step, into: &directory)
    }
}
