/// Tells by what a record says of itself that its author keeps it back.
enum DraftMark {
  /// Whether the members say so: `draft: true`, Jekyll's `published: false`, a column `is_published`, a status.
  static func isIn(_ members: [MetadataMember]) -> Bool {
    members.contains { member in
      switch ArticleProperty.fold(member.name) {
      case "draft", "isdraft": isTrue(member.value)
      case "published", "ispublished": isFalse(member.value)
      case "status", "poststatus": member.value.scalarText.map { statuses.contains($0) } ?? false
      default: false
      }
    }
  }

  /// In lower case: a proposal whose preamble says `Status: Draft` is there to be read.
  private static let statuses: Set<String> = ["draft", "auto-draft", "hidden", "private", "trash"]

  private static func isTrue(_ value: MetadataValue) -> Bool {
    switch value {
    case .bool(let flag): flag
    case .string(let text): ["true", "yes", "on"].contains(text.lowercased())
    default: false
    }
  }

  private static func isFalse(_ value: MetadataValue) -> Bool {
    value == .bool(false) || value.scalarText?.lowercased() == "false"
  }
}
