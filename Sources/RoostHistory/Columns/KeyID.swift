/// Numbers of the keys of a stream, given out as they first appear.
enum KeyID {
    /// The column that says which rows there are.
    static let rows = 0
}
