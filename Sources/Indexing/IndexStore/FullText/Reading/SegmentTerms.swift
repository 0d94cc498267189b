/// The terms of a segment in the order of their bytes, from one on, each with its list.
final class SegmentTerms {
  /// The term it stands on; `nil` behind the last one.
  private(set) var term: [UInt8]? = []
  private let source: SegmentSource
  private let segment: SegmentList.Segment
  /// The page it stands on, in ``bytes``.
  private var number: Int
  private var hasIndex: Bool
  private let bytes = PageBytes()
  private var page: LeafPage
  private var terms: LeafTerms

  /// Goes to the first term that is not below another.
  init(_ source: SegmentSource, _ segment: SegmentList.Segment, from first: [UInt8]) throws {
    self.source = source
    self.segment = segment
    (number, hasIndex) = try source.page(of: first, in: segment)
    page = try source.page(number, of: segment, into: bytes)
    terms = try LeafTerms(page)
    repeat { try advance() } while term.map { $0.lexicographicallyPrecedes(first) } ?? false
  }

  /// Moves to the next term.
  func advance() throws {
    guard var latest = term else { return }
    while try !terms.advance() {
      guard let next = try source.page(behind: latest, in: segment) else {
        term = nil
        return
      }
      guard next.number > number else { throw SegmentNotUnderstood() }
      (number, hasIndex) = next
      page = try source.page(number, of: segment, into: bytes)
      terms = try LeafTerms(page)
    }
    guard terms.shared <= latest.count else { throw SegmentNotUnderstood() }
    latest.removeLast(latest.count - terms.shared)
    latest.append(contentsOf: page.content[terms.rest])
    term = latest
  }

  /// The list of the term it stands on.
  var doclist: Doclist {
    Doclist(
      source, segment, page: number, of: page, list: terms.list, goesOn: terms.isLast,
      hasIndex: hasIndex && terms.isLast)
  }
}

/// The terms of all segments that begin with some bytes, each once, with its list in all of them.
struct PrefixTerms {
  private let prefix: [UInt8]
  /// The newest first.
  private var segments: [SegmentTerms]

  init(_ prefix: [UInt8], in source: SegmentSource) throws {
    self.prefix = prefix
    segments = try source.segments.map { try SegmentTerms(source, $0, from: prefix) }
  }

  /// The list of the next term; `nil` when there is none any more.
  mutating func next() throws -> TermDoclist? {
    segments.removeAll { !($0.term?.starts(with: prefix) ?? false) }
    let least = segments.compactMap(\.term).min { $0.lexicographicallyPrecedes($1) }
    guard let least else { return nil }
    var lists: [Doclist] = []
    for segment in segments where segment.term == least {
      lists.append(segment.doclist)
      try segment.advance()
    }
    return TermDoclist(lists)
  }
}
