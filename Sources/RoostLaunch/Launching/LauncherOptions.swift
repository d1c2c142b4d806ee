import Foundation
import RoostJSON

/// What a ``Launcher`` uses of its machine.
public struct LauncherOptions: Sendable {
    /// Where environments and builds are kept for the next launch of the same.
    public var cache: String
    /// The variables of the one who launches: macros, and what tools are found with.
    public var surroundings: [String: String]
    /// Is told what is not as the job wants it, such as a package that cannot be installed.
    public var warn: @Sendable (String) -> Void

    public init(
        cache: String? = nil, surroundings: [String: String] = ProcessInfo.processInfo.environment,
        warn: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        let home = surroundings["HOME"] ?? "/tmp"
        let base = surroundings["XDG_CACHE_HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? home + "/.cache"
        self.cache = cache ?? surroundings["ROOST_LAUNCH_CACHE"] ?? base + "/roost/launch"
        self.surroundings = surroundings
        self.warn = warn
    }
}

/// How an image is built: from `resource_args.<resource>.builder`, else the spec's own block.
struct BuilderOptions: Sendable {
    var baseImage: String?
    var platform: String?
    var destination: String?

    init(_ block: JSON?, _ spec: LaunchSpec) {
        let own = spec.builder.map { JSON.object($0) }
        baseImage =
            block?["base_image"]?.stringValue ?? block?["accelerator"]?["base_image"]?.stringValue
            ?? block?["cuda"]?["base_image"]?.stringValue ?? own?["base_image"]?.stringValue
        platform = own?["platform"]?.stringValue
        destination = spec.registry?["uri"]?.stringValue ?? own?["destination"]?.stringValue
    }
}
