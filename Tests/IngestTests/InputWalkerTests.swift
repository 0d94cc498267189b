import Foundation
import Glibc
import Testing

@testable import Ingest

@Suite("Walking inputs")
struct InputWalkerTests {
  private let folder: ScratchFolder

  init() throws {
    folder = try ScratchFolder()
  }

  @Test("leaves out the folder that a browser has put beside a page for its parts")
  func savedPages() throws {
    for name in ["a.html", "a_files/frame.html", "b.htm", "b-Dateien/x.html", "c_files/kept.html", "d.html", "d_files"]
    {
      try folder.write("text", to: name)
    }
    #expect(walk([folder.path(".")]).count == 5)
    #expect(walk([folder.path("a_files")]).count == 1)
  }

  /// What a walk finds, paths below the scratch folder shortened.
  private func walk(_ arguments: [String], indexPath: String? = nil) -> [String] {
    var walker = InputWalker(arguments, indexPath: indexPath)
    var found: [String] = []
    while let next = walker.next() {
      switch next {
      case .standardInput: found.append("-")
      case .file(let path, _): found.append(path.description)
      case .skipped(let skipped): found.append("\(skipped.reason.code) \(skipped.source)")
      }
    }
    return found.map { $0.replacingOccurrences(of: folder.path, with: "") }
  }

  @Test("goes through folders depth first in byte order, whatever order the file system has")
  func order() throws {
    for name in ["b.txt", "a/2.txt", "B.txt", "a/10.txt", "é.txt", "a.txt", "c/d/e.txt", "z"] {
      try folder.write("x", to: name)
    }
    let expected = ["/B.txt", "/a/10.txt", "/a/2.txt", "/a.txt", "/b.txt", "/c/d/e.txt", "/z", "/é.txt"]
    #expect(walk([folder.path]) == expected)
    #expect(walk([folder.path + "/"]) == expected)
  }

  @Test("keeps the order of the arguments, standard input among them")
  func arguments() throws {
    let (one, two) = (try folder.write("x", to: "1"), try folder.write("x", to: "2"))
    #expect(walk([two, "-", one]) == ["/2", "-", "/1"])
  }

  @Test("leaves hidden files and folders out unless they are named")
  func hidden() throws {
    try folder.write("x", to: ".git/config")
    try folder.write("x", to: ".hidden")
    try folder.write("x", to: "seen")
    #expect(walk([folder.path]) == ["/seen"])
    #expect(walk([folder.path(".hidden"), folder.path(".git")]) == ["/.hidden", "/.git/config"])
  }

  @Test("takes of a Maildir folder the mail that was delivered, in the folders within too")
  func maildir() throws {
    for name in [
      "cur/1.a:2,S", "new/2.b", "tmp/3.c", "dovecot-uidlist", ".Sent/cur/4.d", ".Sent/maildirfolder", ".notmuch/x",
    ] {
      try folder.write("x", to: "mail/" + name)
    }
    for name in ["new", "tmp"] { try folder.write("x", to: "mail/.Sent/\(name)/5.e") }
    try folder.write("x", to: "mail/archive/note.txt")
    let found = [
      "/mail/.Sent/cur/4.d", "/mail/.Sent/new/5.e", "/mail/archive/note.txt", "/mail/cur/1.a:2,S", "/mail/new/2.b",
    ]
    #expect(walk([folder.path]) == found)
  }

  @Test("follows links, but walks no folder twice")
  func links() throws {
    try folder.write("x", to: "real/article")
    try folder.link("real/loop", to: "..")
    try folder.link("other", to: "real")
    try folder.link("link-to-file", to: "real/article")
    try folder.link("self", to: "self")
    #expect(walk([folder.path]) == ["/link-to-file", "/other/article", "unreadable /self"])
  }

  @Test("reports what is not there")
  func missing() throws {
    try folder.link("dangling", to: "nowhere")
    #expect(walk([folder.path("absent")]) == ["not-found /absent"])
    #expect(walk([folder.path]) == ["not-found /dangling"])
  }

  @Test("reports pipes and sockets inside folders, and reads a pipe that is named")
  func special() throws {
    #expect(mkfifo(folder.path("pipe"), 0o600) == 0)
    #expect(walk([folder.path]) == ["special-file /pipe"])
    #expect(walk([folder.path("pipe")]) == ["/pipe"])
  }

  @Test("passes over the files of the index that is written")
  func index() throws {
    for name in ["index.sqlite", "index.sqlite-wal", "index.sqlite.lock", "index.sqlite.txt", "sub/index.sqlite"] {
      try folder.write("x", to: name)
    }
    let found = walk([folder.path], indexPath: folder.path("index.sqlite"))
    #expect(found == ["/index.sqlite.txt", "/sub/index.sqlite"])
  }

  @Test("finds files whose names are not UTF-8 and shows the odd bytes")
  func names() throws {
    let name = Array(folder.path.utf8) + Array("/caf".utf8) + [0xe9, 0x2e, 0x74]
    let path = InputPath(bytes: name)
    let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
    #expect(descriptor >= 0)
    close(descriptor)
    #expect(walk([folder.path]) == ["/caf%E9.t"])
  }

  @Test("reaches folders hundreds of levels deep")
  func depth() throws {
    let depth = 400
    var path = folder.path
    for _ in 0..<depth {
      path += "/d"
      #expect(mkdir(path, 0o700) == 0)
    }
    #expect(FileManager.default.createFile(atPath: path + "/f", contents: nil))
    #expect(walk([folder.path]).count == 1)
  }

  @Test("goes on with the files of a list of feeds that is named, once each list, and not outside its folder")
  func lists() throws {
    try folder.write("x", to: "feeds/a.xml")
    try folder.write("x", to: "feeds/b c.xml")
    try folder.write("x", to: "outside.xml")
    try folder.link("feeds/link.xml", to: "../outside.xml")
    func outline(_ address: String) -> String { "<outline xmlUrl='\(address)'/>" }
    try folder.write("<opml>\(outline("all.opml"))\(outline("b%20c.xml"))</opml>", to: "feeds/inner.opml")
    let addresses = [
      "a.xml", "file://\(folder.path)/feeds/a.xml", "inner.opml", "link.xml", "../outside.xml", "/etc/hostname",
      "https://a.example/feed", "../absent.xml", "absent.xml",
    ]
    let list = try folder.write("<opml>\(addresses.map(outline).joined())</opml>", to: "feeds/all.opml")
    let expected =
      ["/feeds/all.opml"] + Array(repeating: "outside-folder /feeds/all.opml:1", count: 4)
      + ["/feeds/a.xml", "/feeds/a.xml", "/feeds/inner.opml", "not-found /feeds/absent.xml"]
      + ["/feeds/all.opml", "/feeds/b c.xml"]
    #expect(walk([list]) == expected)
    #expect(
      walk([folder.path("feeds")]) == ["a.xml", "all.opml", "b c.xml", "inner.opml", "link.xml"].map { "/feeds/" + $0 })
  }
}
