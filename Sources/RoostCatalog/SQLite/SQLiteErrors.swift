import GRDB

/// Puts SQLite's errors into the catalog's words. Other errors pass unchanged.
enum SQLiteErrors {
    static func translate(_ error: any Error) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        let message = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        switch error.extendedResultCode {
        case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY, .SQLITE_CONSTRAINT_ROWID:
            return CatalogError.conflict("it exists already (\(message))")
        case .SQLITE_CONSTRAINT_FOREIGNKEY:
            return CatalogError.conflict("it belongs to something that does not exist, or something belongs to it")
        default:
            return CatalogError.database(message)
        }
    }
}
