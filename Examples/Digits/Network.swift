/// A network with one hidden layer, trained by gradient descent.
struct Network {
    let inputs: Int
    let hidden: Int
    let classes: Int
    /// `hidden` rows of `inputs` weights and a bias.
    private var first: [Float]
    /// `classes` rows of `hidden` weights and a bias.
    private var second: [Float]

    init(inputs: Int, hidden: Int, classes: Int, using generator: inout some RandomNumberGenerator) {
        self.inputs = inputs
        self.hidden = hidden
        self.classes = classes
        let scale = 1 / Float(inputs).squareRoot()
        first = (0..<hidden * (inputs + 1)).map { _ in .random(in: -scale...scale, using: &generator) }
        second = (0..<classes * (hidden + 1)).map { _ in .random(in: -0.1...0.1, using: &generator) }
    }

    var weights: [Float] { first + second }

    /// The chances of the classes.
    func chances(_ input: [Float]) -> [Float] { output(activations(input)) }

    /// Learns one example.
    ///
    /// - Returns: its loss before.
    mutating func learn(_ input: [Float], _ label: Int, rate: Float) -> Float {
        let activations = activations(input)
        var errors = output(activations)
        let loss = -logarithm(max(errors[label], 1e-7))
        errors[label] -= 1
        var passed = [Float](repeating: 0, count: hidden)
        for row in 0..<classes {
            let start = row * (hidden + 1)
            for column in 0..<hidden {
                passed[column] += errors[row] * second[start + column]
                second[start + column] -= rate * errors[row] * activations[column]
            }
            second[start + hidden] -= rate * errors[row]
        }
        for row in 0..<hidden where activations[row] > 0 {
            let start = row * (inputs + 1)
            for column in 0..<inputs { first[start + column] -= rate * passed[row] * input[column] }
            first[start + inputs] -= rate * passed[row]
        }
        return loss
    }

    private func activations(_ input: [Float]) -> [Float] {
        (0..<hidden).map { row in
            let start = row * (inputs + 1)
            var sum = first[start + inputs]
            for column in 0..<inputs { sum += first[start + column] * input[column] }
            return max(0, sum)
        }
    }

    private func output(_ activations: [Float]) -> [Float] {
        var scores = (0..<classes).map { row in
            let start = row * (hidden + 1)
            var sum = second[start + hidden]
            for column in 0..<hidden { sum += second[start + column] * activations[column] }
            return sum
        }
        let largest = scores.max() ?? 0
        for index in scores.indices { scores[index] = exponential(scores[index] - largest) }
        let sum = scores.reduce(0, +)
        return scores.map { $0 / sum }
    }
}
