/// The words of written-out dates.
enum MonthNames {
  /// The month a word in lower case names, 1 to 12.
  static func number(of word: String) -> Int? {
    numbers[word]
  }

  /// The units of East Asian dates: year, month, day.
  static let eastAsianUnits: Set<Character> = ["年", "月", "日", "년", "월", "일", "號", "号"]

  /// Words that may stand in a date and say nothing: weekdays, ordinal endings, prepositions, labels.
  static let noise: Set<String> = {
    let words =
      "mon tue tues wed thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday "
      + "st nd rd th of the on at de del do da le la el a à as um uhr h den der am vom kl om klo o г года в "
      + "published updated posted date created modified last edited "
      + "lundi mardi mercredi jeudi vendredi samedi dimanche montag dienstag mittwoch donnerstag freitag samstag "
      + "sonntag lunes martes miércoles jueves viernes sábado domingo lunedì martedì mercoledì giovedì venerdì "
      + "sabato domenica segunda terça quarta quinta sexta feira maandag dinsdag woensdag donderdag vrijdag "
      + "zaterdag zondag понедельник вторник среда четверг пятница суббота воскресенье er"
    return Set(words.split(separator: " ").map(String.init))
  }()

  /// Names and abbreviations of the months, from Unicode CLDR (format and stand-alone forms, wide and abbreviated).
  private static let numbers: [String: Int] = {
    let languages = [
      "january february march april may june july august september october november december",
      "jan feb mar apr may jun jul aug sep oct nov dec",
      "januar februar märz april mai juni juli august september oktober november dezember",
      "jänner feber mrz apr mai jun jul aug sep okt nov dez",
      "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
      "janv févr mars avr mai juin juil août sept oct nov déc",
      "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
      "ene feb mar abr may jun jul ago sept oct nov dic",
      "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
      "gen feb mar apr mag giu lug ago set ott nov dic",
      "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
      "jan fev mar abr mai jun jul ago set out nov dez",
      "januari februari maart april mei juni juli augustus september oktober november december",
      "januari februari mars april maj juni juli augusti september oktober november december",
      "januar februar marts april maj juni juli august september oktober november desember",
      "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
      "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
      "янв фев мар апр май июн июл авг сен окт ноя дек",
      "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
      "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
      "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    ]
    var table: [String: Int] = [:]
    for language in languages {
      for (index, name) in language.split(separator: " ").enumerated() { table[String(name)] = index + 1 }
    }
    return table
  }()
}

/// Names of time zones that mean one offset (RFC 2822, section 4.3, and the European ones).
enum ZoneNames {
  static let offsets: [String: String] = [
    "z": "Z", "utc": "Z", "gmt": "Z", "ut": "Z", "wet": "+00:00",
    "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00",
    "pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00",
    "msk": "+03:00", "jst": "+09:00", "kst": "+09:00",
  ]
}
