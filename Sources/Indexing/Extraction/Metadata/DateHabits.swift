/// How dates are written where a text comes from, as far as that is known.
struct DateHabits: Equatable, Sendable {
  /// What stands first in a date like `03/05/2021`.
  enum Order: Sendable {
    case day, month
  }

  /// What stands first in dates of numbers; `nil` where nothing tells.
  var first: Order?
  /// The primary subtag of the language.
  var language: String?
  /// Whether years may be counted from the death of the Buddha, as in Thailand.
  var countsBuddhistYears = false

  /// The habits of nowhere in particular.
  static let unknown = DateHabits()

  /// The habits of unknown people.
  init() {}

  /// The habits of a place.
  ///
  /// Language and country must not contradict each other: templates state a language that the site is not written in. The
  /// dates that were written elsewhere in the text and have one reading only decide before both, unless they disagree.
  ///
  /// - Parameters:
  ///   - tag: The language as BCP 47 has it, with `_` for `-` where people write it so.
  ///   - host: The host of the address.
  ///   - written: What stands first in the dates of the text that have one reading.
  init(tag: String?, host: String?, written: Set<Order> = []) {
    let subtags = tag?.lowercased().split { $0 == "-" || $0 == "_" }.map(String.init) ?? []
    let domain = host.flatMap(Self.topLevelDomain)
    language = subtags.first
    countsBuddhistYears = language == "th" || domain == "th"
    let stated = Self.order(ofLanguage: subtags)
    let located = domain.flatMap(Self.order(ofDomain:))
    switch written.count {
    case 0: first = stated == nil || located == nil || stated == located ? stated ?? located : nil
    case 1: first = written.first
    default: first = nil
    }
  }

  /// Day and month of two numbers; `nil` where each may be either.
  func dayAndMonth(_ one: Int, _ other: Int) -> (day: Int, month: Int)? {
    if one == other || one > 12 { return (one, other) }
    if other > 12 { return (other, one) }
    switch first {
    case .day: return (one, other)
    case .month: return (other, one)
    case nil: return nil
    }
  }

  /// The year of the common era.
  func commonYear(_ year: Int, isBuddhist: Bool = false) -> Int {
    (countsBuddhistYears || isBuddhist) && Self.buddhistYears.contains(year) ? year - 543 : year
  }

  /// Years of the Buddhist era that articles may be from.
  private static let buddhistYears = 2400...2643

  // MARK: Who writes what

  /// The order by Unicode CLDR's short dates; English alone differs between countries that write much.
  private static func order(ofLanguage subtags: [String]) -> Order? {
    guard let language = subtags.first else { return nil }
    let region = subtags.dropFirst().first { $0.count == 2 }
    // Canadians write all orders, and so do speakers of Spanish in the United States.
    if region == "ca" { return nil }
    if language == "en" { return region.map { monthFirstRegions.contains($0) ? .month : .day } }
    if region == "us" || region == "pr" || region == "pa" { return nil }
    return dayFirstLanguages.contains(language) ? .day : nil
  }

  /// What stands behind the last dot that is not at the end.
  private static func topLevelDomain(of host: String) -> String? {
    let dot = UInt8(ascii: ".")
    guard let last = host.utf8.lastIndex(where: { $0 != dot }) else { return nil }
    let labels = host.utf8[...last]
    let start = labels.lastIndex(of: dot).map(labels.index(after:)) ?? labels.startIndex
    return Substring(labels[start...]).lowercased()
  }

  private static func order(ofDomain domain: String) -> Order? {
    if ["us", "gov", "mil", "edu"].contains(domain) { return .month }
    return dayFirstDomains.contains(domain) ? .day : nil
  }

  private static let monthFirstRegions: Set<String> = ["us", "ph", "gu", "as", "mp", "vi", "um", "fm", "mh", "pw"]

  private static let dayFirstLanguages = words(
    "ar az be bg bn bs ca cs cy da de el es et fi fr ga gl gu he hi hr hy id is it ka kk kn lv mk ml mr ms mt nb nl nn no "
      + "pa pl pt ro ru sk sl sq sr sw ta te th tr uk ur uz vi")

  /// Countries whose domains are used by the people who live there, and hardly by anybody else.
  private static let dayFirstDomains = words(
    "ar at au be bg br ch cl cz de dk es fi fr gr hr id ie il in it ke mx my ng nl no nz pe pk pl pt ro ru sa sg sk th tr ua "
      + "uk vn za")

  private static func words(_ text: String) -> Set<String> { Set(text.split(separator: " ").map(String.init)) }
}

extension DateHabits {
  /// The habits that a page shows.
  init(_ tree: HTMLTree, _ tags: MetaTags) {
    let root = tree.elements(.html).first { _ in true }
    let stated = root.flatMap { tree.attribute(.lang, of: $0) ?? tree.attribute(.xmlLang, of: $0) }
    let address = tags.link("canonical") ?? tags.first("og:url")
    self.init(
      tag: stated?.trimmingSpace ?? tags.first("og:locale"),
      host: address.flatMap(WebAddress.absolute).flatMap(WebAddress.host), written: Self.orders(in: tree))
  }

  /// What stands first in those dates like `25/12/2020` of a page that have one reading.
  static func orders(in tree: HTMLTree) -> Set<Order> {
    tree.bytes.withUnsafeBufferPointer { bytes in
      var orders: Set<Order> = []
      for node in tree.nodes where node.tag == .text && node.count >= 8 {
        let text = UnsafeBufferPointer(rebasing: bytes[node.content..<(node.content + node.count)])
        var position = 0
        while let slash = text.place(of: UInt8(ascii: "/"), from: position) {
          position = slash + 1
          if let order = order(in: text, around: slash) { orders.insert(order) }
        }
      }
      return orders
    }
  }

  /// What stands first in the date whose first slash is at a place.
  private static func order(in text: UnsafeBufferPointer<UInt8>, around slash: Int) -> Order? {
    var start = slash
    while start > 0, slash - start < 3, text[start - 1].isASCIIDigit { start -= 1 }
    var second = slash + 1
    while second < text.count, second - slash < 4, text[second].isASCIIDigit { second += 1 }
    guard second < text.count, text[second] == UInt8(ascii: "/") else { return nil }
    var end = second + 1
    while end < text.count, end - second < 6, text[end].isASCIIDigit { end += 1 }
    guard start == 0 || !"/.-".utf8.contains(text[start - 1]), end - second == 5 else { return nil }
    func number(_ range: Range<Int>) -> Int { text[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
    let (one, other, year) = (number(start..<slash), number(slash + 1..<second), number(second + 1..<end))
    guard (1900...2100).contains(year) else { return nil }
    switch (one, other) {
    case (13...31, 1...12): return .day
    case (1...12, 13...31): return .month
    default: return nil
    }
  }
}
