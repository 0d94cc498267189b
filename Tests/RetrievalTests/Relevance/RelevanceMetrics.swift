import Foundation

/// How good an order of documents is by human judgments.
///
/// As `trec_eval` computes them: nDCG with gains as judged and a logarithmic discount of base 2 (Järvelin & Kekäläinen,
/// 2002), average precision over all relevant documents, recall among the first hundred.
struct RelevanceMetrics {
  var ndcg10 = 0.0
  var averagePrecision = 0.0
  var recall100 = 0.0

  /// Judges one order.
  ///
  /// - Parameters:
  ///   - ranking: Document ids, best first.
  ///   - grades: The grade of each judged document; 0 is not relevant.
  init(ranking: [String], grades: [String: Int]) {
    let ideal = grades.values.filter { $0 > 0 }.sorted(by: >)
    guard !ideal.isEmpty else { return }
    let gains = ranking.map { max(0, grades[$0] ?? 0) }
    ndcg10 = Self.discounted(gains.prefix(10)) / Self.discounted(ideal.prefix(10))
    var found = 0
    for (index, gain) in gains.enumerated() where gain > 0 {
      found += 1
      averagePrecision += Double(found) / Double(index + 1)
    }
    averagePrecision /= Double(ideal.count)
    recall100 = Double(gains.prefix(100).count { $0 > 0 }) / Double(ideal.count)
  }

  /// The mean of several.
  init(meanOf metrics: [RelevanceMetrics]) {
    let count = Double(max(1, metrics.count))
    ndcg10 = metrics.reduce(0) { $0 + $1.ndcg10 } / count
    averagePrecision = metrics.reduce(0) { $0 + $1.averagePrecision } / count
    recall100 = metrics.reduce(0) { $0 + $1.recall100 } / count
  }

  private static func discounted(_ gains: some Sequence<Int>) -> Double {
    gains.enumerated().reduce(0) { $0 + Double($1.element) / log2(Double($1.offset + 2)) }
  }
}
