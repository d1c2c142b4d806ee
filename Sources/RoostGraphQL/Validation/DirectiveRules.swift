/// Rules about directives.
extension Validator {
    mutating func checkDirectivesAreUnique(_ directives: [Directive]) throws(ValidationAbort) {
        guard directives.count > 1 else { return }
        var seen: [String: Directive] = [:]
        for directive in directives where model.directive(directive.name.text) != nil {
            if let first = seen[directive.name.text] {
                try report(
                    "The directive '@\(directive.name.text)' can only be used once at this location.",
                    at: first.offset, directive.offset)
            } else {
                seen[directive.name.text] = directive
            }
        }
    }

    mutating func check(
        _ directive: Directive, _ definition: DirectiveDefinition?, at location: DirectiveLocation
    ) throws(ValidationAbort) {
        let name = directive.name.text
        guard let definition else {
            try report("Unknown directive '@\(name)'.", at: directive.offset)
            return
        }
        if !definition.locations.contains(location) {
            let place = location.rawValue.lowercased().replacing("_", with: " ")
            try report("Directive '@\(name)' may not be used on \(place).", at: directive.offset)
        }
        let known = definition.arguments.map(\.name)
        for argument in directive.arguments where !known.contains(argument.name.text) {
            let similar = Suggestions.similar(to: argument.name.text, in: known)
            try report(
                "Unknown argument '\(argument.name.text)' on directive '@\(name)'."
                    + Suggestions.didYouMean(similar), at: argument.name.offset)
        }
    }

    mutating func checkRequiredArguments(
        of directive: Directive, _ definition: DirectiveDefinition
    ) throws(ValidationAbort) {
        for argument in definition.arguments
        where argument.isRequired && !directive.arguments.contains(where: { $0.name.text == argument.name }) {
            try report(
                "Directive '@\(definition.name)' argument '\(argument.name)' of type"
                    + " '\(model.text(argument.type))' is required, but it was not provided.", at: directive.offset)
        }
    }
}
