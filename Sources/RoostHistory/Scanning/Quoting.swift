/// How the JSON text that is scanned writes its quotes: as they are, or escaped because the text is itself the content
/// of a JSON string.
protocol Quoting {
    /// Bytes of a quote.
    static var width: Int { get }
}

/// JSON text as it is.
enum PlainText: Quoting {
    @inline(__always) static var width: Int { 1 }
}

/// JSON text inside a JSON string: `"` is written `\"`. No other escape is read in place.
enum EscapedText: Quoting {
    @inline(__always) static var width: Int { 2 }
}
