/// The names of jobs, which are names of artifacts.
public enum JobName {
    /// The longest name, in characters.
    static let characters = 128

    /// Whether names may hold the character.
    public static func isAllowed(_ character: Character) -> Bool {
        guard let byte = character.asciiValue else { return false }
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
            return true
        default: return false
        }
    }

    /// The name with `_` for what names may not hold; of a long one the beginning and the end.
    public static func cleaned(_ name: String) -> String {
        let clean = String(name.map { isAllowed($0) ? $0 : "_" })
        guard clean.utf8.count > characters else { return clean }
        let half = characters / 2 - 1
        return "\(clean.prefix(half))..\(clean.suffix(half))"
    }

    /// `job-REMOTE_PROGRAM`
    public static func ofRepository(_ remote: String, program: String) -> String {
        cleaned("job-\(remote)_\(program)")
    }

    /// `job-ARTIFACT`, such as `job-source-digits_v0`.
    public static func ofArtifact(_ name: String) -> String { cleaned("job-\(name)") }

    /// `job-IMAGE`, without the image's tag.
    public static func ofImage(_ image: String) -> String { cleaned("job-\(split(image: image).name)") }

    /// An image's name and its tag.
    public static func split(image: String) -> (name: String, tag: String?) {
        // The colon of a registry's port comes before the last slash.
        let slash = image.lastIndex(of: "/") ?? image.startIndex
        guard let colon = image[slash...].firstIndex(of: ":") else { return (image, nil) }
        return (String(image[..<colon]), String(image[image.index(after: colon)...]))
    }
}
