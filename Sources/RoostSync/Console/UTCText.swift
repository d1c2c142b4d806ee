/// Times as the wire writes them: `2026-11-20T21:28:15.995221`, in UTC.
enum UTCText {
    static func bytes(microseconds: Int64) -> [UInt8] {
        let (seconds, fraction) = microseconds.floorDivided(by: 1_000_000)
        let (days, second) = seconds.floorDivided(by: 86_400)
        let date = civil(days: days)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(26)
        append(date.year, width: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(date.month, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        append(date.day, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: "T"))
        append(second / 3600, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(second / 60 % 60, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(second % 60, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: "."))
        append(fraction, width: 6, to: &bytes)
        return bytes
    }

    private static func append(_ value: Int64, width: Int, to bytes: inout [UInt8]) {
        let digits = String(value).utf8
        for _ in 0..<max(0, width - digits.count) { bytes.append(UInt8(ascii: "0")) }
        bytes.append(contentsOf: digits)
    }

    /// The date of a day counted from 1970-01-01, in the Gregorian calendar.
    private static func civil(days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        // Eras of 400 years, each beginning on a 1 March, so that the leap day is a year's last.
        let (era, day) = (days + 719_468).floorDivided(by: 146_097)
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * year + year / 4 - year / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (year + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int64 {
    /// The quotient rounded down and the remainder, which is never negative.
    fileprivate func floorDivided(by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
