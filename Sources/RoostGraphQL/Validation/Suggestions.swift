/// Finds the names that a misspelt one may have meant.
enum Suggestions {
    private static let shown = 5

    /// ` Did you mean 'a', 'b', or 'c'?`, or nothing.
    static func didYouMean(_ suggestions: [String], _ what: String? = nil) -> String {
        guard !suggestions.isEmpty else { return "" }
        let quoted = suggestions.prefix(shown).map { "'\($0)'" }
        let list =
            switch quoted.count {
            case 1: quoted[0]
            case 2: "\(quoted[0]) or \(quoted[1])"
            default: quoted.dropLast().joined(separator: ", ") + ", or \(quoted[quoted.count - 1])"
            }
        return " Did you mean \(what.map { $0 + " " } ?? "")\(list)?"
    }

    /// The options within a few edits of the input, the nearest first.
    static func similar(to input: String, in options: [String]) -> [String] {
        let threshold = Int(Double(input.unicodeScalars.count) * 0.4) + 1
        let target = EditDistance(input)
        return options.compactMap { option in
            target.measure(option, threshold: threshold).map { (option, $0) }
        }
        .sorted { $0.1 == $1.1 ? NaturalOrder.precedes($0.0, $1.0) : $0.1 < $1.1 }
        .map(\.0)
    }
}

/// Counts insertions, deletions, replacements and swaps of neighbours between two texts; case counts as one edit.
private struct EditDistance {
    private let input: String
    private let lowercased: String
    private let scalars: [UInt32]

    init(_ input: String) {
        self.input = input
        lowercased = input.lowercased()
        scalars = lowercased.unicodeScalars.map(\.value)
    }

    /// Nil when the distance is above the threshold.
    func measure(_ option: String, threshold: Int) -> Int? {
        if option == input { return 0 }
        let optionLowercased = option.lowercased()
        if optionLowercased == lowercased { return 1 }
        var long = optionLowercased.unicodeScalars.map(\.value)
        var short = scalars
        if long.count < short.count { swap(&long, &short) }
        if long.count - short.count > threshold { return nil }
        var beforeLast: [Int] = []
        var last = Array(0...short.count)
        for row in 0..<long.count {
            var current = [row + 1]
            current.reserveCapacity(short.count + 1)
            for column in 0..<short.count {
                var cell = min(
                    last[column + 1] + 1, current[column] + 1,
                    last[column] + (long[row] == short[column] ? 0 : 1))
                if row > 0, column > 0, long[row] == short[column - 1], long[row - 1] == short[column] {
                    cell = min(cell, beforeLast[column - 1] + 1)
                }
                current.append(cell)
            }
            if let smallest = current.min(), smallest > threshold { return nil }
            beforeLast = last
            last = current
        }
        return last[short.count] <= threshold ? last[short.count] : nil
    }
}

/// The order of names in which runs of digits count as numbers.
enum NaturalOrder {
    static func precedes(_ left: String, _ right: String) -> Bool {
        for (first, second) in zip(parts(left), parts(right)) where first != second {
            return first.number == second.number ? first.text < second.text : first.number < second.number
        }
        return parts(left).count < parts(right).count
    }

    private struct Part: Equatable {
        let text: String
        let number: Int
    }

    /// Texts at even places, runs of digits at odd ones.
    private static func parts(_ name: String) -> [Part] {
        var parts: [Part] = []
        var text = ""
        var isDigits = false
        for character in name {
            if character.isASCII && character.isNumber != isDigits {
                parts.append(Part(text: text, number: isDigits ? Int(text) ?? .max : 0))
                text = ""
                isDigits.toggle()
            }
            text.append(character)
        }
        parts.append(Part(text: text, number: isDigits ? Int(text) ?? .max : 0))
        return parts
    }
}
