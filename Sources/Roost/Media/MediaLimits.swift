/// Every bound of the media values, in one place.
public enum MediaLimits {
    /// The images of one logged list; what follows is left out.
    public static let imagesInList = 108
    /// The bins of a histogram.
    public static let histogramBins = 512
    /// The bins of a histogram when none are asked for.
    public static let defaultHistogramBins = 64
    /// The rows of a table's JSON copy among the run's files.
    public static let tableRows = 10_000
    /// The rows of a table in its artifact.
    public static let tableArtifactRows = 200_000
    /// The rows of a chart that is computed here; more are thinned out evenly.
    public static let chartRows = 10_000
    /// The width or height of an image in pixels.
    public static let imageSide = 65_500
    /// The bytes that are read from a file at a time.
    public static let chunkBytes = 1 << 20
    /// The part of a file that is searched for the size of the image.
    public static let imageHeaderBytes = 1 << 20
    /// The largest text file that is read whole, as HTML is.
    public static let textBytes = 256 << 20
}
