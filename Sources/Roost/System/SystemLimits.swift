/// Every bound of the system metrics, in one place.
public enum SystemLimits {
    /// The bytes that are read of a file of the kernel.
    public static let fileBytes = 1 << 20
    /// The processors that get a metric of their own.
    public static let processors = 1024
    /// The disks that get metrics of their own.
    public static let disks = 16
    /// The graphics processors that get metrics.
    public static let gpus = 64
    /// The processes of one graphics processor that are looked through for the run's own.
    public static let gpuProcesses = 256
    /// The shortest interval between two samples, in seconds.
    public static let shortestIntervalSeconds = 0.1
}
