/// The `meta` and `link` elements of a page by name.
struct MetaTags {
  private var contents: [String: [String]] = [:]
  private var links: [String: String] = [:]

  init(_ tree: HTMLTree) {
    for index in tree.elements(.meta) {
      guard let content = tree.attribute(.content, of: index), !content.isEmpty else { continue }
      for key in [HTMLAttribute.property, .name, .itemprop, .httpEquiv] {
        guard let name = tree.attribute(key, of: index)?.lowercased().trimmingSpace, !name.isEmpty else { continue }
        contents[name, default: []].append(content)
      }
    }
    for index in tree.elements(.link) {
      guard let relation = tree.attribute(.rel, of: index)?.lowercased(),
        let target = tree.attribute(.href, of: index)
      else { continue }
      for name in relation.split(separator: " ") where links[String(name)] == nil { links[String(name)] = target }
    }
  }

  /// The first non-empty content of the first of several names that is present.
  func first(_ names: String...) -> String? {
    for name in names {
      if let content = contents[name]?.first(where: { !$0.trimmingSpace.isEmpty }) { return content }
    }
    return nil
  }

  /// All contents of the names, in order.
  func all(_ names: String...) -> [String] { names.flatMap { contents[$0] ?? [] } }

  /// The target of the first link with a relation.
  func link(_ relation: String) -> String? { links[relation] }
}
