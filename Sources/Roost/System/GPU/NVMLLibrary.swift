#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The functions of NVIDIA's management library, which comes with the driver and is looked for when the program runs.
///
/// The signatures are those of `nvml.h`; a device is an opaque pointer, and 0 means success.
public struct NVMLLibrary: Sendable {
    typealias Device = UInt

    /// The names under which the library is looked for, in this order.
    public static let names = ["libnvidia-ml.so.1", "libnvidia-ml.so"]

    private typealias Plain = @convention(c) () -> Int32
    private typealias Number = @convention(c) (UnsafeMutablePointer<UInt32>) -> Int32
    private typealias SignedNumber = @convention(c) (UnsafeMutablePointer<Int32>) -> Int32
    private typealias Handle = @convention(c) (UInt32, UnsafeMutablePointer<UInt>) -> Int32
    private typealias DeviceNumber = @convention(c) (UInt, UnsafeMutablePointer<UInt32>) -> Int32
    private typealias DeviceWideNumber = @convention(c) (UInt, UnsafeMutablePointer<UInt64>) -> Int32
    private typealias DeviceKindNumber = @convention(c) (UInt, UInt32, UnsafeMutablePointer<UInt32>) -> Int32
    private typealias DeviceText = @convention(c) (UInt, UnsafeMutablePointer<CChar>, UInt32) -> Int32
    private typealias DeviceUtilization = @convention(c) (UInt, UnsafeMutableRawPointer) -> Int32
    private typealias DeviceMemory = @convention(c) (UInt, UnsafeMutableRawPointer) -> Int32
    private typealias DeviceProcesses =
        @convention(c) (UInt, UnsafeMutablePointer<UInt32>, UnsafeMutableRawPointer) -> Int32
    private typealias DeviceNumberAndPeriod =
        @convention(c) (UInt, UnsafeMutablePointer<UInt32>, UnsafeMutablePointer<UInt32>) -> Int32

    private typealias DeviceErrors = @convention(c) (UInt, UInt32, UInt32, UnsafeMutablePointer<UInt64>) -> Int32

    /// The address of the loaded library, which stays loaded as long as the program runs.
    private let library: UInt

    /// Loads and starts the library; `nil` when there is none or it refuses.
    init?(names: [String] = names) {
        guard let handle = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first else { return nil }
        library = UInt(bitPattern: handle)
        guard let start = function("nvmlInit_v2", as: Plain.self), start() == 0 else {
            _ = dlclose(handle)
            return nil
        }
    }

    private func function<Signature>(_ name: String, as type: Signature.Type) -> Signature? {
        guard let address = dlsym(UnsafeMutableRawPointer(bitPattern: library), name) else { return nil }
        return unsafeBitCast(address, to: type)
    }

    /// The devices in the order of their numbers.
    var devices: [Device] {
        var count: UInt32 = 0
        guard let read = function("nvmlDeviceGetCount_v2", as: Number.self), read(&count) == 0,
            let handle = function("nvmlDeviceGetHandleByIndex_v2", as: Handle.self)
        else { return [] }
        return (0..<min(count, UInt32(SystemLimits.gpus))).compactMap { index in
            var device: UInt = 0
            return handle(index, &device) == 0 ? device : nil
        }
    }

    /// The newest CUDA that the driver runs, such as `12.4`.
    var cudaVersion: String? {
        var version: Int32 = 0
        guard let read = function("nvmlSystemGetCudaDriverVersion", as: SignedNumber.self), read(&version) == 0 else {
            return nil
        }
        return "\(version / 1000).\(version % 1000 / 10)"
    }

    /// A function that gives one number of a device; `nil` where the device has none.
    func number(_ name: String, _ device: Device) -> Double? {
        var value: UInt32 = 0
        guard let read = function(name, as: DeviceNumber.self), read(device, &value) == 0 else { return nil }
        return Double(value)
    }

    func wideNumber(_ name: String, _ device: Device) -> Double? {
        var value: UInt64 = 0
        guard let read = function(name, as: DeviceWideNumber.self), read(device, &value) == 0 else { return nil }
        return Double(value)
    }

    /// A function that gives a number for one kind, such as one of several clocks.
    func number(_ name: String, _ device: Device, kind: UInt32) -> Double? {
        var value: UInt32 = 0
        guard let read = function(name, as: DeviceKindNumber.self), read(device, kind, &value) == 0 else { return nil }
        return Double(value)
    }

    func encoderUtilization(_ device: Device) -> Double? {
        var percent: UInt32 = 0
        var period: UInt32 = 0
        guard let read = function("nvmlDeviceGetEncoderUtilization", as: DeviceNumberAndPeriod.self),
            read(device, &percent, &period) == 0
        else { return nil }
        return Double(percent)
    }

    /// The errors of the device's memory since the driver was loaded.
    func memoryErrors(_ device: Device, corrected: Bool) -> Double? {
        var count: UInt64 = 0
        guard let read = function("nvmlDeviceGetTotalEccErrors", as: DeviceErrors.self),
            read(device, corrected ? 0 : 1, 0, &count) == 0
        else { return nil }
        return Double(count)
    }

    func text(_ name: String, _ device: Device) -> String? {
        var text = [CChar](repeating: 0, count: 128)
        guard let read = function(name, as: DeviceText.self), read(device, &text, UInt32(text.count)) == 0 else {
            return nil
        }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func utilization(_ device: Device) -> NVMLUtilization? {
        var value = NVMLUtilization()
        guard let read = function("nvmlDeviceGetUtilizationRates", as: DeviceUtilization.self),
            read(device, &value) == 0
        else { return nil }
        return value
    }

    func memory(_ device: Device) -> NVMLMemory? {
        var value = NVMLMemory()
        guard let read = function("nvmlDeviceGetMemoryInfo", as: DeviceMemory.self), read(device, &value) == 0 else {
            return nil
        }
        return value
    }

    /// The ids of the processes that compute on the device.
    func processes(_ device: Device) -> [Int] {
        guard let read = function("nvmlDeviceGetComputeRunningProcesses_v3", as: DeviceProcesses.self) else {
            return []
        }
        var found = [NVMLProcess](repeating: NVMLProcess(), count: SystemLimits.gpuProcesses)
        var count = UInt32(found.count)
        guard read(device, &count, &found) == 0 else { return [] }
        return found.prefix(Int(count)).map { Int($0.pid) }
    }
}

/// `nvmlUtilization_t`: how busy a device and its memory were, in percent.
struct NVMLUtilization: Sendable, Hashable {
    var gpu: UInt32 = 0
    var memory: UInt32 = 0
}

/// `nvmlMemory_t`: the memory of a device in bytes.
struct NVMLMemory: Sendable, Hashable {
    var total: UInt64 = 0
    var free: UInt64 = 0
    var used: UInt64 = 0
}

/// `nvmlProcessInfo_t` of version 3: a process that uses a device.
struct NVMLProcess: Sendable, Hashable {
    var pid: UInt32 = 0
    var usedMemory: UInt64 = 0
    var instance: UInt32 = 0
    var computeInstance: UInt32 = 0
}
