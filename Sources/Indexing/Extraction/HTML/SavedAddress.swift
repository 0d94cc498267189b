import Articles

/// Where a page was saved from, and when, as the program that saved it says in a comment at its head.
enum SavedAddress {
  /// How much of a page is looked at, in bytes.
  private static let headBytes = 4 << 10

  /// What each of these comments has.
  private static let marks = ["saved from url=", "Page saved with ", "Mirrored from "].map { Array($0.utf8) }

  /// The place that a page comes from, `nil` where no comment names one.
  ///
  /// Browsers write `saved from url=(0023)https://a.example/b`, SingleFile lines `url: …` and `saved date: …`, HTTrack
  /// `Mirrored from a.example/b by HTTrack Website Copier/3.x […], Fri, 05 Mar 2021 10:00:00 GMT`.
  static func place(of page: ArraySlice<UInt8>) -> DocumentPlace? {
    let head = page.prefix(headBytes)
    // Nearly no page has such a comment, and to read all others costs a third of what reading a page does.
    guard hasMark(head) else { return nil }
    var rest = Substring(String(decoding: head, as: UTF8.self))
    while let start = rest.firstRange(of: "<!--") {
      rest = rest[start.upperBound...]
      let end = rest.firstRange(of: "-->") ?? (rest.endIndex..<rest.endIndex)
      if let place = place(in: rest[..<end.lowerBound]) { return place }
      rest = rest[end.upperBound...]
    }
    return nil
  }

  private static func hasMark(_ head: ArraySlice<UInt8>) -> Bool {
    head.withUnsafeBufferPointer { bytes in
      marks.contains { mark in mark.withUnsafeBufferPointer { bytes.place(of: $0) } != nil }
    }
  }

  private static func place(in comment: Substring) -> DocumentPlace? {
    let text = PlainText.oneLine(String(comment))
    let forms: [(String, Substring?)?] = [
      text.wholeMatch(of: /saved from url=\(\d+\)(\S+)/).map { (String($0.1), nil) },
      text.wholeMatch(of: /Page saved with SingleFile url: (\S+) saved date: (.+)/).map { (String($0.1), $0.2) },
      text.wholeMatch(of: /Mirrored from (?:http:\/\/)?(\S+) by HTTrack .*?(?:\], (.+))?/).map {
        ("http://" + $0.1, $0.2)
      },
    ]
    guard let (address, date) = forms.lazy.compactMap({ $0 }).first else { return nil }
    guard let url = WebAddress.absolute(address), WebAddress.host(url) != nil else { return nil }
    return DocumentPlace(url: url, captured: date.flatMap { DateParser.parse(String($0)) })
  }
}
