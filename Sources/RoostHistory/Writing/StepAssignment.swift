extension RowBatch {
    /// The step of each row.
    ///
    /// - Parameters:
    ///   - lastStep: the stream's highest step.
    ///   - isShared: whether several writers share the run, so that rows get the next free steps.
    func assignedSteps(after lastStep: Int64?, isShared: Bool) -> [Int64] {
        let next = lastStep.map { $0 + 1 } ?? 0
        if isShared { return (0..<rowCount).map { next + Int64($0) } }
        guard let steps else { return (0..<rowCount).map { offset + Int64(lines[$0]) } }
        var highest = next - 1
        return steps.map { step in
            let assigned = step == Self.missingStep ? highest + 1 : step
            highest = max(highest, assigned)
            return assigned
        }
    }
}
