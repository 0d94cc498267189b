/// What blog programs write below the text of an entry in a feed.
enum FeedFooter {
  /// A text without the sentence that says where it appeared first, and without the words that lead to the rest of it.
  ///
  /// - Parameters:
  ///   - text: The text of the entry.
  ///   - title: Its title, which stands in that sentence.
  static func removed(from text: String, title: String) -> String {
    let (before, last) = lastParagraph(of: text)
    if !before.isEmpty, saysOrigin(last, title: title) {
      return withoutContinuation(before, title: title)
    }
    return withoutContinuation(text, title: title)
  }

  /// What stands before the last paragraph, and that.
  private static func lastParagraph(of text: String) -> (before: String, last: String) {
    guard let gap = text.place(of: "\n\n", isLast: true) else { return ("", text) }
    return (String(text[..<gap.lowerBound]), String(text[gap.upperBound...]))
  }

  /// “The post … appeared first on …”.
  private static func saysOrigin(_ paragraph: String, title: String) -> Bool {
    guard paragraph.utf8.count <= title.utf8.count + 400, !title.isEmpty, paragraph.contains(title) else {
      return false
    }
    let rest = paragraph.replacing(title, with: " ").lowercased()
    return originPhrases.contains { rest.contains($0) }
  }

  private static let originPhrases = [
    "appeared first on", "first appeared on", "erschien zuerst auf", "est apparu en premier", "aparece primero en",
    "se publicó primero en", "apareció primero en", "apareceu primeiro em", "proviene da", "sembra essere il primo su",
    "verscheen eerst op", "dök först upp på", "blev først udgivet på", "dukket først opp på", "pochodzi z serwisu",
    "появились сначала на", "впервые появилась", "вперше з’явився", "ilk önce", "に最初に表示されました",
  ]

  /// A text without “Continue reading →” at its end, with the title or without.
  private static func withoutContinuation(_ text: String, title: String) -> String {
    let (before, last) = lastParagraph(of: text)
    guard let end = endOfOwnText(in: last, title: title) else { return text }
    let own = [before, last[..<end].trimmingSpace].filter { !$0.isEmpty }.joined(separator: "\n\n")
    return own.isEmpty ? text : own
  }

  private static func endOfOwnText(in paragraph: String, title: String) -> String.Index? {
    for phrase in continuations {
      guard let found = paragraph.place(of: phrase, isLast: true) else { continue }
      let rest = paragraph[found.upperBound...]
      let isAlone = found.lowerBound == paragraph.startIndex || paragraph[..<found.lowerBound].last == "\n"
      let hasArrow = rest.contains { "→»›>".contains($0) }
      let name = rest.trimmingCharacters("→»›…>.\"“”‘’': ")
      if name.isEmpty ? hasArrow || isAlone : !title.isEmpty && name == title { return found.lowerBound }
    }
    return nil
  }

  private static let continuations = [
    "Continue reading", "Read more", "Read More", "Keep reading", "Read the rest", "Weiterlesen", "Lire la suite",
    "Continuer la lecture", "Leer más", "Sigue leyendo", "Seguir leyendo", "Continuar lendo", "Leia mais",
    "Continua a leggere", "Leggi tutto", "Lees verder", "Lees meer", "Läs mer", "Fortsätt läsa", "Læs mere", "Les mer",
    "Czytaj dalej", "Číst dál", "Читать далее", "Devamını oku",
  ]
}

extension Substring {
  /// The text without any of some characters at its ends.
  fileprivate func trimmingCharacters(_ characters: String) -> Substring {
    let start = drop { characters.contains($0) }
    return start.lastIndex { !characters.contains($0) }.map { start[...$0] } ?? ""
  }
}
