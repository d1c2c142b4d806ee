import RoostJSON

/// A table as comma-separated values (RFC 4180, with newlines instead of carriage returns).
enum CSV {
    static func text(_ listing: Listing) -> String {
        ([listing.columns] + listing.rows.map { $0.map(Listing.cell) })
            .map { $0.map(field).joined(separator: ",") }
            .joined(separator: "\n")
    }

    /// A value with quotes around it where it needs them.
    static func field(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            byte != UInt8(ascii: ",") && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\n")
                && byte != UInt8(ascii: "\r")
        }
        return isPlain
            ? text : "\"\(text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }
}
