import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What is known about one request beyond its head and body.
struct ServerContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who sent the request; filled by ``Authentication``.
    var caller = Caller.anonymous
    /// The address under which this client reaches the server, without a trailing slash.
    var baseURL = ""
    let remoteAddress: String?

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress
    }

    /// An identifier that also stands in the log and in the body of an internal error.
    var requestID: String { id }
}
