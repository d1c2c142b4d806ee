/// SQL that is put together at run time: text of ours, and values that only ever travel as arguments.
struct SQLText {
    private(set) var text = ""
    private(set) var arguments: [SQLValue] = []

    /// Appends SQL written by us. Never text that came from outside.
    mutating func append(_ sql: String) {
        text += sql
    }

    /// Appends another text with its arguments.
    mutating func append(_ other: SQLText) {
        // Placeholders are numbered from the start of the whole text.
        let offset = arguments.count
        var digits: Int?
        for character in other.text {
            if let number = digits, let digit = character.wholeNumberValue {
                digits = number * 10 + digit
                continue
            }
            if let number = digits { text += "\(number + offset)" }
            text.append(character)
            digits = character == "$" ? 0 : nil
        }
        if let number = digits { text += "\(number + offset)" }
        arguments += other.arguments
    }

    /// Appends a placeholder for `value`.
    mutating func bind(_ value: SQLValue) {
        text += placeholder(value)
    }

    /// Registers `value` as an argument and returns its placeholder.
    mutating func placeholder(_ value: SQLValue) -> String {
        arguments.append(value)
        return "$\(arguments.count)"
    }

    /// Appends `$1, $2, …` for all values.
    mutating func bindList(_ values: some Collection<SQLValue>) {
        var isFirst = true
        for value in values {
            if !isFirst { text += ", " }
            isFirst = false
            bind(value)
        }
    }
}
