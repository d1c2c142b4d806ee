import ArgumentParser
import Foundation
import Roost
import RoostAPI
import RoostJSON

/// What `roost launch` and `roost launch-add` have in common.
struct LaunchOptions: ParsableArguments {
    @Option(name: [.short, .long], help: ArgumentHelp("A job, ENTITY/PROJECT/NAME:ALIAS.", valueName: "job"))
    var job: String?

    @Option(name: [.short, .long], help: ArgumentHelp("A git repository or a folder to run.", valueName: "uri"))
    var uri: String?

    @Option(name: [.customShort("d"), .long], help: ArgumentHelp("A container image to run.", valueName: "image"))
    var dockerImage: String?

    @Option(
        name: [.customShort("E"), .long],
        help: ArgumentHelp("The program and its first arguments, in the place of the job's.", valueName: "words"))
    var entryPoint: String?

    @Option(
        name: [.customShort("g"), .long],
        help: ArgumentHelp("A branch, a tag or a commit of the repository.", valueName: "version"))
    var gitVersion: String?

    @Option(help: ArgumentHelp("The folder from which an image is built.", valueName: "folder"))
    var buildContext: String?

    @Option(name: [.customShort("D"), .long], help: ArgumentHelp("The Dockerfile in the source.", valueName: "path"))
    var dockerfile: String?

    @Option(
        name: [.customShort("B"), .long],
        help: ArgumentHelp("The image that one which is built begins with.", valueName: "image"))
    var baseImage: String?

    @Option(help: ArgumentHelp("The run's display name.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("The run's id; by default a new one.", valueName: "id"))
    var runID: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The run's user or team.", valueName: "entity"))
    var entity: String?

    @Option(name: [.short, .long], help: ArgumentHelp("The run's project.", valueName: "project"))
    var project: String?

    @Option(name: [.short, .long], help: ArgumentHelp("Where it runs.", valueName: "resource"))
    var resource: String?

    @Option(
        name: [.customShort("R"), .long],
        help: ArgumentHelp("The arguments of the resource: JSON, or a JSON file.", valueName: "json"))
    var resourceArgs: String?

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("The launch spec to begin with: JSON, or a JSON file.", valueName: "json"))
    var config: String?

    @Option(
        name: [.customShort("C"), .customLong("set-config")], parsing: .singleValue,
        help: ArgumentHelp("A value of the run's config; may be repeated.", valueName: "key=value"))
    var configValues: [String] = []

    @Option(help: ArgumentHelp("The registry that images which are built are sent to.", valueName: "prefix"))
    var repository: String?

    @Flag(help: "Print JSON.")
    var json = false

    @OptionGroup var server: ServerOptions

    var api: LaunchAPI {
        get throws {
            var settings = Settings()
            settings.baseURL = server.host
            return LaunchAPI(settings: settings)
        }
    }

    /// The entry point's words: quotes keep words together, nothing else is special.
    var entryPointWords: [String]? { entryPoint.map(Self.words) }

    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil } else { word = (word ?? "") + String(character) }
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character.isWhitespace {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let word { words.append(word) }
        return words
    }

    /// The spec to begin with, with what the other options say of it.
    func base() throws -> JSON {
        var spec = try config.map { try Self.object($0, option: "--config") } ?? [:]
        var overrides = spec["overrides"]?.objectValue ?? [:]
        if let dockerfile { overrides["dockerfile"] = .string(dockerfile) }
        if let buildContext { overrides["build_context"] = .string(buildContext) }
        if !configValues.isEmpty {
            var values = overrides["run_config"]?.objectValue ?? [:]
            for text in configValues {
                let (key, value) = try Self.pair(text, option: "--set-config")
                values[key] = value
            }
            overrides["run_config"] = .object(values)
        }
        if !overrides.isEmpty { spec["overrides"] = .object(overrides) }
        if let baseImage {
            var builder = spec["builder"]?.objectValue ?? [:]
            builder["base_image"] = .string(baseImage)
            spec["builder"] = .object(builder)
        }
        if let uri { spec["uri"] = .string(uri) }
        return .object(spec)
    }

    /// `resource_args`, which may be given for the resource alone.
    func arguments() throws -> JSON? {
        guard let resourceArgs else { return nil }
        let members = try Self.object(resourceArgs, option: "--resource-args")
        // Members that are no objects are options, not names of resources.
        let isOfOne = resource.map { members[$0] == nil } ?? !members.values.allSatisfy { $0.objectValue != nil }
        return .object(isOfOne ? [resource ?? "local-container": .object(members)] : members)
    }

    /// An option that is JSON or names a file of it.
    static func object(_ text: String, option: String) throws -> JSONObject {
        var source = text
        if !text.trimmingCharacters(in: .whitespaces).hasPrefix("{") {
            guard let bytes = FileManager.default.contents(atPath: text) else {
                throw CommandFailure(
                    .usage, "\(option) is '\(text)': it must be a JSON object or the name of a file with one.")
            }
            source = String(decoding: bytes, as: UTF8.self)
        }
        do {
            guard let members = try JSON(parsing: source).objectValue else {
                throw CommandFailure(.usage, "\(option) must be a JSON object.")
            }
            return members
        } catch let error as JSONError {
            throw CommandFailure(.usage, "\(option) is no JSON: \(error).")
        }
    }

    /// `KEY=VALUE`, where the value is JSON or else a text.
    static func pair(_ text: String, option: String) throws -> (String, JSON) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw CommandFailure(.usage, "\(option) is '\(text)': it must be KEY=VALUE.")
        }
        let value = String(text[text.index(after: equals)...])
        return (String(text[..<equals]), (try? JSON(parsing: value)) ?? .string(value))
    }
}

extension CommandFailure {
    /// What a launch that did not work means at the command line.
    init(_ error: LaunchError) {
        let status: ExitStatus =
            switch error {
            case .invalid: .usage
            case .forbidden: .notPermitted
            case .notFound: .notFound
            case .source, .build, .submission, .server, .unavailable: .unavailable
            case .system: .fileError
            }
        self.init(status, error.description)
    }
}
