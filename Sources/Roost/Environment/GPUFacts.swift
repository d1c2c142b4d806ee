/// The graphics processors of the machine.
public struct GPUFacts: Sendable, Hashable {
    /// One graphics processor.
    public struct Device: Sendable, Hashable {
        /// The product, such as `NVIDIA H100 80GB HBM3`.
        public let name: String
        /// All of its memory, in bytes.
        public let memoryBytes: UInt64
        /// The cores of all its multiprocessors; `nil` for another maker's device.
        public let cudaCores: Int?
        /// Such as `Hopper`.
        public let architecture: String?
        /// What is unique to the device.
        public let id: String?
    }

    /// NVIDIA's, as its management library tells them; empty without its driver.
    public let nvidia: [Device]
    /// AMD's, as the kernel tells them.
    public let amd: [Device]
    /// The newest CUDA that the driver runs, such as `12.4`.
    public let cudaVersion: String?

    /// The names of NVIDIA's architectures by the numbers of its library.
    private static let architectures = [
        2: "Kepler", 3: "Maxwell", 4: "Pascal", 5: "Volta", 6: "Turing", 7: "Ampere", 8: "Ada", 9: "Hopper",
        10: "Blackwell",
    ]

    /// Looks now; a machine without such devices has empty lists.
    public init(roots: SystemProbe.Roots = .init()) {
        let library = NVMLLibrary(names: roots.nvml)
        cudaVersion = library?.cudaVersion
        nvidia =
            library.map { library in
                library.devices.map { device in
                    let architecture = library.number("nvmlDeviceGetArchitecture", device)
                    return Device(
                        name: library.text("nvmlDeviceGetName", device) ?? "NVIDIA GPU",
                        memoryBytes: library.memory(device)?.total ?? 0,
                        cudaCores: library.number("nvmlDeviceGetNumGpuCores", device).map { Int($0) },
                        architecture: architecture.flatMap { Self.architectures[Int($0)] },
                        id: library.text("nvmlDeviceGetUUID", device))
                }
            } ?? []
        amd = AMDCard.all(root: roots.sys).map { card in
            Device(
                name: card.name, memoryBytes: UInt64(card.totalMemory ?? 0), cudaCores: nil, architecture: nil,
                id: card.uniqueID)
        }
    }
}
