/// Takes the site's name off titles: “Headline | Site” and “Site: Headline” become “Headline”.
struct TitleCleaner {
  /// The publication's name, when it is known.
  var siteName: String?
  /// The host of the page's address.
  var host: String?
  /// The page's main heading, which shows where a title's own text ends.
  var heading: String?
  /// Whether the page is a discussion, whose titles end with the forum's name.
  var isDiscussion = false

  private static let separators = [
    " | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", " // ", " ‹ ", " › ",
  ]

  /// The separators that only forums put between a title and their name.
  private static let forumSeparators = [" / ", " : "]

  private static let joinedSeparators = ["|", "｜", "_", "–", "—", "－", "-", "：", "・"]

  /// The title without the site's name, and without that of a forum before what its program calls “View topic”; never
  /// empty unless the title is.
  func clean(_ title: String) -> String {
    // Templates that escape twice are common.
    var title = PlainText.oneLine(CharacterReferences.decode(title))
    if let heading, !heading.isEmpty, Self.fold(title).hasPrefix(Self.fold(heading)),
      hasSeparator(after: heading, in: title)
    {
      return heading
    }
    for label in ["View topic - ", "View Topic - "] {
      if let range = title.place(of: label), range.upperBound < title.endIndex {
        title = String(title[range.upperBound...])
      }
    }
    // Forums put a label in front of what was asked.
    if isDiscussion, let heading, heading.count >= 10, let range = title.place(of: " - " + heading) {
      let rest = title[range.upperBound...]
      if rest.isEmpty || hasSeparator(after: "", in: String(rest)) { return heading }
    }
    var isChanged = true
    while isChanged {
      isChanged = false
      if let shorter = withoutSiteAtEnd(title) ?? withoutSiteAtStart(title) ?? withoutSiteJoined(title) {
        title = shorter
        isChanged = true
      }
    }
    return title
  }

  /// Whether the title goes on after the heading with a separator, so that only a suffix is lost.
  private func hasSeparator(after heading: String, in title: String) -> Bool {
    guard title.count > heading.count else { return false }
    let rest = title.dropFirst(heading.count)
    return (Self.separators + [" : ", "| ", "_", "｜", " ["]).contains { rest.hasPrefix($0) }
  }

  private func withoutSiteAtEnd(_ title: String) -> String? {
    guard let (separator, range) = lastSeparator(in: title) else { return nil }
    let head = title[..<range.lowerBound].trimmingSpace
    let tail = title[range.upperBound...].trimmingSpace
    guard !head.isEmpty else { return tail.isEmpty ? nil : tail }
    if isSite(tail) || isDiscussion && isForum(tail) { return head }
    // A bar separates names of sites and sections, hardly ever parts of a headline.
    let isBar = [" | ", " :: ", " » ", " « "].contains(separator) || Self.forumSeparators.contains(separator)
    return isBar && tail.count <= 40 && head.split(separator: " ").count >= 2 ? head : nil
  }

  private func withoutSiteAtStart(_ title: String) -> String? {
    for separator in Self.separators + [": "] {
      guard let range = title.place(of: separator) else { continue }
      let head = title[..<range.lowerBound].trimmingSpace
      let tail = title[range.upperBound...].trimmingSpace
      if !tail.isEmpty, isSite(head) { return tail }
    }
    return nil
  }

  /// The title without the site's name behind a separator that has no spaces around it, as in Chinese and Japanese.
  private func withoutSiteJoined(_ title: String) -> String? {
    for separator in Self.joinedSeparators {
      guard let range = title.place(of: separator, isLast: true) else { continue }
      let head = title[..<range.lowerBound].trimmingSpace
      if !head.isEmpty, isSite(title[range.upperBound...].trimmingSpace) { return head }
    }
    return nil
  }

  private func lastSeparator(in title: String) -> (separator: String, range: Range<String.Index>)? {
    var last: (separator: String, range: Range<String.Index>)?
    for separator in Self.separators + (isDiscussion ? Self.forumSeparators : []) {
      guard let range = title.place(of: separator, isLast: true) else { continue }
      if let found = last, found.range.lowerBound >= range.lowerBound { continue }
      last = (separator, range)
    }
    return last
  }

  /// Whether a part is called a forum.
  private func isForum(_ part: String) -> Bool {
    let last = part.lowercased().split { !$0.isLetter }.last.map(String.init) ?? ""
    return ["forum", "forums", "foren", "foro", "foros", "community", "communities", "board", "boards"].contains(last)
  }

  private func isSite(_ part: String) -> Bool {
    let folded = Self.fold(part)
    guard !folded.isEmpty else { return true }
    if let siteName, Self.fold(siteName) == folded { return true }
    guard let host else { return false }
    let labels = host.split(separator: ".").map(String.init)
    return folded == Self.fold(host) || labels.dropLast().contains { $0.count > 3 && Self.fold($0) == folded }
  }

  /// Letters and digits in lower case.
  private static func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) {
      let kept = text.utf8.lazy.filter { $0.isASCIILetter || $0.isASCIIDigit }.map(\.asciiLowercased)
      return String(decoding: Array(kept), as: UTF8.self)
    }
    return String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
