/// A moment an article names, kept as precisely as the source gave it and no more.
///
/// The text is ISO 8601: `2021`, `2021-08`, `2021-08-31`, `2021-08-31T10:00`, `2021-08-31T10:00:05`, the last two
/// optionally with `Z` or `±hh:mm`. A moment without a zone is taken as UTC.
public struct ArticleDate: Sendable, Equatable, Hashable {
  /// The ISO 8601 form, with the precision and zone of the source.
  public let text: String
  /// The first second of the period `text` names, in seconds since 1970-01-01T00:00:00Z.
  public let seconds: Int64

  /// Reads ISO 8601 text.
  ///
  /// Fractions of a second are dropped, a space is accepted for the `T`, and `hhmm` or `hh` for a zone.
  ///
  /// - Returns: `nil` for anything else, for years outside 1...9999, and for days or hours that do not exist.
  public init?(iso text: some StringProtocol) {
    var scanner = DateScanner(text)
    guard let parsed = scanner.scan() else { return nil }
    self.text = parsed.text
    self.seconds = parsed.seconds
  }

  /// The moment as UTC with second precision.
  public init(seconds: Int64) {
    let (days, rest) = Self.floorDivide(seconds, 86_400)
    let day = CivilDay(daysSinceEpoch: days)
    let time = Self.pad(rest / 3600, 2) + ":" + Self.pad(rest / 60 % 60, 2) + ":" + Self.pad(rest % 60, 2)
    self.text = day.description + "T" + time + "Z"
    self.seconds = seconds
  }

  /// The calendar year in UTC.
  public var year: Int { CivilDay(daysSinceEpoch: Self.floorDivide(seconds, 86_400).quotient).year }

  /// The calendar month in UTC, 1 to 12.
  public var month: Int { CivilDay(daysSinceEpoch: Self.floorDivide(seconds, 86_400).quotient).month }

  static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let quotient = value >= 0 ? value / divisor : (value - divisor + 1) / divisor
    return (quotient, value - quotient * divisor)
  }

  static func pad(_ value: Int64, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}

extension ArticleDate: CustomStringConvertible {
  /// The ISO 8601 form.
  public var description: String { text }
}

/// Scans the ISO 8601 forms that ``ArticleDate`` accepts.
private struct DateScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: some StringProtocol) {
    bytes = Array(text.utf8)
  }

  mutating func scan() -> (text: String, seconds: Int64)? {
    guard let year = digits(4), year >= 1 else { return nil }
    var text = ArticleDate.pad(year, 4)
    var month: Int64 = 1
    var day: Int64 = 1
    var secondsOfDay: Int64 = 0
    if take("-") {
      guard let value = digits(2), (1...12).contains(value) else { return nil }
      month = value
      text += "-" + ArticleDate.pad(value, 2)
      if take("-") {
        guard let value = digits(2), value >= 1,
          value <= CivilDay.length(ofMonth: Int(month), year: Int(year))
        else { return nil }
        day = value
        text += "-" + ArticleDate.pad(value, 2)
        if take("T") || take("t") || take(" ") {
          guard let time = scanTime() else { return nil }
          secondsOfDay = time.seconds
          text += time.text
        }
      }
    }
    guard index == bytes.count else { return nil }
    let civil = CivilDay(year: Int(year), month: Int(month), day: Int(day))
    return (text, civil.daysSinceEpoch * 86_400 + secondsOfDay)
  }

  private mutating func scanTime() -> (text: String, seconds: Int64)? {
    guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60 else { return nil }
    var text = "T" + ArticleDate.pad(hour, 2) + ":" + ArticleDate.pad(minute, 2)
    var seconds = hour * 3600 + minute * 60
    if take(":") {
      guard let value = digits(2), value <= 60 else { return nil }
      text += ":" + ArticleDate.pad(value, 2)
      seconds += value
      if take(".") || take(",") {
        guard takeDigits() > 0 else { return nil }
      }
    }
    guard let zone = scanZone() else { return nil }
    return (text + zone.text, seconds - zone.seconds)
  }

  private mutating func scanZone() -> (text: String, seconds: Int64)? {
    if index == bytes.count { return ("", 0) }
    if take("Z") || take("z") { return ("Z", 0) }
    let negative = take("-")
    guard negative || take("+"), let hours = digits(2), hours <= 18 else { return nil }
    var minutes: Int64 = 0
    if take(":") || index < bytes.count {
      guard let value = digits(2), value < 60 else { return nil }
      minutes = value
    }
    let text = (negative ? "-" : "+") + ArticleDate.pad(hours, 2) + ":" + ArticleDate.pad(minutes, 2)
    let seconds = hours * 3600 + minutes * 60
    return (text, negative ? -seconds : seconds)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, bytes[index] == UInt8(truncatingIfNeeded: character.value) else { return false }
    index += 1
    return true
  }

  private mutating func takeDigits() -> Int {
    let start = index
    while index < bytes.count, (48...57).contains(bytes[index]) { index += 1 }
    return index - start
  }

  private mutating func digits(_ count: Int) -> Int64? {
    guard index + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[index..<index + count] {
      guard (48...57).contains(byte) else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    index += count
    return value
  }
}
