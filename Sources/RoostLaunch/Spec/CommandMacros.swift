import RoostJSON

/// Replaces macros in the words of a command: those of ``Macros`` inside a word, and words that stand for the config.
///
/// | Word | Becomes |
/// |---|---|
/// | `${args}` | `--key=value` for each value of the config |
/// | `${args_no_hyphens}` | `key=value` |
/// | `${args_no_equals}` | `--key` and `value`, two words |
/// | `${args_no_boolean_flags}` | as `${args}`, but `--key` for true and nothing for false |
/// | `${args_json}` | the config as JSON |
/// | `${args_json_file}` | the path of a file with it |
struct CommandMacros: Sendable {
    let config: JSONObject
    let macros: Macros
    /// Where the file is written.
    let directory: String

    func expand(_ words: [String]) throws(LaunchError) -> [String] {
        var result: [String] = []
        for word in words {
            switch word {
            case "${args}": result += config.map { "--\($0)=\($1.argumentText)" }
            case "${args_no_hyphens}": result += config.map { "\($0)=\($1.argumentText)" }
            case "${args_no_equals}": result += config.flatMap { ["--\($0)", $1.argumentText] }
            case "${args_no_boolean_flags}":
                result += config.compactMap { key, value in
                    switch value {
                    case true: "--\(key)"
                    case false: nil
                    default: "--\(key)=\(value.argumentText)"
                    }
                }
            case "${args_json}": result.append(JSON.object(config).compactText)
            case "${args_json_file}":
                let path = directory + "/config.json"
                try SmallFile.write(Array(JSON.object(config).compactText.utf8), to: path)
                result.append(path)
            default: result.append(macros.expand(word))
            }
        }
        return result
    }
}
