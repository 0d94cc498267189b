/// What an element or attribute is called, whatever prefix its document uses.
struct XMLName: Hashable {
  var vocabulary: XMLVocabulary
  /// The name without prefix, in lower case: publishers write `pubDate`, `pubdate` and `PubDate`.
  var local: String

  init(_ vocabulary: XMLVocabulary, _ local: String) {
    self.vocabulary = vocabulary
    self.local = local
  }
}

/// The vocabularies that feeds and exports of blogs are made of.
enum XMLVocabulary {
  /// RSS of any version and documents without a namespace.
  case plain
  case atom
  case rdf
  case dublinCore
  case dublinCoreTerms
  case content
  case media
  case itunes
  case xhtml
  case prism
  case feedburner
  case publishing
  case wordPress
  case excerpt
  case blogger
  case xml
  /// Any other.
  case other

  /// The vocabulary of a namespace name.
  ///
  /// Compared without case, scheme and closing `/` or `#`, in which publishers differ from the specifications.
  init(namespace: String) {
    var name = namespace.trimmingSpace.lowercased()[...]
    if let scheme = name.firstRange(of: "://") { name = name[scheme.upperBound...] }
    while let last = name.last, last == "/" || last == "#" { name.removeLast() }
    if let known = Self.namespaces[String(name)] {
      self = known
    } else if name.hasPrefix("wordpress.org/export/") {
      self = name.hasSuffix("/excerpt") ? .excerpt : .wordPress
    } else {
      self = .other
    }
  }

  /// What a prefix means that no namespace was declared for.
  init(undeclaredPrefix prefix: String) {
    self = Self.prefixes[prefix.lowercased()] ?? .other
  }

  private static let namespaces: [String: XMLVocabulary] = [
    "": .plain, "my.netscape.com/rdf/simple/0.9": .plain, "channel.netscape.com/rdf/simple/0.9": .plain,
    "purl.org/rss/1.0": .plain, "purl.org/net/rss1.1": .plain, "backend.userland.com/rss": .plain,
    "backend.userland.com/rss2": .plain, "backend.userland.com/rss091": .plain,
    "blogs.law.harvard.edu/tech/rss": .plain, "cyber.law.harvard.edu/rss": .plain,
    "cyber.law.harvard.edu/rss/rss.html": .plain, "www.rssboard.org/rss-specification": .plain,
    "purl.org/atom/ns": .atom, "www.w3.org/2005/atom": .atom, "purl.org/atom-blog/ns": .atom,
    "www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
    "purl.org/dc/elements/1.1": .dublinCore, "purl.org/dc/elements/1.0": .dublinCore,
    "purl.org/rss/1.0/modules/dc": .dublinCore, "purl.org/dc/terms": .dublinCoreTerms,
    "purl.org/rss/1.0/modules/content": .content, "search.yahoo.com/mrss": .media,
    "video.search.yahoo.com/mrss": .media,
    "www.itunes.com/dtds/podcast-1.0.dtd": .itunes, "www.itunes.com/dtds/podcast-1.0": .itunes,
    "example.com/dtds/podcast-1.0.dtd": .itunes, "www.w3.org/1999/xhtml": .xhtml,
    "prismstandard.org/namespaces/basic/1.2": .prism, "prismstandard.org/namespaces/1.2/basic": .prism,
    "prismstandard.org/namespaces/basic/2.0": .prism, "prismstandard.org/namespaces/basic/2.1": .prism,
    "rssnamespace.org/feedburner/ext/1.0": .feedburner, "www.w3.org/2007/app": .publishing,
    "purl.org/atom/app": .publishing, "schemas.google.com/blogger/2008": .blogger,
    "schemas.google.com/blogger/2018": .blogger, "www.w3.org/xml/1998/namespace": .xml,
  ]

  private static let prefixes: [String: XMLVocabulary] = [
    "atom": .atom, "atom10": .atom, "rdf": .rdf, "dc": .dublinCore, "dcterms": .dublinCoreTerms, "content": .content,
    "media": .media, "itunes": .itunes, "xhtml": .xhtml, "prism": .prism, "feedburner": .feedburner,
    "app": .publishing, "wp": .wordPress, "excerpt": .excerpt, "blogger": .blogger, "xml": .xml, "rss": .plain,
  ]
}

/// The namespaces in force at one place of a document.
struct XMLNamespaces {
  /// The most declarations that are kept at once.
  private static let maximumCount = 64

  private var vocabularies: [String: XMLVocabulary] = [:]

  /// The namespaces inside an element.
  ///
  /// - Parameters:
  ///   - attributes: Those of the element.
  ///   - isRoot: Whether it is the outermost element, whose unknown default namespace is taken for that of the format:
  ///     publishers misspell it.
  func declaring(_ attributes: [XMLAttribute], isRoot: Bool) -> XMLNamespaces {
    guard attributes.contains(where: { $0.name.hasPrefix("xmlns") }) else { return self }
    var inner = self
    for attribute in attributes where inner.vocabularies.count < Self.maximumCount {
      if attribute.name == "xmlns" {
        let vocabulary = XMLVocabulary(namespace: attribute.value)
        inner.vocabularies[""] = vocabulary == .other && isRoot ? .plain : vocabulary
      } else if attribute.name.hasPrefix("xmlns:") {
        inner.vocabularies[String(attribute.name.dropFirst(6))] = XMLVocabulary(namespace: attribute.value)
      }
    }
    return inner
  }

  /// The name of an element as written in the document.
  func name(_ written: String) -> XMLName {
    guard let colon = written.firstIndex(of: ":") else {
      return XMLName(vocabularies[""] ?? .plain, written.lowercased())
    }
    let prefix = String(written[..<colon])
    let vocabulary = vocabularies[prefix] ?? XMLVocabulary(undeclaredPrefix: prefix)
    return XMLName(vocabulary, written[written.index(after: colon)...].lowercased())
  }
}
