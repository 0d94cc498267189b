import Articles
import Testing

@testable import Extraction

@Suite("Mail")
struct MailTests {
  private func message(_ fields: String, _ body: String, name: String = "a.eml") throws -> ExtractedArticle {
    try article(fields + "\n\n" + body, name: name)
  }

  private static let fields = """
    From: "Lee, Ann" <ann@example.org>
    To: readers@example.org
    Subject: Bees in winter
    Date: Mon, 3 May 2021 10:15:00 +0200 (CEST)
    Message-ID: <abc.1@example.org>
    """

  @Test("a message has its facts from its fields")
  func facts() throws {
    let found = try message(
      Self.fields
        + "\nList-Id: \"The Hive\" <hive.example.org>\nArchived-At: <https://example.org/m/1>\nKeywords: bees, winter",
      "They tremble to keep warm.\n")
    #expect(found.id == "abc.1@example.org")
    #expect(found.title == "Bees in winter")
    #expect(found.author == "Lee, Ann")
    #expect(found.site == "The Hive")
    #expect(found.url == "https://example.org/m/1")
    #expect(found.category == "bees; winter")
    #expect(found.published?.description == "2021-05-03T10:15:00+02:00")
    #expect(found.body == "They tremble to keep warm.")
  }

  @Test(
    "fields are decoded as they come",
    arguments: [
      ("=?utf-8?Q?Gr=C3=BC=C3=9Fe?= aus =?iso-8859-1?q?K=F6ln?=", "Grüße aus Köln"),
      ("=?UTF-8?B?R3LDvMOf?= =?UTF-8?B?ZQ==?=", "Grüße"), ("=?utf-8?B?R3LDvMM=?=\n =?utf-8?B?n2U=?=", "Grüße"),
      ("=?utf-8*de?q?Gr=C3=BC=C3=9Fe?=", "Grüße"), ("=?utf-8?q?two words?=", "two words"), ("=?utf-8?q?a_b?=", "a b"),
      ("=?x?y", "=?x?y"), ("a =?utf-8?x?b?= c", "a =?utf-8?x?b?= c"), ("Grüße", "Grüße"),
      ("one\n  two\n\tthree", "one two three"), ("=?iso-2022-jp?B?GyRCJUYlOSVIGyhC?=", "テスト"),
      ("=?utf-8?Q?=41=?= b", "A b"), ("=?utf-7?Q?+AOQ-?=", "ä"),
    ])
  func subjects(raw: String, expected: String) throws {
    #expect(try message("From: a@b.c\nDate: x\nSubject: \(raw)", "Text.").title == expected)
  }

  @Test(
    "senders are names, or addresses where there are none",
    arguments: [
      ("Ann Lee <a@b.c>", "Ann Lee"), ("a@b.c (Ann Lee)", "Ann Lee"), ("<a@b.c>", "a@b.c"), ("a@b.c", "a@b.c"),
      ("\"Lee, Ann\" <a@b.c>, Bo Ek <b@b.c>", "Lee, Ann; Bo Ek"), ("=?utf-8?q?J=C3=B6rn?= <a@b.c>", "Jörn"),
      ("'Ann Lee' <a@b.c>", "Ann Lee"), ("Ann (of the hive) <a@b.c>", "Ann"),
      ("\"Ann \\\"A\\\" Lee\" <a@b.c>", "Ann \"A\" Lee"),
    ])
  func senders(raw: String, expected: String) throws {
    #expect(try message("From: \(raw)\nTo: x@y.z\nSubject: s", "Text.").author == expected)
  }

  @Test(
    "parameters are read in every form",
    arguments: [
      ("text/plain; charset=utf-8", "charset", "utf-8"), ("text/plain; Charset=\"utf-8\" ;x=y", "charset", "utf-8"),
      ("a/b; name*=utf-8'de'Gr%C3%BC%C3%9Fe", "name", "Grüße"), ("a/b; name*0=one; name*1=\" two\"", "name", "one two"),
      ("a/b; name*1*=%20b; name*0*=iso-8859-1''%E4", "name", "ä b"), ("a/b; name=\"=?utf-8?q?=C3=A4?=\"", "name", "ä"),
      ("a/b; name=\"a\\\"b;c\"", "name", "a\"b;c"),
    ])
  func parameters(field: String, name: String, expected: String) {
    #expect(HeaderParameters(Array(field.utf8))[name] == expected)
  }

