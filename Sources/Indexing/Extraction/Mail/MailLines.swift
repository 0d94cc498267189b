/// Tells what the writer of a plain message wrote from what is only carried along.
enum MailLines {
  /// The writer's own lines: without quotations, signature, the footer of a mailing list and attachments in the text.
  ///
  /// - Parameters:
  ///   - lines: The lines of the message.
  ///   - isReply: Whether the message answers another; otherwise quotations are part of it.
  /// - Returns: When nothing would be left, the quoted lines without their marks.
  static func own(_ lines: [String], isReply: Bool) -> [String] {
    var lines = withoutArmour(withoutEncodedFiles(withoutScrubbedParts(lines)))
    lines = withoutSignature(lines)
    lines = withoutListFooter(lines)
    guard isReply || hasAttribution(lines) else { return withoutDeviceLine(lines) }
    let own = withoutDeviceLine(withoutQuotations(withoutCopy(lines)))
    if own.contains(where: { !$0.isBlank }) { return own }
    return lines.map { line in String(line.drop { $0 == ">" || $0 == " " }) }
  }

  // MARK: Quotations

  private static func isQuoted(_ line: String) -> Bool {
    line.utf8.first == UInt8(ascii: ">") || line.hasPrefix(" >") || line.hasPrefix("| ")
  }

  private static func hasAttribution(_ lines: [String]) -> Bool {
    lines.indices.dropLast().contains { isQuoted(lines[$0 + 1]) && isAttribution(lines[$0]) }
  }

  /// A line such as “On Monday, Ann Lee wrote:”: it ends with a colon and names a date, an address or writing.
  private static func isAttribution(_ line: String) -> Bool {
    let text = line.trimmingSpace.lowercased()
    guard text.hasSuffix(":"), text.count <= 300 else { return false }
    return text.contains("@") || text.filter(\.isNumber).count >= 4 || writing.contains { text.contains($0) }
  }

  private static let writing = [
    "wrote", "writes", "said", "schrieb", "écrit", "escribió", "scritto", "escreveu", "schreef", "skrev", "napisał",
    "пишет", "писал", "kirjoitti", "napsal", "写道", "yazdı",
  ]

  /// Lines without those that begin with `>`, and without the attribution before them, which may be of two lines.
  private static func withoutQuotations(_ lines: [String]) -> [String] {
    var own: [String] = []
    for (index, line) in lines.enumerated() {
      guard isQuoted(line) else {
        own.append(line)
        continue
      }
      guard index > 0, !isQuoted(lines[index - 1]) else { continue }
      while own.last?.isBlank == true { own.removeLast() }
      dropAttribution(&own)
      own.append("")
    }
    return own
  }

  private static func dropAttribution(_ own: inout [String]) {
    guard let last = own.last else { return }
    if isAttribution(last) {
      own.removeLast()
      // “On Monday, 3 May 2021 at 10:00, Ann Lee” and below it “<ann@example.org> wrote:”.
      if let first = own.last, !first.isBlank, own.dropLast().last?.isBlank ?? true,
        first.filter(\.isNumber).count >= 4, !last.contains(where: \.isNumber)
      {
        own.removeLast()
      }
    }
  }

  /// Lines before the copy of a whole message that some programs put below an answer, under a rule or its header.
  static func withoutCopy(_ lines: [String]) -> [String] {
    for (index, line) in lines.enumerated() {
      let text = line.trimmingSpace
      if beginsCopy(lines[index...]), lines[..<index].contains(where: { !$0.isBlank }) {
        return Array(lines[..<index])
      }
      let isRule = text.hasPrefix("-----") && text.hasSuffix("-----") && text.contains(where: \.isLetter)
      let isLine = text.count >= 20 && text.allSatisfy { $0 == "_" }
      guard isRule || isLine, lines[..<index].contains(where: { !$0.isBlank }) else { continue }
      let header = lines[(index + 1)...].drop { $0.isBlank }.prefix(6).prefix { !$0.isBlank }
      if header.count(where: isHeaderLine) >= 3 { return Array(lines[..<index]) }
    }
    return lines
  }

  /// Whether the header of a message begins here, as programs write it in many languages: the sender, then the day.
  private static func beginsCopy(_ lines: ArraySlice<String>) -> Bool {
    guard let first = lines.first, isHeaderLine(first), senderNames.contains(headerName(first)) else { return false }
    let header = lines.prefix(9).filter { !$0.isBlank }.prefix(5).prefix { isHeaderLine($0) }
    return header.count >= 3 && header.dropFirst().contains { dayNames.contains(headerName($0)) }
  }

  private static func headerName(_ line: String) -> String {
    line.prefix { $0 != ":" }.filter { $0 != "*" }.trimmingSpace.lowercased()
  }

  private static let senderNames: Set<String> = [
    "from", "von", "de", "da", "van", "från", "fra", "od", "от", "від", "kimden", "lähettäjä", "feladó", "από",
    "发件人", "寄件者", "差出人", "보낸 사람",
  ]
  private static let dayNames: Set<String> = [
    "sent", "date", "gesendet", "datum", "envoyé", "enviado", "enviado el", "enviada em", "data", "fecha", "inviato",
    "verzonden", "skickat", "sendt", "dato", "wysłano", "data wysłania", "odesláno", "отправлено", "дата", "надіслано",
    "gönderildi", "gönderme tarihi", "tarih", "lähetetty", "päiväys", "elküldve", "发送时间", "日期", "傳送時間", "送信日時",
    "日時", "보낸 날짜",
  ]

