extension HTMLTree {
  /// Whether an element is the mark of a footnote, which would become a part of the word before it: a link that says so,
  /// or a raised number or sign that is a link within the document.
  func isNoteMark(_ index: Int) -> Bool {
    let node = nodes[index]
    if node.tag == .a {
      return attribute(.role, of: index) == "doc-noteref" || attribute(.epubType, of: index) == "noteref"
    }
    let link = (index + 1..<node.end).first { nodes[$0].tag != .text }
    guard let link, nodes[link].tag == .a,
      let target = attribute(.href, of: link), target.utf8.contains(UInt8(ascii: "#"))
    else { return false }
    let mark = flatBytes(of: index)
    return !mark.isEmpty && mark.count <= 6
      && mark.allSatisfy { $0.isASCIIDigit || $0 >= 0x80 || $0 <= 0x20 || "*[](),".utf8.contains($0) }
  }
}
