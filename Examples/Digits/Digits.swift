import Roost

/// Trains a small network on the handwritten digits of a CSV file, and logs how it goes.
@main
enum Digits {
    static func main() async throws {
        let digits = try Digit.read(CommandLine.arguments.dropFirst().first ?? "digits.csv")
        let (training, test) = (digits.prefix(digits.count * 3 / 4), digits.suffix(digits.count / 4))
        let rate: Float = 0.02
        let run = try await Run(
            project: "digits", config: ["rate": rate, "hidden": 32, "epochs": 20, "examples": digits.count],
            saveCode: true)
        try run.defineMetric("test/*", stepMetric: "epoch", summary: [.last, .max])

        var generator = SystemRandomNumberGenerator()
        var network = Network(inputs: 64, hidden: 32, classes: 10, using: &generator)
        for epoch in 1...20 {
            var sum: Float = 0
            for digit in training.shuffled(using: &generator) {
                let loss = network.learn(digit.pixels, digit.label, rate: rate)
                run.log(["train/loss": loss])
                sum += loss
            }
            let right = test.filter { guess(network, $0) == $0.label }.count
            let accuracy = Double(right) / Double(test.count)
            run.log(["epoch": epoch, "test/accuracy": accuracy])
            print("epoch \(epoch): loss \(sum / Float(training.count)), accuracy \(accuracy)")
        }

        let samples = try test.prefix(8).map { digit in
            Image(
                try Pixels(fractions: digit.pixels.map(Double.init), width: 8),
                caption: "\(guess(network, digit)), is \(digit.label)")
        }
        run.log(["samples": samples, "weights": try Histogram(network.weights.map(Double.init), numBins: 32)])
        try await run.finish()
    }

    private static func guess(_ network: Network, _ digit: Digit) -> Int {
        let chances = network.chances(digit.pixels)
        return chances.indices.max { chances[$0] < chances[$1] } ?? 0
    }
}
