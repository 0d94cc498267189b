/// A parsed page: all nodes in document order in one array, so that a subtree is a range of indices.
struct HTMLTree: Sendable {
  /// An element or a text.
  struct Node: Sendable {
    var tag: HTMLTag
    var parent: Int
    /// The index after the last node of the subtree.
    var end: Int
    /// The text's place in ``HTMLTree/texts``, or the element's first place in ``HTMLTree/attributes``.
    var content: Int
    var attributeCount: Int
  }

  /// An attribute's name in lower case and its value.
  struct Attribute: Sendable {
    var name: String
    var value: String
  }

  /// The first node is the document; it has no parent but itself.
  var nodes: [Node] = [Node(tag: .document, parent: 0, end: 1, content: 0, attributeCount: 0)]
  var texts: [String] = []
  var attributes: [Attribute] = []
  /// Whether nodes were left out because of a limit.
  var isTruncated = false

  /// The text of a text node, empty for elements.
  func text(_ index: Int) -> String {
    nodes[index].tag == .text ? texts[nodes[index].content] : ""
  }

  /// The value of an attribute, `nil` when the element has none of that name.
  func attribute(_ name: String, of index: Int) -> String? {
    let node = nodes[index]
    guard node.tag != .text else { return nil }
    for position in node.content..<(node.content + node.attributeCount) where attributes[position].name == name {
      return attributes[position].value
    }
    return nil
  }

  /// The indices below a node, in document order.
  func descendants(of index: Int) -> Range<Int> { (index + 1)..<nodes[index].end }

  /// The direct children of a node.
  func children(of index: Int) -> ChildSequence {
    ChildSequence(tree: self, position: index + 1, end: nodes[index].end)
  }

  /// Whether a control is so large that its end tag must have been lost: the parser ignores one that does not nest.
  func isUnclosed(_ index: Int) -> Bool { nodes[index].end - index > 60 }

  /// All elements of a kind, in document order.
  func elements(_ tag: HTMLTag) -> some Sequence<Int> {
    nodes.indices.lazy.filter { nodes[$0].tag == tag }
  }

  /// The text below a node as it stands, without layout.
  func flatText(of index: Int) -> String {
    if nodes[index].tag == .text { return text(index) }
    var flat = ""
    var position = index + 1
    while position < nodes[index].end {
      let node = nodes[position]
      if node.tag == .text {
        flat += texts[node.content]
      } else if node.tag.isUnrendered && node.tag != .title {
        position = node.end
        continue
      } else if node.tag.isBlock || node.tag == .br {
        flat += " "
      }
      position += 1
    }
    return flat
  }

  /// The children of one node.
  struct ChildSequence: Sequence, IteratorProtocol {
    let tree: HTMLTree
    var position: Int
    let end: Int

    mutating func next() -> Int? {
      guard position < end else { return nil }
      defer { position = tree.nodes[position].end }
      return position
    }
  }
}
