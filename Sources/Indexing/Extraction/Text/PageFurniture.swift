/// Lines that publishing systems put around an article and that are no part of it, in pages saved as text and in HTML.
///
/// The phrases are the general vocabulary of such systems, not those of any site.
enum PageFurniture {
  /// Whether a whole line is furniture.
  static func isFurniture(_ line: some StringProtocol) -> Bool {
    let folded = fold(line)
    guard !folded.isEmpty, folded.count <= 200 else { return false }
    if phrases.contains(folded) || commentCounter(line) != nil { return true }
    return folded.count <= 120 && prefixes.contains { folded.hasPrefix($0) }
  }

  /// Whether a line opens a row of share buttons or of links to other articles.
  static func opensTrailer(_ line: some StringProtocol) -> Bool { trailers.contains(fold(line)) }

  /// What a comment counter counts the comments of: the title in “3 thoughts on “Title””, or an empty text.
  ///
  /// - Returns: `nil` when the line is no comment counter.
  static func commentCounter(_ line: some StringProtocol) -> String? {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, isCount(words[0]) else { return nil }
    let noun = words[1].lowercased().filter(\.isLetter)
    guard
      ["thought", "comment", "reply", "replie", "response"].contains(
        noun.hasSuffix("s") ? String(noun.dropLast()) : noun)
    else { return nil }
    if words.count == 2 { return "" }
    guard ["on", "to", "so", "yet", "for", "about"].contains(words[2].lowercased()) else { return nil }
    let rest = line[words[2].endIndex...].trimmingSpace
    return String(rest.drop { "“\"«‘'".contains($0) }.reversed().drop { "”\"»’'.".contains($0) }.reversed())
  }

  private static func isCount(_ word: some StringProtocol) -> Bool {
    word.allSatisfy { $0.isNumber || $0 == "," } || ["no", "one", "zero"].contains(word.lowercased())
  }

  /// Lower case, single spaces, without signs at the ends.
  private static func fold(_ line: some StringProtocol) -> String {
    let folded = PlainText.oneLine(String(line)).lowercased()
    guard let start = folded.firstIndex(where: { isWordPart($0) || $0 == "©" }),
      let end = folded.lastIndex(where: { isWordPart($0) || $0 == ")" }), start <= end
    else { return "" }
    return String(folded[start...end])
  }

  private static func isWordPart(_ character: Character) -> Bool {
    if let ascii = character.asciiValue { return ascii.isASCIILetter || ascii.isASCIIDigit }
    return character.isLetter || character.isNumber
  }

  private static let phrases: Set<String> = [
    "uncategorized", "uncategorised", "skip to content", "skip to main content", "skip to navigation",
    "skip to primary navigation", "skip to footer", "jump to navigation", "jump to content", "menu", "main menu",
    "primary menu", "toggle navigation", "toggle menu", "close menu", "open menu", "search", "search for", "home",
    "comments are closed", "comments closed", "comments are off", "comments off", "leave a comment", "leave a reply",
    "leave comment", "post a comment", "post comment", "add a comment", "add comment", "write a comment",
    "cancel reply", "leave a reply cancel reply", "no comments yet", "be the first to comment", "view comments",
    "show comments", "load more comments", "share", "share this", "share this post", "share this article",
    "share this story", "share this page", "share this with your friends", "share this entry", "like this",
    "like loading", "loading", "print", "print this", "print this page", "email this", "tweet", "copy link",
    "related", "related posts", "related articles", "related stories", "related content", "you may also like",
    "you might also like", "more like this", "recommended for you", "read next", "up next", "previous post",
    "next post", "previous article", "next article", "post navigation", "back to top", "scroll to top",
    "return to top", "subscribe", "subscribe now", "sign up", "sign in", "log in", "login", "log out", "register",
    "advertisement", "advertisements", "advertising", "sponsored", "sponsored content", "story continues below",
    "article continues below", "all rights reserved", "reply", "edit this page", "report this ad", "follow us",
    "click to share", "click to print", "share via", "share on", "share article", "listen to this article",
  ]

  private static let prefixes = [
    "posted in ", "posted under ", "filed under", "tagged ", "tagged with", "tags: ", "categories: ", "category: ",
    "share on ", "share via ", "click to share ", "click to email ", "previous post: ", "next post: ", "previous: ",
    "next: ", "© ", "copyright © ", "copyright (c) ", "proudly powered by ", "powered by ",
    "required fields are marked", "your email address will not be published", "save my name, email",
    "notify me of ", "continue reading ", "bookmark the permalink", "you must be logged in",
  ]

  private static let trailers: Set<String> = [
    "share this", "share this post", "share this article", "share this story", "share this entry", "share", "like this",
    "related", "related posts", "related articles", "related stories", "you may also like", "you might also like",
    "post navigation",
  ]
}
