import RoostJSON

/// What must be free on an agent's machine before it gets an item.
public struct Needs: Sendable, Hashable {
    public var cpus: Double
    public var memoryBytes: Int64
    public var gpus: Int

    public init(cpus: Double = 0, memoryBytes: Int64 = 0, gpus: Int = 0) {
        self.cpus = cpus
        self.memoryBytes = memoryBytes
        self.gpus = gpus
    }

    /// Reads `{"cpus":2,"memory":"4Gi","gpus":1}` (or `memory_bytes`); what is missing is 0.
    ///
    /// - Throws: ``QueueError/invalid(path:value:expected:)`` with a path that begins with `path`.
    public init(json: JSON, path: String = "needs") throws(QueueError) {
        self.init()
        guard let members = json.objectValue else {
            throw .invalid(path: path, value: json, expected: "an object such as {\"cpus\": 2, \"gpus\": 1}")
        }
        for (name, value) in members {
            let path = "\(path).\(name)"
            switch name {
            case "cpus":
                guard let count = value.doubleValue, count >= 0, count <= 1e6 else {
                    throw .invalid(path: path, value: value, expected: "a number from 0 to 1000000")
                }
                // Kept in thousandths, so that equal needs are equal.
                cpus = (count * 1_000).rounded() / 1_000
            case "memory_bytes", "memory":
                guard let size = value.intValue ?? value.stringValue.flatMap(MemorySize.parse),
                    (0...(1 << 60)).contains(size)
                else { throw .invalid(path: path, value: value, expected: "bytes, or a size such as \"4Gi\"") }
                memoryBytes = size
            case "gpus":
                guard let count = value.intValue, (0...1_000_000).contains(count) else {
                    throw .invalid(path: path, value: value, expected: "a whole number from 0 to 1000000")
                }
                gpus = Int(count)
            default: throw .invalid(path: path, value: value, expected: "one of cpus, memory, memory_bytes, gpus")
            }
        }
    }

    public var json: JSON {
        ["cpus": .number(cpus), "memory_bytes": .int(memoryBytes), "gpus": .int(Int64(gpus))]
    }

    /// Whether so much is there.
    public func fits(in capacity: Capacity) -> Bool {
        cpus <= capacity.cpus + 1e-9 && memoryBytes <= capacity.memoryBytes && gpus <= capacity.gpus
    }
}

/// What a machine has, or has free.
public struct Capacity: Sendable, Hashable {
    /// How many jobs; `nil` for any number.
    public var jobs: Int?
    public var cpus: Double
    public var memoryBytes: Int64
    public var gpus: Int

    public init(jobs: Int? = nil, cpus: Double = 0, memoryBytes: Int64 = 0, gpus: Int = 0) {
        self.jobs = jobs
        self.cpus = cpus
        self.memoryBytes = memoryBytes
        self.gpus = gpus
    }

    /// A machine of which nothing is known, so that nothing is held back from it.
    public static let unknown = Capacity(cpus: .infinity, memoryBytes: .max, gpus: .max)

    /// Whether one more job of these needs fits.
    public func holds(_ needs: Needs) -> Bool { jobs.map { $0 > 0 } ?? true && needs.fits(in: self) }

    /// What is left when a job of these needs has begun.
    public mutating func take(_ needs: Needs) {
        if let jobs { self.jobs = jobs - 1 }
        cpus -= needs.cpus
        if memoryBytes != .max { memoryBytes -= needs.memoryBytes }
        if gpus != .max { gpus -= needs.gpus }
    }
}

/// Sizes of memory as people write them.
public enum MemorySize {
    private static let units: [(String, Int64)] = [
        ("Ki", 1 << 10), ("Mi", 1 << 20), ("Gi", 1 << 30), ("Ti", 1 << 40), ("Pi", 1 << 50), ("K", 1_000),
        ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000), ("P", 1_000_000_000_000_000), ("", 1),
    ]

    /// Bytes of `512`, `4Gi`, `1.5G`, `4GiB`; `nil` when the text is no size.
    public static func parse(_ text: String) -> Int64? {
        let trimmed = text.hasSuffix("B") ? text.dropLast() : text[...]
        for (unit, factor) in units where trimmed.hasSuffix(unit) {
            guard let number = Double(trimmed.dropLast(unit.count)), number >= 0, number.isFinite else { return nil }
            return Int64(exactly: (number * Double(factor)).rounded())
        }
        return nil
    }

    /// The size in the largest unit that it is a whole number of, such as `4Gi`.
    public static func text(_ bytes: Int64) -> String {
        for (unit, factor) in units.prefix(5).reversed() where bytes > 0 && bytes % factor == 0 {
            return "\(bytes / factor)\(unit)"
        }
        return "\(bytes)"
    }

    /// The size for people to read, in the largest unit that it reaches, to a tenth: `23.5Gi`.
    public static func short(_ bytes: Int64) -> String {
        for (unit, factor) in units.prefix(5).reversed() where bytes >= factor {
            let tenths = (Double(bytes) / Double(factor) * 10).rounded()
            return tenths.truncatingRemainder(dividingBy: 10) == 0
                ? "\(Int64(tenths / 10))\(unit)" : "\(tenths / 10)\(unit)"
        }
        return "\(bytes)"
    }
}
