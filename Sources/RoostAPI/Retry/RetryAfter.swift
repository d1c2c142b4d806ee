import Foundation

/// The `Retry-After` header: seconds, or a date.
public enum RetryAfter {
    /// The seconds from `now` that the header asks for; `nil` when it is malformed. A date in the past is 0.
    public static func seconds(_ header: String, now: Date) -> Double? {
        let text = header.trimmingCharacters(in: .whitespaces)
        if let seconds = Double(text), seconds.isFinite, seconds >= 0 { return seconds }
        guard let date = date(text) else { return nil }
        return max(0, date.timeIntervalSince(now))
    }

    /// The date of `Sun, 06 Nov 1994 08:49:37 GMT`.
    private static func date(_ text: String) -> Date? {
        let fields = text.split { $0 == " " || $0 == "," || $0 == ":" }
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard fields.count == 8, fields[7] == "GMT", let month = months.firstIndex(of: String(fields[2])),
            let day = Int(fields[1]), let year = Int(fields[3]), let hour = Int(fields[4]),
            let minute = Int(fields[5]), let second = Int(fields[6])
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar.date(
            from: DateComponents(
                year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second))
    }
}
