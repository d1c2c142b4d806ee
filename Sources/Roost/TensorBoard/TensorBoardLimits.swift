/// Every bound of the reading of event files, in one place.
enum TensorBoardLimits {
    /// The largest record, in bytes; a longer one counts as a fault of the file.
    static let recordBytes = 256 << 20
    /// What is read of a file at a time, in bytes, where no record is longer.
    static let chunkBytes = 1 << 20
    /// How long a lone folder waits for a second one that tells the common root, in seconds.
    static let secondsForRoot = 10.0
    /// The values of one event.
    static let valuesOfEvent = 100_000
    /// The numbers of one tensor.
    static let numbersOfTensor = 16 << 20
    /// The images, sounds or texts of one value.
    static let itemsOfValue = 108
    /// The tags of one folder whose kinds are remembered.
    static let tags = 100_000
}
