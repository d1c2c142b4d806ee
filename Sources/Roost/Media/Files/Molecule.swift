import RoostJSON

/// A molecule in one of the usual file formats.
///
/// ```swift
/// run.log(["protein": try Molecule(path: "1crn.pdb", caption: "crambin")])
/// ```
public struct Molecule: Media, Hashable {
    public static var className: String { "Molecule" }
    static let formats = ["pdb", "pqr", "mmcif", "mcif", "cif", "sdf", "sd", "gro", "mol2", "mmtf"]

    /// The text shown with the molecule.
    public var caption: String?

    let content: MediaContent

    /// A file whose name ends in the format: pdb, pqr, mmcif, mcif, cif, sdf, sd, gro, mol2 or mmtf.
    public init(path: String, caption: String? = nil) throws(MediaError) {
        let format = DiskFile.fileExtension(path)
        try Self.check(format, of: "The file \"\(path)\"")
        content = try MediaContent(file: path, suffix: ".\(format)")
        self.caption = caption
    }

    /// The content of such a file, and the format as the end of its name.
    ///
    /// - Throws: ``MediaError/unsupportedFormat(field:value:allowed:)`` when it is another format.
    public init(data: [UInt8], format: String, caption: String? = nil) throws(MediaError) {
        try Self.check(format, of: "The molecule")
        content = MediaContent(data, suffix: ".\(format)")
        self.caption = caption
    }

    private static func check(_ format: String, of field: String) throws(MediaError) {
        guard formats.contains(format) else {
            throw .unsupportedFormat(field: field, value: format, allowed: formats)
        }
    }

    public func write(
        key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON {
        var members = try directory.store(content, folder: "molecule", type: "molecule-file", key: key, step: step)
        if let caption { members["caption"] = .string(caption) }
        return .object(members)
    }

    public static func writeBatch(
        _ items: [Molecule], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        var paths: [JSON] = []
        for item in items {
            paths.append(try item.write(key: key, step: step, into: &directory)["path"] ?? .null)
        }
        return [
            "_type": "molecule",
            "filenames": .array(paths),
            "count": .int(Int64(items.count)),
            "captions": Captions.ofList(items.map(\.caption)),
        ]
    }

    public func tableCell(in artifact: inout TableArtifact) throws(MediaError) -> JSON {
        var members = try artifact.add(content, folder: "molecule", type: "molecule-file")
        if let caption { members["caption"] = .string(caption) }
        return .object(members)
    }
}
