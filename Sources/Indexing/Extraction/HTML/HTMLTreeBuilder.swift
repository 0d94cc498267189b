/// Makes a tree of tags and texts, by those rules of the HTML Standard's construction (section 13.2.6) that decide which
/// text is in which element.
struct HTMLTreeBuilder {
  /// An element whose end has not come; the name tells elements apart that have no tag of their own.
  private struct OpenElement {
    var index: Int
    var tag: HTMLTag
    var name: NameHash
  }

  /// A place before which everything stays.
  struct Mark {
    fileprivate var attributes: Int
    fileprivate var bytes: Int
  }

  private var tree = HTMLTree()
  /// The open elements from the document down.
  private var open = [OpenElement(index: 0, tag: .document, name: NameHash())]
  private var openParagraphs = 0
  private var preformattedDepth = 0
  /// The elements of which a page has one that were there already.
  private var found: Set<HTMLTag> = []
  private let limits: Extractor.Limits
  /// Elements beyond the depth limit that are open and were not entered into the tree as ancestors.
  private var excessDepth = 0

  init(limits: Extractor.Limits, size: Int) {
    self.limits = limits
    tree.bytes.reserveCapacity(size)
    tree.nodes.reserveCapacity(size / 32)
    tree.attributes.reserveCapacity(size / 64)
  }

  /// Whether there is no room for more.
  var isFull: Bool { tree.nodes.count >= limits.maximumMarkupNodes }

  /// The place of what comes next.
  var mark: Mark { Mark(attributes: tree.attributes.count, bytes: tree.bytes.count) }

  /// Takes the attributes back that came after a place.
  mutating func forget(from mark: Mark) {
    tree.attributes.removeLast(tree.attributes.count - mark.attributes)
    tree.bytes.removeLast(tree.bytes.count - mark.bytes)
  }

  /// The tree, with everything closed.
  mutating func finish() -> HTMLTree {
    if isFull { tree.isTruncated = true }
    close(to: 1)
    tree.nodes[0].end = tree.nodes.count
    return tree
  }

  // MARK: What comes

  /// Takes an attribute of the element that is begun next.
  mutating func attribute(_ name: HTMLAttribute, _ page: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) {
    let start = tree.bytes.count
    append(UnsafeBufferPointer(rebasing: page[value]), isAttribute: true)
    tree.attributes.append(HTMLTree.Attribute(name: name, value: start..<tree.bytes.count))
  }

  /// Takes a text; outside of preformatted ones, of white space at its beginning one character stays.
  ///
  /// - Parameter isRaw: Whether white space stays, and `&` means nothing.
  mutating func text(_ page: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, isRaw: Bool = false) {
    guard !range.isEmpty, !isFull else { return }
    var start = range.lowerBound
    if preformattedDepth == 0, !isRaw {
      while start < range.upperBound, page[start] <= 0x20 { start += 1 }
      if start == range.upperBound || start > range.lowerBound { start -= 1 }
    }
    if open.last?.tag == .head, page[range.upperBound - 1] > 0x20 || start + 1 < range.upperBound {
      close(to: open.count - 1)
    }
    let offset = tree.bytes.count
    let bytes = UnsafeBufferPointer(rebasing: page[start..<range.upperBound])
    if isRaw { tree.bytes.append(contentsOf: bytes) } else { append(bytes, isAttribute: false) }
    let last = tree.nodes.count - 1
    let node = tree.nodes[last]
    if node.tag == .text, node.parent == parent, node.content + node.count == offset {
      tree.nodes[last].count += tree.bytes.count - offset
    } else {
      tree.nodes.append(
        HTMLTree.Node(tag: .text, parent: parent, end: last + 2, content: offset, count: tree.bytes.count - offset))
    }
  }

  /// Begins an element with the attributes that came after a place.
  mutating func start(_ tag: HTMLTag, _ name: NameHash, attributesFrom mark: Mark, isClosed: Bool) {
    guard !isFull, !isRepeated(tag) else { return forget(from: mark) }
    closeBefore(tag)
    let index = tree.nodes.count
    let count = tree.attributes.count - mark.attributes
    tree.nodes.append(HTMLTree.Node(tag: tag, parent: parent, end: index + 1, content: mark.attributes, count: count))
    if !isClosed, !tag.hasNoContent { push(OpenElement(index: index, tag: tag, name: name)) }
  }

  /// Ends an element that is open, and what is open in it.
  mutating func end(_ tag: HTMLTag, _ name: NameHash) {
    if excessDepth > 0 {
      if !tag.mayLackEndTag { excessDepth -= 1 }
      return
    }
    switch tag {
    case .html, .body: return
    case .p, .br:
      if tag == .br || !closeParagraph() { start(tag, name, attributesFrom: mark, isClosed: true) }
    case .h1, .h2, .h3, .h4, .h5, .h6:
      close {
        $0.isHeading
      } unlessBehind: {
        $0.isScope
      }
    case .li:
      close {
        $0 == .li
      } unlessBehind: {
        $0.isScope || $0 == .ul || $0 == .ol
      }
    case .table, .thead, .tbody, .tfoot, .tr, .td, .th, .caption, .colgroup:
      close {
        $0 == tag
      } unlessBehind: {
        $0 == .table || $0 == .template
      }
    case .a, .b, .big, .code, .em, .font, .i, .s, .small, .strong, .tt, .u: endFormatting(tag)
    case _ where tag.isSpecial:
      close {
        $0 == tag
      } unlessBehind: {
        $0.isScope
      }
    default:
      let place = open.lastIndex { $0.tag == tag && $0.name == name || $0.tag.isSpecial }
      if let place, open[place].tag == tag { close(to: place) }
    }
  }

