/// Guesses the legacy encoding of a text by simple statistics of its bytes beyond ASCII.
enum EncodingGuesser {
  /// A name `iconv` knows; windows-1252 when nothing fits better.
  static func guess(_ bytes: some Collection<UInt8>) -> String {
    let sample = Array(bytes)
    return multiByte(sample) ?? SingleByteGuess.best(for: sample) ?? "CP1252"
  }

  /// The East Asian encodings, told apart by where the common characters of each lie.
  private static func multiByte(_ sample: [UInt8]) -> String? {
    let euc = PairCount(sample, isLead: { (0xa1...0xfe).contains($0) }, isTrail: { (0xa1...0xfe).contains($0) })
    if euc.isPlausible {
      if euc.share(0xa4...0xa5) > 0.2 { return "EUC-JP" }
      if euc.share(0xb0...0xc8) + euc.share(0xa1...0xa3) > 0.93 { return "CP949" }
      if euc.share(0xb0...0xd7) + euc.share(0xa1...0xa3) > 0.7 { return "GB18030" }
    }
    let shiftJIS = PairCount(
      sample, isLead: { (0x81...0x9f).contains($0) || (0xe0...0xfc).contains($0) },
      isTrail: { (0x40...0x7e).contains($0) || (0x80...0xfc).contains($0) }, isSingle: { (0xa1...0xdf).contains($0) })
    if shiftJIS.isPlausible, shiftJIS.share(0x82...0x83) > 0.2 { return "CP932" }
    let big5 = PairCount(
      sample, isLead: { (0x81...0xfe).contains($0) },
      isTrail: { (0x40...0x7e).contains($0) || (0xa1...0xfe).contains($0) })
    if big5.isPlausible, big5.share(0xa1...0xc6) > 0.8 { return "BIG5-HKSCS" }
    let gbk = PairCount(
      sample, isLead: { (0x81...0xfe).contains($0) }, isTrail: { (0x40...0xfe).contains($0) && $0 != 0x7f })
    if gbk.isPlausible, gbk.share(0xb0...0xd7) + gbk.share(0xa1...0xa3) > 0.6 { return "GB18030" }
    return nil
  }
}

/// The double bytes of a text read in one East Asian encoding.
private struct PairCount {
  private var leads = [Int](repeating: 0, count: 256)
  private var pairs = 0
  private var invalid = 0

  init(
    _ sample: [UInt8], isLead: (UInt8) -> Bool, isTrail: (UInt8) -> Bool, isSingle: (UInt8) -> Bool = { _ in false }
  ) {
    var index = 0
    while index < sample.count {
      let byte = sample[index]
      index += 1
      if byte < 0x80 || isSingle(byte) { continue }
      guard index < sample.count else { break }
      if isLead(byte), isTrail(sample[index]) {
        leads[Int(byte)] += 1
        pairs += 1
        index += 1
      } else {
        invalid += 1
      }
    }
  }

  /// Hardly any byte breaks the rules of the encoding.
  var isPlausible: Bool { pairs >= 3 && invalid * 50 <= pairs }

  /// The share of pairs whose first byte is in a range.
  func share(_ range: ClosedRange<Int>) -> Double {
    Double(leads[range].reduce(0, +)) / Double(max(1, pairs))
  }
}

/// The one-byte encodings, told apart by letter frequencies and by how capitals lie in words.
private enum SingleByteGuess {
  private struct Candidate {
    let name: String
    /// The script's frequent small letters, or for Latin every letter and sign that is usual in running text.
    let common: Set<Unicode.Scalar>
    let isLatin: Bool
    /// What the bytes from 0x80 stand for.
    let scalars: [Unicode.Scalar]

    init?(_ name: String, common: String, isLatin: Bool = false) {
      self.name = name
      self.common = Set(common.unicodeScalars)
      self.isLatin = isLatin
      var scalars: [Unicode.Scalar] = []
      for byte in UInt8(0x80)...0xff {
        guard let (text, _) = Transcoder.decode([byte], from: name), let scalar = text.unicodeScalars.first else {
          return nil
        }
        scalars.append(scalar)
      }
      self.scalars = scalars
    }
  }

  /// Letter frequency orders are those of the usual corpora of each language, cut at about three quarters of all letters.
  private static let candidates: [Candidate] = [
    Candidate(
      "CP1252", common: "éèàáâãäåçêëíîïñóôõöøùúûüßæœÉÀÄÖÜÅØÇÑ’‘“”–—…«»·°©®™£€§¿¡\u{a0}½²•", isLatin: true),
    Candidate("CP1250", common: "ąćęłńóśźżáčďéěíňřšťúůýžőűăâîșțŁŚŻČŠŽÁÉ“”„–’…\u{a0}", isLatin: true),
    Candidate("CP1251", common: "оеаинтсрвлкмдпуяыьгзбчйхжшюцэ"),
    Candidate("KOI8-R", common: "оеаинтсрвлкмдпуяыьгзбчйхжшюцэ"),
    Candidate("CP1253", common: "αοιετσνηυρπκμλςίόάέήύώ"),
    Candidate("CP1255", common: "יוהלאמרתבשנדחקעט"),
    Candidate("CP1256", common: "اليمونرتبةعدسفهكقحج"),
  ].compactMap { $0 }

  static func best(for sample: [UInt8]) -> String? {
    let scored = candidates.map { (name: $0.name, score: score($0, sample)) }
    guard let best = scored.max(by: { $0.score < $1.score }), best.score > 0.2 else { return nil }
    return best.name
  }

  private static func score(_ candidate: Candidate, _ sample: [UInt8]) -> Double {
    var total = 0.0
    var count = 0
    var run = 0
    for (index, byte) in sample.enumerated() {
      guard byte >= 0x80 else {
        run = 0
        continue
      }
      run += 1
      count += 1
      let before = index > 0 ? sample[index - 1] : 0x20
      let after = index + 1 < sample.count ? sample[index + 1] : 0x20
      total += value(of: byte, before: before, after: after, run: run, candidate)
    }
    return count == 0 ? 0 : total / Double(count)
  }

  private static func value(
    of byte: UInt8, before: UInt8, after: UInt8, run: Int, _ candidate: Candidate
  ) -> Double {
    let scalar = candidate.scalars[Int(byte) - 0x80]
    guard scalar.value > 0x9f, scalar.value != 0xfffd else { return -2 }
    let touchesASCII = before.isASCIILetter || after.isASCIILetter
    if candidate.isLatin {
      if run >= 3 { return -1 }
      return candidate.common.contains(scalar) ? 1 : 0
    }
    if scalar.properties.isAlphabetic {
      if touchesASCII { return -1 }
      let isInsideWord = before >= 0x80 && candidate.scalars[Int(before) - 0x80].properties.isLowercase
      if scalar.properties.isUppercase { return isInsideWord ? -1 : 0.2 }
      return candidate.common.contains(scalar) ? 1 : 0.2
    }
    return candidate.name == "CP1256" || scalar.properties.generalCategory == .nonspacingMark ? 0 : -0.3
  }
}
