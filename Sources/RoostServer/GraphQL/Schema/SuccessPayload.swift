import RoostGraphQL

/// Names the payload type of a mutation that answers nothing but its success.
protocol MutationName: Sendable {
    static var payloadName: String { get }
}

/// The payload of such a mutation.
struct SuccessPayload<Name: MutationName>: GraphQLObject {
    static var graphQLTypeName: String { Name.payloadName }

    var isSuccess = true
    let clientMutationId: String?

    init(_ input: Arguments, isSuccess: Bool = true) {
        clientMutationId = input.optionalString("clientMutationId")
        self.isSuccess = isSuccess
    }
}

extension SuccessPayload {
    static func type(_ name: String, _: Name.Type) -> Object<SuccessPayload> {
        Object(name) {
            Field("success", "Boolean!", .parent) { payload, _, _ in payload.isSuccess }
            Field("clientMutationId", "String", .parent) { payload, _, _ in payload.clientMutationId }
        }
    }
}
