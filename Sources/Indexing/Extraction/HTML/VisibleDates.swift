import Articles

/// Finds the dates that a page shows to its readers: `time` elements, elements that are named for it, datelines.
struct VisibleDates {
  private let tree: HTMLTree
  private let hints: [ElementHints]
  private let habits: DateHabits
  private let heading: Int?
  private let isDiscussion: Bool

  /// How many nodes behind the date of a change that of publication is looked for.
  private static let reach = 60

  /// - Parameters:
  ///   - page: The page.
  ///   - heading: Its main heading.
  ///   - isDiscussion: Whether it is a discussion, which is of the day of its first post.
  init(_ page: HTMLPage, heading: Int?, isDiscussion: Bool) {
    tree = page.tree
    hints = page.hints
    habits = page.dateHabits
    self.heading = heading
    self.isDiscussion = isDiscussion
  }

  /// The dates of the first kind of place that has any; where only a change is dated, that of publication is not known.
  func dates() -> Dateline.Dates {
    var dates = Dateline.Dates()
    for find in [statedTimes, namedDates, datesBelowHeading, datesAboveHeading, onlyDate] {
      let found = find()
      dates.published = dates.published ?? found.published
      dates.updated = dates.updated ?? found.updated
      if dates.published != nil || dates.updated != nil { break }
    }
    if dates.published == nil, dates.updated == nil {
      (dates.published, dates.updated) = (onlyTime(), statedChange())
      if dates.updated != nil { dates.published = nil }
    }
    return dates
  }

  // MARK: Places

  private func statedTimes() -> Dateline.Dates {
    collect(tree.nodes.indices.lazy.filter { tree.nodes[$0].tag == .time && !isAround($0) }) { index in
      let stated = tree.attribute(.datetime, of: index).flatMap { DateParser.parse($0, habits: habits) }
      guard let date = stated ?? DateParser.parse(line(index), habits: habits) else { return Dateline.Dates() }
      return isChange(index) ? Dateline.Dates(updated: date) : Dateline.Dates(published: date)
    }
  }

  /// The only day that all `time` elements name, wherever they stand: some pages have theirs in a column beside the text.
  private func onlyTime() -> ArticleDate? {
    var only: ArticleDate?
    for index in tree.nodes.indices where tree.nodes[index].tag == .time {
      guard let date = tree.attribute(.datetime, of: index).flatMap({ DateParser.parse($0, habits: habits) }) else {
        return nil
      }
      if let only, only.text.prefix(10) != date.text.prefix(10) { return nil }
      only = only ?? date
    }
    return only.flatMap { $0.text.utf8.count >= 10 ? $0 : nil }
  }

  /// The date in a small element that is named for it.
  private func namedDates() -> Dateline.Dates {
    collect(
      tree.nodes.indices.lazy.filter { hints[$0].contains(.date) && tree.nodes[$0].end - $0 <= 12 && !isAround($0) }
    ) { labelled(Dateline.dates(in: line($0), habits: habits), $0) }
  }

  /// The dateline among the first texts after the main heading.
  private func datesBelowHeading() -> Dateline.Dates {
    guard let heading else { return Dateline.Dates() }
    let texts = tree.nodes.indices[tree.nodes[heading].end...].lazy.filter(isShown).prefix(30)
    // A date has a digit, in one script or another.
    return collect(texts) { index in
      let bytes = tree.bytes[tree.textRange(index)]
      guard bytes.contains(where: { $0.isASCIIDigit || $0 >= 0x80 }), bytes.count <= 640, !isAround(index) else {
        return Dateline.Dates()
      }
      let text = PlainText.oneLine(String(decoding: bytes, as: UTF8.self))
      return text.isOfAtMost(80)
        ? labelled(wholeDays(Dateline.dates(in: text, habits: habits)), index) : Dateline.Dates()
    }
  }

  /// The dateline among the last texts before the main heading.
  private func datesAboveHeading() -> Dateline.Dates {
    guard let heading else { return Dateline.Dates() }
    let texts = tree.nodes.indices[..<heading].reversed().lazy.filter(isShown).prefix(8)
    return collect(texts) { index in
      guard isShort(index), !isAround(index), !tree.isInside(index, { $0 == .header }) else { return Dateline.Dates() }
      return wholeDays(Dateline.dates(in: line(index), habits: habits))
    }
  }

