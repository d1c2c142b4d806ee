/// Finds the pairs of name and number in a line.
struct MetricLineReader {
    private let line: [UInt8]

    init(_ line: [UInt8]) { self.line = line }

    /// The pairs in their order; whether they are metrics is not decided here.
    func pairs() -> [MetricPair] {
        var pairs: [MetricPair] = []
        var index = 0
        while index < line.count, pairs.count < MagicLimits.metricsOfLine {
            guard line[index] == UInt8(ascii: "=") || line[index] == UInt8(ascii: ":") else {
                index += 1
                continue
            }
            if let pair = pair(at: index) {
                pairs.append(pair)
                index = pair.range.upperBound
            } else {
                index += 1
            }
        }
        return pairs
    }

    private func pair(at sign: Int) -> MetricPair? {
        let isColon = line[sign] == UInt8(ascii: ":")
        guard let name = name(before: sign, mayFollowColon: !isColon) else { return nil }
        var start = sign + 1
        while start < line.count, line[start] == UInt8(ascii: " ") || line[start] == UInt8(ascii: "\t") { start += 1 }
        guard let number = number(at: start) else { return nil }
        let form: MetricPair.Form = !isColon ? .equals : start == sign + 1 ? .tightColon : .colon
        guard let (end, follower) = boundary(at: number.end) else { return nil }
        return MetricPair(
            name: name.text, value: number.value, form: form, isFractional: number.isFractional, follower: follower,
            range: name.start..<end)
    }

    // MARK: Names

