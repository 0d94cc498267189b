/// The words of dates that are made of several, and those that mean different months in different languages.
enum DateWords {
  /// Puts the tokens together that are one word: Thai abbreviations such as `ม.ค.`, Vietnamese months and weekdays such as
  /// `tháng 3` and `thứ sáu`.
  static func joined(_ tokens: [DateTokens.Token]) -> [DateTokens.Token] {
    var joined: [DateTokens.Token] = []
    var rest = tokens[...]
    while let first = rest.first {
      let (token, length) = combination(rest) ?? (first, 1)
      joined.append(token)
      rest = rest.dropFirst(length)
    }
    return joined
  }

  private static func combination(_ rest: ArraySlice<DateTokens.Token>) -> (token: DateTokens.Token, length: Int)? {
    guard case .word(let first)? = rest.first, rest.count > 1 else { return nil }
    let second = rest[rest.startIndex + 1]
    if isThai(first), second == .sign("."), rest.count > 2, case .word(let other) = rest[rest.startIndex + 2],
      case let whole = first + "." + other, MonthNames.number(of: whole) != nil || thaiEras.contains(whole)
    {
      let isClosed = rest.count > 3 && rest[rest.startIndex + 3] == .sign(".")
      return (.word(whole), isClosed ? 4 : 3)
    }
    guard joiners.contains(first) else { return nil }
    switch second {
    case .number(let digits) where digits.count <= 2: return (.word(first + " " + String(Int(digits) ?? 0)), 2)
    case .word(let other):
      if other == "mười", rest.count > 2, case .word(let unit) = rest[rest.startIndex + 2],
        unit == "một" || unit == "hai"
      {
        return (.word(first + " mười " + unit), 3)
      }
      let whole = first + " " + other
      return MonthNames.number(of: whole) != nil || MonthNames.noise.contains(whole) ? (.word(whole), 2) : nil
    default: return nil
    }
  }

  /// Vietnamese for month, its abbreviation, and the beginnings of the names of weekdays.
  private static let joiners: Set<String> = ["tháng", "thg", "thứ", "chủ"]

  /// Whether a word is written in Thai.
  static func isThai(_ word: String) -> Bool {
    word.unicodeScalars.first.map { (0x0e00...0x0e7f).contains($0.value) } ?? false
  }

  /// “Buddhist era” and “common era”.
  static let thaiEras: Set<String> = ["พ.ศ", "ค.ศ"]

  /// Months of words that mean another one in another language.
  private static let disputed: [String: (slavicSouth: Int, slavicWest: Int)] = [
    "listopada": (10, 11), "listopad": (10, 11), "lis": (10, 11), "lip": (6, 7),
  ]

  /// The month a word names, `nil` where that cannot be told.
  ///
  /// Croatian writes a dot behind the day, Polish none; Czech, which shares some of the words, does.
  static func month(of word: String, isAfterDot: Bool, habits: DateHabits) -> Int? {
    guard let months = disputed[word] else { return MonthNames.number(of: word) }
    switch habits.language {
    case "hr", "bs", "sr", "sh": return months.slavicSouth
    case "pl", "cs", "sk", "szl": return months.slavicWest
    default:
      if !isAfterDot { return months.slavicWest }
      return word == "listopada" || word == "lip" ? months.slavicSouth : nil
    }
  }
}