  @Test(
    "encodings of bytes are undone, broken ones as far as they go",
    arguments: [
      ("base64", "SGVs\nbG8=", "Hello"), ("base64", "SGVsbG8", "Hello"), ("BASE64 ", "SGV*sbG8==", "Hello"),
      ("base64", "SGVs=bG8=", "Hello"), ("quoted-printable", "H=65l=\nlo", "Hello"),
      ("quoted-printable", "1 = 2", "1 = 2"),
      ("quoted-printable", "a=3db=", "a=b"), ("quoted-printable", "a =  \r\nb", "a b"), ("8bit", "a=3d", "a=3d"),
      ("unknown", "text", "text"),
    ])
  func transferEncodings(name: String, text: String, expected: String) {
    #expect(String(decoding: TransferEncoding.decode(Array(text.utf8)[...], named: name), as: UTF8.self) == expected)
  }

  @Test("the best part of a newsletter is its markup, of a letter what was typed")
  func alternatives() throws {
    let parts = """
      --x
      Content-Type: text/plain; charset=utf-8

      Bees tremble. They live on honey.
      --x
      Content-Type: text/html; charset=utf-8
      Content-Transfer-Encoding: quoted-printable

      <html><body><div style=3D"display:none">Preview</div><table><tr><td><p>Bees <b>tremble</b>.</p></td><td><p>They l=
      ive on honey.</p></td></tr></table></body></html>
      --x--
      """
    let fields = Self.fields + "\nContent-Type: multipart/alternative; boundary=x"
    #expect(try message(fields, parts).body == "Bees tremble. They live on honey.")
    let newsletter = try message(fields + "\nList-Unsubscribe: <mailto:x@y.z>", parts)
    #expect(newsletter.body == "Bees tremble.\nThey live on honey.")
    #expect(newsletter.site == "Lee, Ann")
  }

  @Test("nested parts are found, attachments and pictures left out")
  func nested() throws {
    let body = """
      This is a message in several parts.
      --a
      Content-Type: multipart/related; boundary="a.b"

      --a.b
      Content-Type: multipart/alternative; boundary=a.b.c

      --a.b.c
      Content-Type: text/html

      <p>First text.</p>
      --a.b.c--
      --a.b
      Content-Type: image/png
      Content-Transfer-Encoding: base64

      iVBORw0KGgo=
      --a.b--
      --a
      Content-Type: text/plain
      Content-Disposition: attachment; filename=notes.txt

      Not this.
      --a
      Content-Type: text/plain; charset=iso-8859-1
      Content-Transfer-Encoding: quoted-printable

      Second t=E4xt.
      """
    let found = try message(Self.fields + "\nContent-Type: multipart/mixed; boundary=a", body)
    #expect(found.body == "First text.\n\nSecond täxt.")
  }

  @Test("the messages of a digest below a table of contents are articles, in a mailbox too")
  func digestOfList() throws {
    let inner = Self.fields + "\n\nThey tremble.\n\n"
    let digest = """
      From: hive-request@example.org
      Subject: Hive Digest, Vol 3, Issue 7
      Message-ID: <d7@example.org>
      Content-Type: multipart/mixed; boundary=x

      --x

      Today's Topics: bees
      --x
      Content-Type: multipart/digest; boundary=y

      --y

      \(inner)--y

      \(inner)--y--
      --x--

      """
    let mailbox = "From hive Mon May  3 10:15:00 2021\n" + digest
    for (text, name) in [(digest, "a.eml"), (mailbox, "a.mbox")] {
      let found = try read(text, name: name).map { try $0.get() }
      #expect(found.map(\.title) == ["Bees in winter", "Bees in winter"])
    }
  }

  @Test("the archive of a list has names behind its addresses, and notices in place of attachments that are no text")
  func listArchive() throws {
    let found = try message(
      "From: ann at example.org (Ann Lee)\nSubject: Bees\nDate: Mon, 3 May 2021 10:15:00 +0200\nMessage-ID: <1@example.org>",
      """
      They tremble.
      -------------- next part --------------
      An HTML attachment was scrubbed...
      URL: <http://lists.example.org/attachments/1.html>
      -------------- next part --------------
      A second text.
      """)
    #expect(found.author == "Ann Lee" && found.body == "They tremble.\nA second text.")
  }

  @Test("each message of a digest is an article, a forwarded one is the text of an empty one")
  func messagesInMessages() throws {
    let inner = "From: Bo <b@c.d>\nSubject: Inner\n\nInner text.\n"
    let digest = Self.fields + "\nContent-Type: multipart/digest; boundary=x\n\n--x\n\n\(inner)--x\n\n\(inner)--x--\n"
    let found = try read(digest, name: "a.eml").map { try $0.get() }
    #expect(found.map(\.title) == ["Inner", "Inner"])
    #expect(found.map(\.member) == ["message 1", "message 2"])
    let forward =
      Self.fields
      + "\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n\(inner)--x--\n"
    #expect(try article(forward, name: "a.eml").body == "Inner text.")
  }

