/// Knows the folder in which a browser keeps the parts of a page beside the page: `Boats_files` of `Boats.html`.
///
/// Pages in there are the frames of advertisements and the like.
enum SavedPageFolder {
  /// What browsers add to the page's name, in the languages that they translate it to.
  private static let endings = [
    "_files", ".files", "-Dateien", "_Dateien", "_fichiers", "_archivos", "_ficheros", "_file", "_arquivos",
    "_ficheiros", "_bestanden", "_pliki", "_soubory", "_filer", "_tiedostot", "_dosyalar", "_файлы",
  ].map { Array($0.utf8) }

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
    let pages = [".html", ".htm", ".xhtml"].map { folder.appending(page + Array($0.utf8)) }
    guard pages.contains(where: FileStatus.isAnything) else { return false }
    return (try? FileStatus(of: folder.appending(name)))?.kind == .directory
  }
}
