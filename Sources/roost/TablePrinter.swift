import Foundation
import RoostServer

/// Prints every list of every command, as a table for people or as JSON for programs.
struct TablePrinter {
    private let reply: AdminReply

    init(_ reply: AdminReply) {
        self.reply = reply
    }

    func print(asJSON: Bool) {
        Swift.print(asJSON ? jsonText : tableText)
    }

    private var jsonText: String {
        let objects = reply.rows.map { Dictionary(zip(reply.columns, $0), uniquingKeysWith: { $1 }) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(objects)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    private var tableText: String {
        let lines = [reply.columns.map { $0.uppercased() }] + reply.rows
        let widths = reply.columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).enumerated().map { index, cell in
                // The last column needs no padding.
                index == widths.count - 1 ? cell.0 : cell.0.padding(toLength: cell.1, withPad: " ", startingAt: 0)
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
