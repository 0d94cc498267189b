import Articles
import Glibc
import Synchronization

/// The date format of HTTP headers (RFC 9110, section 5.6.7).
enum HTTPDate {
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  ///
  /// - Parameter seconds: Seconds since 1970-01-01T00:00:00Z, not negative.
  static func text(seconds: Int64) -> String {
    let days = seconds / 86_400
    let day = CivilDay(daysSinceEpoch: days)
    let date = "\(weekdays[Int(days % 7)]), \(twoDigits(Int64(day.day))) \(months[day.month - 1]) \(day.year)"
    let time = [seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60].map(twoDigits).joined(separator: ":")
    return date + " " + time + " GMT"
  }

  /// The present moment; written anew only once a second.
  static var now: String {
    let seconds = Int64(time(nil))
    return latest.withLock { latest in
      if latest.seconds != seconds { latest = (seconds, text(seconds: seconds)) }
      return latest.text
    }
  }

  private static let latest = Mutex((seconds: Int64(-1), text: ""))

  private static func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
