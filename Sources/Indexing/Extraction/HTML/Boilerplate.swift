/// Marks what a reader does not come for: what is hidden, and the parts around the content.
///
/// Decisions go from certain to uncertain. A part that holds a large share of the page's prose is never dropped on the
/// word of a class name alone.
struct Boilerplate {
  /// Whether a node's subtree is left out.
  private(set) var isDropped: [Bool]

  private let tree: HTMLTree
  private let hints: [ElementHints]
  private var statistics: TextStatistics
  private let profile: PageProfile
  private var untrustworthy: ElementHints = []

  // The statistics are those of the whole page.
  init(_ page: HTMLPage, profile: PageProfile, statistics whole: TextStatistics) {
    tree = page.tree
    hints = page.hints
    self.profile = profile
    isDropped = Array(repeating: false, count: tree.nodes.count)
    statistics = whole
    dropWithoutDoubt()
    statistics = TextStatistics(tree, whole: whole, isDropped: isDropped)
    dropByHints(among: [.consent, .reviews])
    statistics = TextStatistics(tree, whole: whole, isDropped: isDropped)
    untrustworthy = Self.untrustworthyHints(tree, hints, statistics, isDropped, profile.kind)
    dropByHints()
  }

  /// Hints whose elements together hold so much of the page that here they mean something else.
  private static func untrustworthyHints(
    _ tree: HTMLTree, _ hints: [ElementHints], _ statistics: TextStatistics, _ isDropped: [Bool],
    _ kind: PageProfile.Kind
  ) -> ElementHints {
    let countsProse = statistics[0].prose >= 300
    let limit = max(1, countsProse ? statistics[0].prose : statistics[0].text) / 2
    // One element with most of the page tells nothing of those that are named like it, but for the parts that shops and
    // promotions are made of.
    let isCounted = { (bit: Int) in kind == .product || ElementHints(bit: bit) == .promotion }
    var totals = Array(repeating: 0, count: ElementHints.count)
    // Where the last element that was counted for a hint ends; what is inside it counts once.
    var ends = totals
    var index = 1
    while index < tree.nodes.count {
      if isDropped[index] {
        index = tree.nodes[index].end
        continue
      }
      let amount = countsProse ? statistics[index].prose : statistics[index].text
      for bit in hints[index].bits where ends[bit] <= index && (isCounted(bit) || amount <= limit) {
        totals[bit] += amount
        ends[bit] = tree.nodes[index].end
      }
      index += 1
    }
    let untrustworthy = totals.indices.filter { totals[$0] > limit }.map { ElementHints(bit: $0) }
    return ElementHints(untrustworthy).subtracting([.comments, .consent, .reviews])
  }

  // MARK: Certain

  private mutating func dropWithoutDoubt() {
    var index = 1
    while index < tree.nodes.count {
      if tree.nodes[index].tag != .text, isUnseen(index) || isInterface(index) {
        isDropped[index] = true
        index = tree.nodes[index].end
      } else {
        index += 1
      }
    }
  }

  private func isUnseen(_ index: Int) -> Bool {
    let node = tree.nodes[index]
    if node.tag.isUnrendered { return true }
    // Where scripts make the page, what they would replace is the content.
    if node.tag == .noscript { return share(index) < 0.4 }
    guard node.tag != .text, node.count > 0, share(index) < 0.5, isHidden(index) else { return false }
    // Closed tabs and folded answers are hidden prose; menus and forms are not prose.
    if profile.kind == .product, isHiddenTable(index) { return false }
    return statistics[index].prose * 2 < statistics[index].text || statistics[index].linkDensity > 0.3
  }

  /// What a closed tab of a shop's page tells in a table.
  private func isHiddenTable(_ index: Int) -> Bool {
    statistics[index].text >= 100 && statistics[index].linkDensity < 0.2
      && tree.descendants(of: index).contains { tree.nodes[$0].tag == .table || tree.nodes[$0].tag == .dl }
  }

