/// Finds sections whose heading says that they are beside the content: what else there is to read or to buy, what others
/// say, how to subscribe.
struct SideSections {
  private let tree: HTMLTree
  private let statistics: TextStatistics
  private let root: Int
  private let kind: PageProfile.Kind

  init(_ tree: HTMLTree, kind: PageProfile.Kind, statistics: TextStatistics, root: Int) {
    self.tree = tree
    self.kind = kind
    self.statistics = statistics
    self.root = root
  }

  /// The nodes of the section that an element begins as its heading, top ones only; none when it is no such heading.
  func section(headedBy index: Int) -> Range<Int>? {
    guard (4...60).contains(statistics[index].text), isHeading(index),
      SectionTitles.isBeside(tree.flatBytes(of: index), kind: kind)
    else { return nil }
    var section = index
    while tree.nodes[section].parent != root, isFirst(section), isSmall(statistics[tree.nodes[section].parent]) {
      section = tree.nodes[section].parent
    }
    if statistics[section].text > statistics[index].text { return section..<tree.nodes[section].end }
    return tree.nodes[index].tag.isHeading ? following(section) : nil
  }

  /// A heading, or a block whose text stands as if it were one.
  private func isHeading(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    return tag.isHeading
      || [.div, .p, .summary].contains(tag) && statistics[index].blocks == 1 && statistics[index].links == 0
  }

  /// Whether nothing of the parent's text comes before an element.
  private func isFirst(_ index: Int) -> Bool {
    for sibling in tree.children(of: tree.nodes[index].parent) {
      if sibling == index { return true }
      if statistics[sibling].text > 0 { return false }
    }
    return true
  }

  private func isSmall(_ figures: TextStatistics.Figures) -> Bool {
    Double(figures.text) < 0.4 * Double(statistics[root].text)
      && Double(figures.prose) < 0.35 * Double(max(1, statistics[root].prose))
  }

  /// The heading with what follows it up to the next of its rank.
  private func following(_ heading: Int) -> Range<Int>? {
    let level = rank(of: heading)
    var total = TextStatistics.Figures()
    var end = tree.nodes[heading].end
    let parentEnd = tree.nodes[tree.nodes[heading].parent].end
    while end < parentEnd {
      if let first = firstHeading(in: end), rank(of: first) <= level { break }
      total += statistics[end]
      end = tree.nodes[end].end
    }
    return total.text > 0 && isSmall(total) ? heading..<end : nil
  }

  private func firstHeading(in index: Int) -> Int? {
    (index..<tree.nodes[index].end).first { tree.nodes[$0].tag.isHeading && statistics[$0].text > 0 }
  }

  private func rank(of index: Int) -> Int {
    let element = tree.nodes[index].tag.isHeading ? index : firstHeading(in: index) ?? index
    return Int(tree.nodes[element].tag.rawValue.dropFirst()) ?? 7
  }
}

/// The titles of sections that are beside the content, the general vocabulary of publishing systems and shops.
enum SectionTitles {
  /// Whether a title in UTF-8 is one of them on pages of a kind.
  static func isBeside(_ title: [UInt8], kind: PageProfile.Kind) -> Bool {
    let title = PageFurniture.fold(title)
    let hash = NameHash(title)
    if always[hash] != nil || beginnings.contains(where: title[...].begins) { return true }
    switch kind {
    case .product: return opinions[hash] != nil || latest[hash] != nil
    case .article: return comments[hash] != nil || latest[hash] != nil
    case .other: return comments[hash] != nil
    case .discussion: return false
    }
  }

  /// What such titles begin with where a name follows.
  private static let beginnings: [StaticString] = [
    "more from ", "more by ", "more stories from ", "more articles by ", "recommended from ",
  ]

  private static let always = table(
    "related posts|related articles|related stories|related content|related products|related items|related news|"
      + "related reading|related resources|related topics|related links|related categories|related searches|"
      + "related questions|related pages|related videos|related discussions|similar threads|related threads|"
      + "similar topics|suggested topics|who is online|users browsing this thread|you may also like|you might also like|you may also enjoy|you might also enjoy|"
      + "you may also be interested in|you might also be interested in|you may be interested in|"
      + "you might be interested in|you may also love|you'll also love|you’ll also love|more like this|"
      + "recommended for you|recommended reading|recommended products|recommended articles|recommended|"
      + "recommendations|read next|up next|what to read next|keep reading|continue reading|further reading|"
      + "customers also bought|customers also viewed|customers also considered|people also viewed|people also bought|"
      + "customers who bought this item also bought|customers who viewed this item also viewed|others also bought|"
      + "frequently bought together|often bought together|complete your order|complete the look|shop the look|"
      + "similar products|similar items|compare with similar items|compare similar products|compare similar items|"
      + "recently viewed|recently viewed products|recently viewed items|your recently viewed items|"
      + "sponsored|sponsored products|sponsored content|more from this author|more from this category|"
      + "share this|share this post|share this article|newsletter|subscribe to our newsletter|"
      + "sign up for our newsletter|sign up to our newsletter|join our newsletter|join our mailing list|"
      + "subscribe to our blog|stay connected|stay in touch|follow us|recent comments|post navigation|"
      + "stay in the loop|never miss a story|never miss an update|don't miss out|stay updated|stay up to date|"
      + "stay informed|get our newsletter|get the newsletter|sign up for the newsletter|subscribe to the newsletter|"
      + "subscribe to continue reading|subscribe to read more|subscribe to keep reading|log in to continue reading|"
      + "sign in to continue reading|this article is for subscribers only|already a subscriber|"
      + "we value your privacy|we use cookies|this site uses cookies|this website uses cookies|your privacy choices|"
      + "privacy preference center|manage consent preferences|cookie settings|cookie preferences|"
      + ForeignPhrases.related)
  private static let comments = table(
    "comments|leave a comment|leave a reply|post a comment|add a comment|join the conversation|about the author|"
      + "about the authors|about author|" + ForeignPhrases.comments)
  private static let latest = table(
    "latest posts|latest articles|latest news|latest stories|latest from the blog|from the blog|from our blog|"
      + "recent posts|recent articles|recent news|recent stories|popular posts|popular articles|popular stories|"
      + "popular products|most popular|most read|most viewed|trending|trending now|trending stories|featured posts|"
      + "featured articles|featured products|more articles|more stories|more news|more posts|explore more|"
      + "best sellers|bestsellers|new arrivals|editor's picks|editors' picks|categories|archives|tags")
  private static let opinions = table(
    "customer reviews|reviews|product reviews|ratings & reviews|ratings and reviews|reviews & ratings|"
      + "reviews and ratings|customer ratings & reviews|customer ratings and reviews|customer feedback|seller feedback|"
      + "about this seller|about the seller|what our customers say|what our customers are saying|"
      + "what customers are saying|what people are saying|what customers say|testimonials|google reviews|"
      + "questions & answers|customer questions & answers|customer questions|comments|leave a review|write a review")

  private static func table(_ titles: String) -> NameTable<Bool> {
    NameTable(titles.split(separator: "|").map { (String($0), true) })
  }
}
