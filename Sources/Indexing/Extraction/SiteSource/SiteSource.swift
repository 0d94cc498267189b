/// What the source of a web site, a folder that a program makes pages from, has besides articles.
enum SiteSource {
  /// Throws where a document is kept back: marked as a draft, or in the folder that Jekyll has for drafts.
  ///
  /// - Throws: A failure with the code `draft`.
  static func checkDraft(isMarked: Bool, name: FileName) throws(ExtractionFailure) {
    if isMarked { throw ExtractionFailure(code: .draft, detail: "marked as a draft") }
    if name.path.split(separator: "/").dropLast().contains("_drafts") {
      throw ExtractionFailure(code: .draft, detail: "in a folder of drafts")
    }
  }

  /// Throws where a document has places for texts instead of texts.
  ///
  /// - Throws: A failure with the code `template`.
  static func checkTemplate(_ isTemplate: Bool) throws(ExtractionFailure) {
    guard isTemplate else { return }
    throw ExtractionFailure(code: .template, detail: "a template, which has places for texts instead of texts")
  }

  /// Throws where nothing but front matter is in a file that stands for its folder: a generator fills it.
  ///
  /// - Throws: A failure with the code `empty`.
  static func checkIndex(_ name: FileName, isEmpty: Bool) throws(ExtractionFailure) {
    guard isEmpty, ["index", "_index"].contains(name.stem.lowercased()) else { return }
    throw ExtractionFailure(code: .empty, detail: "the document has no text of its own; a site generator fills it")
  }
}

extension HTMLTree {
  /// Whether this is a page that others are made with: its texts, those of programs and examples of code aside, are tags of
  /// a template language for the most part.
  var isTemplate: Bool {
    // Without the scripts, which are most of a page and full of braces.
    let mayHaveTags = bytes.withUnsafeBufferPointer { bytes in
      ["{{", "{%", "<%"].contains { (opening: StaticString) in
        bytes.place(of: UnsafeBufferPointer(start: opening.utf8Start, count: opening.utf8CodeUnitCount)) != nil
      }
    }
    guard mayHaveTags else { return false }
    var tags = TemplateTags()
    for index in nodes.indices where nodes[index].tag == .text && !isInside(index, \.showsTagsAsText) {
      tags.add(bytes[textRange(index)])
    }
    return tags.isTemplate(wordsToATag: 20)
  }
}

extension HTMLTag {
  /// Whether tags in it are those of another language, or are shown.
  fileprivate var showsTagsAsText: Bool {
    switch self {
    case .script, .style, .template, .pre, .code, .kbd, .samp, .textarea: true
    default: false
    }
  }
}
