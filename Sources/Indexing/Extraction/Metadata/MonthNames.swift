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
      + "zaterdag zondag понедельник вторник среда четверг пятница суббота воскресенье er "
      + "ponedjeljak utorak srijeda četvrtak petak subota nedjelja u sati g godine objavljeno "
      + "ngày năm lúc thứ đăng วันที่ เวลา น เมื่อ เผยแพร่ พ.ศ ค.ศ"
    let vietnamese = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"]
    let thai = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "พฤหัส", "ศุกร์", "เสาร์", "อาทิตย์"]
    return Set(
      words.split(separator: " ").map(String.init) + vietnamese + (2...7).map { "thứ \($0)" }
        + thai.flatMap { [$0, $0 + "ที่", "วัน" + $0, "วัน" + $0 + "ที่"] })
  }()

  /// Words that say of a date that something was changed then.
  static let changes: Set<String> = {
    let words =
      "updated update modified edited revised changed aktualisiert geändert bearbeitet aktualisierung jour modifié "
      + "modifiée actualizado actualizada modificado modificada actualización modificato modificata aggiornato "
      + "aggiornata aggiornamento atualizado atualizada atualização bijgewerkt gewijzigd uppdaterad ändrad opdateret "
      + "oppdatert päivitetty frissítve zaktualizowano aktualizacja aktualizováno обновлено обновлен обновлена изменено "
      + "оновлено güncelleme güncellendi güncellenme actualizat ενημέρωση تحديث עודכן diperbarui 更新 更新日時 수정 "
      + "업데이트 ažurirano izmijenjeno cập แก้ไข อัปเดต อัพเดต ปรับปรุง"
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
      "oca şub mar nis may haz tem ağu eyl eki kas ara",
      "sty lut mar kwi maj cze lip sie wrz paź lis gru",
      "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
      "ledna února března dubna května června července srpna září října listopadu prosince",
      "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
      "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
        + "marraskuuta joulukuuta",
      "január február március április május június július augusztus szeptember október november december",
      "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
      "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου "
        + "δεκεμβρίου",
      "януари февруари март април май юни юли август септември октомври ноември декември",
      "januari februari maret april mei juni juli agustus september oktober november desember",
      "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
      "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
      "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
      "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
      "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
      "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
      "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
      "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
      "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca",
      "siječanj veljača ožujak travanj svibanj lipanj srpanj kolovoz rujan listopad studeni prosinac",
      "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
      "ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค",
      "ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος "
        + "δεκέμβριος",
      "ιαν φεβ μαρ απρ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ", "ιαν φεβ μάρ απρ μάι ιούν ιούλ αύγ σεπ οκτ νοέ δεκ",
      "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
      "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
      "јануар фебруар март април мај јун јул август септембар октобар новембар децембар",
      "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
      "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar",
      "janvārī februārī martā aprīlī maijā jūnijā jūlijā augustā septembrī oktobrī novembrī decembrī",
      "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
      "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
      "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
      "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
      "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    ]
    var table: [String: Int] = [:]
    for language in languages {
      for (index, name) in language.split(separator: " ").enumerated() { table[String(name)] = index + 1 }
    }
    // Vietnamese counts its months.
    let counted = "một hai ba tư năm sáu bảy tám chín mười".split(separator: " ").map(String.init)
    for (index, name) in (counted + ["mười một", "mười hai"]).enumerated() {
      for month in ["tháng", "thg"] {
        table[month + " " + name] = index + 1
        table[month + " \(index + 1)"] = index + 1
      }
    }
    table["tháng giêng"] = 1
    table["studenog"] = 11
    // Those Croatian abbreviations that are words of no other language.
    for (name, month) in [("sij", 1), ("velj", 2), ("ožu", 3), ("srp", 7), ("ruj", 9)] { table[name] = month }
    return table
  }()
}

/// Names of time zones that mean one offset (RFC 2822, section 4.3, and the European ones).
enum ZoneNames {
  static let offsets: [String: String] = [
    "z": "Z", "utc": "Z", "gmt": "Z", "ut": "Z", "wet": "+00:00",
    "est": "-05:00", "edt": "-04:00", "cst": "-06:00", "cdt": "-05:00", "mst": "-07:00", "mdt": "-06:00",
    "pst": "-08:00", "pdt": "-07:00", "cet": "+01:00", "cest": "+02:00", "eet": "+02:00", "eest": "+03:00",
    "mez": "+01:00", "mesz": "+02:00", "mest": "+02:00", "msk": "+03:00", "sast": "+02:00", "pkt": "+05:00",
    "hkt": "+08:00", "sgt": "+08:00", "jst": "+09:00", "kst": "+09:00", "awst": "+08:00", "aest": "+10:00",
    "aedt": "+11:00", "nzst": "+12:00", "nzdt": "+13:00", "akst": "-09:00", "akdt": "-08:00", "brt": "-03:00",
  ]
}
