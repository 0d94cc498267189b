import Extraction
import Glibc

/// The names in one directory in byte order, handed out one by one.
///
/// Hidden ones are left out, and the folders with the parts of saved pages; of a mailbox, everything but its mail.
struct DirectoryListing {
  let path: InputPath
  let identity: FileIdentity
  private var names: [[UInt8]]

  /// Reads the directory.
  init(path: InputPath, identity: FileIdentity) throws(FileError) {
    self.path = path
    self.identity = identity
    let all = try Self.names(in: path)
    if Maildir.isMaildir(all) {
      names = all.filter { Maildir.keeps($0, in: path) }
    } else {
      names = all.filter { !WalkedName.isHidden($0) && !SavedPageFolder.isOne($0, in: path) }
    }
    names.sort { $1.lexicographicallyPrecedes($0) }
  }

  /// The next name, `nil` after the last.
  mutating func next() -> [UInt8]? { names.popLast() }

  private static func names(in path: InputPath) throws(FileError) -> [[UInt8]] {
    guard let directory = path.withCString({ opendir($0) }) else { throw FileError(code: errno) }
    defer { closedir(directory) }
    var names: [[UInt8]] = []
    while true {
      errno = 0
      guard let entry = readdir(directory) else {
        if errno != 0 { throw FileError(code: errno) }
        return names
      }
      let name = name(of: entry)
      if name != [UInt8(ascii: ".")], name != Array("..".utf8) { names.append(name) }
    }
  }

  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
    let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    let start = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
    return Array(
      UnsafeBufferPointer(start: start, count: strlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self))))
  }
}
