import Articles

/// Reads dates in the notations articles use.
///
/// ISO 8601 in all its common spellings, RFC 822/2822, `ctime`, dates written out in the languages of ``MonthNames``,
/// numeric dates where the order of day and month is certain or known, East Asian and Thai dates, and Unix seconds or milliseconds.
/// Nothing that is not stated is filled in: “March 2021” stays a month, and where `03/05/2021` may be either of two
/// days only the year is kept. Relative dates (“yesterday”) are refused.
enum DateParser {
  /// - Returns: `nil` when the text is in none of the notations or names no existing day.
  static func parse(_ text: String) -> ArticleDate? { parse(text, habits: .unknown) }

  /// The same for a text that comes from somewhere.
  static func parse(_ text: String, habits: DateHabits) -> ArticleDate? {
    parse(text, tokens: DateTokens(text, habits: habits), habits: habits)
  }

  /// The same for a text whose tokens are at hand.
  static func parse(
    _ text: String, tokens: @autoclosure () -> DateTokens, habits: DateHabits
  ) -> ArticleDate? {
    guard mayBeDate(text) else { return nil }
    var trimmed = text.trimmingSpace
    guard !trimmed.isEmpty, trimmed.isOfAtMost(100) else { return nil }
    if habits.countsBuddhistYears, let year = Int(trimmed.prefix(4)), habits.commonYear(year) != year,
      trimmed.dropFirst(4).first?.isNumber != true
    {
      trimmed = String(habits.commonYear(year)) + trimmed.dropFirst(4)
    }
    if let date = ArticleDate(iso: trimmed) { return isPlausible(date) ? date : nil }
    if let date = unixTime(trimmed) { return date }
    guard let parts = tokens().parts() else { return nil }
    return parts.date.flatMap { isPlausible($0) ? $0 : nil }
  }

  /// Whether a text has what every date has, a digit in one script or another; decided in one pass over its bytes.
  static func mayBeDate(_ text: String) -> Bool { text.utf8.contains { $0.isASCIIDigit || $0 >= 0x80 } }

  /// The first of several texts that is a date; a note when there are texts and none is.
  static func first(
    of texts: some Sequence<String>, habits: DateHabits = .unknown, _ notes: inout [ExtractionNote]
  ) -> ArticleDate? {
    var unreadable: String?
    for text in texts where !text.isBlank {
      if let date = parse(text, habits: habits) ?? dayAmongOthers(in: text) { return date }
      unreadable = unreadable ?? text
    }
    if let unreadable { notes.append(.unreadableDate(String(PlainText.oneLine(unreadable).prefix(80)))) }
    return nil
  }

  /// The day that a short text names among words that are not known, such as weekdays of other languages.
  private static func dayAmongOthers(in text: String) -> ArticleDate? {
    guard text.isOfAtMost(100), mayBeDate(text) else { return nil }
    let days = DateTokens(text).days()
    return days.count == 1 ? days.first?.date : nil
  }

  /// Publishing systems write year 1 or 0 for “none”; nothing printed is older than 1400.
  static func isPlausible(_ date: ArticleDate) -> Bool { (1400...2200).contains(date.year) }

  /// Seconds (9 or 10 digits) or milliseconds (12 or 13) since 1970, possibly with a fraction.
  private static func unixTime(_ text: String) -> ArticleDate? {
    let whole = text.prefix { $0 != "." }
    guard whole.utf8.allSatisfy(\.isASCIIDigit), let value = Int64(whole),
      whole.count == text.count || text.dropFirst(whole.count + 1).utf8.allSatisfy(\.isASCIIDigit)
    else { return nil }
    switch whole.count {
    case 9, 10: return ArticleDate(seconds: value)
    case 12, 13: return ArticleDate(seconds: value / 1000)
    default: return nil
    }
  }
}

/// The parts of a date as far as they are known.
struct DateParts {
  var year: Int
  var month: Int?
  var day: Int?
  /// `Thh:mm[:ss]` with zone.
  var time: String?

  /// The date with the precision there is; a time without a day is dropped.
  var date: ArticleDate? {
    var text = padded(year, 4)
    if let month {
      text += "-" + padded(month, 2)
      if let day {
        text += "-" + padded(day, 2)
        if let time, let full = ArticleDate(iso: text + time) { return full }
      }
    }
    return ArticleDate(iso: text)
  }

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
