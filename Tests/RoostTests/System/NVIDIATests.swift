import Foundation
import Testing

@testable import Roost

/// A library with the functions of NVIDIA's, made for the test by the C compiler of the machine.
@Suite(.enabled(if: FakeNVML.compiler != nil)) struct NVIDIATests {
    private let scratch: ScratchDirectory
    private let path: String

    init() throws {
        scratch = try ScratchDirectory()
        path = try FakeNVML.build(in: scratch)
    }

    @Test func measuresDevicesAndTheProcess() throws {
        let library = try #require(NVMLLibrary(names: ["/no/such/library.so", path]))
        let metrics = NVIDIASampler(library: library, pid: 4711).sample()
        let first = metrics.filter { $0.key.hasPrefix("gpu.0.") }
        #expect(
            first == [
                SystemMetric("gpu.0.gpu", 87), SystemMetric("gpu.0.memory", 41),
                SystemMetric("gpu.0.memoryAllocated", 25),
                SystemMetric("gpu.0.memoryAllocatedBytes", 2_147_483_648), SystemMetric("gpu.0.temp", 65),
                SystemMetric("gpu.0.powerWatts", 150), SystemMetric("gpu.0.enforcedPowerLimitWatts", 300),
                SystemMetric("gpu.0.powerPercent", 50), SystemMetric("gpu.0.graphicsClock", 1000),
                SystemMetric("gpu.0.smClock", 1001), SystemMetric("gpu.0.memoryClock", 1002),
                SystemMetric("gpu.0.encoderUtilization", 5), SystemMetric("gpu.0.energyJoules", 5_000_000.5),
                SystemMetric("gpu.0.pcieTxBytes", 2048), SystemMetric("gpu.0.pcieRxBytes", 3072),
                SystemMetric("gpu.0.correctedMemoryErrors", 2), SystemMetric("gpu.0.uncorrectedMemoryErrors", 1),
            ])
        // The process computes on the first device only.
        #expect(metrics.filter { $0.key.hasPrefix("gpu.process.0.") }.map(\.value) == first.map(\.value))
        #expect(metrics.filter { $0.key.hasPrefix("gpu.1.") }.map(\.key) == ["gpu.1.gpu", "gpu.1.memory"])
        #expect(!metrics.contains { $0.key.hasPrefix("gpu.process.1.") })
        #expect(metrics.count == 2 * first.count + 2)
    }

    @Test func tellsWhatTheDevicesAre() {
        let facts = GPUFacts(roots: .init(sys: scratch.path, nvml: [path]))
        #expect(facts.cudaVersion == "12.4")
        #expect(
            facts.nvidia == [
                .init(
                    name: "NVIDIA H100", memoryBytes: 8_589_934_592, cudaCores: 16_896, architecture: "Hopper",
                    id: "GPU-1234"),
                .init(name: "NVIDIA GPU", memoryBytes: 0, cudaCores: nil, architecture: nil, id: nil),
            ])
    }

    @Test func doesWithoutALibrary() {
        #expect(NVMLLibrary(names: ["/no/such/library.so"]) == nil)
        #expect(NVMLLibrary(names: []) == nil)
    }
}

/// Builds a library that knows two devices: one that tells everything but its fan, and one that tells little.
enum FakeNVML {
    static let compiler = ["/usr/bin/cc", "/usr/bin/clang", "/usr/bin/gcc"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    private struct CannotBuild: Error {}

    static func build(in scratch: ScratchDirectory) throws -> String {
        guard let compiler else { throw CannotBuild() }
        let library = "\(scratch.path)/libfake.so"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: compiler)
        process.arguments = ["-shared", "-fPIC", "-o", library, try scratch.file("nvml.c", source)]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CannotBuild() }
        return library
    }

    private static let source = """
        #include <string.h>
        typedef void *device;
        typedef unsigned long long wide;
        int nvmlInit_v2(void) { return 0; }
        int nvmlSystemGetCudaDriverVersion(int *v) { *v = 12040; return 0; }
        int nvmlDeviceGetCount_v2(unsigned *n) { *n = 2; return 0; }
        int nvmlDeviceGetHandleByIndex_v2(unsigned i, device *d) { *d = (device)(wide)(i + 100); return 0; }
        static int isFirst(device d) { return d == (device)100; }
        int nvmlDeviceGetName(device d, char *s, unsigned n) { if (!isFirst(d)) return 3; strncpy(s, "NVIDIA H100", n); return 0; }
        int nvmlDeviceGetUUID(device d, char *s, unsigned n) { if (!isFirst(d)) return 3; strncpy(s, "GPU-1234", n); return 0; }
        int nvmlDeviceGetArchitecture(device d, unsigned *v) { if (!isFirst(d)) return 3; *v = 9; return 0; }
        int nvmlDeviceGetNumGpuCores(device d, unsigned *v) { if (!isFirst(d)) return 3; *v = 16896; return 0; }
        int nvmlDeviceGetUtilizationRates(device d, unsigned *v) { v[0] = 87; v[1] = 41; return 0; }
        int nvmlDeviceGetMemoryInfo(device d, wide *v) {
          if (!isFirst(d)) return 3;
          v[0] = 8ull << 30; v[1] = 6ull << 30; v[2] = 2ull << 30; return 0;
        }
        int nvmlDeviceGetTemperature(device d, unsigned kind, unsigned *v) { if (!isFirst(d) || kind) return 3; *v = 65; return 0; }
        int nvmlDeviceGetPowerUsage(device d, unsigned *v) { if (!isFirst(d)) return 3; *v = 150000; return 0; }
        int nvmlDeviceGetEnforcedPowerLimit(device d, unsigned *v) { if (!isFirst(d)) return 3; *v = 300000; return 0; }
        int nvmlDeviceGetClockInfo(device d, unsigned kind, unsigned *v) { if (!isFirst(d)) return 3; *v = 1000 + kind; return 0; }
        int nvmlDeviceGetFanSpeed(device d, unsigned *v) { return 3; }
        int nvmlDeviceGetEncoderUtilization(device d, unsigned *v, unsigned *p) { if (!isFirst(d)) return 3; *v = 5; *p = 1; return 0; }
        int nvmlDeviceGetTotalEnergyConsumption(device d, wide *v) { if (!isFirst(d)) return 3; *v = 5000000500ull; return 0; }
        int nvmlDeviceGetPcieThroughput(device d, unsigned kind, unsigned *v) { if (!isFirst(d)) return 3; *v = 2 + kind; return 0; }
        int nvmlDeviceGetTotalEccErrors(device d, unsigned kind, unsigned counter, wide *v) {
          if (!isFirst(d)) return 3;
          *v = kind ? 1 : 2; return 0;
        }
        struct process { unsigned pid; wide used; unsigned instance; unsigned compute; };
        int nvmlDeviceGetComputeRunningProcesses_v3(device d, unsigned *n, struct process *p) {
          if (*n < 2) return 7;
          p[0].pid = 12; p[1].pid = isFirst(d) ? 4711 : 13; *n = 2; return 0;
        }
        """
}
