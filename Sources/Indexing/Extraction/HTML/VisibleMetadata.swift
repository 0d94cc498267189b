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
  /// When the page was published, by a `time` element or a dateline.
  private(set) var publishedDate: ArticleDate?
  /// When the page was changed, by the same.
  private(set) var updatedDate: ArticleDate?

  private let tree: HTMLTree
  private let hints: [ElementHints]
  private var headingIndex: Int?
  /// Whether the microdata names authors of comments.
  private var hasCommenters = false

  /// - Parameters:
  ///   - page: The page.
  ///   - isDiscussion: Whether it is a discussion, which is by who began it, whatever name that is.
  init(_ page: HTMLPage, isDiscussion: Bool) {
    tree = page.tree
    hints = page.hints
    documentTitle = tree.elements(.title).lazy.map { [tree] in PlainText.oneLine(tree.flatText(of: $0)) }.first {
      !$0.isEmpty
    }
    findHeading()
    readMicrodata()
    let dates = VisibleDates(page, heading: headingIndex, isDiscussion: isDiscussion).dates()
    (publishedDate, updatedDate) = (dates.published, dates.updated)
    if isDiscussion, authors.count != 1 {
      authors = firstPoster().map { [$0] } ?? (authors.isEmpty ? shownAuthors() : Array(authors.prefix(1)))
    } else if authors.isEmpty {
      authors = shownAuthors()
      if hasCommenters, authors.isEmpty { authors = firstPoster().map { [$0] } ?? [] }
    }
  }

  // MARK: Heading

  private mutating func findHeading() {
    var headings = tree.elements(.h1).map {
      (index: $0, text: HeadingAnchor.removed(from: PlainText.oneLine(tree.flatText(of: $0))))
    }
    headings.removeAll { $0.text.isEmpty || $0.text.count > 300 }
    if headings.isEmpty || headings.allSatisfy({ isSiteName($0.text) }) {
      let lesser = lesserHeadings()
      if !lesser.isEmpty { headings = lesser }
    }
    let named = headings.count > 1 ? headings.first { documentTitle?.hasPrefix($0.text) == true } : headings.first
    let chosen = named ?? headings.first { !tree.isInside($0.index) { $0 == .header || $0 == .nav } } ?? headings.first
    heading = chosen?.text
    headingIndex = chosen?.index
  }

  /// Whether a heading is what the document title ends or begins with, parted by a separator: some programs make the site's
  /// name one.
  private func isSiteName(_ heading: String) -> Bool {
    guard let documentTitle, documentTitle.count > heading.count else { return false }
    return documentTitle.hasPrefix(heading + " - ")
      || [" - ", " | ", " – ", " — ", " • ", " :: ", " : "].contains { documentTitle.hasSuffix($0 + heading) }
  }

  /// The headings of lower rank with which the document title begins, or ends after a dash.
  private func lesserHeadings() -> [(index: Int, text: String)] {
    guard let documentTitle else { return [] }
    for index in tree.nodes.indices where tree.nodes[index].tag == .h2 || tree.nodes[index].tag == .h3 {
      let text = HeadingAnchor.removed(from: PlainText.oneLine(tree.flatText(of: index)))
      if text.count >= 10, documentTitle.hasPrefix(text) || documentTitle.hasSuffix(" - " + text) {
        return [(index, text)]
      }
    }
    return []
  }

  /// Whether an element is beside the content; the footer of an article tells of the article, and so does what holds the
  /// main heading.
  private func isAround(_ index: Int) -> Bool {
    var footer = false
    for ancestor in tree.ancestors(of: index) {
      switch tree.nodes[ancestor].tag {
      case .article where footer: footer = false
      case .footer: footer = true
      case .aside, .nav:
        if headingIndex.map({ (ancestor..<tree.nodes[ancestor].end).contains($0) }) != true { return true }
      default: continue
      }
    }
    return footer
  }

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
        ?? PlainText.oneLine(tree.flatText(of: property == "author" ? linkOrAll(index) : index))
    }
    switch property {
    case "datePublished": publishedMicrodata.append(value())
    case "dateModified": updatedMicrodata.append(value())
    case "author", "creator":
      if isOfComment(index) {
        hasCommenters = true
        return
      }
      authors += namedPerson(index) ?? AuthorNames.split(value())
    default: return
    }
  }

  /// Whether the item that an element belongs to is a comment.
  private func isOfComment(_ index: Int) -> Bool {
    let item = tree.ancestors(of: index).first { tree.value(of: .itemtype, at: $0) != nil }
    return item.flatMap { tree.value(of: .itemtype, at: $0) }?.hasSuffix("/Comment") ?? false
  }

  /// The first link of an element that has other texts beside it, else the element: beside a name there may be a rank.
  private func linkOrAll(_ index: Int) -> Int {
    let texts = tree.descendants(of: index).filter { tree.nodes[$0].tag == .text }
    guard texts.count(where: { tree.bytes[tree.textRange($0)].contains { $0 > 0x20 } }) > 1 else { return index }
    return tree.descendants(of: index).first {
      tree.nodes[$0].tag == .a && tree.flatBytes(of: $0).contains { $0 > 0x20 }
    } ?? index
  }

  /// The `itemprop="name"` inside an author element.
  private func namedPerson(_ index: Int) -> [String]? {
    let name = tree.descendants(of: index).first { tree.attribute(.itemprop, of: $0) == "name" }
    return name.map { [tree.attribute(.content, of: $0) ?? PlainText.oneLine(tree.flatText(of: $0))] }
  }

  /// Small enough to hold a name or a date and nothing else.
  private func isSmall(_ index: Int) -> Bool { tree.nodes[index].end - index <= 12 }

  // MARK: Authors

  /// Whether an element is named as what tells of somebody, where another has the name.
  private func isDescription(_ index: Int) -> Bool {
    let names = tree.value(of: .class, at: index) ?? []
    return names.end(of: "description") != nil
  }

  private func shownAuthors() -> [String] {
    for index in tree.elements(.a) where isAuthorLink(index) && !isAround(index) {
      let name = PlainText.oneLine(tree.flatText(of: index))
      if !name.isEmpty, name.count <= 80, Byline.names(in: "By " + name) != nil { return AuthorNames.split(name) }
    }
    for index in tree.nodes.indices
    where hints[index].contains(.author) && isSmall(index) && !isAround(index) && !isDescription(index) {
      let text = PlainText.oneLine(tree.flatText(of: index))
      if let names = Byline.names(in: text) ?? Byline.foreignNames(in: text),
        names.count > 1 || firstName(in: index) == nil
      {
        return names
      }
      if let name = firstName(in: index) { return AuthorNames.split(name) }
      if let names = Byline.names(in: "By " + text) { return names }
    }
    return bylineBelowHeading() ?? nameBehindLabel() ?? authorInAddress() ?? []
  }

  /// The name in the text behind one that is nothing but “By” or “Author”, near the main heading.
  private func nameBehindLabel() -> [String]? {
    guard let headingIndex else { return nil }
    var isAfterLabel = false
    // Further below stand the names of those who comment.
    for index in tree.nodes.indices[headingIndex...].prefix(200) where tree.nodes[index].tag == .text {
      let bytes = tree.bytes[tree.textRange(index)].drop { $0 <= 0x20 }
      guard let first = bytes.first else { continue }
      if isAfterLabel {
        let name = PlainText.oneLine(tree.text(index))
        if !isAround(index), Byline.isFullName(name) { return [name] }
      }
      // Most texts are told apart by their length and first letter.
      let mayBeLabel = bytes.count <= 40 && "abw".utf8.contains(first.asciiLowercased)
      isAfterLabel = mayBeLabel && Self.nameLabels.contains(tree.text(index).trimmingSpace.lowercased())
    }
    return nil
  }

  private static let nameLabels: Set<String> = [
    "by", "by:", "author", "author:", "written by", "written by:", "words by",
  ]

  /// The link to an author in an address, which stands for the page wherever it is in it (HTML, section 4.3.10).
  private func authorInAddress() -> [String]? {
    for index in tree.elements(.a) where tree.value(of: .rel, at: index)?.contains("author") == true {
      let name = PlainText.oneLine(tree.flatText(of: index))
      let isAbove = headingIndex.map { index > $0 } ?? false
      if isAbove, tree.isInside(index, { $0 == .address }), Byline.isFullName(name) { return [name] }
    }
    return nil
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

  /// The first name that is shown as that of a user, outside what is around the posts.
  private func firstPoster() -> String? {
    for index in tree.nodes.indices where tree.nodes[index].tag != .text && isSmall(index) && isNamedUser(index) {
      let name = PlainText.oneLine(tree.flatText(of: index))
      let words = name.split(separator: " ")
      let isName = (1...3).contains(words.count) && name.utf8.count <= 60 && !AuthorNames.isLabel(name)
      if isName, !isAroundPosts(index) { return name }
    }
    return nil
  }

  /// Whether an element is named as one that holds the name of a user.
  private func isNamedUser(_ index: Int) -> Bool {
    guard let classes = tree.value(of: .class, at: index) else { return false }
    return Self.userClasses.contains { classes.end(of: $0) != nil }
      || tree.nodes[index].tag == .a && hints[index].contains(.author)
  }

  private static let userClasses: [StaticString] = [
    "username", "user-name", "author-name", "authorname", "user__name", "hnuser", "user_name", "poster-name",
    "postuser-name", "nickname",
  ]

  private func isAroundPosts(_ index: Int) -> Bool {
    isAround(index)
      || tree.ancestors(of: index).contains {
        tree.nodes[$0].tag == .header || !hints[$0].isDisjoint(with: [.navigation, .account, .masthead, .related])
      }
  }

  private func isInnermostBlock(_ index: Int) -> Bool {
    tree.nodes[index].tag.isBlock && !tree.descendants(of: index).contains { tree.nodes[$0].tag.isBlock }
  }

  /// The byline among the first blocks after the main heading.
  private func bylineBelowHeading() -> [String]? {
    guard let headingIndex else { return nil }
    let start = tree.nodes[headingIndex].end
    for index in tree.nodes.indices[start...].prefix(120) where isLine(index) {
      let bytes = tree.flatBytes(of: index).drop { $0 <= 0x20 }
      guard bytes.count <= 200, bytes.count > 4, !isAround(index) else { continue }
      let line = PlainText.oneLine(String(decoding: bytes, as: UTF8.self))
      let isEnglish = Self.bylineStarts.contains { bytes.begins(with: $0) }
      if let names = isEnglish ? Byline.names(in: line) : Byline.foreignNames(in: line) { return names }
    }
    return nil
  }

  /// Whether a node may be a line: a small block without others in it, or a text that has no part in a longer line.
  private func isLine(_ index: Int) -> Bool {
    guard tree.nodes[index].tag == .text else { return isSmall(index) && isInnermostBlock(index) }
    let parent = tree.nodes[index].parent
    return tree.nodes[parent].tag == .span && tree.nodes[parent].end == index + 1
  }

  private static let bylineStarts: [StaticString] = [
    "by ", "written by ", "submitted by ", "posted by ", "story by ", "text by ", "words by ", "photographs by ",
    "photos by ",
  ]
}
