import Foundation

func exponential(_ value: Float) -> Float { Float(exp(Double(value))) }
func logarithm(_ value: Float) -> Float { Float(log(Double(value))) }

/// A handwritten digit of 8 by 8 pixels, from 0 to 1.
struct Digit {
    let pixels: [Float]
    let label: Int

    /// Reads lines of 64 numbers from 0 to 16 and the digit.
    static func read(_ path: String) throws -> [Digit] {
        try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).compactMap { line in
            let numbers = line.split(separator: ",").compactMap { Int($0) }
            guard numbers.count == 65 else { return nil }
            return Digit(pixels: numbers[..<64].map { Float($0) / 16 }, label: numbers[64])
        }
    }
}
