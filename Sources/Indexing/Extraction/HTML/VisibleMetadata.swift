import Articles

/// Facts that a page shows to its readers: headings, microdata, `time` elements, bylines and datelines.
struct VisibleMetadata {
  /// The text of the `title` element.
  private(set) var documentTitle: String?
  /// The main heading: the only `h1` with text, else the one the document title begins with, else the first outside
  /// headers and navigation; where there is none, the lesser heading the document title begins with.
  private(set) var heading: String?
  private(set) var authors: [String] = []
  private(set) var publishedMicrodata: [String] = []
  private(set) var updatedMicrodata: [String] = []
  /// The first date a `time` element or a dateline shows.
  private(set) var publishedDate: ArticleDate?

  private let tree: HTMLTree
  private let hints: [ElementHints]
  private var headingIndex: Int?

  init(_ page: HTMLPage) {
    tree = page.tree
    hints = page.hints
    documentTitle = tree.elements(.title).lazy.map { [tree] in PlainText.oneLine(tree.flatText(of: $0)) }.first {
      !$0.isEmpty
    }
    findHeading()
    readMicrodata()
    publishedDate = statedTime() ?? namedDate() ?? dateBelowHeading() ?? dateAboveHeading()
    if authors.isEmpty { authors = shownAuthors() }
  }

  // MARK: Heading

  private mutating func findHeading() {
    var headings = tree.elements(.h1).map {
      (index: $0, text: HeadingAnchor.removed(from: PlainText.oneLine(tree.flatText(of: $0))))
    }
    headings.removeAll { $0.text.isEmpty || $0.text.count > 300 }
    if headings.isEmpty { headings = lesserHeadings() }
    let named = headings.count > 1 ? headings.first { documentTitle?.hasPrefix($0.text) == true } : headings.first
    let chosen = named ?? headings.first { !isInside($0.index, [.header, .nav]) } ?? headings.first
    heading = chosen?.text
    headingIndex = chosen?.index
  }

  /// The headings of lower rank with which the document title begins.
  private func lesserHeadings() -> [(index: Int, text: String)] {
    guard let documentTitle else { return [] }
    for index in tree.nodes.indices where tree.nodes[index].tag == .h2 || tree.nodes[index].tag == .h3 {
      let text = HeadingAnchor.removed(from: PlainText.oneLine(tree.flatText(of: index)))
      if text.count >= 10, documentTitle.hasPrefix(text) { return [(index, text)] }
    }
    return []
  }

  private func isInside(_ index: Int, _ tags: Set<HTMLTag>) -> Bool {
    var ancestor = tree.nodes[index].parent
    while ancestor != 0 {
      if tags.contains(tree.nodes[ancestor].tag) { return true }
      ancestor = tree.nodes[ancestor].parent
    }
    return false
  }

  private func isAround(_ index: Int) -> Bool { isInside(index, [.aside, .footer, .nav]) }

  // MARK: Microdata

  private mutating func readMicrodata() {
    for index in tree.nodes.indices where tree.nodes[index].tag != .meta {
      guard let properties = tree.attribute(.itemprop, of: index)?.split(separator: " ") else { continue }
      for property in properties { readMicrodata(String(property), index) }
      if authors.count > 20 { break }
    }
  }

  private mutating func readMicrodata(_ property: String, _ index: Int) {
    func value() -> String {
      tree.attribute(.content, of: index) ?? tree.attribute(.datetime, of: index)
        ?? PlainText.oneLine(tree.flatText(of: index))
    }
    switch property {
    case "datePublished": publishedMicrodata.append(value())
    case "dateModified": updatedMicrodata.append(value())
    case "author", "creator": authors += namedPerson(index) ?? AuthorNames.split(value())
    default: return
    }
  }

  /// The `itemprop="name"` inside an author element.
  private func namedPerson(_ index: Int) -> [String]? {
    let name = tree.descendants(of: index).first { tree.attribute(.itemprop, of: $0) == "name" }
    return name.map { [tree.attribute(.content, of: $0) ?? PlainText.oneLine(tree.flatText(of: $0))] }
  }

  // MARK: Dates

  private func statedTime() -> ArticleDate? {
    for index in tree.elements(.time) where !isAround(index) {
      if let stated = tree.attribute(.datetime, of: index), let date = DateParser.parse(stated) { return date }
      if let date = DateParser.parse(PlainText.oneLine(tree.flatText(of: index))) { return date }
    }
    return nil
  }

  /// The date in a small element that is named for it.
  private func namedDate() -> ArticleDate? {
    for index in tree.nodes.indices where hints[index].contains(.date) && isSmall(index) && !isAround(index) {
      if let date = Dateline.date(in: PlainText.oneLine(tree.flatText(of: index))) { return date }
    }
    return nil
  }

