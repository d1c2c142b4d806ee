import HTTPTypes
import Hummingbird
import NIOCore
import RoostJSON

extension Response {
    /// A JSON answer from bytes that are JSON already.
    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = "application/json"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func json(_ value: JSON, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        var writer = JSONWriter()
        writer.write(value)
        return json(writer.bytes, status: status, headers: headers)
    }

    static func text(_ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8")
        -> Response
    {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// An error in the form that both kinds of clients read: `error` for file transfers, `errors` for GraphQL.
    static func error(_ message: String, status: HTTPResponse.Status, requestID: String) -> Response {
        json(
            [
                "error": .string(message),
                "errors": [["message": .string(message)]],
                "requestID": .string(requestID),
            ],
            status: status)
    }
}
