import Foundation

let arguments = Array(CommandLine.arguments.dropFirst())
let sets = arguments.filter { ["simulation", "queue"].contains($0) }
let binary = arguments.first { $0.contains("/") } ?? ".build/release/roost"
if sets.isEmpty || sets.contains("simulation") { SimulationBench.run() }
if sets.isEmpty || sets.contains("queue") { try QueueBench(binary: binary).run() }
