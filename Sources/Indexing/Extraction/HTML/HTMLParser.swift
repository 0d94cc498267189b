import CLibXML2

/// Parses pages with libxml2's forgiving HTML parser into an ``HTMLTree``.
enum HTMLParser {
  private static let isInitialized: Bool = {
    clibxml2_initialize()
    return true
  }()

  /// Parses a page or a fragment.
  ///
  /// Any text gives a tree. The time is linear in the length of the text, but for pathological nesting, which the
  /// limits bound.
  static func parse(_ text: String, limits: Extractor.Limits) -> HTMLTree {
    guard isInitialized else { return HTMLTree() }
    let builder = TreeBuilder(limits: limits)
    var handler = CLibXML2Handler(
      start: { context, name, attributes in TreeBuilder.from(context)?.start(name, attributes) },
      end: { context, name in TreeBuilder.from(context)?.end(name) },
      text: { context, bytes, count in TreeBuilder.from(context)?.text(bytes, count) },
      stopped: { context in TreeBuilder.from(context)?.isFull == true ? 1 : 0 })
    // NUL would end libxml2's strings.
    var page = text.utf8.filter { $0 != 0 }
    AttributeNameRepair.repair(&page)
    page.withUnsafeBufferPointer { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        guard let base = characters.baseAddress, let count = Int32(exactly: characters.count), count > 0 else { return }
        _ = clibxml2_parse_html(base, count, &handler, Unmanaged.passUnretained(builder).toOpaque())
      }
    }
    return builder.finish()
  }
}

/// Receives libxml2's events.
///
/// It lives for one parse, on one thread.
private final class TreeBuilder {
  private var tree = HTMLTree()
  /// The open elements from the document down; the names tell which end tag closes which.
  private var open: [(index: Int, name: String)] = [(0, "")]
  private let limits: Extractor.Limits
  /// Elements beyond the depth limit that are open and were not entered into the tree as ancestors.
  private var excessDepth = 0

  init(limits: Extractor.Limits) {
    self.limits = limits
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> TreeBuilder? {
    context.map { Unmanaged<TreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  var isFull: Bool { tree.nodes.count >= limits.maximumMarkupNodes }

  func start(_ name: UnsafePointer<CChar>?, _ attributes: UnsafePointer<UnsafePointer<CChar>?>?) {
    guard let name, !isFull else {
      tree.isTruncated = true
      return
    }
    let elementName = String(cString: name)
    let first = tree.attributes.count
    appendAttributes(attributes)
    let index = tree.nodes.count
    tree.nodes.append(
      HTMLTree.Node(
        tag: HTMLTag(name: elementName), parent: parent, end: index + 1, content: first,
        attributeCount: tree.attributes.count - first))
    if open.count < limits.maximumMarkupDepth {
      open.append((index, elementName))
    } else {
      excessDepth += 1
      tree.isTruncated = true
    }
  }

  func end(_ name: UnsafePointer<CChar>?) {
    guard let name else { return }
    if excessDepth > 0 {
      excessDepth -= 1
      return
    }
    let elementName = String(cString: name)
    guard let position = open.lastIndex(where: { $0.name == elementName }), position > 0 else { return }
    while open.count > position { close() }
  }

  func text(_ bytes: UnsafePointer<CChar>?, _ count: Int) {
    guard let bytes, count > 0, !isFull else { return }
    let text = bytes.withMemoryRebound(to: UInt8.self, capacity: count) {
      String(decoding: UnsafeBufferPointer(start: $0, count: count), as: UTF8.self)
    }
    if let last = tree.nodes.last, last.tag == .text, last.parent == parent {
      tree.texts[last.content] += text
      return
    }
    let index = tree.nodes.count
    tree.nodes.append(
      HTMLTree.Node(tag: .text, parent: parent, end: index + 1, content: tree.texts.count, attributeCount: 0))
    tree.texts.append(text)
  }

  func finish() -> HTMLTree {
    while open.count > 1 { close() }
    tree.nodes[0].end = tree.nodes.count
    return tree
  }

  private var parent: Int { open.last?.index ?? 0 }

  private func close() {
    if let closed = open.popLast() { tree.nodes[closed.index].end = tree.nodes.count }
  }

  private func appendAttributes(_ attributes: UnsafePointer<UnsafePointer<CChar>?>?) {
    guard var pair = attributes else { return }
    while let name = pair.pointee {
      let attributeName = String(cString: name)
      if Self.keptAttributes.contains(attributeName) {
        let value = (pair + 1).pointee.map { String(cString: $0) } ?? ""
        tree.attributes.append(HTMLTree.Attribute(name: attributeName, value: value))
      }
      pair += 2
    }
  }

  private static let keptAttributes: Set<String> = [
    "id", "class", "role", "itemprop", "itemtype", "itemscope", "href", "src", "alt", "title", "content", "name",
    "property", "rel", "lang", "xml:lang", "style", "hidden", "aria-hidden", "aria-label", "datetime", "type",
    "charset",
    "http-equiv", "value", "pubdate", "data-testid", "data-component", "data-type", "data-role",
  ]
}
