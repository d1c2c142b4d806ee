import Foundation

/// Calls `body` with texts as C's lists of words: each with a zero behind it, and a null pointer behind the last.
package func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
    var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { buffer in
        // The list ends with a null pointer, so that it has an address.
        guard let address = buffer.baseAddress else { preconditionFailure("a list of words is never empty") }
        return body(address)
    }
}
