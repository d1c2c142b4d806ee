/// The version of this library, which runs tell their server.
public enum RoostVersion {
    public static let current = "0.1.0"
}
