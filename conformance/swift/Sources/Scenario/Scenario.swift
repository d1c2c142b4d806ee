import Foundation
import Roost
import RoostJSON

/// Runs a scenario: a JSON list of steps, as the conformance tests write them. What the steps see goes to another file
/// as a JSON list with one value for each step.
///
///     Scenario STEPS.json SEEN.json
@main
enum Scenario {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let steps = try JSON(parsing: Array(try Data(contentsOf: URL(filePath: arguments[1])))).arrayValue ?? []
        var player = Player()
        for step in steps {
            guard let (name, parameters) = step.objectValue?.elements.first else { continue }
            do {
                player.seen.append(try await player.play(name, parameters))
            } catch {
                player.seen.append([
                    "error": .string("\(type(of: error))"), "message": .string("\(error)"),
                ])
            }
            try Data(JSON.array(player.seen).text.utf8).write(to: URL(filePath: arguments[2]))
        }
    }
}
