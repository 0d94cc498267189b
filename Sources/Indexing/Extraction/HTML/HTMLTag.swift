/// The elements that mean something to the extractor; all others are `other`.
enum HTMLTag: String, CaseIterable, Sendable {
  case other
  case document
  case text = "#text"
  case html, head, body, title, meta, link, base
  case script, style, noscript, template, svg, math, canvas, iframe, object, embed, audio, video, source, track, picture
  case map, area, param, frame
  case header, footer, nav, aside, main, article, section, div, address, hgroup, dialog, menu, search
  case h1, h2, h3, h4, h5, h6
  case p, br, hr, pre, blockquote, center, figure, figcaption, details, summary
  case ul, ol, li, dl, dt, dd
  case table, caption, thead, tbody, tfoot, tr, td, th, colgroup, col
  case a, img, span, b, strong, i, em, u, s, small, sub, sup, code, kbd, samp, tt, mark, q, cite, abbr, time, del, ins
  case label, font, big, wbr, bdi, bdo, ruby, rt, rp
  case form, input, button, select, option, optgroup, textarea, fieldset, legend, datalist, output, progress, meter

  /// The tags by their names in lower case.
  static let byName = NameTable(
    allCases.filter { $0 != .other && $0 != .document && $0 != .text }.map { ($0.rawValue, $0) })

  /// The tag of an element's name in lower case.
  init(name: some StringProtocol) { self = Self.byName[NameHash(name)] ?? .other }

  /// Whether the element's content is never shown as text.
  var isUnrendered: Bool {
    switch self {
    case .script, .style, .template, .svg, .canvas, .iframe, .object, .audio, .video, .source, .track, .map,
      .area, .meta, .link, .base, .title, .datalist:
      true
    default: false
    }
  }

  /// Whether the element never has content, nor an end tag (HTML Standard, 13.1.2), and is no element of feeds.
  var isVoid: Bool {
    switch self {
    case .br, .hr, .img, .input, .wbr, .col, .area, .embed: true
    default: false
    }
  }

  /// Whether the element is laid out as lines of its own.
  var isBlock: Bool {
    switch self {
    case .document, .html, .body, .header, .footer, .nav, .aside, .main, .article, .section, .div, .address, .hgroup,
      .dialog, .menu, .search, .h1, .h2, .h3, .h4, .h5, .h6, .p, .hr, .pre, .blockquote, .center, .figure, .figcaption,
      .details, .summary, .ul, .ol, .li, .dl, .dt, .dd, .table, .caption, .thead, .tbody, .tfoot, .tr, .td, .th, .form,
      .fieldset, .legend, .noscript, .option, .optgroup, .select, .textarea:
      true
    default: false
    }
  }

  /// Whether a page's element never has content (HTML Standard, 13.1.2, with those that are obsolete).
  var hasNoContent: Bool {
    switch self {
    case .meta, .link, .base, .source, .track, .param, .frame: true
    default: isVoid
    }
  }

  /// Whether the end tag of the element may be left out (HTML Standard, 13.1.2.4).
  var mayLackEndTag: Bool {
    switch self {
    case .html, .head, .body, .p, .li, .dt, .dd, .option, .optgroup, .thead, .tbody, .tfoot, .tr, .td, .th, .colgroup:
      true
    default: false
    }
  }

  /// Whether the element belongs to those that end tags of others do not close (HTML Standard, 13.2.4.2, “special”).
  var isSpecial: Bool {
    switch self {
    case .button, .object, .template, .iframe, .title, .style, .script, .colgroup: true
    default: isBlock
    }
  }

  /// Whether end tags of what is around the element do not reach into it (HTML Standard, 13.2.4.2, “scope”).
  var isScope: Bool {
    switch self {
    case .document, .html, .table, .td, .th, .caption, .object, .template: true
    default: false
    }
  }

  /// Whether the beginning of the element ends a paragraph (HTML Standard, 13.2.6.4.7).
  var closesParagraph: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .center, .details, .dialog, .div, .dl, .fieldset, .figcaption,
      .figure, .footer, .form, .header, .hgroup, .hr, .main, .menu, .nav, .ol, .p, .pre, .search, .section, .summary,
      .table, .ul:
      true
    default: isHeading
    }
  }

  /// Whether the element may stand in the head of a page.
  var belongsInHead: Bool {
    switch self {
    case .html, .head, .title, .meta, .link, .base, .script, .style, .noscript, .template: true
    default: false
    }
  }

  var isHeading: Bool {
    switch self {
    case .h1, .h2, .h3, .h4, .h5, .h6: true
    default: false
    }
  }
}
