/// A parsed page: all nodes in document order in one array, so that a subtree is a range of indices.
struct HTMLTree: Sendable {
  /// An element or a text.
  ///
  /// Its numbers are kept in 32 bits: every rule walks over all nodes, and half as much memory is read in nearly half the
  /// time. ``HTMLParser`` takes no page of 2 GiB or more.
  struct Node: Sendable {
    let tag: HTMLTag
    private let storedParent: UInt32
    private var storedEnd: UInt32
    private let storedContent: UInt32
    private var storedCount: UInt32

    init(tag: HTMLTag, parent: Int, end: Int, content: Int, count: Int) {
      self.tag = tag
      storedParent = UInt32(truncatingIfNeeded: parent)
      storedEnd = UInt32(truncatingIfNeeded: end)
      storedContent = UInt32(truncatingIfNeeded: content)
      storedCount = UInt32(truncatingIfNeeded: count)
    }

    var parent: Int { Int(storedParent) }

    /// The index after the last node of the subtree.
    var end: Int {
      get { Int(storedEnd) }
      set { storedEnd = UInt32(truncatingIfNeeded: newValue) }
    }

    /// The text's offset in ``HTMLTree/bytes``, or the element's first place in ``HTMLTree/attributes``.
    var content: Int { Int(storedContent) }

    /// The text's length in bytes, or the number of the element's attributes.
    var count: Int {
      get { Int(storedCount) }
      set { storedCount = UInt32(truncatingIfNeeded: newValue) }
    }
  }

  /// An attribute and the place of its value in ``HTMLTree/bytes``.
  struct Attribute: Sendable {
    var name: HTMLAttribute
    var value: Range<Int>
  }

  /// The first node is the document; it has no parent but itself.
  var nodes: [Node] = [Node(tag: .document, parent: 0, end: 1, content: 0, count: 0)]
  var attributes: [Attribute] = []
  /// The texts and the values of attributes, UTF-8.
  var bytes: [UInt8] = []
  /// Whether nodes were left out because of a limit.
  var isTruncated = false

  // MARK: Texts

  /// The text of a text node, empty for elements.
  func text(_ index: Int) -> String { String(decoding: bytes[textRange(index)], as: UTF8.self) }

  /// The place of a text node's text, empty for elements.
  func textRange(_ index: Int) -> Range<Int> {
    let node = nodes[index]
    return node.tag == .text ? node.content..<(node.content + node.count) : 0..<0
  }

  /// The text below a node as it stands, without layout.
  func flatText(of index: Int) -> String { String(decoding: flatBytes(of: index), as: UTF8.self) }

  /// The text below a node as it stands, without layout, in UTF-8.
  func flatBytes(of index: Int) -> [UInt8] {
    if nodes[index].tag == .text { return Array(bytes[textRange(index)]) }
    var flat: [UInt8] = []
    var position = index + 1
    while position < nodes[index].end {
      let node = nodes[position]
      if node.tag == .text {
        flat.append(contentsOf: bytes[textRange(position)])
      } else if node.tag.isUnrendered && node.tag != .title {
        position = node.end
        continue
      } else if node.tag.isBlock || node.tag == .br {
        flat.append(0x20)
      }
      position += 1
    }
    return flat
  }

  // MARK: Attributes

  /// The value of an attribute, `nil` when the element has none of that name.
  func attribute(_ name: HTMLAttribute, of index: Int) -> String? {
    value(of: name, at: index).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The value of an attribute in UTF-8, `nil` when the element has none of that name.
  func value(of name: HTMLAttribute, at index: Int) -> ArraySlice<UInt8>? {
    let node = nodes[index]
    guard node.tag != .text else { return nil }
    for position in node.content..<(node.content + node.count) where attributes[position].name == name {
      return bytes[attributes[position].value]
    }
    return nil
  }

  /// The attributes of an element, none for texts.
  func attributes(of index: Int) -> ArraySlice<Attribute> {
    let node = nodes[index]
    return node.tag == .text ? [] : attributes[node.content..<(node.content + node.count)]
  }

  // MARK: Structure

  /// The indices below a node, in document order.
  func descendants(of index: Int) -> Range<Int> { (index + 1)..<nodes[index].end }

  /// The direct children of a node.
  func children(of index: Int) -> ChildSequence {
    ChildSequence(tree: self, position: index + 1, end: nodes[index].end)
  }

  /// The elements around a node from the innermost on, without the document.
  func ancestors(of index: Int) -> some Sequence<Int> {
    sequence(state: index) { index -> Int? in
      index = nodes[index].parent
      return index == 0 ? nil : index
    }
  }

  /// Whether one of the elements around a node is of a kind.
  func isInside(_ index: Int, _ isKind: (HTMLTag) -> Bool) -> Bool {
    var ancestor = nodes[index].parent
    while ancestor != 0 {
      if isKind(nodes[ancestor].tag) { return true }
      ancestor = nodes[ancestor].parent
    }
    return false
  }

  /// Whether a button holds content: it is so large that its end tag must have been lost, because the parser ignores one
  /// that does not nest, or it is a heading that folds what is below it.
  ///
  /// - Parameters:
  ///   - index: The button.
  ///   - mayFold: Whether a button before a text is taken for such a heading though nothing else says that it is one.
  func isContentButton(_ index: Int, mayFold: Bool = true) -> Bool {
    if nodes[index].end - index > 60 { return true }
    var ancestor = index
    for _ in 0..<4 {
      ancestor = nodes[ancestor].parent
      let tag = nodes[ancestor].tag
      if tag.isHeading || tag == .summary || tag == .dt { return true }
    }
    return mayFold && foldsText(index)
  }

  /// Whether what follows an element, or the block it is all of, is a text of sentences with hardly a link.
  private func foldsText(_ index: Int) -> Bool {
    var button = index
    while nodes[nodes[button].parent].end == nodes[button].end, nodes[button].parent + 1 == button {
      button = nodes[button].parent
    }
    var next = nodes[button].end
    let end = nodes[nodes[button].parent].end
    while next < end, nodes[next].tag == .text { next = nodes[next].end }
    guard next < end, nodes[next].end - next < 400, nodes[next].tag.isBlock else { return false }
    let text = flatBytes(of: next)
    let links = descendants(of: next).count { nodes[$0].tag == .a || nodes[$0].tag == .input }
    return text.count >= 60 && links * 200 <= text.count && text.contains(UInt8(ascii: "."))
  }

  /// All elements of a kind, in document order.
  func elements(_ tag: HTMLTag) -> some Sequence<Int> {
    nodes.indices.lazy.filter { nodes[$0].tag == tag }
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
