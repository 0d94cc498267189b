/// RSS written as JSON, its elements as members (github.com/scripting/Scripting-News, “RSS in JSON”), understood as JSON
/// Feed: the same facts under other names.
enum JSONChannel {
  /// The place of a value within the channel; `nil` outside of one.
  static func place(_ path: [String]) -> [String]? {
    var rest = path[...]
    if rest.first == "rss" { rest = rest.dropFirst() }
    return rest.first == "channel" ? Array(rest.dropFirst()) : nil
  }

  /// What is to be done with the value at a path.
  static func interest(_ path: [String]) -> JSONTreeReader.Interest {
    guard let place = place(path) else { return path == ["rss"] ? .open : .skip }
    if place.isEmpty || place == ["item"] { return .open }
    return place == item || place.count == 1 && factNames[place[0]] != nil ? .take : .skip
  }

  /// The place of an item.
  static let item = ["item", JSONTreeReader.element]

  /// What JSON Feed calls the facts about the whole.
  static let factNames = ["title": "title", "link": "home_page_url", "language": "language"]

  /// An item with the names of JSON Feed.
  static func item(_ value: MetadataValue) -> MetadataValue {
    guard case .record = value else { return value }
    func first(_ names: String...) -> MetadataValue? { names.lazy.compactMap { value[$0] }.first { $0 != .null } }
    let members: [(String, MetadataValue?)] = [
      ("title", value["title"]), ("url", value["link"]), ("id", value["guid"].map(text)),
      ("content_html", first("content:encoded", "description").map(text)),
      ("date_published", first("pubDate", "dc:date")), ("authors", first("dc:creator", "author")),
      ("tags", value["category"].map { .list($0.elements.map(text)) }),
    ]
    return .record(members.compactMap { name, value in value.map { MetadataMember(name: name, value: $0) } })
  }

  /// The text of an element, which is a member of its own beside those of attributes.
  private static func text(_ value: MetadataValue) -> MetadataValue {
    ["#value", "#text", "_", "$t", "value"].lazy.compactMap { value[$0] }.first ?? value
  }
}