  /// A short name, a colon and a value, in any language; the name may be in bold.
  private static func isHeaderLine(_ line: String) -> Bool {
    guard let colon = line.firstIndex(of: ":") else { return false }
    let name = line[..<colon].filter { $0 != "*" }
    return (1...20).contains(name.count) && name.allSatisfy { $0.isLetter || $0 == "-" || $0 == " " }
  }

  // MARK: Signatures and footers

  /// Lines without the last one where it says with which device or program the message was written.
  static func withoutDeviceLine(_ lines: [String]) -> [String] {
    guard let last = lines.lastIndex(where: { !$0.isBlank }), lines[last].utf8.count <= 120,
      lines[..<last].contains(where: { !$0.isBlank })
    else { return lines }
    let text = lines[last].lowercased().trimmingSpace
    return devicePhrases.contains { text.hasPrefix($0) } ? Array(lines[..<last]) : lines
  }

  private static let devicePhrases = [
    "sent from my ", "sent from mail for", "sent from outlook", "sent via ", "sent with ", "get outlook for",
    "von meinem ", "gesendet von ", "gesendet mit ", "envoyé de mon ", "envoyé depuis ", "enviado desde mi ",
    "enviado do meu ", "enviado de mi ", "inviato da ", "verzonden vanaf ", "verstuurd vanaf ", "skickat från min ",
    "sendt fra min ", "wysłane z ", "wysłano z ", "отправлено с ", "отправлено из ", "lähetetty ", "odesláno z ",
    "iphoneから送信", "发自我的", "從我的", "내 iphone에서 보냄",
  ]

  /// Lines before `-- ` (RFC 3676, section 4.3), when what follows is as short as signatures are.
  private static func withoutSignature(_ lines: [String]) -> [String] {
    let mark = lines.lastIndex { $0 == "-- " || $0 == "--" || $0 == "-- \r" }
    guard let mark, lines[(mark + 1)...].count(where: { !$0.isBlank }) <= 12 else { return lines }
    guard lines[..<mark].contains(where: { !$0.isBlank }) else { return lines }
    return Array(lines[..<mark])
  }

  /// Lines before a rule of underscores with a few lines below that name an address.
  private static func withoutListFooter(_ lines: [String]) -> [String] {
    let rule = lines.lastIndex { line in
      let text = line.trimmingSpace
      return text.count >= 20 && text.allSatisfy { $0 == "_" || $0 == "-" || $0 == "=" }
    }
    guard let rule, lines[..<rule].contains(where: { !$0.isBlank }) else { return lines }
    let below = lines[(rule + 1)...].filter { !$0.isBlank }
    let namesAddress = below.contains {
      $0.contains("@") || $0.contains("://") || $0.lowercased().contains("unsubscribe")
    }
    return below.count <= 6 && namesAddress && !below.contains(where: isHeaderOfCopy) ? Array(lines[..<rule]) : lines
  }

  private static func isHeaderOfCopy(_ line: String) -> Bool { line.hasPrefix("From:") || line.hasPrefix("*From:") }

  // MARK: What is not text

  /// Lines without what the archive of a list has in place of parts that are no text.
  private static func withoutScrubbedParts(_ lines: [String]) -> [String] {
    var own: [String] = []
    var isInNotice = false
    for line in lines {
      let isMark = line.trimmingSpace == "-------------- next part --------------"
      if isMark || line.hasSuffix(" was scrubbed...") { isInNotice = true }
      if isInNotice, !isMark, !isScrubbingNotice(line) { isInNotice = false }
      if !isInNotice { own.append(line) }
    }
    return own
  }

  private static func isScrubbingNotice(_ line: String) -> Bool {
    line.hasSuffix(" was scrubbed...")
      || ["From:", "Name:", "Type:", "Size:", "Desc:", "Subject:", "Date:", "Url:", "URL:"].contains {
        line.hasPrefix($0)
      }
  }

  /// Lines without files in the form of uuencode.
  private static func withoutEncodedFiles(_ lines: [String]) -> [String] {
    var own: [String] = []
    var index = 0
    while index < lines.count {
      if let end = endOfEncodedFile(lines, at: index) {
        index = end + 1
      } else {
        own.append(lines[index])
        index += 1
      }
    }
    return own
  }

  /// The line `end` that belongs to a line `begin 644 name`.
  private static func endOfEncodedFile(_ lines: [String], at index: Int) -> Int? {
    let words = lines[index].split(separator: " ")
    guard words.count >= 3, words[0] == "begin", (3...4).contains(words[1].count), words[1].allSatisfy(\.isNumber),
      index + 1 < lines.count, lines[index + 1].hasPrefix("M") || lines[index + 1].utf8.count <= 62
    else { return nil }
    return lines[index...].firstIndex { $0.trimmingSpace == "end" }
  }

  /// Lines without the frame of a signed text (RFC 9580, section 7).
  private static func withoutArmour(_ lines: [String]) -> [String] {
    guard let start = lines.firstIndex(where: { $0.hasPrefix("-----BEGIN PGP SIGNED MESSAGE-----") }) else {
      return lines
    }
    let text = lines[start...].drop { !$0.isBlank }
    let signed = text.prefix { !$0.hasPrefix("-----BEGIN PGP SIGNATURE-----") }
    let after = lines[signed.endIndex...].drop { !$0.hasPrefix("-----END PGP SIGNATURE-----") }.dropFirst()
    return lines[..<start] + signed.map { $0.hasPrefix("- ") ? String($0.dropFirst(2)) : $0 } + after
  }
}
