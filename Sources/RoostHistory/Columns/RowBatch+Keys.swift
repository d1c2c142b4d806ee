extension RowBatch {
    /// The names of the keys that have a value in these rows, as people write them.
    public var keyNames: [String] { columns.map(\.path.name) }
}