  @Test("flowing text is joined")
  func flowed() throws {
    let body = "A long line that \nflows on.\n\n> quoted \n> too\n  indented\n-- \nAnn"
    let found = try message(Self.fields + "\nContent-Type: text/plain; format=flowed", body)
    #expect(found.body == "A long line that flows on.\n\n> quoted too\n indented")
    #expect(FlowedText.lines("日 \n本\n", deletesSpace: true) == ["日本", ""])
  }

  @Test(
    "what is carried along is not the writer's text",
    arguments: [
      ("Yes.\n\nOn Mon, 3 May 2021, Ann Lee wrote:\n> Is it so?\n> Really?\n", "Yes."),
      ("Am 03.05.2021 um 10:00 schrieb Ann:\n> Eins?\n\nJa.\n\n> Zwei?\n\nNein.", "Ja.\n\nNein."),
      ("Yes.\n\nOn Mon, 3 May 2021 at 10:00, Ann Lee\n<ann@example.org> wrote:\n\n> Is it so?\n", "Yes."),
      ("Yes.\n\n-----Original Message-----\nFrom: Ann\nSent: Monday\nTo: Bo\nSubject: Bees\n\nIs it so?", "Yes."),
      (
        "Ja.\n\n________________________________\nVon: Ann\nGesendet: Montag\nAn: Bo\nBetreff: Bienen\n\nIst es so?",
        "Ja."
      ),
      ("> Only a quotation.", "Only a quotation."),
      ("Text.\n-- \nAnn Lee\nThe Hive", "Text."),
      ("Text.\n_______________________________________________\nHive mailing list\nhive@example.org\n", "Text."),
      ("Text.\n\nbegin 644 a.bin\n#0V%T\n`\nend\n\nMore.", "Text.\n\nMore."),
      (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nText.\n- -- \nAnn\n-----BEGIN PGP SIGNATURE-----\n\nabc\n"
          + "-----END PGP SIGNATURE-----\n", "Text."
      ),
    ])
  func ownText(body: String, expected: String) throws {
    #expect(try message(Self.fields + "\nIn-Reply-To: <x@y>", body).body == expected)
  }

  @Test("quotations in a message that answers none are part of it")
  func quotations() throws {
    #expect(try message(Self.fields, "As it is written:\n\n> Be strong.\n").body == "As it is written:\n\n> Be strong.")
    let page =
      "<p>Yes.</p><blockquote type=\"cite\"><p>Is it so?</p></blockquote><div class=\"mail_signature\">Ann</div>"
    let fields = Self.fields + "\nContent-Type: text/html"
    #expect(try message(fields + "\nReferences: <x@y>", page).body == "Yes.")
    #expect(try message(fields, page).body == "Yes.\n\nIs it so?")
  }

  @Test(
    "the lines that newsletters put around their text go",
    arguments: [
      (
        "View this mail in your browser: https://x\n\nBees tremble.\n\nThey live on honey.\n\nYou received this because "
          + "you like bees.\nUnsubscribe: https://y\nThe Hive, 1 Bee Street", false
      ), ("Please unsubscribe me.", true), ("Dear list,\n\nPlease unsubscribe me, I have moved.", true),
    ])
  func furniture(body: String, isKept: Bool) throws {
    let fields = Self.fields + "\nList-Unsubscribe: <mailto:x@y.z>"
    let long = String(repeating: "Nothing is as warm as they are in winter. ", count: 6)
    let text = isKept ? body : body.replacing("They live on honey.", with: long)
    let expected = isKept ? body : "Bees tremble.\n\n" + PlainText.clean(long)
    #expect(try message(fields, text).body == expected)
    #expect(try message(Self.fields, text).body == PlainText.clean(text))
  }

