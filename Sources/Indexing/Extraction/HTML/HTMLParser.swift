import CLibXML2
import Glibc

/// Parses pages with libxml2's forgiving HTML parser into an ``HTMLTree``.
enum HTMLParser {
  private static let isInitialized: Bool = {
    clibxml2_initialize()
    return true
  }()

  /// Initializes the library, which the first page does otherwise.
  static func prepare() { _ = isInitialized }

  /// Parses a page or a fragment.
  ///
  /// Any text gives a tree. The time is linear in the length of the text, but for pathological nesting, which the
  /// limits bound.
  static func parse(_ text: String, limits: Extractor.Limits) -> HTMLTree {
    guard isInitialized else { return HTMLTree() }
    var text = text
    let page = text.withUTF8 { MarkupReducer.reduce($0) }
    var builder = TreeBuilder(limits: limits, size: page.count)
    var handler = CLibXML2Handler(
      start: { context, name, attributes in
        guard let builder = context?.assumingMemoryBound(to: TreeBuilder.self) else { return 1 }
        builder.pointee.start(name, attributes)
        return builder.pointee.isFull ? 1 : 0
      },
      end: { context, name in context?.assumingMemoryBound(to: TreeBuilder.self).pointee.end(name) },
      text: { context, bytes, count in
        context?.assumingMemoryBound(to: TreeBuilder.self).pointee.text(bytes, count)
      })
    withUnsafeMutablePointer(to: &builder) { builder in
      page.withUnsafeBytes { bytes in
        let characters = bytes.assumingMemoryBound(to: CChar.self)
        guard let base = characters.baseAddress, let count = Int32(exactly: characters.count), count > 0 else { return }
        _ = clibxml2_parse_html(base, count, &handler, builder)
      }
    }
    return builder.finish()
  }
}

/// Receives libxml2's events.
private struct TreeBuilder {
  /// An element whose end has not come; the name tells elements apart that have no tag of their own.
  private struct OpenElement {
    var index: Int
    var tag: HTMLTag
    var name: UnsafePointer<CChar>?
  }

  private var tree = HTMLTree()
  /// The open elements from the document down.
  private var open = [OpenElement(index: 0, tag: .document, name: nil)]
  private let limits: Extractor.Limits
  /// Elements beyond the depth limit that are open and were not entered into the tree as ancestors.
  private var excessDepth = 0

  init(limits: Extractor.Limits, size: Int) {
    self.limits = limits
    tree.bytes.reserveCapacity(size)
    tree.nodes.reserveCapacity(size / 32)
    tree.attributes.reserveCapacity(size / 64)
  }

  var isFull: Bool { tree.nodes.count >= limits.maximumMarkupNodes }

  mutating func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafePointer<UnsafePointer<CChar>?>?) {
    guard let name, !isFull else {
      tree.isTruncated = true
      return
    }
    let tag = HTMLTag.byName[Self.hash(name)] ?? .other
    let first = tree.attributes.count
    appendAttributes(attributes)
    let index = tree.nodes.count
    tree.nodes.append(
      HTMLTree.Node(tag: tag, parent: parent, end: index + 1, content: first, count: tree.attributes.count - first))
    if open.count < limits.maximumMarkupDepth {
      open.append(OpenElement(index: index, tag: tag, name: name))
    } else {
      excessDepth += 1
      tree.isTruncated = true
    }
  }

  mutating func end(_ name: UnsafePointer<CChar>?) {
    guard let name else { return }
    if excessDepth > 0 {
      excessDepth -= 1
      return
    }
    let tag = HTMLTag.byName[Self.hash(name)] ?? .other
    let position = open.lastIndex { element in
      guard element.tag == tag, let openName = element.name else { return false }
      return tag != .other || strcmp(openName, name) == 0
    }
    guard let position, position > 0 else { return }
    while open.count > position { close() }
  }

  mutating func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
    guard let bytes, count > 0, !isFull else { return }
    let offset = tree.bytes.count
    tree.bytes.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    let last = tree.nodes.count - 1
    if tree.nodes[last].tag == .text, tree.nodes[last].parent == parent {
      tree.nodes[last].count += count
    } else {
      tree.nodes.append(HTMLTree.Node(tag: .text, parent: parent, end: last + 2, content: offset, count: count))
    }
  }

  mutating func finish() -> HTMLTree {
    while open.count > 1 { close() }
    tree.nodes[0].end = tree.nodes.count
    return tree
  }

  private var parent: Int { open.last?.index ?? 0 }

  private mutating func close() {
    if let closed = open.popLast() { tree.nodes[closed.index].end = tree.nodes.count }
  }

  private mutating func appendAttributes(_ attributes: UnsafePointer<UnsafePointer<CChar>?>?) {
    guard var pair = attributes else { return }
    while let name = pair.pointee {
      if let attribute = HTMLAttribute.byName[Self.hash(name)] {
        let start = tree.bytes.count
        if let value = (pair + 1).pointee {
          tree.bytes.append(contentsOf: UnsafeRawBufferPointer(start: value, count: strlen(value)))
        }
        tree.attributes.append(HTMLTree.Attribute(name: attribute, value: start..<tree.bytes.count))
      }
      pair += 2
    }
  }

  private static func hash(_ name: UnsafePointer<CChar>) -> NameHash {
    var hash = NameHash()
    var next = name
    while next.pointee != 0 {
      hash.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    return hash
  }
}
