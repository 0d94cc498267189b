/// What the columns of tables and the members of records are called in other languages than English.
enum ForeignFieldNames {
  /// The names of a fact, in the form ``ArticleProperty/fold(_:)`` gives them.
  static func names(of property: ArticleProperty) -> [String] { table[property] ?? [] }

  /// Whether a name is one of them.
  static func isOne(_ name: String, of property: ArticleProperty) -> Bool { table[property]?.contains(name) ?? false }

  private static let table = words.mapValues { $0.split(separator: " ").map(String.init) }

  private static let words: [ArticleProperty: String] = [
    .title: "titel überschrift schlagzeile titre título titulo titolo tytuł otsikko tittel overskrift cím titlu název "
      + "nadpis titulek naslov başlık заголовок название назва 标题 標題 タイトル 題名 제목 عنوان العنوان כותרת शीर्षक",
    .body: "inhalt volltext artikeltext haupttext contenu texte corps contenido texto cuerpo contenuto testo corpo "
      + "conteúdo conteudo inhoud tekst innehåll brödtext indhold innhold teksti sisältö treść tresc obsah szöveg "
      + "içerik metin текст содержание зміст 内容 正文 內文 本文 본문 내용 نص النص المحتوى תוכן सामग्री "
      + "beschreibung zusammenfassung résumé resumen descripción descripcion resumo descrição riassunto descrizione "
      + "samenvatting beschrijving sammanfattning описание 摘要 概要 요약",
    .url: "webadresse internetadresse lien enlace collegamento ссылка 链接 网址 網址 リンク 링크",
    .author: "autor autorin autoren verfasser verfasserin auteur auteurs autrice autora autores autoras autore autori "
      + "schrijver författare forfatter kirjoittaja tekijä szerző yazar автор авторы 作者 著者 執筆者 글쓴이 작성자 저자 "
      + "المؤلف الكاتب מחבר लेखक",
    .site: "quelle zeitung journal fuente fonte bron källa źródło источник 来源 來源 출처 المصدر",
    .published: "datum veröffentlicht veröffentlichtam veröffentlichungsdatum erscheinungsdatum datedepublication "
      + "publié publiéle fecha fechadepublicación fechadepublicacion publicado data datadipubblicazione pubblicato "
      + "datadepublicação datadepublicacao publicatiedatum publiceringsdatum publicerad dato udgivet publisert "
      + "datapublikacji opublikowano tarih дата датапубликации опубликовано 日期 发布时间 发布日期 發布日期 日付 公開日 날짜 "
      + "작성일 تاريخ التاريخ תאריך दिनांक",
    .updated: "aktualisiert aktualisiertam geändert geändertam änderungsdatum datedemodification modifié miseàjour "
      + "actualizado fechademodificación modificado aggiornato modificato atualizado bijgewerkt gewijzigd uppdaterad "
      + "обновлено изменено 更新时间 更新日期 更新日 수정일",
    .category: "kategorie kategorien rubrik ressort schlagwort schlagworte schlagwörter catégorie catégories rubrique "
      + "motsclés categoría categorías categoria categorias etiquetas sección categorie trefwoorden kategori kategorier "
      + "kategoria tagi категория категории рубрика теги 分类 分類 标签 標籤 カテゴリ カテゴリー タグ 카테고리 태그 التصنيف",
    .language: "sprache langue idioma lingua língua taal språk sprog kieli język язык мова 语言 語言 言語 언어 اللغة שפה",
  ]
}
