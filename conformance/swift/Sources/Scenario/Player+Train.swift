import Foundation
import Roost
import RoostJSON

extension Player {
    /// Logs row after row, with media, tables, files, console lines, config and summary among them, until the file `stop`
    /// appears. The number of each row goes to the file `acknowledged` when all calls for it have returned: eight bytes a
    /// row, seven digits and a newline.
    ///
    /// - Returns: how many rows there are.
    static func train(_ run: Run, _ step: JSON) async throws -> JSON {
        func path(_ name: String) -> String { step[name]?.stringValue ?? "" }
        let acknowledged = try Self.file(path("acknowledged"))
        let live = try Self.file("live.txt")
        try Data("late".utf8).write(to: URL(filePath: "late.txt"))
        try run.save("late.txt", policy: .end)
        try run.save("live.txt", policy: .live)
        var row = 0
        while !FileManager.default.fileExists(atPath: path("stop")) {
            try run.log(contentsOf: values(row, image: path("image")))
            if row % 8 == 3 { print("line \(row)") }
            if row % 32 == 7 { FileHandle.standardError.write(Data("error \(row)\n".utf8)) }
            if row % 40 == 1 { print("progress\rat \(row)...\n", terminator: "") }
            if row % 50 == 20 { try run.config.update(["progress": row], allowValChange: true) }
            if row % 50 == 30 { run.summary["by hand"] = row }
            if row % 60 == 10 {
                let text = String(repeating: "saved \(row)\n", count: row % 120 == 10 ? 1 : 30_000)
                try Data(text.utf8).write(to: URL(filePath: "saved-\(row).txt"))
                try run.save("saved-\(row).txt", policy: .now)
            }
            if row % 70 == 0 { live.write(Data("live \(row)\n".utf8)) }
            acknowledged.write(Data(String(format: "%07d\n", row).utf8))
            row += 1
            // Rows come in bursts.
            if row % 4 == 0 { try await Task.sleep(for: .milliseconds(step["pause_ms"]?.intValue ?? 4)) }
        }
        return .int(Int64(row))
    }

    private static func file(_ path: String) throws -> FileHandle {
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        return try FileHandle(forWritingTo: URL(filePath: path))
    }

    private static func values(_ row: Int, image: String) throws -> [(key: String, value: any RunValueConvertible)] {
        var values: [(key: String, value: any RunValueConvertible)] = [
            (key: "i", value: row), (key: "half", value: Double(row) / 2), (key: "text", value: "row \(row)"),
        ]
        if row % 30 == 5 { values.append((key: "picture", value: try Image(path: image))) }
        if row % 150 == 9 {
            var table = try Table(columns: ["row"])
            try table.append([.value(.int(Int64(row)))])
            values.append((key: "table", value: table))
        }
        return values
    }
}
