import Analysis
import Articles
import Testing

@Suite("Languages of texts")
struct LanguageTests {
  @Test(
    "are detected",
    arguments: [
      ("The helicopters brought weapons and ammunition to the valley in the north of the country.", "en"),
      ("Les hélicoptères ont apporté des armes et des munitions dans la vallée au nord du pays.", "fr"),
      (
        "Вертолёты доставили оружие и боеприпасы в долину на севере страны, сообщил вчера представитель министерства обороны.",
        "ru"
      ),
      ("هلیکوپترها سلاح و مهمات را به دره‌ای در شمال کشور رساندند و بازگشتند.", "fa"),
      ("直升机向该国北部的山谷运送了武器和弹药。", "zh"),
    ])
  func detects(text: String, tag: String) {
    #expect(LanguageDetector().detect(text) == Language(rawValue: tag))
  }

  @Test("stay unknown when nothing tells them", arguments: ["", "12 34", "\0\0", "xqz"])
  func unsure(text: String) {
    #expect(LanguageDetector().detect(text) == nil)
  }

  @Test(
    "have stemmers that bring forms together",
    arguments: [
      ("en", "running", "runs"), ("ru", "вертолеты", "вертолета"), ("de", "hauser", "haus"), ("fr", "armees", "armee"),
      ("ar", "الكتاب", "كتاب"), ("fi", "talossa", "talon"), ("no", "husene", "huset"),
    ])
  func stems(tag: String, left: String, right: String) throws {
    let stemmer = try #require(Stemmer(language: Language(rawValue: tag)))
    #expect(stemmer.stem(left) == stemmer.stem(right))
  }

  @Test("without a stemmer say so, and every listed one has its algorithm")
  func coverage() {
    #expect(Stemmer(language: Language(rawValue: "fa")) == nil)
    for language in Stemmer.languages { #expect(Stemmer(language: language) != nil, "\(language)") }
  }

  @Test("leave numbers and signs alone", arguments: ["1990s", "c++", "3.5", "a@b.c"])
  func unstemmed(term: String) throws {
    #expect(try #require(Stemmer(language: Language(rawValue: "en"))).stem(term) == term)
  }
}
