import Articles
import Extraction
import Glibc
import Isolation

/// The local files that a list of feeds names, which are inputs like those that are named themselves.
///
/// Only files in the folder of the list and below are, links followed: a list from elsewhere could name any file that
/// this user may read.
struct ListedFiles {
  private(set) var paths: [InputPath] = []
  /// What the list names outside of its folder.
  private(set) var skipped: [SkippedInput] = []

  /// The files of a list; nothing when the input is none.
  ///
  /// - Parameter isolation: How the list is read in a process of its own; `nil` reads it in this one.
  init(in path: InputPath, _ status: FileStatus, isolation: IsolationSettings?) {
    guard status.kind == .regular, status.size <= FeedList.maximumBytes,
      let file = try? InputFile(path: path, stop: StopFlag()), let head = try? file.read(upTo: 4096),
      FeedList.isList(name: path.description, head: head), let list = Self.bytes(head, file)
    else { return }
    // What is wrong with the list is told when it is read like any input.
    let reader = GuardedExtractor(settings: isolation, notices: IsolationNotices())
    guard let references = try? reader.references(inList: list, name: path.description) else { return }
    let folder = path.folder
    for reference in references {
      let candidates = reference.localPaths.map { folder.resolving($0) }
      guard let first = candidates.first else { continue }
      let target = candidates.first { FileStatus.isAnything(at: $0) } ?? first
      if Self.isInside(target, folder) {
        paths.append(target)
      } else {
        let detail = "“\(reference.address.prefix(200))” is outside the folder of the list; name the file itself"
        let place = ArticleSource(path: path.description, line: reference.line)
        skipped.append(SkippedInput(reason: .content(.outsideFolder), source: place, detail: detail))
      }
    }
  }

  private static func bytes(_ head: [UInt8], _ file: InputFile) -> [UInt8]? {
    var bytes = head
    while let more = try? file.read(upTo: 256 << 10), bytes.count + more.count <= FeedList.maximumBytes {
      if more.isEmpty { return bytes }
      bytes += more
    }
    return nil
  }

  /// Whether a path leads to something in a folder; one that leads nowhere yet is judged by its name.
  private static func isInside(_ path: InputPath, _ folder: InputPath) -> Bool {
    guard let real = path.real, let realFolder = folder.real else {
      return !path.bytes.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
        && path.bytes.starts(with: folder.bytes)
    }
    let slash = UInt8(ascii: "/")
    return real.starts(with: realFolder.last == slash ? realFolder : realFolder + [slash])
  }
}

extension InputPath {
  /// The folder that the file at this path is in.
  fileprivate var folder: InputPath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return InputPath(".") }
    return InputPath(bytes: Array(bytes[...max(slash - 1, 0)]))
  }

  /// A path that starts at this folder, unless it is absolute.
  fileprivate func resolving(_ path: String) -> InputPath {
    path.hasPrefix("/") ? InputPath(path) : appending(Array(path.utf8))
  }

  /// The absolute path without links; `nil` when it leads nowhere.
  fileprivate var real: [UInt8]? {
    withCString { path in
      guard let resolved = realpath(path, nil) else { return nil }
      defer { free(resolved) }
      return Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    }
  }
}