  /// The only date that stands for itself somewhere in the page, the first one of a discussion.
  private func onlyDate() -> Dateline.Dates {
    var days: Set<String> = []
    var only: ArticleDate?
    for index in tree.nodes.indices where isShown(index) && isShort(index) && hasYear(index) && !isAround(index) {
      let tokens = DateTokens(line(index), habits: habits)
      guard tokens.words <= 5, let date = tokens.days().first?.date else { continue }
      if isDiscussion { return Dateline.Dates(published: date) }
      days.insert(String(date.text.prefix(10)))
      if days.count > 1 { return Dateline.Dates() }
      only = only ?? date
    }
    return Dateline.Dates(published: only)
  }

  /// The date of a change that a line says of the page, wherever it stands.
  private func statedChange() -> ArticleDate? {
    for index in tree.nodes.indices where tree.nodes[index].count <= 200 && isShown(index) {
      guard hasYear(index) else { continue }
      let text = line(index)
      let date =
        Dateline.changeAlone(in: text, habits: habits)
        ?? labelBefore(index).flatMap { Dateline.changeAlone(in: $0 + " " + text, habits: habits) }
      if let date { return date }
    }
    return nil
  }

  /// The short text just before another.
  private func labelBefore(_ index: Int) -> String? {
    let before = tree.nodes.indices[..<index].suffix(5).last(where: isShown)
    return before.flatMap { tree.nodes[$0].count <= 40 && !hasYear($0) ? line($0) : nil }
  }

  // MARK: Rules

  /// The first dates of both kinds; behind that of a change, that of publication must be near.
  private func collect(_ indices: some Sequence<Int>, _ dates: (Int) -> Dateline.Dates) -> Dateline.Dates {
    var found = Dateline.Dates()
    var changedAt: Int?
    for index in indices {
      if let changedAt, abs(index - changedAt) > Self.reach { break }
      let dates = dates(index)
      if found.updated == nil, let updated = dates.updated {
        found.updated = updated
        changedAt = index
      }
      if let published = dates.published {
        found.published = published
        break
      }
    }
    return found
  }

  /// The dates of a line, where a label in a text of its own may say that they are those of a change.
  private func labelled(_ dates: Dateline.Dates, _ index: Int) -> Dateline.Dates {
    guard let day = dates.published, dates.updated == nil, let label = labelBefore(index),
      Dateline.dates(in: label + " 2020-01-01").updated != nil
    else { return dates }
    return Dateline.Dates(updated: day)
  }

  private func wholeDays(_ dates: Dateline.Dates) -> Dateline.Dates {
    Dateline.Dates(
      published: dates.published.flatMap { $0.text.count >= 10 ? $0 : nil },
      updated: dates.updated.flatMap { $0.text.count >= 10 ? $0 : nil })
  }

  /// Whether a `time` element is that of a change, by its names or by the text before it.
  private func isChange(_ index: Int) -> Bool {
    if tree.value(of: .itemprop, at: index)?.equals("datemodified") == true { return true }
    if tree.value(of: .itemprop, at: index)?.equals("datepublished") == true { return false }
    let names = tree.value(of: .class, at: index) ?? []
    if names.end(of: "published") != nil { return false }
    if names.end(of: "updated") != nil || names.end(of: "modified") != nil { return true }
    let texts = tree.nodes.indices[..<index].suffix(3).filter {
      tree.nodes[$0].tag == .text && isShort($0, hasDigit: false)
    }
    return DateTokens(line(index)).speaksOfChange || texts.contains { DateTokens(line($0)).speaksOfChange }
  }

  private func line(_ index: Int) -> String { PlainText.oneLine(tree.flatText(of: index)) }

  /// Whether a node is a text that is shown and not blank.
  private func isShown(_ index: Int) -> Bool {
    tree.nodes[index].tag == .text && !tree.nodes[tree.nodes[index].parent].tag.isUnrendered
      && tree.bytes[tree.textRange(index)].contains { $0 > 0x20 }
  }

  /// Whether a text has four digits in a row, without which it names no day; most texts are told apart by that alone.
  private func hasYear(_ index: Int) -> Bool {
    var digits = 0
    for byte in tree.bytes[tree.textRange(index)] {
      digits = byte.isASCIIDigit ? digits + 1 : 0
      if digits == 4 { return true }
    }
    return false
  }

  private func isShort(_ index: Int, hasDigit: Bool = true) -> Bool {
    let bytes = tree.bytes[tree.textRange(index)]
    return bytes.count <= 80 && (!hasDigit || bytes.contains(where: \.isASCIIDigit))
  }

  private func isAround(_ index: Int) -> Bool { tree.isInside(index) { $0 == .aside || $0 == .footer || $0 == .nav } }
}
