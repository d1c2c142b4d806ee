/// Where a line says which step it is about: `Epoch 3/10`, `Step [100/600]`, `iteration 5`, or `[10]` at its start.
struct StepMarker: Sendable, Hashable {
    /// `epoch`, `step`, `iteration`…
    let name: String
    let step: Int64
    /// Whether the whole line says nothing else.
    let isAlone: Bool

    private static let words = ["epoch", "step", "iteration", "iter", "update", "episode", "global_step"]

    /// The markers of a line, the first of each name.
    static func all(in line: [UInt8]) -> [StepMarker] {
        let text = String(decoding: line, as: UTF8.self)
        var found: [StepMarker] = []
        if let marker = boosted(text) { found.append(marker) }
        let lower = text.lowercased()
        for word in words {
            guard let marker = marker(word, in: lower), !found.contains(where: { $0.name == marker.name }) else {
                continue
            }
            found.append(marker)
        }
        return found
    }

    /// `[10]` before a tab or a space, as gradient boosting counts its rounds.
    private static func boosted(_ text: String) -> StepMarker? {
        guard text.hasPrefix("["), let end = text.firstIndex(of: "]"),
            let step = Int64(text[text.index(after: text.startIndex)..<end]),
            let next = text[text.index(after: end)...].first, next == "\t" || next == " "
        else { return nil }
        return StepMarker(name: "iteration", step: step, isAlone: false)
    }

    private static func marker(_ word: String, in text: String) -> StepMarker? {
        for place in text.ranges(of: word) {
            if place.lowerBound > text.startIndex {
                let before = text[text.index(before: place.lowerBound)]
                if before.isLetter || before.isNumber || "_-./".contains(before) { continue }
            }
            let behind = text[place.upperBound...]
            let gap = behind.prefix { " :=[#(".contains($0) }
            let digits = behind[gap.endIndex...].prefix { $0.isASCII && $0.isNumber }
            guard !gap.isEmpty, gap.count <= 6, let step = Int64(digits) else { continue }
            let rest = text[digits.endIndex...]
            // Not a decimal, a time or a word with digits.
            if let next = rest.first, next.isLetter || next == "_" { continue }
            if rest.first == ".", rest.dropFirst().first?.isNumber == true { continue }
            if rest.first == ":", rest.dropFirst().first?.isNumber == true { continue }
            let isAlone = place.lowerBound == text.startIndex && rest.allSatisfy { $0.isNumber || "/ ].:".contains($0) }
            return StepMarker(name: word == "iter" ? "iteration" : word, step: step, isAlone: isAlone)
        }
        return nil
    }
}
