/// The graphics processors of AMD, as the kernel's driver shows them below `/sys/class/drm`.
///
/// For each, under `gpu.N.`: `gpu` and `memory` (busy, in percent), `memoryAllocated` (in percent),
/// `memoryAllocatedBytes`, `temp` (degrees Celsius), `powerWatts`, `powerPercent` (of its limit), `smClock` and
/// `memoryClock` (MHz).
struct AMDSampler: SystemSampler {
    private let cards: [AMDCard]

    /// - Parameter root: the folder that is `/sys` on a real machine.
    init(root: String) {
        cards = AMDCard.all(root: root)
    }

    var isEmpty: Bool { cards.isEmpty }

    func sample() -> [SystemMetric] {
        cards.enumerated().flatMap { index, card in
            card.numbers().map { SystemMetric("gpu.\(index).\($0.name)", $0.value) }
        }
    }
}

/// One graphics processor of AMD.
struct AMDCard: Sendable, Hashable {
    static let vendor = "0x1002"

    /// The folder of the device.
    let device: String
    /// The folder of its sensors.
    let sensors: String?

    static func all(root: String) -> [AMDCard] {
        let folder = "\(root)/class/drm"
        let cards = KernelFile.names(in: folder)
            .compactMap { name in
                name.hasPrefix("card") ? Int(name.dropFirst(4)) : nil
            }
            .sorted()
        return cards.prefix(SystemLimits.gpus).compactMap { number in
            let device = "\(folder)/card\(number)/device"
            guard KernelFile.text("\(device)/vendor")?.hasPrefix(vendor) == true else { return nil }
            let sensors = KernelFile.names(in: "\(device)/hwmon").first { $0.hasPrefix("hwmon") }
            return AMDCard(device: device, sensors: sensors.map { "\(device)/hwmon/\($0)" })
        }
    }

    func numbers() -> [(name: String, value: Double)] {
        var numbers: [(name: String, value: Double)] = []
        func add(_ name: String, _ value: Double?) {
            if let value { numbers.append((name, value)) }
        }
        add("gpu", KernelFile.number("\(device)/gpu_busy_percent"))
        add("memory", KernelFile.number("\(device)/mem_busy_percent"))
        if let used = KernelFile.number("\(device)/mem_info_vram_used"), let total = totalMemory, total > 0 {
            add("memoryAllocated", used / total * 100)
            add("memoryAllocatedBytes", used)
        }
        guard let sensors else { return numbers }
        add("temp", KernelFile.number("\(sensors)/temp1_input").map { $0 / 1000 })
        let power = KernelFile.number("\(sensors)/power1_average") ?? KernelFile.number("\(sensors)/power1_input")
        add("powerWatts", power.map { $0 / 1_000_000 })
        if let power, let limit = KernelFile.number("\(sensors)/power1_cap"), limit > 0 {
            add("powerPercent", power / limit * 100)
        }
        add("smClock", KernelFile.number("\(sensors)/freq1_input").map { $0 / 1_000_000 })
        add("memoryClock", KernelFile.number("\(sensors)/freq2_input").map { $0 / 1_000_000 })
        return numbers
    }

    /// In bytes.
    var totalMemory: Double? { KernelFile.number("\(device)/mem_info_vram_total") }

    /// What the driver or the firmware calls the product.
    var name: String {
        let text = KernelFile.text("\(device)/product_name") ?? ""
        let line = text.split(separator: "\n").first.map(String.init) ?? ""
        return line.isEmpty ? "AMD GPU" : line
    }

    /// The number that is unique to the device.
    var uniqueID: String? {
        KernelFile.lines("\(device)/unique_id").first.map(String.init)
    }
}
