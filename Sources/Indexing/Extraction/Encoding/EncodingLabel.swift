import Glibc

/// The encoding labels of the web and what they mean (WHATWG Encoding Standard, section 4.2), as names for `iconv`.
enum EncodingLabel {
  /// The encoding a declared label stands for; `nil` when it is unknown.
  static func canonicalName(_ label: String) -> String? {
    let folded = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
    return names[folded]
  }

  /// Has the library load all encodings for good; to be called once in a process.
  static func loadAll() {
    // What is never closed stays loaded.
    for name in Set(names.values) { _ = iconv_open("UTF-8", name) }
  }

  private static let names: [String: String] = {
    let groups: [(String, String)] = [
      ("UTF-8", "utf-8 utf8 unicode-1-1-utf-8"),
      ("UTF-16LE", "utf-16 utf-16le ucs-2 unicode"),
      ("UTF-16BE", "utf-16be"),
      ("CP1252", "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 latin1 latin-1 l1 ascii us-ascii"),
      ("CP1250", "windows-1250 cp1250 x-cp1250"),
      ("CP1251", "windows-1251 cp1251 x-cp1251"),
      ("CP1253", "windows-1253 cp1253"),
      ("CP1254", "windows-1254 cp1254 iso-8859-9 latin5"),
      ("CP1255", "windows-1255 cp1255"),
      ("CP1256", "windows-1256 cp1256"),
      ("CP1257", "windows-1257 cp1257"),
      ("CP1258", "windows-1258 cp1258"),
      ("CP874", "windows-874 tis-620 iso-8859-11"),
      ("ISO-8859-2", "iso-8859-2 iso8859-2 latin2"), ("ISO-8859-3", "iso-8859-3 latin3"),
      ("ISO-8859-4", "iso-8859-4 latin4"), ("ISO-8859-5", "iso-8859-5"), ("ISO-8859-6", "iso-8859-6"),
      ("ISO-8859-7", "iso-8859-7 greek"), ("ISO-8859-8", "iso-8859-8 iso-8859-8-i"),
      ("ISO-8859-10", "iso-8859-10 latin6"), ("ISO-8859-13", "iso-8859-13"), ("ISO-8859-14", "iso-8859-14"),
      ("ISO-8859-15", "iso-8859-15 iso8859-15 latin9"), ("ISO-8859-16", "iso-8859-16"),
      ("KOI8-R", "koi8-r koi8 koi8r"), ("KOI8-U", "koi8-u koi8-ru"), ("CP866", "ibm866 cp866 866"),
      ("MACINTOSH", "macintosh x-mac-roman mac"),
      ("CP932", "shift_jis shift-jis sjis x-sjis windows-31j ms932"),
      ("EUC-JP", "euc-jp x-euc-jp"), ("ISO-2022-JP", "iso-2022-jp csiso2022jp"),
      ("CP949", "euc-kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 korean windows-949 cp949"),
      ("GB18030", "gb18030 gbk gb2312 gb_2312-80 gb_2312 chinese x-gbk cp936 euc-cn"),
      ("BIG5-HKSCS", "big5 big5-hkscs cn-big5 x-x-big5 csbig5 cp950"),
    ]
    var table: [String: String] = [:]
    for (name, labels) in groups {
      for label in labels.split(separator: " ") { table[String(label)] = name }
    }
    return table
  }()
}
