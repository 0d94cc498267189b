public import Articles
import CStemmer

/// The Snowball stemmer of one language.
///
/// Stems are of folded terms on both rivers, so that marks left out by a writer or a reader do not part a word from its
/// forms. One object serves one thread at a time; a stem costs about 300 ns.
public final class Stemmer {
  /// The languages that have a stemmer, Norwegian under each of its tags.
  public static let languages: Set<Language> = Set(algorithms.keys)

  private let stemmer: OpaquePointer
  private let isArabic: Bool

  /// Makes the stemmer of a language.
  ///
  /// - Returns: `nil` for a language Snowball has no algorithm for.
  public init?(language: Language) {
    guard let name = Self.algorithms[language], let stemmer = cstemmer_new(name) else { return nil }
    self.stemmer = stemmer
    isArabic = name == "arabic"
  }

  deinit { cstemmer_delete(stemmer) }

  /// The stem of a folded term; the term itself when it holds a digit or sign, or is one letter.
  public func stem(_ term: String) -> String {
    var term = term
    return term.withUTF8 { bytes in
      guard bytes.count > 1, !bytes.contains(where: { $0 < 0x61 || (0x7B...0x7F).contains($0) }) else {
        return String(decoding: bytes, as: UTF8.self)
      }
      if isArabic, let stem = arabicStem(bytes) { return stem }
      return snowballStem(bytes) ?? String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The stem of an Arabic term that ends in ه.
  ///
  /// Folding writes ة as ه. The algorithm drops the first from every noun, but the second, as a pronoun, only where no
  /// article is; so it is given the first.
  private func arabicStem(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard bytes.count > Self.heh.count, bytes.suffix(Self.heh.count).elementsEqual(Self.heh) else { return nil }
    let noun = Array(bytes.dropLast(Self.heh.count)) + Self.tehMarbuta
    return noun.withUnsafeBufferPointer { snowballStem($0) }.map { stem in
      stem.utf8.suffix(Self.tehMarbuta.count).elementsEqual(Self.tehMarbuta) ? stem.dropLast() + "\u{0647}" : stem
    }
  }

  private func snowballStem(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var length: Int32 = 0
    guard let stem = cstemmer_stem(stemmer, bytes.baseAddress, Int32(bytes.count), &length), length > 0 else {
      return nil
    }
    return String(decoding: UnsafeBufferPointer(start: stem, count: Int(length)), as: UTF8.self)
  }

  private static let heh = Array("\u{0647}".utf8)
  private static let tehMarbuta = Array("\u{0629}".utf8)

  private static let algorithms: [Language: String] = [
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian",
    "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
  ].reduce(into: [:]) { $0[Language(rawValue: $1.key)] = $1.value }
}
