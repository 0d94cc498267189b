/// Reads lists of feeds, which hold no articles themselves: what is not a local file is reported.
///
/// Local files are inputs of their own, found by whoever has the file system.
struct OPMLReader: ArticleReader {
  static let format = ArticleFormat.opml

  func read(_ input: inout InputStream, context: DocumentContext, receive: ArticleReceiver) throws {
    let bytes = try input.readAll(limit: min(FeedList.maximumBytes, context.limits.maximumDocumentBytes))
    let list = try FeedList(bytes)
    for reference in list.references where reference.localPaths.isEmpty {
      try receive(.failure(Self.failure(reference)))
    }
    if list.isTruncated {
      let detail = "the list has no end; what is there is read"
      try receive(.failure(ExtractionFailure(code: .truncatedXML, detail: detail)))
    } else if list.references.isEmpty {
      throw ExtractionFailure(code: .empty, detail: "there are no addresses in the list")
    }
  }

  private static func failure(_ reference: FeedList.Reference) -> ExtractionFailure {
    let title = reference.title.map { "“\($0.prefix(80))” " } ?? ""
    guard let address = WebAddress.absolute(reference.address), address.utf8.count <= 2048 else {
      let shown = PlainText.oneLine(String(reference.address.prefix(80)))
      return ExtractionFailure(
        code: .remote, detail: "\(title)has an address that is neither a file nor http: \(shown)", line: reference.line)
    }
    // An address has no quotes of the shell in it, or only as escapes.
    let quoted = address.replacing("'", with: "%27")
    let name = WebAddress.host(address).map { String($0.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "-" }) }
    let command = "curl -fsSL -o '\(name ?? "feed").xml' '\(quoted)'"
    return ExtractionFailure(
      code: .remote, detail: "\(title)is not fetched from here; get it with: \(command)", line: reference.line)
  }
}