  private func isHidden(_ index: Int) -> Bool {
    for attribute in tree.attributes(of: index) {
      let value = tree.bytes[attribute.value]
      switch attribute.name {
      case .hidden: return true
      // A link with a sentence is seen; it is kept from those who would hear it twice.
      case .ariaHidden where value.equals("true"):
        if tree.nodes[index].tag != .a || statistics[index].text < 60 { return true }
      case .style where value.contains("display:none") || value.contains("visibility:hidden"): return true
      default: continue
      }
    }
    return hints[index].contains(.hidden) && isPlainlyHidden(index)
  }

  /// Whether a class that hides is not taken back by a responsive one (`hidden md:block`, `d-none d-lg-block`).
  private func isPlainlyHidden(_ index: Int) -> Bool {
    guard let classes = tree.value(of: .class, at: index) else { return true }
    return !Self.showing.contains { classes.end(of: $0) != nil }
  }

  private static let showing: [StaticString] = [
    ":block", ":flex", ":grid", ":inline", "-block", "-flex", "-grid", ":table",
  ]

  /// Controls and the parts that elements or roles name as not content.
  private func isInterface(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    switch tag {
    case .input, .select, .textarea, .option, .datalist, .progress, .meter: return true
    case .button: return !tree.isContentButton(index, mayFold: profile.kind != .product)
    case .menu, .search: return share(index) < 0.3
    case .nav:
      let rest = statistics[0].text - statistics[index].text
      return share(index) < 0.5 || statistics[index].linkDensity > 0.5 && rest > 200
    case .dialog: return share(index) < 0.3
    default: break
    }
    guard tree.nodes[index].count > 0, let role = tree.attribute(.role, of: index) else { return false }
    switch role.lowercased() {
    case "button": return !tree.isContentButton(index, mayFold: profile.kind != .product)
    case "tablist" where statistics[index].prose > 200 && statistics[index].linkDensity < 0.3: return false
    case "navigation", "search", "menu", "menubar", "toolbar", "alert", "alertdialog", "dialog", "contentinfo",
      "tablist", "tooltip", "status":
      return share(index) < 0.3
    case "banner", "complementary": return share(index) < 0.15
    default: return false
    }
  }

  private func share(_ index: Int) -> Double {
    Double(statistics[index].text) / Double(max(1, statistics[0].text))
  }

  // MARK: By name

  /// Drops what is named as surroundings.
  ///
  /// - Parameter some: What alone an element may be named; `nil` for everything.
  private mutating func dropByHints(among some: ElementHints? = nil) {
    var index = 1
    while index < tree.nodes.count {
      let node = tree.nodes[index]
      if isDropped[index] {
        index = node.end
      } else if node.tag != .text, some.map({ !hints[index].isDisjoint(with: $0) }) ?? true, isBoilerplate(index) {
        drop(index)
        index = node.end
      } else {
        index += 1
      }
    }
  }

  /// Drops a subtree; of what stands beside a post the name of who wrote it stays.
  private mutating func drop(_ index: Int) {
    guard profile.isDiscussion, hints[index].contains(.poster),
      let name = tree.descendants(of: index).first(where: isName)
    else {
      isDropped[index] = true
      return
    }
    var node = index + 1
    while node < tree.nodes[index].end {
      if node == name {
        node = tree.nodes[node].end
      } else if node < name, tree.nodes[node].end > name {
        node += 1
      } else {
        isDropped[node] = true
        node = tree.nodes[node].end
      }
    }
  }

  private func isName(_ index: Int) -> Bool {
    guard (1...40).contains(statistics[index].text) else { return false }
    if tree.value(of: .itemprop, at: index)?.equals("name") == true { return true }
    let classes = tree.value(of: .class, at: index) ?? []
    return classes.end(of: "username") != nil || classes.end(of: "user-name") != nil
  }