  @Test("broken messages give what there is")
  func broken() throws {
    #expect(try message("From: a@b.c\nSubject: s\nTo: x", "").title == "s")
    #expect(
      try article("From: a@b.c\nSubject: s\nTo: x\nText without a blank line before it.", name: "a.eml").body.hasPrefix(
        "Text"))
    let unclosed = try message(Self.fields + "\nContent-Type: multipart/mixed; boundary=x", "--x\n\nText")
    #expect(unclosed.body == "Text")
    let lost = try message(Self.fields + "\nContent-Type: multipart/mixed; boundary=y", "--x\n\nText")
    #expect(lost.body.contains("Text"))
    let wrapped = try article("From: a@b.c\nTo: x,\ny\nSubject: s\n\nText", name: "a.eml")
    #expect(wrapped.title == "s" && wrapped.body == "Text")
    let late = try message(
      "Received: by x; Mon, 3 May 2021 10:00:00 +0200\nFrom: a@b.c\nDate: soon\nSubject: s", "Text")
    #expect(late.published?.description == "2021-05-03T10:00:00+02:00")
    #expect(late.notes.isEmpty)
    #expect(try codes(read("From: a@b.c\nTo: x@y.z\n\n", name: "a.eml")) == [.missingText])
    let counted = try article("30\nFrom: a@b.c\nSubject: s\n\nText.\n<?xml version=\"1.0\"?><plist/>", name: "a.emlx")
    #expect(counted.body == "Text.")
  }

  @Test(
    "is known by its first lines",
    arguments: [
      ("a.txt", "From: a@b.c\nSubject: s\n", .mail), ("a", "Received: x\n y\nDate: z\n", .mail),
      ("a.txt", "Title: a\nDate: b\nAuthor: c\n\nText", .text), ("a", "Subject: a\nDate: b\n\nText", .text),
      ("a", "From Ann to Bo\n\nText", .text), ("a", "From a@b.c Mon May  3 10:00:00 2021\nFrom: a\nTo: b\n", .mailbox),
      ("cur/1620.M1.host:2,S", "Whatever", .mail), ("a.eml", "Whatever", .mail), ("a.mbox", "", .mailbox),
      (
        "a",
        "From: <Saved by a browser>\nSubject: s\nMIME-Version: 1.0\nContent-Type: multipart/related;\n type=\"text/html\"\n\n",
        .webArchive
      ),
    ] as [(String, String, ArticleFormat)])
  func detection(name: String, head: String, expected: ArticleFormat) {
    #expect(Extractor.detectFormat(name: name, head: Array(head.utf8)) == expected)
  }

  @Test("a message in a Maildir folder without a name of its own keeps the one it has there")
  func maildir() throws {
    let text = "From: a@b.c\nSubject: s\nTo: x\n\nText."
    #expect(try article(text, name: "/m/new/1620.M1P2.host").id == "maildir:1620.M1P2.host")
    #expect(try article(text, name: "/m/cur/1620.M1P2.host:2,RS").id == "maildir:1620.M1P2.host")
    #expect(try codes(read(text, name: "/m/cur/1620.M1P2.host:2,ST")) == [.notAnArticle])
    #expect(try codes(read(text, name: "/m/cur/1620.M1P2.host:2,D")) == [.draft])
  }

  @Test(
    "answers lose the copy of what they answer, whose header begins like those of mail programs",
    arguments: [
      "Von: Bo Ek <bo@x.example>\nGesendet: Donnerstag, 30. April 2020 09:00\nAn: Ann Lee\nBetreff: Termin",
      "From: Bo Ek <bo@x.example>\nSent: Thursday, April 30, 2020 9:00 AM\nTo: Ann Lee\nSubject: Plan",
      "*De :* Bo Ek\n*Envoyé :* jeudi 30 avril 2020 09:00\n*À :* Ann Lee\n*Objet :* Plan",
      "发件人: Bo Ek\n发送时间: 2020年4月30日 9:00\n收件人: Ann Lee\n主题: Plan",
    ])
  func copies(header: String) throws {
    let fields = "From: Ann Lee <a@b.c>\nSubject: Re: Plan\nDate: Fri, 1 May 2020 10:00:00 +0200\n"
    let plain = fields + "Content-Type: text/plain; charset=utf-8"
    #expect(try message(plain, "It suits me well.\n\n\(header)\n\nWhen?\n").body == "It suits me well.")
    let markup = header.replacing("<", with: "&lt;").replacing("\n", with: "<br>\n")
    #expect(
      try message(
        fields + "Content-Type: text/html; charset=utf-8",
        "<div><p>It suits me well.</p><div><p>\(markup)</p></div><p>When?</p></div>"
      ).body == "It suits me well.")
    // A message that answers nothing keeps what looks like one.
    let first = plain.replacing("Re: ", with: "")
    #expect(try message(first, "See this:\n\n\(header)\n\nWhen?\n").body.hasSuffix("When?"))
  }

  @Test(
    "the line that names the device goes",
    arguments: [
      "Sent from my phone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone",
      "Get Outlook for iOS<https://x.example>",
    ])
  func devices(line: String) throws {
    #expect(try message("From: a@b.c\nDate: x\nSubject: s", "Yes, at ten.\n\n\(line)\n").body == "Yes, at ten.")
    #expect(try message("From: a@b.c\nDate: x\nSubject: s", "\(line)\n").body.isEmpty == false)
  }
}
