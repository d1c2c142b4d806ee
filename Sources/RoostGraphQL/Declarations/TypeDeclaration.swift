/// A declared type of any kind. Only this module's types conform.
public protocol TypeDeclaration: Sendable {
    var name: String { get }
    var description: String? { get }
}

/// What the schema needs of an object type whose Swift type it does not know.
protocol DeclaredObjectType<Context>: TypeDeclaration {
    associatedtype Context: ExecutionContext

    var interfaces: [String] { get }
    var declaredFields: [DeclaredField] { get }
    var policies: [Context.Policy?] { get }
    /// Binds values of the Swift type to the resolvers of the fields, which are found by their index.
    var binder: ObjectBinder<Context> { get }
    var isResolvedFromRoot: Bool { get }
}

/// A field without its resolver.
struct DeclaredField {
    let name: String
    let type: String
    let arguments: [String]
    let description: String?
    let deprecation: String?
    let cost: Int
}