  private func isBoilerplate(_ index: Int) -> Bool {
    let node = tree.nodes[index]
    guard node.tag != .body, node.tag != .html, node.tag != .main, statistics[index].text > 0 else { return false }
    let hint = hints[index].subtracting(untrustworthy)
    if hint.contains(.consent), statistics[0].text - statistics[index].text > 200 { return true }
    let share = share(index)
    let proseShare = Double(statistics[index].prose) / Double(max(1, statistics[0].prose))
    if hint.contains(.comments), profile.dropsComments, node.tag.isBlock { return share < 0.95 }
    if hint.contains(.reviews), !profile.isDiscussion, node.tag.isBlock, share < 0.7 { return true }
    guard share < 0.5, proseShare < 0.4 else { return false }
    if profile.isDiscussion, isAboutPost(index, hint: hint, share: share, proseShare: proseShare) { return true }
    if node.tag == .footer { return !isInsideContent(index) || statistics[index].prose < 200 }
    if node.tag == .aside { return proseShare < 0.25 }
    if node.tag == .header, isMasthead(index) { return true }
    if hint.isEmpty || !Self.isContainer(node.tag) && statistics[index].text > 120 { return false }
    return isBoilerplate(index, hint: hint, share: share, proseShare: proseShare)
  }

  private func isBoilerplate(_ index: Int, hint: ElementHints, share: Double, proseShare: Double) -> Bool {
    if !hint.isDisjoint(with: [.breadcrumb, .share, .account, .search]) {
      return share < 0.25 && statistics[index].prose < 400
    }
    if hint.contains(.popup) { return share < 0.25 && proseShare < 0.1 }
    if !hint.isDisjoint(with: [.newsletter, .advertisement, .cart]) { return share < 0.2 }
    if hint.contains(.navigation) {
      return statistics[index].linkDensity > 0.4 || statistics[index].prose == 0 && !tree.nodes[index].tag.isHeading
    }
    if hint.contains(.footer) { return share < 0.3 }
    if hint.contains(.masthead) { return statistics[index].prose < 200 && !containsMainHeading(index) }
    if hint.contains(.sidebar) { return proseShare < 0.25 }
    if hint.contains(.related) { return proseShare < 0.25 }
    if hint.contains(.contents) { return statistics[index].linkDensity > 0.5 }
    if hint.contains(.widget) { return statistics[index].linkDensity > 0.5 }
    // Bylines and the like are no part of a page with one text.
    guard !profile.isDiscussion, tree.nodes[index].tag != .article else { return false }
    if hint.contains(.author) || hint.contains(.metadata) { return proseShare < 0.1 && share < 0.1 }
    if hint.contains(.tags) { return statistics[index].linkDensity > 0.5 }
    if hint.contains(.promotion) { return share < 0.05 }
    return false
  }

  /// What stands beside the posts of a discussion: who wrote them, and notes to questions and answers.
  private func isAboutPost(_ index: Int, hint: ElementHints, share: Double, proseShare: Double) -> Bool {
    if hint.contains(.poster) { return share < 0.1 && proseShare < 0.05 }
    return hint.contains(.comments) && profile.hasAnswers && tree.nodes[index].tag.isBlock && share < 0.3
      && proseShare < 0.3 && isInsidePost(index)
  }

  private func isInsidePost(_ index: Int) -> Bool {
    var ancestor = tree.nodes[index].parent
    while ancestor != 0, tree.nodes[ancestor].tag != .body {
      if hints[ancestor].contains(.post) { return true }
      if let type = tree.value(of: .itemtype, at: ancestor), type.hasSuffix("/Question") || type.hasSuffix("/Answer") {
        return true
      }
      ancestor = tree.nodes[ancestor].parent
    }
    return false
  }

  /// Paragraphs and headings of some length are judged by their text, not by their name, which often says what they are about.
  private static func isContainer(_ tag: HTMLTag) -> Bool {
    !tag.isHeading && tag != .p && tag != .pre && tag != .td && tag != .dt && tag != .dd && tag != .code
  }

  private func isInsideContent(_ index: Int) -> Bool {
    var ancestor = tree.nodes[index].parent
    while ancestor != 0 {
      switch tree.nodes[ancestor].tag {
      case .article, .main, .blockquote: return true
      default: ancestor = tree.nodes[ancestor].parent
      }
    }
    return false
  }

  /// A `header` that is the page's, not the article's.
  private func isMasthead(_ index: Int) -> Bool {
    if isInsideContent(index) { return false }
    return statistics[index].prose < 200 && (statistics[index].links > 4 || !containsMainHeading(index))
  }

  private func containsMainHeading(_ index: Int) -> Bool {
    tree.descendants(of: index).contains { tree.nodes[$0].tag == .h1 }
  }
}
