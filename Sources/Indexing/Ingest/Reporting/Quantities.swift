/// Numbers as people read them.
enum Quantities {
  /// Digits in groups of three: `126,032`.
  static func count(_ value: Int) -> String {
    var digits = Substring(String(value.magnitude))
    var groups: [Substring] = []
    while digits.count > 3 {
      groups.insert(digits.suffix(3), at: 0)
      digits = digits.dropLast(3)
    }
    return (value < 0 ? "-" : "") + ([digits] + groups).joined(separator: ",")
  }

  /// A number and its noun: `1 article`, `2 articles`.
  static func count(_ value: Int, _ noun: String) -> String {
    count(value) + " " + noun + (value == 1 ? "" : "s")
  }

  /// Bytes in units of a million: `0.4 MB`, `120 MB`.
  static func megabytes(_ bytes: Int64) -> String { decimal(Double(bytes) / 1e6) + " MB" }

  /// Bytes a second in units of a million.
  static func rate(_ bytes: Int64, _ elapsed: Duration) -> String {
    decimal(Double(bytes) / 1e6 / max(seconds(elapsed), 1e-3)) + " MB/s"
  }

  /// One decimal below 100, none above.
  static func decimal(_ value: Double) -> String {
    if value >= 99.95 { return count(Int(value.rounded())) }
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  /// A length of time: `0:07`, `12:30`, `1:02:03`.
  static func clock(_ duration: Duration) -> String {
    let total = Int(seconds(duration).rounded())
    let (minutes, rest) = (total / 60 % 60, total % 60)
    let tail = (rest < 10 ? "0" : "") + "\(rest)"
    if total < 3600 { return "\(minutes):" + tail }
    return "\(total / 3600):" + (minutes < 10 ? "0" : "") + "\(minutes):" + tail
  }

  /// The length in seconds.
  static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
