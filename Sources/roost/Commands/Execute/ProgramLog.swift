import Foundation
import RoostJSON
import RoostLog

/// The transaction log of a tracking client inside a program.
enum ProgramLog {
    /// The numbers of the records that hold config: changes, and the run itself.
    private static let wanted: Set<Int> = [5, 17]

    /// The config that the client has written, each value wrapped as servers hold it, as far as the log can be read.
    ///
    /// - Parameter directory: the client's run directory.
    static func config(in directory: String) -> JSONObject {
        var values: JSONObject = [:]
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        guard let name = names.first(where: { $0.hasPrefix("run-") && $0.hasSuffix(".wandb") }) else { return [:] }
        do throws(LogError) {
            var reader = try LogReader(path: directory + "/" + name)
            while case .record(let payload) = try reader.next() {
                guard isWanted(payload.bytes) else { continue }
                let record = try payload.record()
                apply(record.run.config, to: &values)
                apply(record.config, to: &values)
            }
        } catch {
            // What comes before the fault counts.
        }
        return values.mapValues { ["value": $0] }
    }

    private static func isWanted(_ record: [UInt8]) -> Bool {
        var cursor = WireCursor(record.span)
        while let field = cursor.next() {
            if wanted.contains(field.number) { return true }
        }
        return false
    }

    private static func apply(_ change: LogConfigRecord, to values: inout JSONObject) {
        for item in change.update {
            let path = item.nestedKey.isEmpty ? [item.key] : item.nestedKey
            guard path.first != "_wandb", let value = try? JSON(parsing: item.valueJson) else { continue }
            set(value, at: path[...], in: &values)
        }
        for item in change.remove where item.nestedKey.count <= 1 {
            values[item.nestedKey.first ?? item.key] = nil
        }
    }

    private static func set(_ value: JSON, at path: ArraySlice<String>, in members: inout JSONObject) {
        guard let key = path.first else { return }
        guard path.count > 1 else {
            members[key] = value
            return
        }
        var inner = members[key]?.objectValue ?? [:]
        set(value, at: path.dropFirst(), in: &inner)
        members[key] = .object(inner)
    }
}
