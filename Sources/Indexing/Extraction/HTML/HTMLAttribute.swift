/// The attributes that some rule of the extractor reads; all others are left out while a page is parsed.
enum HTMLAttribute: String, CaseIterable, Sendable {
  case id, `class`, role, itemprop, itemtype, href, content, name, property, rel, lang, style, hidden, datetime, type
  case xmlLang = "xml:lang"
  case epubType = "epub:type"
  case ariaHidden = "aria-hidden"
  case httpEquiv = "http-equiv"
  case dataTestID = "data-testid"
  case dataComponent = "data-component"
  case dataType = "data-type"
  case dataRole = "data-role"
  /// The name of an element that its authors made up, `site-header`; no attribute is called that.
  case elementName = "<"

  /// The attributes by their names in lower case.
  static let byName = NameTable(allCases.map { ($0.rawValue, $0) })

  /// Whether the value names what an element is for.
  var isHint: Bool {
    switch self {
    case .class, .id, .role, .dataTestID, .dataComponent, .dataType, .dataRole, .elementName: true
    default: false
    }
  }
}
