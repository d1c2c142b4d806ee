/// Which top-level keys of `config:` are taken.
enum ConfigFilter: Sendable {
    case all
    case only(Set<String>)
    case without(Set<String>)

    init(include: [String]?, exclude: [String]?) throws(UsageError) {
        switch (include?.isEmpty == false ? include : nil, exclude?.isEmpty == false ? exclude : nil) {
        case (nil, nil): self = .all
        case (let keys?, nil): self = .only(Set(keys))
        case (nil, let keys?): self = .without(Set(keys))
        case (let included?, let excluded?):
            throw UsageError(
                "configIncludeKeys = \(included) and configExcludeKeys = \(excluded): only one of them can be given. "
                    + "Leave one out.")
        }
    }

    func apply(_ values: [(key: String, value: RunValue)]) -> [(key: String, value: RunValue)] {
        switch self {
        case .all: values
        case .only(let keys): values.filter { keys.contains($0.key) }
        case .without(let keys): values.filter { !keys.contains($0.key) }
        }
    }
}
