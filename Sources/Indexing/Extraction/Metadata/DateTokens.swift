/// A date cut into numbers and words, and the search for what each of them is.
struct DateTokens {
  enum Token: Equatable {
    case number(String)
    case word(String)
    case sign(Character)
  }

  let tokens: [Token]
  let habits: DateHabits

  init(_ tokens: [Token], habits: DateHabits) {
    self.tokens = tokens
    self.habits = habits
  }

  init(_ text: String, habits: DateHabits = .unknown) {
    self.habits = habits
    var cutter = DateTokenCutter()
    cutter.take(text)
    tokens = cutter.finish()
  }

  /// What the tokens say, `nil` when any of them does not belong to a date.
  func parts() -> DateParts? {
    var remaining = tokens
    if remaining.count > 2, case .word(let label) = remaining[0], MonthNames.noise.contains(label),
      remaining[1] == .sign(":")
    {
      remaining.removeFirst(2)
    }
    let time = Self.takeTime(&remaining)
    if let compact = Self.compactDate(remaining) {
      let year = habits.commonYear(compact.year)
      return DateParts(year: year, month: compact.month, day: compact.day, time: time)
    }
    let isBuddhist = remaining.contains(.word("พ.ศ"))
    guard Self.dropNoise(&remaining) else { return nil }
    guard var parts = writtenOut(remaining, hasTime: time != nil) ?? numeric(remaining) else { return nil }
    parts.year = habits.commonYear(parts.year, isBuddhist: isBuddhist)
    parts.time = time
    return parts
  }

  /// `yyyymmdd`, after `takeTime` has removed a `Thhmmss`.
  private static func compactDate(_ tokens: [Token]) -> (year: Int, month: Int, day: Int)? {
    guard case .number(let digits)? = tokens.first, tokens.count == 1, digits.count == 8, let value = Int(digits) else {
      return nil
    }
    return (value / 10_000, value / 100 % 100, value % 100)
  }

  // MARK: Time

  /// Removes the time and the zone, and returns them as ISO 8601.
  private static func takeTime(_ tokens: inout [Token]) -> String? {
    if let time = takeCompactTime(&tokens) { return time }
    guard let colon = tokens.indices.first(where: { isClockColon(tokens, $0) }),
      case .number(let hourText) = tokens[colon - 1], case .number(let minuteText) = tokens[colon + 1],
      var hour = Int(hourText), let minute = Int(minuteText)
    else { return nil }
    var end = colon + 2
    var second: Int?
    if end + 1 < tokens.count, tokens[end] == .sign(":"), case .number(let text) = tokens[end + 1] {
      second = Int(text.prefix(2))
      end += 2
      if end + 1 < tokens.count, tokens[end] == .sign(".") || tokens[end] == .sign(","),
        case .number(let fraction) = tokens[end + 1], fraction.count != 4
      {
        end += 2
      }
    }
    takeHalfOfDay(tokens, &end, &hour)
    let zone = takeZone(tokens, &end)
    let start = colon - 1
    let isAfterLetterT = start > 0 && tokens[start - 1] == .word("t")
    tokens.removeSubrange((isAfterLetterT ? start - 1 : start)..<end)
    let clock = "T" + pad(hour) + ":" + pad(minute) + (second.map { ":" + pad($0) } ?? "")
    return clock + (zone ?? "")
  }

  /// A colon between one or two digits and two digits.
  private static func isClockColon(_ tokens: [Token], _ index: Int) -> Bool {
    guard tokens[index] == .sign(":"), index > 0, index + 1 < tokens.count,
      case .number(let hour) = tokens[index - 1], case .number(let minute) = tokens[index + 1]
    else { return false }
    return hour.count <= 2 && minute.count == 2
  }

  /// `T101500` and a zone after eight digits.
  private static func takeCompactTime(_ tokens: inout [Token]) -> String? {
    guard tokens.count >= 3, case .number(let day) = tokens[0], day.count == 8, tokens[1] == .word("t"),
      case .number(let clock) = tokens[2], clock.count == 4 || clock.count == 6
    else { return nil }
    var end = 3
    let zone = takeZone(tokens, &end)
    tokens.removeSubrange(1..<end)
    let digits = Array(clock)
    let seconds = digits.count == 6 ? ":" + String(digits[4...5]) : ""
    return "T" + String(digits[0...1]) + ":" + String(digits[2...3]) + seconds + (zone ?? "")
  }

  /// `am`, `p.m.` after a clock time.
  private static func takeHalfOfDay(_ tokens: [Token], _ end: inout Int, _ hour: inout Int) {
    guard end < tokens.count, case .word(let word) = tokens[end] else { return }
    var isAfternoon: Bool?
    var length = 1
    if word == "am" || word == "pm" {
      isAfternoon = word == "pm"
    } else if word == "a" || word == "p", end + 2 < tokens.count, tokens[end + 1] == .sign("."),
      tokens[end + 2] == .word("m")
    {
      isAfternoon = word == "p"
      length = end + 3 < tokens.count && tokens[end + 3] == .sign(".") ? 4 : 3
    }
    guard let isAfternoon, hour <= 12 else { return }
    hour = hour % 12 + (isAfternoon ? 12 : 0)
    end += length
  }

