import Articles

/// Reads one date of the query language as the period it names.
struct DatePeriodReader {
  struct Period: Equatable {
    var start: Int64
    var end: Int64
    /// Whether it was given as an age, which alone lasts until today.
    var isAge = false
  }

  private let now: Int64
  private let today: CivilDay

  private static let secondsPerDay: Int64 = 86_400

  /// - Parameter now: in Unix seconds; brought into the years 2 to 9998, within which every period below exists.
  init(now: Int64) {
    let earliest = CivilDay(year: 2, month: 1, day: 1).seconds
    let latest = CivilDay(year: 9998, month: 12, day: 31).seconds
    self.now = min(max(now, earliest), latest)
    let days = self.now / Self.secondsPerDay - (self.now % Self.secondsPerDay < 0 ? 1 : 0)
    today = CivilDay(daysSinceEpoch: days)
  }

  var endOfToday: Int64 { today.seconds + Self.secondsPerDay }

  func period(_ text: Substring) -> Period? {
    let spaceless = text.drop { $0 == " " }
    var trimmed = spaceless
    while trimmed.last == " " { trimmed.removeLast() }
    return absolute(String(trimmed)) ?? named(canonical(trimmed)) ?? age(canonical(trimmed))
  }

  private func canonical(_ text: Substring) -> String {
    String(text.lowercased().map { $0 == " " || $0 == "_" ? "-" : $0 })
  }
}

// MARK: - ISO dates

extension DatePeriodReader {
  private func absolute(_ text: String) -> Period? {
    let slashed = text.utf8.count <= 10 ? String(text.map { $0 == "/" ? "-" : $0 }) : text
    guard let date = ArticleDate(iso: slashed) else { return nil }
    return Period(start: date.seconds, end: date.seconds + length(of: date))
  }

  private func length(of date: ArticleDate) -> Int64 {
    switch date.text.utf8.count {
    case 4: return (365 + (CivilDay.length(ofMonth: 2, year: date.year) == 29 ? 1 : 0)) * Self.secondsPerDay
    case 7: return Int64(CivilDay.length(ofMonth: date.month, year: date.year)) * Self.secondsPerDay
    case 10: return Self.secondsPerDay
    default: return date.text.dropFirst(16).first == ":" ? 1 : 60
    }
  }
}

// MARK: - Human dates

extension DatePeriodReader {
  private func named(_ name: String) -> Period? {
    switch name {
    case "now", "today": return days(from: today.daysSinceEpoch, count: 1)
    case "yesterday": return days(from: today.daysSinceEpoch - 1, count: 1)
    case "this-week": return days(from: monday, count: 7)
    case "last-week": return days(from: monday - 7, count: 7)
    case "this-month": return month(monthsAgo: 0)
    case "last-month": return month(monthsAgo: 1)
    case "this-year": return absolute(ArticleDate(seconds: today.seconds).text.prefix(4).description)
    case "last-year": return absolute(ArticleDate(seconds: dayMonthsAgo(12).seconds).text.prefix(4).description)
    default: return nil
    }
  }

  /// The Monday of this week, in days since 1970-01-01, a Thursday.
  private var monday: Int64 {
    let days = today.daysSinceEpoch
    return days - ((days + 3) % 7 + 7) % 7
  }

  private func month(monthsAgo: Int) -> Period {
    let day = dayMonthsAgo(monthsAgo)
    let first = CivilDay(year: day.year, month: day.month, day: 1)
    return days(from: first.daysSinceEpoch, count: Int64(CivilDay.length(ofMonth: day.month, year: day.year)))
  }

  private func days(from first: Int64, count: Int64) -> Period {
    Period(start: first * Self.secondsPerDay, end: (first + count) * Self.secondsPerDay)
  }

  /// The same day so many months before, or the last day of a shorter month.
  private func dayMonthsAgo(_ count: Int) -> CivilDay {
    let months = today.year * 12 + today.month - 1 - count
    let (year, month) = (months / 12, months % 12 + 1)
    return CivilDay(year: year, month: month, day: min(today.day, CivilDay.length(ofMonth: month, year: year)))
  }

  /// `30d`, `2-weeks`, `6-months-ago`, `last-7-days`.
  private func age(_ text: String) -> Period? {
    var rest = text[...]
    for prefix in ["last-", "past-"] where rest.hasPrefix(prefix) { rest = rest.dropFirst(prefix.count) }
    if rest.hasSuffix("-ago") { rest = rest.dropLast(4) }
    let digits = rest.prefix { ("0"..."9").contains($0) }
    rest = rest.dropFirst(digits.count)
    if rest.hasPrefix("-") { rest = rest.dropFirst() }
    guard digits.utf8.count <= 6, let count = Int(digits) else { return nil }
    let period: Period
    switch rest {
    case "h", "hour", "hours":
      let moment = now - Int64(count) * 3600
      let minute = moment - (moment % 60 + 60) % 60
      period = Period(start: minute, end: minute + 60)
    case "d", "day", "days": period = days(from: today.daysSinceEpoch - Int64(count), count: 1)
    case "w", "week", "weeks": period = days(from: today.daysSinceEpoch - Int64(count) * 7, count: 1)
    case "m", "month", "months": period = days(from: dayMonthsAgo(count).daysSinceEpoch, count: 1)
    case "y", "year", "years":
      guard count < 9999 else { return nil }
      period = days(from: dayMonthsAgo(count * 12).daysSinceEpoch, count: 1)
    default: return nil
    }
    guard period.start >= CivilDay(year: 1, month: 1, day: 1).seconds else { return nil }
    return Period(start: period.start, end: period.end, isAge: true)
  }
}
