/// Lines that senders of newsletters put above and below their text.
///
/// The phrases are what such lines have to say, not those of any sender.
enum MailFurniture {
  /// A text without them: single lines among the first, and everything from one of them on near the end.
  static func trimmed(_ text: String) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if let foot = foot(of: lines) { lines = Array(lines[..<foot]) }
    let head = lines.indices.filter { !lines[$0].isBlank }.prefix(4)
    let dropped = Set(head.filter { lines[$0].utf8.count <= 200 && isFurniture(lines[$0], headPhrases) })
    let kept = lines.indices.filter { !dropped.contains($0) }.map { lines[$0] }
    let trimmed = PlainText.clean(kept.joined(separator: "\n"))
    return trimmed.isEmpty ? text : trimmed
  }

  /// Where the lines begin that tell readers why they got this and how to get it no more.
  private static func foot(of lines: [Substring]) -> Int? {
    let last = lines.indices.filter { !lines[$0].isBlank }.suffix(10)
    guard let found = last.first(where: { isFurniture(lines[$0], footPhrases) }) else { return nil }
    func length(_ lines: ArraySlice<Substring>) -> Int { lines.reduce(0) { $0 + $1.utf8.count } }
    return length(lines[..<found]) >= length(lines[found...]) ? found : nil
  }

  private static func isFurniture(_ line: Substring, _ phrases: [String]) -> Bool {
    guard line.utf8.count <= 600 else { return false }
    let folded = line.lowercased()
    return phrases.contains { folded.contains($0) }
  }

  private static let headPhrases = [
    "in your browser", "in browser", "view online", "read online", "web version", "view as a web page", "im browser",
    "webversion", "online ansehen", "dans votre navigateur", "version en ligne", "en su navegador", "en tu navegador",
    "nel browser", "nel tuo browser", "no navegador", "in je browser", "w przeglądarce", "в браузере",
  ]

  private static let footPhrases = [
    "unsubscribe", "email preferences", "manage your subscription", "update your preferences",
    "you are receiving this", "you received this", "you're receiving this", "you’re receiving this",
    "because you subscribed", "because you signed up", "newsletter abbestellen", "abbestellen",
    "vom newsletter abmelden",
    "hier abmelden", "désabonner", "désinscrire", "darse de baja", "cancelar suscripción", "cancelar la suscripción",
    "cancella iscrizione", "annulla iscrizione", "disiscri", "uitschrijven", "avregistrera", "avsluta prenumeration",
    "afmeld", "wypisz się", "descadastr", "cancelar inscrição", "отписаться", "配信停止", "取消订阅", "退订", "수신거부",
  ]
}
