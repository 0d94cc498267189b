/// Turns the body of an article in a publisher's XML into plain text, by what its elements are called.
///
/// The vocabularies agree on what a name means where they share it, so that one table serves all.
enum PublisherText {
  /// The text of elements, one below the other.
  static func body(_ elements: [XMLElement], limits: Extractor.Limits) -> String {
    var markup = ""
    for element in elements { write(element, to: &markup) }
    return HTMLFragment.text(markup, limits: limits)
  }

  /// A text of one line: a headline without the marks of its notes.
  static func line(_ element: XMLElement, limits: Extractor.Limits) -> String {
    var markup = ""
    for piece in element.content { write(piece, to: &markup) }
    return PlainText.oneLine(HTMLFragment.text(markup, limits: limits))
  }

  private static func write(_ piece: XMLElement.Content, to markup: inout String) {
    switch piece {
    case .text(let text): markup += text.escapedForMarkup
    case .element(let element): write(element, to: &markup)
    }
  }

  private static func write(_ element: XMLElement, to markup: inout String) {
    let name = element.name.local
    guard !isLeftOut(element) else { return }
    let tag = tags[name] ?? (kept.contains(name) ? name : nil)
    if let tag { markup += "<\(tag)>" }
    for piece in element.content where !isReplaced(piece, in: element) { write(piece, to: &markup) }
    if let tag { markup += "</\(tag)>" }
    if lines.contains(name) { markup += "<br>" }
    // What is no block stands between words, as notes in a line of verse do.
    if tag == nil, spaced.contains(name) { markup += " " }
  }

  private static func isLeftOut(_ element: XMLElement) -> Bool {
    let name = element.name.local
    if left.contains(name) { return true }
    // The number of a note or of a source; “Figure 1” is a part of its sentence.
    return name == "xref" && ["bibr", "fn", "table-fn", "aff", "corresp"].contains(element.attribute("ref-type"))
  }

  /// Of two forms that an editor gives of a word, what was corrected, regularised and written out counts.
  private static func isReplaced(_ piece: XMLElement.Content, in parent: XMLElement) -> Bool {
    guard parent.name.local == "choice", case .element(let element) = piece else { return false }
    return ["sic", "orig", "abbr"].contains(element.name.local)
  }

  private static let tags: [String: String] = [
    "para": "p", "simpara": "p", "formalpara": "div", "ab": "p", "lg": "p", "verse-group": "p", "sp": "div",
    "speaker": "div", "stage": "div",
    "title": "h2", "head": "h2", "subtitle": "p", "hl1": "h2", "hl2": "h2", "titlepart": "p", "byline": "p",
    "list": "ul", "itemizedlist": "ul", "orderedlist": "ol", "simplelist": "ul", "variablelist": "div",
    "list-item": "li", "listitem": "li", "item": "li", "member": "li", "term": "div", "def": "div",
    "disp-quote": "blockquote", "abstract": "div", "sec": "div", "section": "div", "chapter": "div", "block": "div",
    "preformat": "pre", "programlisting": "pre", "screen": "pre", "literallayout": "pre", "synopsis": "pre",
    "codeblock": "pre", "computeroutput": "pre",
    "row": "tr", "entry": "td", "cell": "td", "informaltable": "table", "tgroup": "tbody",
    "fig": "div", "figure": "div", "table-wrap": "div", "boxed-text": "div", "note": "div", "sidebar": "div",
    "caption": "p", "figdesc": "p", "media-caption": "p", "statement": "p", "disp-formula": "p", "ack": "div",
    "app": "div", "speech": "div", "postscript": "p", "opener": "p", "closer": "p", "salute": "p",
    "signed": "p", "tip": "div", "warning": "div", "important": "div", "caution": "div", "step": "li",
    "procedure": "ol", "steps": "ol", "cmd": "div", "shortdesc": "p",
  ]
  /// Lines of verse, and the places where lines end.
  private static let lines: Set<String> = ["l", "line", "verse-line", "lb"]
  /// Elements that mean what they mean in HTML.
  private static let kept: Set<String> = [
    "p", "div", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td", "th", "pre", "blockquote",
    "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "sup", "sub", "sect1", "sect2", "sect3",
  ]
  /// Elements in a line that may stand beside a word without a space.
  private static let spaced: Set<String> = ["varlistentry", "def-item", "pb", "cb", "milestone", "gb"]
  /// What is no text of the article: sources, numbers, formulas in the language of a program, running heads.
  private static let left: Set<String> = [
    "label", "ref-list", "object-id", "graphic", "inline-graphic", "media-reference", "tex-math", "annotation",
    "annotation-xml", "fw", "listbibl", "bibliography", "biblioentry", "bibliodiv", "indexterm", "index", "remark",
    "front-stub", "permissions", "alt-text", "long-desc", "supplementary-material", "processing-meta", "teiheader",
    "media-producer", "info", "articleinfo", "bookinfo", "chapterinfo", "sectioninfo", "toc", "script", "style",
    "prolog", "title-page", "titlepage", "colspec", "imageobject",
  ]
}
