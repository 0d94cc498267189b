import Articles

/// A span of time that the query language can name, in UTC.
public struct DateRange: Sendable, Equatable {
  /// The first second, or `nil` for no lower bound; Unix seconds.
  public var from: Int64?
  /// The second after the last, or `nil` for no upper bound; Unix seconds.
  public var to: Int64?

  /// How a date bounds a span.
  public enum Relation: Sendable {
    /// `date:2021` — within the period itself; ranges are allowed.
    case during
    /// `after:2021` — from the first second of the period.
    case after
    /// `before:2021` — before the first second of the period.
    case before
  }

  /// Makes a span of Unix seconds, `to` exclusive.
  public init(from: Int64?, to: Int64?) {
    self.from = from
    self.to = to
  }

  /// Reads a date, or a range of dates where `relation` is `.during`.
  ///
  /// A date is an ISO 8601 date or a part of one (`2021`, `2021-08`, `2021-08-31T10:00Z`), one of `today`, `yesterday`
  /// and `this-` or `last-` `week`, `month` or `year`, or an age such as `30d`, `2_weeks`, `6m`, `1y` or `12h`. A range
  /// is `a..b` with both ends included, `a..` or `..b`; an age alone lasts until the end of today. Weeks begin on
  /// Monday, and a space or `_` is the same as `-`.
  ///
  /// - Parameters:
  ///   - text: the date as typed.
  ///   - relation: how the date bounds the span.
  ///   - now: the moment ages are counted from, in Unix seconds.
  /// - Throws: ``DateRangeError``, which says what to write instead.
  public init(_ text: String, as relation: Relation = .during, now: Int64) throws(DateRangeError) {
    let reader = DatePeriodReader(now: now)
    guard let separator = text.firstRange(of: ".."), relation == .during else {
      guard let period = reader.period(text[...]) else { throw .unreadable(text) }
      switch relation {
      case .during: self.init(from: period.start, to: period.isAge ? reader.endOfToday : period.end)
      case .after: self.init(from: period.start, to: nil)
      case .before: self.init(from: nil, to: period.start)
      }
      return
    }
    let (left, right) = (text[..<separator.lowerBound], text[separator.upperBound...])
    let first = reader.period(left)
    let last = reader.period(right)
    guard first != nil || last != nil, first != nil || left.isEmpty, last != nil || right.isEmpty else {
      throw .unreadable(text)
    }
    if let first, let last, last.end <= first.start {
      throw .reversed(text, exchanged: DateRange(from: last.start, to: first.end))
    }
    self.init(from: first?.start, to: last?.end)
  }

  /// The condition of a query for articles published in this span.
  public var filter: Filter { .published(from: from, to: to, text: description) }
}

/// Why a text names no span of time.
public enum DateRangeError: Error, Sendable, Equatable {
  /// The text is not a date the query language knows.
  case unreadable(String)
  /// The range ends before it begins; `exchanged` is the range with its ends exchanged.
  case reversed(String, exchanged: DateRange)
}

extension DateRangeError: CustomStringConvertible {
  /// What is wrong and what to write instead.
  public var description: String {
    switch self {
    case .unreadable(let text): QuerySyntaxError.Kind.invalidDate(text).description
    case .reversed(let text, _): QuerySyntaxError.Kind.reversedDates(text).description
    }
  }
}

extension DateRange: CustomStringConvertible {
  /// The canonical spelling: absolute dates, both ends included, as coarse as they are exact (`2021`, `2021-08..`).
  public var description: String {
    switch (from, to) {
    case (nil, nil): return ".."
    case (let from?, nil): return DatePrecision.coarsest(from).spelling(startingAt: from) + ".."
    case (nil, let to?): return ".." + DatePrecision.coarsest(to).spelling(endingAt: to)
    case (let from?, let to?):
      let precision = max(DatePrecision.coarsest(from), DatePrecision.coarsest(to))
      let (first, last) = (precision.spelling(startingAt: from), precision.spelling(endingAt: to))
      return first == last ? first : first + ".." + last
    }
  }
}

/// How exactly a moment is given, coarsest first.
enum DatePrecision: Int, Comparable {
  case year, month, day, minute, second

  static func < (left: DatePrecision, right: DatePrecision) -> Bool { left.rawValue < right.rawValue }

  /// The coarsest period that can begin at a moment.
  static func coarsest(_ seconds: Int64) -> DatePrecision {
    if seconds % 60 != 0 { return .second }
    if seconds % 86_400 != 0 { return .minute }
    let day = CivilDay(daysSinceEpoch: seconds / 86_400)
    guard day.day == 1 else { return .day }
    return day.month == 1 ? .year : .month
  }

  func spelling(startingAt seconds: Int64) -> String {
    let text = ArticleDate(seconds: seconds).text
    switch self {
    case .year: return String(text.prefix(4))
    case .month: return String(text.prefix(7))
    case .day: return String(text.prefix(10))
    case .minute: return text.prefix(16) + "Z"
    case .second: return text
    }
  }

  /// The period whose last second is the one before `seconds`.
  func spelling(endingAt seconds: Int64) -> String { spelling(startingAt: seconds - 1) }
}
