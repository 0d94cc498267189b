import Glibc
import Testing

@testable import Extraction

@Suite("Encodings")
struct EncodingTests {
  private static let samples: [(String, String)] = [
    ("CP1252", "Die Brücke über den Fluss wurde am Dienstag geöffnet – “endlich”, sagte der Bürgermeister von Köln."),
    ("CP1252", "Les élèves ont été reçus à l’hôtel de ville, où le maire a prononcé un discours très applaudi."),
    ("CP1251", "Мост через реку открылся во вторник после двух лет работ, сообщил глава города журналистам."),
    ("KOI8-R", "Мост через реку открылся во вторник после двух лет работ, сообщил глава города журналистам."),
    ("CP1256", "افتتح الجسر فوق النهر يوم الثلاثاء بعد عامين من العمل كما قال رئيس المدينة للصحفيين"),
    ("CP1253", "Η γέφυρα πάνω από το ποτάμι άνοιξε την Τρίτη μετά από δύο χρόνια εργασιών, είπε ο δήμαρχος."),
    ("CP932", "川にかかる橋は二年間の工事を経て火曜日に開通した、と市長は記者に語った。"),
    ("EUC-JP", "川にかかる橋は二年間の工事を経て火曜日に開通した、と市長は記者に語った。"),
    ("CP949", "강 위의 다리가 이 년의 공사 끝에 화요일에 개통되었다고 시장이 기자들에게 말했다."),
    ("GB18030", "经过两年的施工，横跨河流的大桥于星期二开通，市长对记者说这是一个重要的日子。"),
    ("BIG5-HKSCS", "經過兩年的施工，橫跨河流的大橋於星期二開通，市長對記者說這是一個重要的日子。"),
  ]

  @Test("without any declaration are guessed, and the guess is reported", arguments: samples)
  func guesses(name: String, text: String) throws {
    let bytes = try #require(encode(text, as: name))
    let decoded = try TextDecoder.decode(bytes)
    #expect(decoded.text == text)
    #expect(decoded.notes == [.guessedEncoding(name)])
  }

  @Test("that are declared are used without a note", arguments: samples)
  func declared(name: String, text: String) throws {
    let bytes = try #require(encode(text, as: name))
    #expect(try TextDecoder.decode(bytes, declared: name == "CP949" ? "euc-kr" : name.lowercased()).text == text)
  }

  @Test("are told by byte order marks", arguments: ["UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"])
  func marks(name: String) throws {
    let bytes = try #require(encode("\u{feff}Tür und Tor", as: name))
    let decoded = try TextDecoder.decode(bytes, declared: "koi8-r")
    #expect(decoded.text == "Tür und Tor")
    #expect(decoded.notes.isEmpty)
  }

  @Test("UTF-8 that was taken for Latin-1 and written as UTF-8 again is read once more; what may be meant stays")
  func doubleEncoded() throws {
    let text = "“The bridge” – it’s open, señor"
    let twice = String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
    #expect(try TextDecoder.decode(Array(twice.utf8), declared: "utf-8").text == text)
    for meant in ["Ã is a letter, and © a sign", twice + " “quoted”", twice + " é"] {
      #expect(try TextDecoder.decode(Array(meant.utf8)).text == meant)
    }
  }

  @Test("UTF-16 is known without a mark by its NULs")
  func unmarked() throws {
    let bytes = try #require(encode("Plain words in two bytes each.", as: "UTF-16LE"))
    #expect(try TextDecoder.decode(bytes).text == "Plain words in two bytes each.")
  }

  @Test("a declaration that valid UTF-8 contradicts is overruled, with a note")
  func contradicted() throws {
    let decoded = try TextDecoder.decode(Array("Brücke".utf8), declared: "iso-8859-1")
    #expect(decoded.text == "Brücke")
    #expect(decoded.notes == [.contradictedEncoding(declared: "iso-8859-1", used: "UTF-8")])
  }

  @Test("UTF-8 with a few bad bytes stays UTF-8, with the damage counted")
  func damaged() throws {
    let good = Array(String(repeating: "Brücke über den Fluß. ", count: 20).utf8)
    let decoded = try TextDecoder.decode(good + [0xff] + good)
    #expect(decoded.text.contains("\u{fffd}"))
    #expect(decoded.notes == [.replacedBytes(count: 1)])
  }

  @Test(
    "are found where pages declare them",
    arguments: [
      ("<html><head><meta charset=\"windows-1251\">", "windows-1251"),
      ("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Shift_JIS'>", "shift_jis"),
      ("<?xml version=\"1.0\" encoding='iso-8859-2'?><html>", "iso-8859-2"),
      ("<meta name=charset content=x><p>charset=utf-8", nil),
      ("<html>", nil),
    ] as [(String, String?)])
  func declarations(head: String, expected: String?) {
    #expect(DeclaredEncoding.label(in: Array(head.utf8)) == expected)
  }

  @Test("a page in a declared legacy encoding is read whole")
  func page() throws {
    let page =
      "<html><head><meta charset=windows-1251><title>Мост</title></head><body><p>Мост через реку.</p></body></html>"
    let found = try article(try #require(encode(page, as: "CP1251")), name: "a.html")
    #expect(found.title == "Мост")
    #expect(found.body == "Мост через реку.")
    #expect(found.notes.isEmpty)
  }
}

/// The bytes of a text in a legacy encoding, by the C library.
private func encode(_ text: String, as name: String) -> [UInt8]? {
  guard let descriptor = iconv_open(name, "UTF-8"), Int(bitPattern: descriptor) != -1 else { return nil }
  defer { iconv_close(descriptor) }
  var input = text.utf8.map { CChar(bitPattern: $0) }
  var output = [CChar](repeating: 0, count: input.count * 4 + 16)
  var inputLeft = input.count
  var outputLeft = output.count
  let isConverted = input.withUnsafeMutableBufferPointer { source in
    output.withUnsafeMutableBufferPointer { target in
      var from = source.baseAddress
      var to = target.baseAddress
      return iconv(descriptor, &from, &inputLeft, &to, &outputLeft) != -1
    }
  }
  return isConverted ? output.dropLast(outputLeft).map { UInt8(bitPattern: $0) } : nil
}
