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

  init(_ tree: HTMLTree, hints: [ElementHints], profile: PageProfile) {
    self.tree = tree
    self.hints = hints
    self.profile = profile
    isDropped = Array(repeating: false, count: tree.nodes.count)
    statistics = TextStatistics(tree, isDropped: isDropped)
    dropWithoutDoubt()
    statistics = TextStatistics(tree, isDropped: isDropped)
    dropByHints()
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
    if node.tag.isUnrendered || node.tag == .noscript { return true }
    guard node.attributeCount > 0 else { return false }
    if tree.attribute("hidden", of: index) != nil { return share(index) < 0.3 }
    if tree.attribute("aria-hidden", of: index)?.lowercased() == "true" { return share(index) < 0.3 }
    if hints[index].contains(.hidden), isPlainlyHidden(index) { return share(index) < 0.3 }
    guard let style = tree.attribute("style", of: index)?.lowercased().filter({ $0 != " " }) else { return false }
    return (style.contains("display:none") || style.contains("visibility:hidden")) && share(index) < 0.3
  }

  /// Whether a class that hides is not taken back by a responsive one (`hidden md:block`).
  private func isPlainlyHidden(_ index: Int) -> Bool {
    guard let classes = tree.attribute("class", of: index)?.lowercased() else { return true }
    return !classes.contains(":block") && !classes.contains(":flex") && !classes.contains(":grid")
      && !classes.contains(":inline") && !classes.contains("-block") && !classes.contains("-flex")
  }

  /// Controls and the parts that elements or roles name as not content.
  private func isInterface(_ index: Int) -> Bool {
    let tag = tree.nodes[index].tag
    switch tag {
    case .input, .button, .select, .textarea, .option, .datalist, .progress, .meter, .menu, .search: return true
    case .nav: return share(index) < 0.5
    case .dialog: return share(index) < 0.3
    default: break
    }
    guard let role = tree.attribute("role", of: index)?.lowercased() else { return false }
    switch role {
    case "navigation", "search", "menu", "menubar", "toolbar", "alert", "alertdialog", "dialog", "contentinfo", "button",
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
    let share = share(index)
    let proseShare = Double(statistics.prose[index]) / Double(max(1, statistics.prose[0]))
    guard share < 0.5, proseShare < 0.4 else { return false }
    if node.tag == .footer { return !isInsideContent(index) || statistics.prose[index] < 200 }
    if node.tag == .aside { return proseShare < 0.25 }
    if node.tag == .header, isMasthead(index) { return true }
    let hint = hints[index]
    if hint.isEmpty { return false }
    return isBoilerplate(index, hint: hint, share: share, proseShare: proseShare)
  }

  private func isBoilerplate(_ index: Int, hint: ElementHints, share: Double, proseShare: Double) -> Bool {
    if !hint.isDisjoint(with: [.consent, .popup, .breadcrumb, .share, .account, .search]) { return share < 0.25 }
    if !hint.isDisjoint(with: [.newsletter, .advertisement, .cart]) { return share < 0.2 }
    if hint.contains(.navigation) { return statistics.linkDensity(index) > 0.4 || proseShare < 0.05 }
    if hint.contains(.footer) { return share < 0.3 }
    if hint.contains(.masthead) { return statistics.prose[index] < 200 && !containsMainHeading(index) }
    if hint.contains(.comments) { return !profile.isDiscussion && !isInlineNote(index) }
    if hint.contains(.sidebar) { return proseShare < 0.25 }
    if hint.contains(.related) { return proseShare < 0.25 }
    if hint.contains(.contents) { return statistics.linkDensity(index) > 0.5 }
    if hint.contains(.widget) { return statistics.linkDensity(index) > 0.5 }
    guard profile.isArticle else { return false }
    if hint.contains(.author) || hint.contains(.metadata) { return proseShare < 0.1 && share < 0.1 }
    if hint.contains(.tags) { return statistics.linkDensity(index) > 0.5 }
    if hint.contains(.promotion) { return share < 0.1 }
    return false
  }

  /// A comment of the author's own inside running text, not the readers' section.
  private func isInlineNote(_ index: Int) -> Bool { !tree.nodes[index].tag.isBlock }

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