  // MARK: The open elements

  private var parent: Int { open.last?.index ?? 0 }

  private mutating func push(_ element: OpenElement) {
    guard open.count < limits.maximumMarkupDepth else {
      if !element.tag.mayLackEndTag { excessDepth += 1 }
      tree.isTruncated = true
      return
    }
    open.append(element)
    if element.tag == .p { openParagraphs += 1 }
    if element.tag == .pre { preformattedDepth += 1 }
  }

  /// Closes open elements until so many are left.
  private mutating func close(to count: Int) {
    while open.count > count, let closed = open.popLast() {
      tree.nodes[closed.index].end = tree.nodes.count
      if closed.tag == .p { openParagraphs -= 1 }
      if closed.tag == .pre { preformattedDepth -= 1 }
    }
  }

  /// Closes the innermost element that is wanted, unless it is behind a boundary.
  @discardableResult
  private mutating func close(
    _ isWanted: (HTMLTag) -> Bool, unlessBehind isBoundary: (HTMLTag) -> Bool
  ) -> Bool {
    guard let place = open.lastIndex(where: { isWanted($0.tag) || isBoundary($0.tag) }), place > 0,
      isWanted(open[place].tag)
    else { return false }
    close(to: place)
    return true
  }

  @discardableResult
  private mutating func closeParagraph() -> Bool {
    openParagraphs > 0
      && close {
        $0 == .p
      } unlessBehind: {
        $0.isScope || $0 == .button
      }
  }

  // MARK: Implied ends

  private mutating func isRepeated(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .html, .body: !found.insert(tag).inserted
    case .head: found.contains(.body) || !found.insert(tag).inserted
    default: false
    }
  }

  /// Closes what the beginning of an element ends.
  private mutating func closeBefore(_ tag: HTMLTag) {
    if tag == .body { return close(to: open.count > 1 && open[1].tag == .html ? 2 : 1) }
    if open.last?.tag == .head, !tag.belongsInHead { close(to: open.count - 1) }
    switch tag {
    case .li, .dt, .dd: closeItem(tag)
    case .tr, .td, .th, .thead, .tbody, .tfoot, .caption, .colgroup: closeCells(tag)
    case .option, .optgroup:
      if open.last?.tag == .option { close(to: open.count - 1) }
      if tag == .optgroup, open.last?.tag == .optgroup { close(to: open.count - 1) }
    case .a: closeLink()
    case .button:
      close {
        $0 == .button
      } unlessBehind: {
        $0.isScope
      }
    default:
      guard tag.closesParagraph else { return }
      closeParagraph()
      if tag.isHeading, open.last?.tag.isHeading == true { close(to: open.count - 1) }
    }
  }

  private mutating func closeItem(_ tag: HTMLTag) {
    func isItem(_ other: HTMLTag) -> Bool { tag == .li ? other == .li : other == .dt || other == .dd }
    close(isItem) { $0.isSpecial && !isItem($0) && $0 != .address && $0 != .div && $0 != .p }
    closeParagraph()
  }

  /// Closes the cells, rows and groups of rows that a part of a table ends.
  private mutating func closeCells(_ tag: HTMLTag) {
    let place = open.lastIndex { $0.tag == .table || $0.tag == .template || $0.tag == .document } ?? 0
    let outermost = open[(place + 1)...].firstIndex { element in
      switch element.tag {
      case .td, .th, .caption: true
      case .tr: tag != .td && tag != .th
      case .thead, .tbody, .tfoot, .colgroup: tag != .td && tag != .th && tag != .tr
      default: false
      }
    }
    if let outermost { close(to: outermost) }
  }

  /// Closes a link that another follows, where no block is open in it.
  private mutating func closeLink() {
    close {
      $0 == .a
    } unlessBehind: {
      $0.isSpecial
    }
  }

  /// Ends an element that may be crossed by blocks, each of which goes on behind it (“adoption agency algorithm”; there the
  /// block is moved, here it is cut in two).
  private mutating func endFormatting(_ tag: HTMLTag) {
    guard let place = open.lastIndex(where: { $0.tag == tag || $0.tag.isScope }), open[place].tag == tag else { return }
    let crossed = open[(place + 1)...].filter { $0.tag.isSpecial }
    guard crossed.count <= 8 else { return }
    close(to: place)
    for block in crossed where !isFull {
      let original = tree.nodes[block.index]
      let index = tree.nodes.count
      tree.nodes.append(
        HTMLTree.Node(
          tag: block.tag, parent: parent, end: index + 1, content: original.content, count: original.count))
      push(OpenElement(index: index, tag: block.tag, name: block.name))
    }
  }

  // MARK: Bytes

  private mutating func append(_ bytes: UnsafeBufferPointer<UInt8>, isAttribute: Bool) {
    var start = 0
    while let ampersand = bytes.place(of: UInt8(ascii: "&"), from: start) {
      tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<ampersand]))
      if let reference = CharacterReferences.reference(in: bytes, at: ampersand, isAttribute: isAttribute) {
        if let scalar = reference.scalar {
          tree.bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        start = reference.end
      } else {
        tree.bytes.append(UInt8(ascii: "&"))
        start = ampersand + 1
      }
    }
    tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
  }
}
