/// The mean word counts of articles that scores are computed with.
///
/// They stay as they are while the true means come and go around them, so that weights computed once stay right: an
/// *epoch* lasts until one of the true means is off by more than ``tolerance``.
struct FieldMeans: Sendable, Equatable {
  var title = 0.0
  var body = 0.0
  var rest = 0.0
  /// How many times the means were taken anew.
  private(set) var epoch = 0

  /// How far a true mean may be off, relative to the one in use.
  static let tolerance = 0.02

  /// The means for a state of the index: these, or the true ones where these are too far off.
  func renewed(for lengths: FieldLengths, articles: Int) -> FieldMeans {
    let count = Double(max(1, articles))
    var present = FieldMeans()
    present.title = Double(lengths.titleTotal) / count
    present.body = Double(lengths.bodyTotal) / count
    present.rest = Double(lengths.restTotal) / count
    let pairs = [(title, present.title), (body, present.body), (rest, present.rest)]
    if pairs.allSatisfy({ abs($0 - $1) <= Self.tolerance * $0 }) { return self }
    present.epoch = epoch + 1
    return present
  }
}
