import Foundation

/// Ids of things that clients can ask for the id of, but that are no rows: they name nothing that can be looked up.
enum RowlessID {
    static func text(_ kind: String, _ name: String) -> String {
        Data("\(kind):\(name)".utf8).base64EncodedString()
    }
}
