extension SearchResponse.Total.Relation {
  /// Reads the relation; one that this version does not know is taken as the weaker promise.
  ///
  /// - Throws: `DecodingError` when there is no string.
  public init(from decoder: any Decoder) throws {
    self = Self(rawValue: try decoder.singleValueContainer().decode(String.self)) ?? .atLeast
  }
}
