/// One key's values in a batch of rows.
struct BatchColumn: Sendable {
    let path: ColumnPath
    let positions: Positions
    let values: Values
}
