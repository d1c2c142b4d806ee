extension TextScanner {
    /// Reads digits from `position` on.
    ///
    /// - Returns: the position after them.
    @inline(__always)
    private func digits(_ value: inout UInt64, from position: Int) -> Int {
        let raw = bytes.bytes
        var position = position
        while position &+ 8 <= bytes.count {
            let word = UInt64(
                littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            let others = WordSearch.nonDigits(word)
            if others == 0 {
                value = value &* 100_000_000 &+ WordSearch.number(word)
                position &+= 8
                continue
            }
            // With the digits moved to the top, the zeros below them count as leading zeros.
            let count = others.trailingZeroBitCount / 8
            if count > 0 {
                let digits = WordSearch.number(word << UInt64(64 &- count &* 8))
                value = value &* WordSearch.powerOfTen(count) &+ digits
                position &+= count
            }
            return position
        }
        while position < bytes.count {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit < 10 else { break }
            value = value &* 10 &+ UInt64(digit)
            position &+= 1
        }
        return position
    }

    @inline(__always)
    private func byte(at position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

    /// Reads the number at the position. Integers of up to 64 bits stay integers; of larger ones the kind says only
    /// that their text is the value.
    @inline(__always)
    mutating func number() throws(RowFault) -> (kind: ValueKind, word: UInt64) {
        let start = position
        let isNegative = byte(at: start) == UInt8(ascii: "-")
        let integerStart = isNegative ? start &+ 1 : start
        var value: UInt64 = 0
        var end = integerStart
        // Mostly one digit stands before the point.
        while true {
            let digit = byte(at: end) &- UInt8(ascii: "0")
            if digit >= 10 { break }
            value = value &* 10 &+ UInt64(digit)
            end &+= 1
        }
        let integerDigits = end &- integerStart
        guard integerDigits > 0, integerDigits == 1 || bytes[integerStart] != UInt8(ascii: "0") else {
            return try oddNumber(from: start, digits: integerDigits)
        }
        var exponent = 0
        var count = integerDigits
        var next = byte(at: end)
        if next == UInt8(ascii: ".") {
            let fraction = end &+ 1
            end = digits(&value, from: fraction)
            guard end > fraction else { throw .malformed(.invalidNumber, at: start) }
            exponent = fraction &- end
            count &-= exponent
            next = byte(at: end)
        } else if next | 0x20 != UInt8(ascii: "e") {
            position = end
            guard integerDigits <= 18 else { return longInteger(from: start) }
            if value == 0, isNegative { return (.float, (-0.0).bitPattern) }
            let signed = Int64(truncatingIfNeeded: value)
            return (.int, UInt64(bitPattern: isNegative ? 0 &- signed : signed))
        }
        position = end
        if next | 0x20 == UInt8(ascii: "e") { exponent &+= try self.exponent(from: start) }
        if count > 19, !hasFewDigits(from: integerStart) { return try longFloat(from: start) }
        guard let double = floats.double(digits: value, exponent: exponent, isNegative: isNegative) else {
            return try longFloat(from: start)
        }
        return (.float, double.bitPattern)
    }

    /// What starts like a number but is `-Infinity` or no number at all.
    @inline(never)
    private mutating func oddNumber(
        from start: Int, digits: Int
    ) throws(RowFault) -> (kind: ValueKind, word: UInt64) {
        guard digits == 0 else { throw .malformed(.invalidNumber, at: start) }
        position = start + 1
        if byte == UInt8(ascii: "I") {
            try literal("Infinity")
            return (.float, (-Double.infinity).bitPattern)
        }
        throw position >= bytes.count
            ? .malformed(.unexpectedEnd, at: position) : .malformed(.invalidNumber, at: start)
    }

    @inline(never)
    private mutating func exponent(from start: Int) throws(RowFault) -> Int {
        position += 1
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative || byte == UInt8(ascii: "+") { position += 1 }
        let first = position
        var value = 0
        while position < bytes.count, bytes[position] &- UInt8(ascii: "0") < 10 {
            value = min(value * 10 + Int(bytes[position] - UInt8(ascii: "0")), 1_000_000)
            position += 1
        }
        guard position > first else { throw .malformed(.invalidNumber, at: start) }
        return isNegative ? -value : value
    }

    /// Whether no more than 19 digits are left without the leading zeros, so that they fit 64 bits.
    @inline(never)
    private func hasFewDigits(from start: Int) -> Bool {
        var index = start
        while bytes[index] == UInt8(ascii: "0") || bytes[index] == UInt8(ascii: ".") {
            index += 1
            guard index < bytes.count else { return true }
        }
        var digits = 0
        while index < bytes.count, bytes[index] | 0x20 != UInt8(ascii: "e"), index < position {
            if bytes[index] != UInt8(ascii: ".") { digits += 1 }
            index += 1
        }
        return digits <= 19
    }

    @inline(never)
    private func longInteger(from start: Int) -> (kind: ValueKind, word: UInt64) {
        if let value = Int64(ascii(start..<position)) { return (.int, UInt64(bitPattern: value)) }
        return (.bigInteger, 0)
    }

    @inline(never)
    private func longFloat(from start: Int) throws(RowFault) -> (kind: ValueKind, word: UInt64) {
        guard let value = Double(ascii(start..<position)) else { throw .malformed(.invalidNumber, at: start) }
        return (.float, value.bitPattern)
    }
}
