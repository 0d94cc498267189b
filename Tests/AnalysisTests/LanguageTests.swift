import Analysis
import Articles
import Testing

@Suite("The language of a text")
struct LanguageDetectorTests {
  @Test(
    "is detected",
    arguments: [
      ("The helicopters brought weapons and ammunition to the valley in the north of the country.", "en"),
      ("Les hélicoptères ont apporté des armes et des munitions dans la vallée au nord du pays.", "fr"),
      (
        """
        Вертолёты доставили оружие и боеприпасы в долину на севере страны, сообщил вчера представитель \
        министерства обороны.
        """,
        "ru"
      ),
      ("هلیکوپترها سلاح و مهمات را به دره‌ای در شمال کشور رساندند و بازگشتند.", "fa"),
      ("המסוקים הביאו נשק ותחמושת לעמק שבצפון המדינה, כך נמסר אתמול ממשרד הביטחון.", "he"),
      ("直升机向该国北部的山谷运送了武器和弹药。", "zh"),
    ])
  func detects(text: String, tag: String) {
    #expect(LanguageDetector().detect(text) == Language(rawValue: tag))
  }

  @Test(
    "is told by the script, however short it is",
    arguments: [
      ("北京", "zh"), ("東京の空", "ja"), ("カメラ", "ja"), ("역사", "ko"), ("ไทย", "th"), ("Αθήνα", "el"), ("தமிழ்", "ta"),
      ("Երևան", "hy"), ("iPhone 用户体验很好", "zh"),
    ])
  func script(text: String, tag: String) {
    #expect(LanguageDetector().detect(text) == Language(rawValue: tag))
  }

  @Test("stays unknown when nothing tells it", arguments: ["", "12 34", "\0\0", "xqz", "نجات", "🚁 → …"])
  func unsure(text: String) {
    #expect(LanguageDetector().detect(text) == nil)
  }

  @Test("of an article is that of its headline and text together", arguments: 0..<40)
  func article(seed: Int) {
    let pieces = [
      "The bridge of the town was built in 1904, and it is one of the oldest of its kind. ",
      "Die Brücke der Stadt ist alt. ", "Вертолёты доставили оружие. ", "of ", "1904 ",
    ]
    for size in [0, 1, 5, 30, 400] {
      let parts = (0..<size).map { _ in pieces[seed % 5 < 2 ? 0 : Int.random(in: 0..<pieces.count)] }
      let cut = Int.random(in: 0...min(3, size))
      let (title, body) = (parts[..<cut].joined(), parts[cut...].joined())
      let detector = LanguageDetector()
      #expect(detector.detect(title: title, body: body) == detector.detect(title + "\n" + body))
    }
  }

  @Test("that a template states gives way to one in which all of a longer text plainly is")
  func settled() {
    let english = String(
      repeating: "The bridge was built by the town in 1904, and it is one of the oldest. ", count: 10)
    let german = String(
      repeating: "Die Brücke wurde 1904 von der Stadt gebaut und ist eine der ältesten ihrer Art im ganzen Land. ",
      count: 10)
    let danish = String(
      repeating: "Broen blev bygget af byen i 1904, og den er en af de ældste af sin slags i hele landet i dag. ",
      count: 10)
    let greek = String(
      repeating: "Η γέφυρα πάνω από το ποτάμι άνοιξε την Τρίτη μετά από δύο χρόνια εργασιών. ", count: 10)
    for (text, stated, expected) in [
      (english, "de", "en"), (german, "en", "de"), (greek, "en", "el"), (english, "en", "en"), (german, "de", "de"),
      (danish, "no", "no"), (danish, "en", "da"), (String(german.prefix(200)), "en", "en"), ("", "en", "en"),
      (english + german, "fr", "fr"), (english, "sco", "sco"),
    ] {
      let found = LanguageDetector().settled(Language(rawValue: stated), by: text)
      #expect(found == Language(rawValue: expected), "\(stated): \(text.prefix(40))")
    }
  }

  @Test("is found in long texts wherever they are cut, and past control characters", arguments: 0..<3)
  func longText(shift: Int) {
    let sentence = "Вертолёты доставили\u{7} оружие и\u{0} боеприпасы в долину на севере страны, сообщил министр."
    let text = String(repeating: " ", count: shift) + sentence + String(repeating: "—", count: 20_000)
    #expect(LanguageDetector().detect(text) == Language(rawValue: "ru"))
  }
}

@Suite("Stemmers")
struct StemmerTests {
  @Test(
    "bring the forms of a word together, folded as they are in the index",
    arguments: [
      ("en", "running runs run"), ("ru", "вертолёт вертолёты вертолётов"), ("de", "Haus Häuser Häusern"),
      ("fr", "armée armées"), ("ar", "الكتاب كتاب كتابه"), ("ar", "المدرسة مدرسة"), ("fi", "talo talossa talon"),
      ("no", "huset husene"), ("nb", "huset husene"), ("tr", "kitap kitaplar"), ("el", "άνθρωπος άνθρωποι"),
      ("hi", "किताब किताबें"), ("ta", "வீடு வீடுகள்"),
    ])
  func forms(tag: String, forms: String) throws {
    let stemmer = try #require(Stemmer(language: Language(rawValue: tag)))
    let terms = Analyzer().terms(of: forms).terms.split(separator: " ")
    #expect(Set(terms.map { stemmer.stem(String($0)) }).count == 1)
  }

  @Test("keep words apart that are not forms of one another")
  func apart() throws {
    let stemmer = try #require(Stemmer(language: Language(rawValue: "en")))
    #expect(stemmer.stem("news") != stemmer.stem("new"))
    #expect(stemmer.stem("army") != stemmer.stem("arms"))
  }

  @Test("exist for every language listed and for no other", arguments: ["fa", "prs", "ps", "zh", "ja", "xx"])
  func coverage(tag: String) {
    #expect(Stemmer(language: Language(rawValue: tag)) == nil)
    for language in Stemmer.languages { #expect(Stemmer(language: language) != nil, "\(language)") }
  }

  @Test(
    "leave numbers, signs, lone letters and the empty text alone", arguments: ["1990s", "c++", "3.5", "a@b.c", "s", ""])
  func unstemmed(term: String) throws {
    #expect(try #require(Stemmer(language: Language(rawValue: "en"))).stem(term) == term)
  }

  @Test("take any term of any script without losing it")
  func anyTerm() throws {
    var generator = SeededGenerator(state: 7)
    let analyzer = Analyzer()
    for language in Stemmer.languages.sorted() {
      let stemmer = try #require(Stemmer(language: language))
      for _ in 0..<100 {
        for token in analyzer.analyze(RandomText.make(&generator)).tokens { #expect(!stemmer.stem(token.term).isEmpty) }
      }
    }
  }
}
