import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The machine: its processors, memory and operating system.
public struct HostFacts: Sendable, Hashable {
    /// Such as `Linux-6.1.0-18-amd64-x86_64`.
    public let system: String
    /// The name of the machine in its network.
    public let name: String
    /// Cores.
    public let cpuCount: Int
    /// Processors as the system sees them, of which a core may have several.
    public let logicalCPUCount: Int
    /// The product, such as `AMD EPYC 7B13`; `nil` where the kernel does not tell it.
    public let cpuModel: String?
    /// All of the memory, in bytes.
    public let memoryBytes: UInt64

    /// Looks now; the processors and the memory are read below `procRoot`.
    public init(procRoot: String = "/proc") {
        var names = utsname()
        uname(&names)
        let text = [Self.text(of: names.sysname), Self.text(of: names.release), Self.text(of: names.machine)]
        system = text.joined(separator: "-")
        name = Self.text(of: names.nodename)
        let processors = Self.processors(KernelFile.lines("\(procRoot)/cpuinfo"))
        logicalCPUCount = processors.isEmpty ? ProcessInfo.processInfo.processorCount : processors.count
        let cores = Set(processors.compactMap { one in one["core id"].map { [one["physical id"] ?? "0", $0] } })
        cpuCount = cores.isEmpty ? logicalCPUCount : cores.count
        cpuModel = processors.lazy.compactMap { $0["model name"] }.first.map(String.init)
        let total = KernelFile.lines("\(procRoot)/meminfo").first { $0.hasPrefix("MemTotal:") }
        memoryBytes =
            total.flatMap { KernelFile.numbers($0).first }.map { UInt64($0 * 1024) }
            ?? ProcessInfo.processInfo.physicalMemory
    }

    /// The paragraphs of `/proc/cpuinfo`, each as its members.
    private static func processors(_ lines: [Substring]) -> [[Substring: Substring]] {
        var found: [[Substring: Substring]] = []
        for line in lines {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard let key = parts.first.map({ $0.prefix { $0 != "\t" } }) else { continue }
            if key == "processor" { found.append([:]) }
            guard !found.isEmpty, parts.count == 2 else { continue }
            found[found.count - 1][key] = parts[1].drop { $0 == " " }
        }
        return found
    }

    private static func text<Field>(of field: Field) -> String {
        withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
