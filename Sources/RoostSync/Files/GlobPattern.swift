/// A pattern of file names or run ids: `*` and `?` stand for any characters and any one character, `[a-z]` for one of
/// a set. `*` also crosses slashes.
public struct GlobPattern: Sendable, Hashable {
    private let pattern: [Character]

    public init(_ pattern: String) {
        self.pattern = Array(pattern)
    }

    /// Whether the whole text fits.
    public func matches(_ text: String) -> Bool {
        let text = Array(text)
        var place = 0
        var index = 0
        // Where to go on when what follows the last star does not fit.
        var star: (place: Int, index: Int)?
        while index < text.count {
            if place < pattern.count, pattern[place] == "*" {
                star = (place, index)
                place += 1
            } else if let next = step(place, text[index]) {
                place = next
                index += 1
            } else if let last = star {
                star = (last.place, last.index + 1)
                place = last.place + 1
                index = last.index + 1
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }

    /// The place behind the element at `place`, if that fits the character.
    private func step(_ place: Int, _ character: Character) -> Int? {
        guard place < pattern.count else { return nil }
        switch pattern[place] {
        case "?": return place + 1
        case "[":
            guard let end = pattern[place...].dropFirst(2).firstIndex(of: "]") else { fallthrough }
            return contains(pattern[(place + 1)..<end], character) ? end + 1 : nil
        default: return pattern[place] == character ? place + 1 : nil
        }
    }

    private func contains(_ set: ArraySlice<Character>, _ character: Character) -> Bool {
        let isNegated = set.first == "!" || set.first == "^"
        let members = isNegated ? set.dropFirst() : set
        var index = members.startIndex
        var isFound = false
        while index < members.endIndex {
            if index + 2 < members.endIndex, members[index + 1] == "-" {
                isFound = isFound || (members[index] <= character && character <= members[index + 2])
                index += 3
            } else {
                isFound = isFound || members[index] == character
                index += 1
            }
        }
        return isFound != isNegated
    }
}
