/// Times as clients write them into filters.
enum Timestamp {
    /// Reads `2026-01-31`, `2026-01-31T12:00`, `2026-01-31 12:00:00.5`, each with or without `Z` or `+02:00`
    /// (none means UTC). Answers microseconds since 1970; `nil` when the text is no time.
    static func microseconds(_ text: String) -> Int64? {
        var reader = Reader(bytes: Array(text.utf8))
        guard let year = reader.number(digits: 4), reader.take("-"), let month = reader.number(digits: 2),
            reader.take("-"), let day = reader.number(digits: 2), (1...12).contains(month),
            day >= 1, day <= daysInMonth(year, month)
        else { return nil }
        var seconds = daysSince1970(year, month, day) * 86_400
        var fraction: Int64 = 0
        if reader.take("T") || reader.take("t") || reader.take(" ") {
            guard let hour = reader.number(digits: 2), hour < 24, reader.take(":"),
                let minute = reader.number(digits: 2), minute < 60
            else { return nil }
            seconds += hour * 3_600 + minute * 60
            if reader.take(":") {
                guard let second = reader.number(digits: 2), second <= 60 else { return nil }
                seconds += second
                if reader.take(".") || reader.take(",") {
                    guard let micros = reader.fraction() else { return nil }
                    fraction = micros
                }
            }
            guard let offset = reader.zone() else { return nil }
            seconds -= offset
        }
        return reader.isAtEnd ? seconds * 1_000_000 + fraction : nil
    }

    /// The time in ISO 8601, UTC, with microseconds and `Z`.
    static func text(microseconds: Int64) -> String {
        let (days, time) = divided(microseconds, by: 86_400_000_000)
        let (seconds, fraction) = divided(time, by: 1_000_000)
        let (year, month, day) = date(daysSince1970: days)
        func padded(_ value: Int64, _ digits: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, digits - text.count)) + text
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
            + "T\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
            + ".\(padded(fraction, 6))Z"
    }

    /// Rounded down, with what is left.
    private static func divided(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }

    /// The reverse of ``daysSince1970(_:_:_:)``.
    private static func date(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = divided(days + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func daysInMonth(_ year: Int64, _ month: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Days in the Gregorian calendar, with years that begin in March so that the leap day comes last.
    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        var isAtEnd: Bool { position == bytes.count }

        mutating func take(_ character: Character) -> Bool {
            guard position < bytes.count, bytes[position] == character.asciiValue else { return false }
            position += 1
            return true
        }

        private mutating func digit() -> Int64? {
            guard position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 else { return nil }
            position += 1
            return Int64(bytes[position - 1] - 0x30)
        }

        mutating func number(digits: Int) -> Int64? {
            var value: Int64 = 0
            for _ in 0..<digits {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        /// Digits behind the point, as microseconds; more than six are cut off.
        mutating func fraction() -> Int64? {
            var value: Int64 = 0
            var count = 0
            while let digit = digit() {
                if count < 6 { value = value * 10 + digit }
                count += 1
            }
            guard count > 0 else { return nil }
            for _ in min(count, 6)..<6 { value *= 10 }
            return value
        }

        /// The offset from UTC in seconds; 0 when none is written.
        mutating func zone() -> Int64? {
            if isAtEnd || take("Z") || take("z") { return 0 }
            let isEast = take("+")
            guard isEast || take("-"), let hours = number(digits: 2) else { return nil }
            _ = take(":")
            let minutes = isAtEnd ? 0 : number(digits: 2)
            guard let minutes, hours < 24, minutes < 60 else { return nil }
            return (hours * 3_600 + minutes * 60) * (isEast ? 1 : -1)
        }
    }
}
