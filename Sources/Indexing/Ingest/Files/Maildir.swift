/// Knows the folders of a mailbox with one file a message (https://cr.yp.to/proto/maildir.html), and what in them is mail.
///
/// Beside `cur`, `new` and `tmp` lie the records of mail programs, and folders within the mailbox, whose names begin with
/// a dot.
enum Maildir {
  private static let parts: Set<[UInt8]> = [Array("cur".utf8), Array("new".utf8), Array("tmp".utf8)]

  /// Whether a folder with these names in it is a mailbox.
  static func isMaildir(_ names: [[UInt8]]) -> Bool { parts.isSubset(of: names) }

  /// Whether the folder at a path is a mailbox.
  static func isMaildir(at path: InputPath) -> Bool { parts.allSatisfy { isFolder(path.appending($0)) } }

  /// Whether something in a mailbox is, or holds, mail that was delivered.
  static func keeps(_ name: [UInt8], in mailbox: InputPath) -> Bool {
    if parts.contains(name) { return name != Array("tmp".utf8) }
    let path = mailbox.appending(name)
    return isFolder(name.first == UInt8(ascii: ".") ? path.appending(Array("cur".utf8)) : path)
  }

  private static func isFolder(_ path: InputPath) -> Bool { (try? FileStatus(of: path))?.kind == .directory }
}
