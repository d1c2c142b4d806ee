import RoostJSON

extension Image {
    /// Logs a list of images as one object, with the size and format of the first; at most
    /// ``MediaLimits/imagesInList`` of them.
    public static func writeBatch(
        _ items: [Image], key: String, step: MediaStep, into directory: inout MediaDirectory
    ) throws(MediaError) -> JSON? {
        let items = items.prefix(MediaLimits.imagesInList)
        guard let first = items.first else { return nil }
        var paths: [JSON] = []
        var boxes: [JSON] = []
        var masks: [JSON] = []
        for image in items {
            let stored = try directory.store(
                image.content, folder: "images", type: "image-file", key: key, step: step)
            paths.append(stored["path"] ?? .null)
            boxes.append(try image.writeBoxes(key: key, step: step, into: &directory) ?? .null)
            masks.append(try image.writeMasks(key: key, step: step, into: &directory) ?? .null)
        }
        var members: JSONObject = [
            "_type": "images/separated",
            "width": .int(Int64(first.width)),
            "height": .int(Int64(first.height)),
            "format": .string(first.format),
            "count": .int(Int64(items.count)),
            "filenames": .array(paths),
        ]
        // The first image decides whether the list has captions at all, as in the official client.
        if first.caption != nil {
            members["captions"] = .array(items.map { $0.caption.map(JSON.string) ?? .null })
        }
        if masks.contains(where: { !$0.isNull }) { members["all_masks"] = .array(masks) }
        if boxes.contains(where: { !$0.isNull }) { members["all_boxes"] = .array(boxes) }
        return .object(members)
    }
}
