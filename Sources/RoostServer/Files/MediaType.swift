/// Media types of files by the ends of their names.
enum MediaType {
    private static let types = [
        "json": "application/json", "jsonl": "application/jsonl", "txt": "text/plain; charset=utf-8",
        "log": "text/plain; charset=utf-8", "md": "text/plain; charset=utf-8", "py": "text/plain; charset=utf-8",
        "swift": "text/plain; charset=utf-8", "patch": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
        "yaml": "text/plain; charset=utf-8", "yml": "text/plain; charset=utf-8", "png": "image/png",
        "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp", "webp": "image/webp",
        "svg": "image/svg+xml", "wav": "audio/wav", "mp3": "audio/mpeg", "ogg": "audio/ogg", "mp4": "video/mp4",
        "webm": "video/webm", "html": "text/html; charset=utf-8", "pdf": "application/pdf", "gz": "application/gzip",
        "zip": "application/zip", "obj": "text/plain; charset=utf-8", "gltf": "model/gltf+json",
        "glb": "model/gltf-binary", "stl": "model/stl",
    ]

    static func guess(_ name: String) -> String {
        guard let dot = name.lastIndex(of: ".") else { return "application/octet-stream" }
        return types[name[name.index(after: dot)...].lowercased()] ?? "application/octet-stream"
    }

    /// Whether a browser may show the type in a page of its own: it cannot carry scripts.
    static func isInert(_ type: String) -> Bool {
        type.hasPrefix("text/plain") || type.hasPrefix("text/csv") || type.hasPrefix("application/json")
            || type.hasPrefix("audio/") || type.hasPrefix("video/")
            || (type.hasPrefix("image/") && !type.hasPrefix("image/svg"))
    }
}
