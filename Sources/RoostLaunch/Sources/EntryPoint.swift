import Foundation
import RoostJSON

/// The program of a job and its first arguments, as words that no shell reads.
struct EntryPoint: Sendable, Hashable {
    var words: [String]

    /// - Parameter words: as jobs have them: a single word with spaces is a command line of plain words, and a first word
    ///   such as `pythonCPython 3.11` is the interpreter of that version.
    init(_ words: [String]) {
        var words = words
        if let first = words.first, first.contains(" ") {
            if let interpreter = Self.interpreter(first) {
                words[0] = interpreter
            } else if words.count == 1 {
                words = first.split(separator: " ").map(String.init)
            }
        }
        self.words = words
    }

    /// `python3.11` for what the official client writes as `pythonCPython 3.11`.
    private static func interpreter(_ word: String) -> String? {
        guard word.hasPrefix("python"), let last = word.split(separator: " ").last, word.contains("Python ") else {
            return nil
        }
        return PythonVersion(String(last)).map { "python\($0)" }
    }

    /// The version of Python that the first word names.
    var pythonVersion: PythonVersion? {
        guard isPython, let name = words.first?.split(separator: "/").last else { return nil }
        return PythonVersion(String(name.dropFirst("python".count)))
    }

    /// Whether the program is a Python interpreter.
    var isPython: Bool {
        guard let name = words.first?.split(separator: "/").last, name.hasPrefix("python") else { return false }
        return name.dropFirst("python".count).allSatisfy { $0.isNumber || $0 == "." }
    }

    /// The file that the program reads or is: the first word that ends like one.
    var file: String? {
        words.first { word in [".py", ".sh", ".ipynb"].contains { word.hasSuffix($0) } }
    }

    /// What is run of a source that names no program: `main.py`, `train.py` or `main.sh`, else the Swift package.
    static func usual(in directory: String) -> EntryPoint? {
        let usual = [["python", "main.py"], ["python", "train.py"], ["bash", "main.sh"]]
        for words in usual where SmallFile.exists(directory + "/" + words[1]) { return EntryPoint(words) }
        return SmallFile.exists(directory + "/Package.swift") ? EntryPoint(["swift", "run"]) : nil
    }
}

/// A version of Python as far as environments tell them apart: `3.11`.
struct PythonVersion: Sendable, Hashable, CustomStringConvertible {
    let major: Int
    let minor: Int?

    /// Reads `3`, `3.11`, `3.11.7` and `CPython 3.11.7`.
    init?(_ text: String) {
        guard let last = text.split(separator: " ").last else { return nil }
        let numbers = last.split(separator: ".").prefix(2).map { Int($0) }
        guard let first = numbers.first, let major = first, major > 0, !numbers.contains(nil) else { return nil }
        self.major = major
        minor = numbers.count > 1 ? numbers[1] : nil
    }

    var description: String { minor.map { "\(major).\($0)" } ?? "\(major)" }
}
