/// A searchable part of an article; one column of the full-text index each.
public enum Field: String, CaseIterable, Sendable, Codable {
  /// The headline.
  case title
  /// The text.
  case body
  /// The authors' names.
  case author
  /// The publication's name or host.
  case site
  /// Section and tags.
  case category
  /// Written compounds of all the other fields in joined form (`mi17` for “Mi-17”, `obrien` for “O'Brien”).
  ///
  /// Held apart because the parts already occupy the word positions of their own field.
  case compound
}