  /// The dateline among the first texts after the main heading.
  private func dateBelowHeading() -> ArticleDate? {
    guard let headingIndex else { return nil }
    var texts = 0
    for index in tree.nodes.indices[tree.nodes[headingIndex].end...] where tree.nodes[index].tag == .text {
      let parent = tree.nodes[tree.nodes[index].parent].tag
      guard !parent.isUnrendered else { continue }
      let bytes = tree.bytes[tree.textRange(index)]
      guard bytes.contains(where: { $0 > 0x20 }) else { continue }
      texts += 1
      if texts > 30 { return nil }
      // A date has a digit, in one script or another.
      guard bytes.contains(where: { $0.isASCIIDigit || $0 >= 0x80 }), bytes.count <= 640 else { continue }
      let text = PlainText.oneLine(String(decoding: bytes, as: UTF8.self))
      if text.count <= 80, let date = Dateline.date(in: text), date.text.count >= 10, !isAround(index) { return date }
    }
    return nil
  }

  /// The dateline among the last texts before the main heading.
  private func dateAboveHeading() -> ArticleDate? {
    guard let headingIndex else { return nil }
    var texts = 0
    for index in (0..<headingIndex).reversed() where tree.nodes[index].tag == .text && texts < 8 {
      let parent = tree.nodes[tree.nodes[index].parent].tag
      let bytes = tree.bytes[tree.textRange(index)]
      guard !parent.isUnrendered, bytes.contains(where: { $0 > 0x20 }) else { continue }
      texts += 1
      guard bytes.count <= 80, bytes.contains(where: \.isASCIIDigit),
        !isInside(index, [.aside, .footer, .nav, .header])
      else { continue }
      if let date = DateParser.parse(PlainText.oneLine(tree.text(index))), date.text.count >= 10 { return date }
    }
    return nil
  }

  /// Small enough to hold a name or a date and nothing else.
  private func isSmall(_ index: Int) -> Bool { tree.nodes[index].end - index <= 12 }

  // MARK: Authors

  private func shownAuthors() -> [String] {
    for index in tree.elements(.a) where isAuthorLink(index) && !isAround(index) {
      let name = PlainText.oneLine(tree.flatText(of: index))
      if !name.isEmpty, name.count <= 80, Byline.names(in: "By " + name) != nil { return AuthorNames.split(name) }
    }
    for index in tree.nodes.indices where hints[index].contains(.author) && isSmall(index) && !isAround(index) {
      let text = PlainText.oneLine(tree.flatText(of: index))
      if let name = firstName(in: index) { return AuthorNames.split(name) }
      if let names = Byline.names(in: text) ?? Byline.names(in: "By " + text) { return names }
    }
    return bylineBelowHeading() ?? []
  }

  /// The first of several texts of an element, where it is a name; a position or a date may follow.
  private func firstName(in index: Int) -> String? {
    let texts = tree.descendants(of: index).filter { tree.nodes[$0].tag == .text }
      .map { PlainText.oneLine(tree.text($0)) }.filter { !$0.isEmpty }
    guard texts.count > 1, let first = texts.first(where: { !AuthorNames.isLabel($0) }),
      first.split(separator: " ").count >= 2, Byline.names(in: "By " + first) != nil
    else { return nil }
    return first
  }

  /// A link to the page of an author, by its relation or its address.
  private func isAuthorLink(_ index: Int) -> Bool {
    tree.value(of: .rel, at: index)?.contains("author") == true
      || tree.value(of: .href, at: index)?.contains("/author") == true && !hints[index].contains(.related)
  }

  /// The byline among the first blocks after the main heading.
  private func bylineBelowHeading() -> [String]? {
    guard let headingIndex else { return nil }
    let start = tree.nodes[headingIndex].end
    for index in tree.nodes.indices[start...].prefix(120) where isSmall(index) && tree.nodes[index].tag.isBlock {
      let bytes = tree.flatBytes(of: index).drop { $0 <= 0x20 }
      guard bytes.begins(with: "by ") || bytes.begins(with: "written by "), bytes.count <= 200, !isAround(index) else {
        continue
      }
      if let names = Byline.names(in: PlainText.oneLine(String(decoding: bytes, as: UTF8.self))) { return names }
    }
    return nil
  }
}

/// A short line that tells when an article appeared, with a label, a byline or a reading time beside it.
enum Dateline {
  /// The first date in the line.
  static func date(in line: String) -> ArticleDate? {
    guard DateParser.mayBeDate(line), line.count <= 120 else { return nil }
    if let date = DateParser.parse(line) { return date }
    var parts = [line]
    for separator in [" | ", " · ", " • ", " — ", " – ", " / ", " by ", " By "] {
      parts = parts.flatMap { $0.components(separatedBy: separator) }
    }
    return parts.lazy.compactMap { DateParser.parse(String(withoutLabel($0[...]))) }.first
  }

  private static func withoutLabel(_ part: Substring) -> Substring {
    guard let colon = part.firstIndex(of: ":"), part[..<colon].allSatisfy({ $0.isLetter || $0 == " " }) else {
      return part
    }
    return part[part.index(after: colon)...]
  }
}
