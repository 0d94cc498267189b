/// What a feed says of itself, which stands for entries that say nothing.
struct FeedFacts {
  private(set) var title: String?
  /// The address of the site that the feed belongs to.
  private(set) var address: String?
  private(set) var language: String?
  private(set) var authors: [String] = []
  /// The address of the feed, for feeds that name no site.
  private var ownAddress: String?

  private let limits: Extractor.Limits

  init(limits: Extractor.Limits) {
    self.limits = limits
  }

  /// Takes what several elements say, such as those inside the `source` of an entry.
  init(_ elements: [XMLElement], limits: Extractor.Limits) {
    self.init(limits: limits)
    for element in elements { take(element) }
  }

  /// What relative addresses of entries are resolved against.
  var base: String? { address ?? ownAddress }

  /// Takes an element beside the entries.
  mutating func take(_ element: XMLElement) {
    switch (element.name.vocabulary, element.name.local) {
    case (.plain, "title"), (.atom, "title"), (.dublinCore, "title"):
      // An image and other parts of a channel come with titles of their own; those of the channel stand beside entries.
      if title == nil { title = nonEmpty(FeedText.line(element, limits: limits)) }
    case (.plain, "link"), (.atom, "link"): takeLink(element)
    case (.plain, "language"), (.dublinCore, "language"): language = nonEmpty(element.text.trimmingSpace) ?? language
    default: authors += FeedAuthors.names(in: element)
    }
  }

  private mutating func takeLink(_ element: XMLElement) {
    guard let href = element.attribute("href") ?? nonEmpty(element.text),
      let found = WebAddress.resolve(href, against: element.base)
    else { return }
    switch element.attribute("rel")?.lowercased() {
    case nil, "alternate": address = address ?? found
    case "self": ownAddress = ownAddress ?? found
    default: break
    }
  }

  private func nonEmpty(_ text: String) -> String? { text.isBlank ? nil : text }
}

/// Finds the names of authors in the elements that feeds have for them.
enum FeedAuthors {
  /// The names in one element of a feed or entry; none when it is no author.
  static func names(in element: XMLElement) -> [String] {
    switch (element.name.vocabulary, element.name.local) {
    case (.atom, "author"): person(element)
    case (.plain, "author"): element.hasChildren ? person(element) : split(element.text)
    case (.dublinCore, "creator"), (.dublinCore, "author"), (.dublinCoreTerms, "creator"), (.itunes, "author"):
      split(element.text)
    case (.media, "credit") where element.attribute("role")?.lowercased() == "author": split(element.text)
    default: []
    }
  }

  /// A person of Atom: the name, else what else is there to name somebody.
  private static func person(_ element: XMLElement) -> [String] {
    let parts = element.children
    for local in ["name", "email"] {
      if let name = parts.first(where: { $0.name.local == local })?.text, !name.isBlank { return [name] }
    }
    return parts.isEmpty && !element.text.isBlank ? [element.text] : []
  }

  /// One text may name several people, unless there is an e-mail address in it.
  private static func split(_ text: String) -> [String] {
    if text.isBlank { return [] }
    return text.containsByte(UInt8(ascii: "@")) ? [text] : AuthorNames.split(text)
  }
}
