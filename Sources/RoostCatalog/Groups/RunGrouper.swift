import RoostJSON

/// Puts runs into groups. Each field is read once, for all runs, and they are put together here: that is several times
/// faster than to let the database look up each run's values.
struct RunGrouper {
    let session: any SQLSession
    let project: Int64
    let filter: RunFilter
    let grouping: RunGrouping

    /// Where a group stands in the list.
    private struct Place {
        /// What it is ordered by, unless that is one of its values.
        let number: Double?
        let values: [RunGroupValue]
    }

    private struct Group {
        let place: Place
        let index: Int
    }

    func read(_ request: PageRequest) throws -> RunGroupPage {
        let behind = try request.after.map(place)
        let wanted = wantedAggregates
        let reader = try RunColumnReader(
            session: session, project: project, filter: filter, fields: grouping.by + wanted.map(\.field))
        let (groupOfRun, values) = try divide(reader)
        var counts = Array(repeating: 0, count: values.count)
        for group in groupOfRun { counts[Int(group)] += 1 }
        let numbers = try aggregate(wanted, reader, groupOfRun, groups: values.count)

        var groups = values.indices.map { index in
            let number: Double? =
                switch grouping.order {
                case .value: nil
                case .count: Double(counts[index])
                case .aggregate(let aggregate): numbers[aggregate]?[index]
                }
            return Group(place: Place(number: number, values: values[index]), index: index)
        }
        if let behind { groups.removeAll { compare($0.place, behind) <= 0 } }
        groups.sort { compare($0.place, $1.place) < 0 }
        let list = list
        let page = Page(Array(groups.prefix(request.first + 1)), request: request) { group in
            Cursor(list: list, [SQLValue(group.place.number)] + group.place.values.flatMap(\.cursorValues))
        }
        return RunGroupPage(
            page: page.map { group in
                RunGroup(
                    values: Self.text(group.place.values) { $0.write(into: &$1) }, count: counts[group.index],
                    aggregates: Self.text(grouping.aggregates) { aggregate, writer in
                        writer.write(numbers[aggregate]?[group.index]?.json ?? .null)
                    })
            }, total: values.count)
    }

    private static func text<Element>(_ elements: [Element], _ write: (Element, inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.write(raw: "[")
        for (index, element) in elements.enumerated() {
            if index > 0 { writer.write(raw: ",") }
            write(element, &writer)
        }
        writer.write(raw: "]")
        return writer.text
    }

    private var wantedAggregates: [RunAggregate] {
        if case .aggregate(let aggregate) = grouping.order, !grouping.aggregates.contains(aggregate) {
            return grouping.aggregates + [aggregate]
        }
        return grouping.aggregates
    }

    // MARK: - Groups

    /// Which group each run is in, and the values of each group.
    private func divide(_ reader: RunColumnReader) throws -> (groupOfRun: [Int32], values: [[RunGroupValue]]) {
        var groupOfRun: [Int32] = Array(repeating: 0, count: reader.count)
        var values: [[RunGroupValue]] = reader.count == 0 ? [] : [[]]
        for field in grouping.by where reader.count > 0 {
            let (codes, own) = try codes(of: field, reader)
            // Each group so far falls apart by the values of this field.
            var parts: [Int64: Int32] = [:]
            var divided: [[RunGroupValue]] = []
            for run in groupOfRun.indices {
                let key = Int64(groupOfRun[run]) << 32 | Int64(codes[run])
                if let part = parts[key] {
                    groupOfRun[run] = part
                    continue
                }
                let part = Int32(divided.count)
                divided.append(values[Int(groupOfRun[run])] + [own[Int(codes[run])]])
                parts[key] = part
                groupOfRun[run] = part
            }
            values = divided
        }
        return (groupOfRun, values)
    }

    /// The different values of a field, and which one each run has.
    private func codes(of field: RunField, _ reader: RunColumnReader) throws -> (
        codes: [Int32], values: [RunGroupValue]
    ) {
        var codes: [Int32] = Array(repeating: 0, count: reader.count)
        var values: [RunGroupValue] = [.missing]
        var known: [RunGroupValue: Int32] = [:]
        var last: (value: RunGroupValue, code: Int32) = (.missing, 0)
        try reader.forEachValue(of: field) { slot, value in
            // Along an index equal values follow each other.
            if value != last.value {
                let code = known[value] ?? Int32(values.count)
                if known.updateValue(code, forKey: value) == nil { values.append(value) }
                last = (value, code)
            }
            codes[slot] = last.code
        }
        return (codes, values)
    }

    private func aggregate(
        _ wanted: [RunAggregate], _ reader: RunColumnReader, _ groupOfRun: [Int32], groups: Int
    ) throws -> [RunAggregate: [Double?]] {
        var numbers: [RunAggregate: [Double?]] = [:]
        for (field, own) in Dictionary(grouping: wanted, by: \.field) {
            let keepsNumbers = own.contains { $0.function == .median }
            var tallies = Array(repeating: RunTally(keepsNumbers: keepsNumbers), count: groups)
            try reader.forEachNumber(of: field) { slot, number in tallies[Int(groupOfRun[slot])].add(number) }
            for aggregate in own { numbers[aggregate] = tallies.map { $0.value(aggregate.function) } }
        }
        return numbers
    }

    // MARK: - Order

    /// Less than 0 when the first place comes before the second.
    private func compare(_ one: Place, _ other: Place) -> Int {
        if case .value(let index) = grouping.order {
            let order = one.values[index].compared(to: other.values[index], isDescending: grouping.isDescending)
            if order != 0 { return order }
        } else if one.number != other.number {
            guard let first = one.number else { return 1 }
            guard let second = other.number else { return -1 }
            return (first < second) != grouping.isDescending ? -1 : 1
        }
        for (value, second) in zip(one.values, other.values) {
            let order = value.compared(to: second, isDescending: false)
            if order != 0 { return order }
        }
        return 0
    }

    /// Names the list in its cursors, so that a cursor of another one is refused.
    private var list: String {
        "groups:\(grouping.by):\(grouping.isDescending ? "-" : "+")\(grouping.order)"
    }

    private func place(_ text: String) throws(CatalogError) -> Place {
        let values = try Cursor(text, list: list, count: 1 + 2 * grouping.by.count).values
        var own: [RunGroupValue] = []
        for index in stride(from: 1, to: values.count, by: 2) {
            guard let value = RunGroupValue(rank: values[index], values[index + 1]) else { break }
            own.append(value)
        }
        switch values[0] {
        case .null where own.count == grouping.by.count: return Place(number: nil, values: own)
        case .double(let number) where own.count == grouping.by.count: return Place(number: number, values: own)
        default: throw .invalid(field: "cursor", value: text, expected: "the cursor of a group of the same list")
        }
    }
}
