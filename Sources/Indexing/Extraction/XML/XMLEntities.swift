/// The entities a document declares in its own document type.
enum XMLEntities {
  private static let maximumCount = 64
  private static let maximumSubset = 64 << 10

  /// The general entities that stand for a short text without markup.
  ///
  /// References to characters in that text are replaced here. Whatever else begins with `&` in it stays as it is, so
  /// that no entity can grow by another, and what lies outside the document is never looked for.
  static func plain(in subset: ArraySlice<UInt8>) -> [String: String] {
    var entities: [String: String] = [:]
    let text = String(decoding: subset.prefix(maximumSubset), as: UTF8.self)
    for declaration in text.matches(of: /<!ENTITY\s+([\w.:-]+)\s+(?:"([^"%<]{0,256})"|'([^'%<]{0,256})')\s*>/) {
      guard entities.count < maximumCount else { break }
      let value = declaration.2 ?? declaration.3 ?? ""
      entities[String(declaration.1)] = CharacterReferences.decode(Array(value.utf8)[...])
    }
    return entities
  }
}
