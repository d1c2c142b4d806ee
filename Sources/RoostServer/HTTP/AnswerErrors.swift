import HTTPTypes
import Hummingbird
import NIOCore
import RoostBlobs
import RoostCatalog
import RoostHistory

/// Turns whatever a route throws into an answer, in one place: the status, a message for the caller, and for faults
/// of the server a line in the log with the request's id.
struct AnswerErrors: RouterMiddleware {
    typealias Context = ServerContext

    func handle(
        _ request: Request, context: ServerContext, next: (Request, ServerContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = Self.answer(error, request: request, context: context)
        }
        response.headers[.requestID] = context.requestID
        response.headers[.contentTypeOptions] = "nosniff"
        return response
    }

    static func answer(_ error: any Error, request: Request, context: ServerContext) -> Response {
        let refusal = ServerError(refusing: error)
        if let refusal {
            context.logger.debug(
                "refused", metadata: ["path": "\(request.loggedPath)", "reason": "\(refusal.message)"])
            var response = Response.error(refusal.message, status: refusal.status, requestID: context.requestID)
            if refusal.status == .unauthorized { response.headers[.wwwAuthenticate] = "Basic realm=\"Roost\"" }
            return response
        }
        if let error = error as? HTTPError {
            return .error(error.body ?? error.status.reasonPhrase, status: error.status, requestID: context.requestID)
        }
        if error is NIOTooManyBytesError {
            return .error("the request's body is too large", status: .contentTooLarge, requestID: context.requestID)
        }
        if error is CancellationError || error is ChannelError {
            return .error("the connection was closed", status: .badRequest, requestID: context.requestID)
        }
        context.logger.error("failed", metadata: ["path": "\(request.loggedPath)", "error": "\(error)"])
        return .error(
            "internal error; the server's log has the details under request \(context.requestID)",
            status: .internalServerError, requestID: context.requestID)
    }
}
