import Articles

/// Counts rows by the values of a facet.
struct FacetCounter {
  let snapshot: ColumnSnapshot

  /// How many values a facet has at most.
  static let greatestCount = 20

  /// The most frequent values among some rows, count descending, then value ascending.
  func values(of facet: FacetName, rows: [UInt32]) -> [FacetValue] {
    let dictionaries = snapshot.dictionaries
    let counts: [String: Int] =
      switch facet {
      case .site: byNumber(snapshot.sites, dictionaries.sites, rows) { [$0] }
      case .language: byNumber(snapshot.languages, dictionaries.languages, rows) { [$0] }
      case .category: byNumber(snapshot.categories, dictionaries.categories, rows, Self.split)
      case .author: byNumber(snapshot.authors, dictionaries.authors, rows, Self.split)
      case .year: byDay(rows) { String($0.description.prefix(4)) }
      case .month: byDay(rows) { String($0.description.prefix(7)) }
      }
    let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    return sorted.prefix(Self.greatestCount).map { FacetValue(value: $0.key, count: $0.value) }
  }

  private func byNumber(
    _ column: NumberColumn, _ dictionary: ValueDictionary, _ rows: [UInt32], _ split: (String) -> [String]
  ) -> [String: Int] {
    let values = dictionary.values
    let counts = column.counts(ofRows: rows, below: values.count)
    var found: [String: Int] = [:]
    for number in counts.indices.dropFirst() where counts[number] > 0 {
      for value in split(values[number]) { found[value, default: 0] += counts[number] }
    }
    return found
  }

  private func byDay(_ rows: [UInt32], _ name: (CivilDay) -> String) -> [String: Int] {
    var days: [Int64: Int] = [:]
    for row in rows {
      let moment = snapshot.published[Int(row)]
      guard moment != ColumnSnapshot.unknownDate else { continue }
      let day = moment >= 0 ? moment / 86_400 : (moment - 86_399) / 86_400
      days[day, default: 0] += 1
    }
    var found: [String: Int] = [:]
    for (day, count) in days { found[name(CivilDay(daysSinceEpoch: day)), default: 0] += count }
    return found
  }

  /// The single values of a joined one, each once.
  private static func split(_ joined: String) -> [String] {
    Set(joined.split(separator: Article.listSeparator).map(String.init)).sorted()
  }
}
