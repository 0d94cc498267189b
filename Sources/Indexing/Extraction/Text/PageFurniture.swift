/// Lines that publishing systems put around an article and that are no part of it, in pages saved as text and in HTML.
///
/// The phrases are the general vocabulary of such systems, not those of any site.
enum PageFurniture {
  /// Whether a whole line is furniture.
  static func isFurniture(_ line: some StringProtocol) -> Bool { isFurniture(Array(line.utf8)) }

  /// Whether a whole line of UTF-8 is furniture.
  static func isFurniture(_ line: [UInt8]) -> Bool {
    guard beginnings.mayBegin(line) else { return false }
    let folded = fold(line)
    guard !folded.isEmpty, folded.count <= 800 else { return false }
    if phrases[NameHash(folded)] != nil { return true }
    if mayBeCommentCounter(folded), commentCounter(String(decoding: line, as: UTF8.self)) != nil { return true }
    return prefixes.contains { folded.starts(with: $0) } && folded.count { $0 & 0xc0 != 0x80 } <= 120
  }

  /// Whether the text of an element alone is furniture.
  static func isFurniture(_ element: Int, of tree: HTMLTree) -> Bool {
    beginnings.mayBegin(element, of: tree) && isFurniture(tree.flatBytes(of: element))
  }

  /// Whether a line opens a row of share buttons or of links to other articles.
  static func opensTrailer(_ line: some StringProtocol) -> Bool { trailers[NameHash(fold(Array(line.utf8)))] != nil }

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

  /// Whether the first word after the first space of a folded line begins like one of the nouns of comment counters.
  private static func mayBeCommentCounter(_ folded: [UInt8]) -> Bool {
    guard let space = folded.firstIndex(of: 0x20) else { return false }
    let word = folded[space...].drop { !$0.isASCIILetter }
    return counted.contains { word.starts(with: $0) }
  }

  private static let counted = ["thought", "comment", "repl", "response"].map { Array($0.utf8) }

  /// Letters of ASCII in lower case, single spaces, no signs at the ends.
  static func fold(_ line: [UInt8]) -> [UInt8] {
    var folded: [UInt8] = []
    folded.reserveCapacity(line.count)
    var index = 0
    while index < line.count {
      let isNoBreakSpace = line[index] == 0xc2 && index + 1 < line.count && line[index + 1] == 0xa0
      if line[index] <= 0x20 || isNoBreakSpace {
        if folded.last != 0x20 { folded.append(0x20) }
        index += isNoBreakSpace ? 2 : 1
      } else {
        folded.append(line[index].asciiLowercased)
        index += 1
      }
    }
    let start = folded.indices.first { beginsWordPart(folded, $0) || folded[$0...].starts(with: copyrightSign) }
    let end = folded.indices.last { beginsWordPart(folded, $0) || folded[$0] == UInt8(ascii: ")") }
    guard let start, var end, start <= end else { return [] }
    repeat { end += 1 } while end < folded.count && folded[end] & 0xc0 == 0x80
    return Array(folded[start..<end])
  }

  private static let copyrightSign: [UInt8] = [0xc2, 0xa9]

  /// Whether a letter or a number begins at a byte.
  private static func beginsWordPart(_ bytes: [UInt8], _ index: Int) -> Bool {
    let byte = bytes[index]
    if byte < 0x80 { return byte.isASCIILetter || byte.isASCIIDigit }
    guard byte & 0xc0 == 0xc0 else { return false }
    let character = String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first
    return character.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
  }

  private static let phrases = NameTable(phraseTexts.map { ($0, true) })

  private static let beginnings = FurnitureBeginnings(phraseTexts.map { Array($0.utf8) } + prefixes)

  private static let phraseTexts =
    [
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
      "show more", "show less", "load more", "copied", "link copied", "accept cookies", "accept all cookies",
      "cookie settings", "manage cookies", "reject all", "accept all", "scroll to continue", "continue reading below",
      "edit", "quote", "permalink", "post reply", "reply with quote", "add to wish list", "add to wishlist",
      "add to compare", "jump to recipe", "print recipe",
      "pin recipe", "open in app", "enroll now", "copy", "was this helpful", "last updated",
      "edit on github", "edit this page on github", "view page source", "show source", "improve this page",
    ] + ForeignPhrases.furniture.split(separator: "|").map(String.init)

  private static let prefixes = [
    "posted in ", "posted under ", "filed under", "tagged ", "tagged with", "tags: ", "categories: ", "category: ",
    "share on ", "share via ", "click to share ", "click to email ", "previous post: ", "next post: ", "previous: ",
    "next: ", "© ", "copyright © ", "copyright (c) ", "proudly powered by ", "powered by ",
    "required fields are marked", "your email address will not be published", "save my name, email",
    "already a subscriber", "already a member? ", "notify me of ", "continue reading ", "bookmark the permalink",
    "you must be logged in", "users browsing this forum", "thanks for reading", "this post may contain affiliate",
    "this article may contain affiliate",
    "this post contains affiliate", "this article contains affiliate", "this page contains affiliate", "责任编辑",
  ].map { Array($0.utf8) }

  private static let trailers = NameTable(
    [
      "share this", "share this post", "share this article", "share this story", "share this entry", "share",
      "like this",
      "related", "related posts", "related articles", "related stories", "you may also like", "you might also like",
      "post navigation",
    ].map { ($0, true) })
}
