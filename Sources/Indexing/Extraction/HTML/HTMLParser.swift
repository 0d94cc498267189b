/// Parses pages into an ``HTMLTree``, as browsers do as far as it matters for texts.
///
/// Tags and texts are recognized as the HTML Standard has it (section 13.2.5). Of its construction of the tree (13.2.6)
/// what decides which text is in which element is followed: elements without end tags, tags that do not nest, tables.
/// What moves nodes about is not: misplaced content of tables stays where it is written, and `html`, `head` and `body`
/// are there only when the page has them. An element that is closed with `/>` is closed, as XHTML means it.
enum HTMLParser {
  /// Parses a page or a fragment.
  ///
  /// Any text gives a tree. The time is linear in the length of the text, but for pathological nesting, which the
  /// limits bound.
  static func parse(_ text: String, limits: Extractor.Limits) -> HTMLTree {
    var text = text
    return text.withUTF8 { parse($0, limits: limits) }
  }

  /// Parses UTF-8 that is well-formed.
  static func parse(_ page: UnsafeBufferPointer<UInt8>, limits: Extractor.Limits) -> HTMLTree {
    guard page.count <= Int(Int32.max) else { return HTMLTree() }
    if page.place(of: 0) != nil {
      return page.filter { $0 != 0 }.withUnsafeBufferPointer { parse($0, limits: limits) }
    }
    var tokenizer = HTMLTokenizer(page, limits: limits)
    return tokenizer.run()
  }
}
