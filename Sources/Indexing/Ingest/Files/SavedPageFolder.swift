/// Knows the folder in which a browser keeps the parts of a page beside the page: `Boats_files` of `Boats.html`.
///
/// Pages in there are the frames of advertisements and the like.
enum SavedPageFolder {
  /// What browsers add to the page's name, in the languages that they translate it to.
  private static let endings = [
    "_files", ".files", "-Dateien", "_Dateien", "_fichiers", "_archivos", "_ficheros", "_file", "_arquivos",
    "_ficheiros", "_bestanden", "_pliki", "_soubory", "_filer", "_tiedostot", "_dosyalar", "_файлы",
  ].map { Array($0.utf8) }

  private static let pageEndings = [".html", ".htm", ".xhtml"].map { Array($0.utf8) }

  /// The folders that hold the parts of a page once it is there, and are folders like any other as long as it is not.
  ///
  /// - Parameters:
  ///   - name: What the page is called.
  ///   - folder: The folder that it is in.
  static func folders(of name: [UInt8], in folder: InputPath) -> [InputPath] {
    guard let ending = pageEndings.first(where: { name.count > $0.count && name.suffix($0.count).elementsEqual($0) })
    else { return [] }
    let page = Array(name.dropLast(ending.count))
    return endings.map { folder.appending(page + $0) }.filter { (try? FileStatus(of: $0))?.kind == .directory }
  }

  /// Whether a path is that of such a folder.
  static func isOne(_ path: InputPath) -> Bool { isOne(path.name, in: path.parent) }

  /// Whether something in a folder holds the parts of a page in that folder.
  ///
  /// - Parameters:
  ///   - name: What it is called.
  ///   - folder: The folder that it is in.
  static func isOne(_ name: [UInt8], in folder: InputPath) -> Bool {
    guard let ending = endings.first(where: { name.count > $0.count && name.suffix($0.count).elementsEqual($0) }) else {
      return false
    }
    let page = Array(name.dropLast(ending.count))
    let pages = pageEndings.map { folder.appending(page + $0) }
    guard pages.contains(where: FileStatus.isAnything) else { return false }
    return (try? FileStatus(of: folder.appending(name)))?.kind == .directory
  }
}
