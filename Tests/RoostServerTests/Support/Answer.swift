import HTTPTypes
import NIOCore
import RoostJSON

/// What a server answered to one request.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: ByteBuffer

    var text: String { String(buffer: body) }

    /// The body as JSON; `null` when it is none.
    var json: JSON { (try? JSON(parsing: text)) ?? .null }

    /// The message of an error.
    var error: String? {
        json["error"]?.stringValue ?? json["errors"]?.arrayValue?.first?["message"]?.stringValue
    }
}

extension JSON {
    /// The member at a path; a number is an index of a list.
    func at(_ path: String...) -> JSON? {
        path.reduce(Optional(self)) { value, key in
            if let index = Int(key), let list = value?.arrayValue {
                return list.indices.contains(index) ? list[index] : nil
            }
            return value?[key]
        }
    }
}
