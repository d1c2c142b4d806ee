/// Who may ask for a GraphQL field. Each field names one where it is declared.
///
/// The first three are enforced before the field's resolver runs. For the others the resolver reaches its object
/// through ``Access``, and the generated authorization tests call it as a stranger.
enum FieldPolicy: Sendable, Hashable {
    /// Anyone, signed in or not: server information, sign-up.
    case open
    /// Any signed-in user.
    case signedIn
    /// Administrators of the server.
    case serverAdmin
    /// Whoever was given the object that carries this field.
    case parent
    /// Looks something up by name or id; answers `null` for what the caller may not read.
    case lookup
    /// Keeps something of the caller's own in a project that the caller may read; what others see of it needs the right
    /// to write.
    case keepsOwn
    /// Changes something inside a project; the caller must be able to write to it.
    case writesProject
    /// Changes a project or entity itself, or its members; the caller must administer it.
    case administers
}
