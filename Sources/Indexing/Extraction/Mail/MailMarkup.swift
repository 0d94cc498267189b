/// The text of a message that is a page.
struct MailMarkup {
  private let page: HTMLPage

  init(_ text: String, limits: Extractor.Limits) {
    page = HTMLPage(text, limits: limits)
  }

  /// Whether a part of the page was left out because of a limit.
  var isTruncated: Bool { page.tree.isTruncated }

  /// The writer's own text.
  ///
  /// The rules for pages find it, unless they would leave out much: a letter has less around its text than a page has.
  ///
  /// - Parameter isReply: Whether the message answers another; otherwise quotations are part of it.
  func text(isReply: Bool) -> String {
    let carried = carriedAlong(isReply: isReply)
    let own = text { carried[$0] }
    // What is nothing but a quotation was sent for its sake.
    return own.isEmpty ? text { _ in false } : own
  }

  private func text(isDropped: @escaping (Int) -> Bool) -> String {
    let content = MainContent(page)
    let main = render(content.root) { content.isDropped[$0] || isDropped($0) }
    let whole = render(0) { isHidden($0) || isDropped($0) }
    return Double(main.utf8.count) >= 0.7 * Double(whole.utf8.count) ? main : whole
  }

  private func render(_ root: Int, isDropped: @escaping (Int) -> Bool) -> String {
    TextRenderer.text(of: root, in: page.tree, tablesAreLayout: true, isDropped: isDropped)
  }

  /// The quotation of the message that is answered, and the signature, by the names that mail programs give them.
  private func carriedAlong(isReply: Bool) -> [Bool] {
    let tree = page.tree
    var isCarried = [Bool](repeating: false, count: tree.nodes.count)
    for index in tree.nodes.indices.dropFirst() where tree.nodes[index].tag != .text {
      let names = [HTMLAttribute.class, .id].compactMap { tree.attribute($0, of: index)?.lowercased() }
      if names.contains(where: { $0.contains("signature") }), length(index) < 1500 { isCarried[index] = true }
      guard isReply else { continue }
      let isCitation = tree.nodes[index].tag == .blockquote && tree.attribute(.type, of: index)?.lowercased() == "cite"
      let isNamed = names.contains { $0.contains("quote") && !$0.contains("blockquote") || $0.contains("cite_prefix") }
      if isCitation || isNamed { isCarried[index] = true }
    }
    return isCarried
  }

  private func length(_ index: Int) -> Int { page.tree.flatBytes(of: index).count }

  /// Whether an element is there for programs only: the line that lists of messages show, pictures that count readers.
  private func isHidden(_ index: Int) -> Bool {
    guard let style = page.tree.attribute(.style, of: index) else { return false }
    let rules = style.lowercased().filter { !$0.isWhitespace }
    return ["display:none", "visibility:hidden", "mso-hide:all", "font-size:0;", "max-height:0"].contains {
      rules.contains($0)
    }
  }
}
