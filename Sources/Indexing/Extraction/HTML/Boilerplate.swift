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
    statistics = TextStatistics(tree, isDropped: isDropped)
    untrustworthy = Self.untrustworthyHints(tree, hints, statistics, isDropped)
    dropByHints()
  }

  /// Hints whose elements together hold so much of the page that here they mean something else.
  private static func untrustworthyHints(
    _ tree: HTMLTree, _ hints: [ElementHints], _ statistics: TextStatistics, _ isDropped: [Bool]
  ) -> ElementHints {
    let measure = statistics.prose[0] >= 300 ? statistics.prose : statistics.text
    var untrustworthy: ElementHints = []
    for bit in 0..<26 {
      let hint = ElementHints(rawValue: 1 << UInt32(bit))
      var total = 0
      var index = 1
      while index < tree.nodes.count {
        if isDropped[index] {
          index = tree.nodes[index].end
        } else if hints[index].contains(hint) {
          total += measure[index]
          index = tree.nodes[index].end
        } else {
          index += 1
        }
      }
      if Double(total) > 0.5 * Double(max(1, measure[0])) { untrustworthy.insert(hint) }
    }
    return untrustworthy.subtracting([.comments, .consent])
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
    guard node.attributeCount > 0, share(index) < 0.5, isHidden(index) else { return false }
    // Closed tabs and folded answers are hidden prose; menus and forms are not prose.
    return statistics.prose[index] * 2 < statistics.text[index] || statistics.linkDensity(index) > 0.3
  }

  private func isHidden(_ index: Int) -> Bool {
    if tree.attribute("hidden", of: index) != nil { return true }
    if tree.attribute("aria-hidden", of: index)?.lowercased() == "true" { return true }
    if hints[index].contains(.hidden), isPlainlyHidden(index) { return true }
    guard let style = tree.attribute("style", of: index)?.lowercased().filter({ $0 != " " }) else { return false }
    return style.contains("display:none") || style.contains("visibility:hidden")
  }

  /// Whether a class that hides is not taken back by a responsive one (`hidden md:block`, `d-none d-lg-block`).
  private func isPlainlyHidden(_ index: Int) -> Bool {
    guard let classes = tree.attribute("class", of: index)?.lowercased() else { return true }
    return ![":block", ":flex", ":grid", ":inline", "-block", "-flex", "-grid", ":table"].contains {
      classes.contains($0)
    }
  }

  /// Controls and the parts that elements or roles name as not content.
  private func isInterface(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    switch tag {
    case .input, .select, .textarea, .option, .datalist, .progress, .meter: return true
    case .button: return !tree.isUnclosed(index)
    case .menu, .search: return share(index) < 0.3
    case .nav:
      let rest = statistics.text[0] - statistics.text[index]
      return share(index) < 0.5 || statistics.linkDensity(index) > 0.5 && rest > 200
    case .dialog: return share(index) < 0.3
    default: break
    }
    guard let role = tree.attribute("role", of: index)?.lowercased() else { return false }
    switch role {
    case "button": return !tree.isUnclosed(index)
    case "navigation", "search", "menu", "menubar", "toolbar", "alert", "alertdialog", "dialog", "contentinfo",
      "tablist", "tooltip", "status":
      return share(index) < 0.3
    case "banner", "complementary": return share(index) < 0.15
    default: return false
    }
  }

  private func share(_ index: Int) -> Double {
    Double(statistics.text[index]) / Double(max(1, statistics.text[0]))
  }

  // MARK: By name

  private mutating func dropByHints() {
    var index = 1
    while index < tree.nodes.count {
      let node = tree.nodes[index]
      if isDropped[index] {
        index = node.end
      } else if node.tag != .text, isBoilerplate(index) {
        isDropped[index] = true
        index = node.end
      } else {
        index += 1
      }
    }
  }

  private func isBoilerplate(_ index: Int) -> Bool {
    let node = tree.nodes[index]
    guard node.tag != .body, node.tag != .html, node.tag != .main, statistics.text[index] > 0 else { return false }
    let hint = hints[index].subtracting(untrustworthy)
    if hint.contains(.consent), statistics.text[0] - statistics.text[index] > 200 { return true }
    let share = share(index)
    let proseShare = Double(statistics.prose[index]) / Double(max(1, statistics.prose[0]))
    if hint.contains(.comments), profile.dropsComments, node.tag.isBlock { return share < 0.95 }
    guard share < 0.5, proseShare < 0.4 else { return false }
    if node.tag == .footer { return !isInsideContent(index) || statistics.prose[index] < 200 }
    if node.tag == .aside { return proseShare < 0.25 }
    if node.tag == .header, isMasthead(index) { return true }
    if hint.isEmpty || !Self.isContainer(node.tag) && statistics.text[index] > 120 { return false }
    return isBoilerplate(index, hint: hint, share: share, proseShare: proseShare)
  }

  private func isBoilerplate(_ index: Int, hint: ElementHints, share: Double, proseShare: Double) -> Bool {
    if !hint.isDisjoint(with: [.breadcrumb, .share, .account, .search]) {
      return share < 0.25 && statistics.prose[index] < 400
    }
    if hint.contains(.popup) { return share < 0.25 && proseShare < 0.1 }
    if !hint.isDisjoint(with: [.newsletter, .advertisement, .cart]) { return share < 0.2 }
    if hint.contains(.navigation) { return statistics.linkDensity(index) > 0.4 || statistics.prose[index] == 0 }
    if hint.contains(.footer) { return share < 0.3 }
    if hint.contains(.masthead) { return statistics.prose[index] < 200 && !containsMainHeading(index) }
    if hint.contains(.sidebar) { return proseShare < 0.25 }
    if hint.contains(.related) { return proseShare < 0.25 }
    if hint.contains(.contents) { return statistics.linkDensity(index) > 0.5 }
    if hint.contains(.widget) { return statistics.linkDensity(index) > 0.5 }
    guard profile.isArticle, tree.nodes[index].tag != .article else { return false }
    if hint.contains(.author) || hint.contains(.metadata) { return proseShare < 0.1 && share < 0.1 }
    if hint.contains(.tags) { return statistics.linkDensity(index) > 0.5 }
    if hint.contains(.promotion) { return share < 0.1 }
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
    return statistics.prose[index] < 200 && (statistics.links[index] > 4 || !containsMainHeading(index))
  }

  private func containsMainHeading(_ index: Int) -> Bool {
    tree.descendants(of: index).contains { tree.nodes[$0].tag == .h1 }
  }
}