    /// The word before the sign: letters, digits and `_ - . / @`, beginning with a letter, at the line's start or behind
    /// a space or bracket.
    private func name(before sign: Int, mayFollowColon: Bool) -> (text: String, start: Int)? {
        var end = sign
        while end > 0, line[end - 1] == UInt8(ascii: " "), sign - end < 4 { end -= 1 }
        if end > 0, line[end - 1] == UInt8(ascii: "\"") || line[end - 1] == UInt8(ascii: "'") { return nil }
        var start = end
        while start > 0, Self.isNameByte(line[start - 1]) { start -= 1 }
        guard start < end, end - start <= MagicLimits.nameBytes, Self.isLetter(line[start]) else { return nil }
        if start > 0 {
            let before = line[start - 1]
            let isOpen = [
                UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"),
                UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ">"),
            ].contains(before)
            guard isOpen || (mayFollowColon && before == UInt8(ascii: ":")) else { return nil }
        }
        let text = String(decoding: line[start..<end], as: UTF8.self)
        guard let owner = owner(before: start) else { return (text, start) }
        return ("\(owner.text).\(text)", owner.start)
    }

    /// The data set of `valid_0's auc`.
    private func owner(before start: Int) -> (text: String, start: Int)? {
        guard start > 3, line[start - 1] == UInt8(ascii: " "), line[start - 2] == UInt8(ascii: "s"),
            line[start - 3] == UInt8(ascii: "'")
        else { return nil }
        let end = start - 3
        var first = end
        while first > 0, Self.isNameByte(line[first - 1]) { first -= 1 }
        guard first < end, Self.isLetter(line[first]) else { return nil }
        return (String(decoding: line[first..<end], as: UTF8.self), first)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (byte | 32 >= UInt8(ascii: "a") && byte | 32 <= UInt8(ascii: "z"))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte)
            || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "@")].contains(byte)
    }

    // MARK: Numbers

    private func number(at start: Int) -> (value: Double, isFractional: Bool, end: Int)? {
        var end = start
        if end < line.count, line[end] == UInt8(ascii: "-") || line[end] == UInt8(ascii: "+") { end += 1 }
        if let word = notFinite(at: end) {
            let isNegative = line[start] == UInt8(ascii: "-")
            return (isNegative ? -word.value : word.value, true, word.end)
        }
        let digits = end
        while end < line.count, Self.isDigit(line[end]) { end += 1 }
        var isFractional = false
        if end + 1 < line.count, line[end] == UInt8(ascii: "."), end > digits || Self.isDigit(line[end + 1]) {
            isFractional = true
            end += 1
            while end < line.count, Self.isDigit(line[end]) { end += 1 }
        }
        guard end > digits else { return nil }
        if end + 1 < line.count, line[end] | 32 == UInt8(ascii: "e") {
            var exponent = end + 1
            if line[exponent] == UInt8(ascii: "-") || line[exponent] == UInt8(ascii: "+") { exponent += 1 }
            let first = exponent
            while exponent < line.count, Self.isDigit(line[exponent]) { exponent += 1 }
            if exponent > first {
                isFractional = true
                end = exponent
            }
        }
        guard let value = Double(String(decoding: line[start..<end], as: UTF8.self)) else { return nil }
        return ratio(value, at: end) ?? (value, isFractional, end)
    }

    /// `9830/10000` as the share that it is.
    private func ratio(_ part: Double, at slash: Int) -> (value: Double, isFractional: Bool, end: Int)? {
        guard slash < line.count, line[slash] == UInt8(ascii: "/") else { return nil }
        var end = slash + 1
        while end < line.count, Self.isDigit(line[end]) { end += 1 }
        guard let whole = Double(String(decoding: line[(slash + 1)..<end], as: UTF8.self)), whole > 0, part <= whole
        else {
            return nil
        }
        return (part / whole, true, end)
    }

    private func notFinite(at start: Int) -> (value: Double, end: Int)? {
        for (word, value) in [("nan", Double.nan), ("infinity", .infinity), ("inf", .infinity)] {
            let end = start + word.utf8.count
            guard end <= line.count, line[start..<end].map({ $0 | 32 }).elementsEqual(word.utf8) else { continue }
            if end < line.count, Self.isNameByte(line[end]) { continue }
            return (value, end)
        }
        return nil
    }

    // MARK: What follows

    /// Where the number with its unit ends, and what follows; `nil` where the number is part of something else, such as
    /// a time, a version or a quantity with another unit.
    private func boundary(at number: Int) -> (end: Int, follower: MetricPair.Follower)? {
        var end = number
        for unit in ["%", "ms", "us", "s", "sec"] {
            let after = end + unit.utf8.count
            guard after <= line.count, line[end..<after].elementsEqual(unit.utf8) else { continue }
            if after < line.count, Self.isNameByte(line[after]) { continue }
            end = after
            break
        }
        // A percentage before a progress bar.
        if end > number, end < line.count, line[end] == UInt8(ascii: "|") { return nil }
        guard end < line.count else { return (end, .separator) }
        switch line[end] {
        case UInt8(ascii: ","):
            // Digits behind the comma are more of the number.
            return end + 1 < line.count && Self.isDigit(line[end + 1]) ? nil : (end, .separator)
        case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"),
            UInt8(ascii: "\t"):
            return (end, .separator)
        case UInt8(ascii: "."):
            return end + 1 == line.count || line[end + 1] == UInt8(ascii: " ") ? (end, .separator) : nil
        case UInt8(ascii: " "): return (end, follower(at: end))
        default: return nil
        }
    }

    /// What comes behind a space.
    private func follower(at space: Int) -> MetricPair.Follower {
        var start = space
        while start < line.count, line[start] == UInt8(ascii: " ") { start += 1 }
        guard start < line.count, start == space + 1, Self.isLetter(line[start]) else { return .separator }
        var end = start
        while end < line.count, Self.isNameByte(line[end]) { end += 1 }
        while end < line.count, line[end] == UInt8(ascii: " ") { end += 1 }
        // Another pair, or another word.
        let isPair = end < line.count && (line[end] == UInt8(ascii: "=") || line[end] == UInt8(ascii: ":"))
        return isPair ? .separator : .word
    }
}
