import Foundation

/// The processes that descend from one, as the kernel shows them.
enum ProcessTree {
    /// All descendants of a process, in no order. Empty where the kernel does not show processes as files.
    static func descendants(of root: pid_t) -> [pid_t] {
        var children: [pid_t: [pid_t]] = [:]
        for pid in all() {
            if let parent = parent(of: pid) { children[parent, default: []].append(pid) }
        }
        var found: [pid_t] = []
        var open = children[root] ?? []
        while let pid = open.popLast() {
            found.append(pid)
            open += children[pid] ?? []
        }
        return found
    }

    /// The processes whose variables carry a job's mark. They are found also when their parents are gone.
    static func marked(_ directory: String) -> [pid_t] {
        let mark = Array("\(JobMarker.variable)=\(directory)\0".utf8)
        let own = getpid()
        return all().filter { pid in
            guard pid != own, let bytes = FileManager.default.contents(atPath: "/proc/\(pid)/environ") else {
                return false
            }
            return bytes.range(of: Data(mark)) != nil
        }
    }

    /// Sends a signal to processes; those that are gone already do not matter.
    static func signal(_ signal: Int32, to processes: [pid_t]) {
        for pid in processes where pid > 1 { kill(pid, signal) }
    }

    private static func all() -> [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
    }

    private static func parent(of pid: pid_t) -> pid_t? {
        guard let bytes = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
        // The program's name, in parentheses, may hold anything.
        let text = String(decoding: bytes, as: UTF8.self)
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        return fields.count > 1 ? pid_t(fields[1]) : nil
    }
}

/// The variable by which the processes of a job are known.
enum JobMarker {
    static let variable = "ROOST_LAUNCH_JOB"
}