  /// A zone name or offset as `Z` or `±hh:mm`; an unknown abbreviation is taken and gives nothing.
  private static func takeZone(_ tokens: [Token], _ end: inout Int) -> String? {
    var index = end
    var zone: String?
    if index < tokens.count, tokens[index] == .sign("(") { index += 1 }
    if index < tokens.count, case .word(let name) = tokens[index], let offset = ZoneNames.offsets[name] {
      zone = offset
      index += 1
      end = index
    } else if index == end, index < tokens.count, case .word(let name) = tokens[index], isUnknownZone(name) {
      end += 1
      return nil
    }
    guard index + 1 < tokens.count, case .sign(let sign) = tokens[index], "+-−".contains(sign),
      case .number(let digits) = tokens[index + 1], (1...4).contains(digits.count)
    else {
      if zone != nil, end < tokens.count, tokens[end] == .sign(")") { end += 1 }
      return zone
    }
    var minutes = digits.count > 2 ? String(digits.suffix(2)) : "00"
    let hours = pad(Int(digits.count > 2 ? digits.dropLast(2) : digits[...]) ?? 0)
    end = index + 2
    if digits.count <= 2, end + 1 < tokens.count, tokens[end] == .sign(":"), case .number(let text) = tokens[end + 1] {
      minutes = text
      end += 2
    }
    takeZoneComment(tokens, &end)
    return (sign == "+" ? "+" : "-") + hours + ":" + minutes
  }

  /// An abbreviation right after the time that is no other part of a date; the moment then has no known zone.
  private static func isUnknownZone(_ word: String) -> Bool {
    (2...5).contains(word.count) && MonthNames.number(of: word) == nil && !MonthNames.noise.contains(word)
  }

  /// `(Central European Time)` after an offset.
  private static func takeZoneComment(_ tokens: [Token], _ end: inout Int) {
    guard end < tokens.count, tokens[end] == .sign("("), let close = tokens[end...].firstIndex(of: .sign(")")) else {
      return
    }
    end = close + 1
  }

  private static func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

  // MARK: Day, month and year

  /// Removes weekdays, ordinals and filler; false when a word is left that is no month.
  private static func dropNoise(_ tokens: inout [Token]) -> Bool {
    var isKnown = true
    tokens.removeAll { token in
      guard case .word(let word) = token else { return false }
      if MonthNames.number(of: word) != nil { return false }
      if MonthNames.noise.contains(word) || ZoneNames.offsets[word] != nil { return true }
      isKnown = false
      return false
    }
    return isKnown
  }

  /// A date with the month in words, in any order.
  private func writtenOut(_ tokens: [Token], hasTime: Bool) -> DateParts? {
    var months: [(word: String, isAfterDot: Bool)] = []
    var numbers: [String] = []
    for (index, token) in tokens.enumerated() {
      switch token {
      case .word(let word) where MonthNames.number(of: word) != nil:
        months.append((word, index > 0 && tokens[index - 1] == .sign(".")))
      case .word: continue
      case .number(let digits): numbers.append(digits)
      case .sign(let sign): if !",.-/|'’()".contains(sign) { return nil }
      }
    }
    guard months.count == 1, let (word, isAfterDot) = months.first else { return nil }
    let month = DateWords.month(of: word, isAfterDot: isAfterDot, habits: habits)
    let isThai = DateWords.isThai(word)
    if let year = numbers.first(where: { $0.count == 4 }).flatMap({ Int($0) }) {
      let others = numbers.filter { $0.count != 4 }
      guard others.count <= 1 else { return nil }
      let day = others.first.flatMap { Int($0) }
      return DateParts(
        year: habits.commonYear(year, isBuddhist: isThai), month: month, day: month == nil ? nil : day)
    }
    guard numbers.count == 2, let day = Int(numbers[0]), let short = Int(numbers[1]), short < 100 else { return nil }
    // Thai shortens the years of the Buddhist era too.
    if isThai, numbers[1].count == 2 { return DateParts(year: 2500 + short - 543, month: month, day: day) }
    // RFC 822 years have two digits (RFC 2822, section 4.3).
    guard hasTime || tokens.contains(.sign("-")) else { return nil }
    return DateParts(year: short < 50 ? 2000 + short : 1900 + short, month: month, day: month == nil ? nil : day)
  }

  /// The day of a year (ISO 8601, section 4.1.3).
  private static func ordinal(year: Int, day: Int) -> DateParts? {
    let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var rest = day
    for (month, length) in lengths.enumerated() {
      if (1...length).contains(rest) { return DateParts(year: year, month: month + 1, day: rest) }
      rest -= length
    }
    return nil
  }

  /// Three numbers (or two) with signs between them.
  private func numeric(_ tokens: [Token]) -> DateParts? {
    var numbers: [String] = []
    var signs: [Character] = []
    for token in tokens {
      switch token {
      case .number(let digits): numbers.append(digits)
      case .sign(let sign): signs.append(sign)
      case .word: return nil
      }
    }
    while let last = signs.last, signs.count >= numbers.count, ".,".contains(last) { signs.removeLast() }
    let values = numbers.compactMap { Int($0) }
    guard values.count == numbers.count, (2...3).contains(values.count) else { return nil }
    if signs.first.map({ MonthNames.eastAsianUnits.contains($0) }) == true {
      return DateParts(year: values[0], month: values[1], day: values.count == 3 ? values[2] : nil)
    }
    guard let sign = signs.first, "-/.".contains(sign), signs.allSatisfy({ $0 == sign }),
      signs.count == values.count - 1
    else { return nil }
    if numbers[0].count == 4 {
      if sign == "-", values.count == 2, numbers[1].count == 3 { return Self.ordinal(year: values[0], day: values[1]) }
      return DateParts(year: values[0], month: values[1], day: values.count == 3 ? values[2] : nil)
    }
    guard values.count == 3, numbers[2].count == 4 else { return nil }
    // The dot is that of countries where the day stands first.
    if sign == "." { return DateParts(year: values[2], month: values[1], day: values[0]) }
    let order = habits.dayAndMonth(values[0], values[1])
    return DateParts(year: values[2], month: order?.month, day: order?.day)
  }
}
