/// The graphics processors of NVIDIA.
///
/// For each, under `gpu.N.` and, when the run's process computes on it, also under `gpu.process.N.`: `gpu` and
/// `memory` (busy, in percent), `memoryAllocated` (in percent), `memoryAllocatedBytes`, `temp` (degrees Celsius),
/// `powerWatts`, `enforcedPowerLimitWatts`, `powerPercent`, `smClock`, `memoryClock`, `graphicsClock` (MHz),
/// `fanSpeed` and `encoderUtilization` (in percent), `energyJoules` (since the driver was loaded), `pcieTxBytes` and
/// `pcieRxBytes` (a second), `correctedMemoryErrors`, `uncorrectedMemoryErrors`. What a device does not tell is left
/// out.
struct NVIDIASampler: SystemSampler {
    private let library: NVMLLibrary
    private let devices: [NVMLLibrary.Device]
    private let pid: Int

    init(library: NVMLLibrary, pid: Int) {
        self.library = library
        self.pid = pid
        devices = library.devices
    }

    func sample() -> [SystemMetric] {
        devices.enumerated().flatMap { index, device in
            let numbers = numbers(of: device)
            var metrics = numbers.map { SystemMetric("gpu.\(index).\($0.name)", $0.value) }
            if library.processes(device).contains(pid) {
                metrics += numbers.map { SystemMetric("gpu.process.\(index).\($0.name)", $0.value) }
            }
            return metrics
        }
    }

    private func numbers(of device: NVMLLibrary.Device) -> [(name: String, value: Double)] {
        var numbers: [(name: String, value: Double)] = []
        func add(_ name: String, _ value: Double?, times factor: Double = 1) {
            if let value { numbers.append((name, value * factor)) }
        }
        let busy = library.utilization(device)
        add("gpu", busy.map { Double($0.gpu) })
        add("memory", busy.map { Double($0.memory) })
        if let memory = library.memory(device), memory.total > 0 {
            add("memoryAllocated", Double(memory.used) / Double(memory.total) * 100)
            add("memoryAllocatedBytes", Double(memory.used))
        }
        add("temp", library.number("nvmlDeviceGetTemperature", device, kind: 0))
        let power = library.number("nvmlDeviceGetPowerUsage", device)
        let limit = library.number("nvmlDeviceGetEnforcedPowerLimit", device)
        add("powerWatts", power, times: 0.001)
        add("enforcedPowerLimitWatts", limit, times: 0.001)
        if let power, let limit, limit > 0 { add("powerPercent", power / limit * 100) }
        add("graphicsClock", library.number("nvmlDeviceGetClockInfo", device, kind: 0))
        add("smClock", library.number("nvmlDeviceGetClockInfo", device, kind: 1))
        add("memoryClock", library.number("nvmlDeviceGetClockInfo", device, kind: 2))
        add("fanSpeed", library.number("nvmlDeviceGetFanSpeed", device))
        add("encoderUtilization", library.encoderUtilization(device))
        add("energyJoules", library.wideNumber("nvmlDeviceGetTotalEnergyConsumption", device), times: 0.001)
        add("pcieTxBytes", library.number("nvmlDeviceGetPcieThroughput", device, kind: 0), times: 1024)
        add("pcieRxBytes", library.number("nvmlDeviceGetPcieThroughput", device, kind: 1), times: 1024)
        add("correctedMemoryErrors", library.memoryErrors(device, corrected: true))
        add("uncorrectedMemoryErrors", library.memoryErrors(device, corrected: false))
        return numbers
    }
}
