import Articles

extension DateTokens {
  /// A day that a line names.
  struct Day {
    var date: ArticleDate
    /// Whether the word before it says that something was changed then.
    var isChange: Bool
    /// The number of tokens it is made of.
    var length: Int
  }

  /// The longest notation of a date and a time, in tokens.
  private static let maximumLength = 18

  /// The days that are named, whatever stands around them: labels of any language, names, times of reading.
  func days() -> [Day] {
    guard tokens.contains(where: Self.isYear) else { return [] }
    var days: [Day] = []
    var start = 0
    while start < tokens.count {
      if let day = day(from: start) {
        days.append(day)
        start += day.length
      } else {
        start += 1
      }
    }
    return days
  }

  /// The number of words, those of dates included.
  var words: Int { tokens.count { if case .word = $0 { true } else { false } } }

  /// Whether something that was changed is spoken of.
  var speaksOfChange: Bool {
    tokens.contains { if case .word(let word) = $0 { MonthNames.changes.contains(word) } else { false } }
  }

  /// A year, without which no line names a day.
  private static func isYear(_ token: Token) -> Bool {
    if case .number(let digits) = token { digits.count == 4 } else { false }
  }

  /// Whether the tokens are one number, which may be the number of anything.
  var isBareNumber: Bool {
    if tokens.count <= 3, case .number(let digits) = tokens.first { digits.count > 4 } else { false }
  }

  /// The longest date that begins at a token.
  private func day(from start: Int) -> Day? {
    switch tokens[start] {
    case .number: break
    case .word(let word): guard MonthNames.number(of: word) != nil else { return nil }
    case .sign: return nil
    }
    for length in stride(from: min(Self.maximumLength, tokens.count - start), to: 2, by: -1) {
      let window = tokens[start..<start + length]
      guard window.contains(where: Self.isYear), let parts = DateTokens(Array(window), habits: habits).parts(),
        parts.day != nil, let date = parts.date, DateParser.isPlausible(date)
      else { continue }
      return Day(date: date, isChange: isChange(before: start), length: length)
    }
    return nil
  }

  private func isChange(before start: Int) -> Bool {
    for token in tokens[..<start].suffix(5).reversed() {
      guard case .word(let word) = token else { continue }
      if MonthNames.changes.contains(word) { return true }
      guard MonthNames.noise.contains(word) else { return false }
    }
    return false
  }
}

/// A short line that tells when an article appeared or was changed, with labels, a byline or a reading time beside it.
enum Dateline {
  /// The dates in the line.
  struct Dates {
    var published: ArticleDate?
    var updated: ArticleDate?
  }

  /// The most words of such a line.
  private static let maximumWords = 10
  /// The most words of a line that tells of a change too.
  private static let maximumWordsWithChange = 14

  /// The date in the line, that of publication first.
  static func date(in line: String) -> ArticleDate? {
    let dates = dates(in: line)
    return dates.published ?? dates.updated
  }

  /// The date of a change in a line that gives no other.
  static func changeAlone(in line: String, habits: DateHabits) -> ArticleDate? {
    guard DateParser.mayBeDate(line), DateTokens(line).speaksOfChange else { return nil }
    let dates = dates(in: line, habits: habits)
    return dates.published == nil ? dates.updated : nil
  }

  /// The first date of each kind in the line.
  static func dates(in line: String, habits: DateHabits = .unknown) -> Dates {
    guard DateParser.mayBeDate(line), line.isOfAtMost(120) else { return Dates() }
    let tokens = DateTokens(line, habits: habits)
    guard !tokens.isBareNumber else { return Dates() }
    if let date = DateParser.parse(line, tokens: tokens, habits: habits) {
      return tokens.speaksOfChange ? Dates(updated: date) : Dates(published: date)
    }
    let days = tokens.words <= maximumWordsWithChange ? tokens.days() : []
    if !days.isEmpty, tokens.words <= maximumWords || days.contains(where: \.isChange) {
      return Dates(published: days.first { !$0.isChange }?.date, updated: days.first(where: \.isChange)?.date)
    }
    var parts = [line]
    for separator in [" | ", " · ", " • ", " — ", " – ", " / ", " by ", " By "] {
      parts = parts.flatMap { $0.components(separatedBy: separator) }
    }
    return Dates(
      published: parts.lazy.compactMap { DateParser.parse(String(withoutLabel($0[...])), habits: habits) }.first)
  }

  private static func withoutLabel(_ part: Substring) -> Substring {
    guard let colon = part.firstIndex(of: ":"), part[..<colon].allSatisfy({ $0.isLetter || $0 == " " }) else {
      return part
    }
    return part[part.index(after: colon)...]
  }
}
