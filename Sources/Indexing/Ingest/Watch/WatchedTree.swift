import Extraction
import Glibc

/// The folders that are watched, and what their news mean.
///
/// It goes through folders as ``InputWalker`` does: hidden ones are left out, links are followed, and each folder counts
/// under the first of its names.
struct WatchedTree {
  /// What a piece of news means for the index.
  enum Change: Equatable {
    /// A file or folder is new, changed or gone.
    case path(InputPath)
    /// News were lost.
    case everything
  }

  private struct Folder {
    let path: InputPath
    let identity: FileIdentity
    /// The files that matter, when only some of them do.
    var names: Set<[UInt8]>?
  }

  /// A named file, whose folder is watched for it, or a named folder.
  private struct Root {
    let path: InputPath
    /// The watched folder; `nil` while there is none.
    var folder: InputPath?
  }

  private let notifier: Notifier
  private let index: IndexFiles?
  private var roots: [Root]
  private var folders: [Int32: Folder] = [:]
  private var numbers: [InputPath: Int32] = [:]
  private var visited: Set<FileIdentity> = []
  /// Whether a folder was met under a second name: what is new or gone may then change which of its names counts.
  private(set) var hasAliases = false

  /// - Parameters:
  ///   - paths: Files and folders, absolute.
  ///   - indexPath: The index that is written, whose files do not matter.
  init(_ paths: [String], indexPath: String?) throws(WatchError) {
    notifier = try Notifier()
    index = indexPath.flatMap { IndexFiles(path: $0) }
    roots = paths.map { Root(path: InputPath($0)) }
    for root in roots {
      do throws(FileError) {
        _ = try FileStatus(of: root.path)
      } catch {
        throw .unreachable(path: root.path.description, detail: error.description)
      }
    }
    try watchRoots()
  }

  /// The number of folders that are watched.
  var count: Int { folders.count }

  /// The named paths that are not watched because they are gone.
  var missingRoots: [InputPath] { roots.filter { $0.folder == nil }.map(\.path) }

  /// Finds out which of the named paths are gone or others now, and watches those that are there again.
  ///
  /// - Returns: Whether there were any of the latter.
  mutating func checkRoots() throws(WatchError) -> Bool {
    for path in roots.compactMap(\.folder) {
      guard let number = numbers[path], let folder = folders[number],
        (try? FileStatus(of: path))?.identity != folder.identity
      else { continue }
      forget(path)
    }
    return try watchMissingRoots()
  }

  private mutating func watchRoots() throws(WatchError) {
    // That a folder is watched as a whole can end that it is watched for one of its files.
    while try watchMissingRoots() {}
  }

  private mutating func watchMissingRoots() throws(WatchError) -> Bool {
    var isAnyBack = false
    for index in roots.indices where roots[index].folder == nil {
      let path = roots[index].path
      guard let status = try? FileStatus(of: path) else { continue }
      let folder = status.kind == .directory ? path : path.parent
      try watch(folder, only: status.kind == .directory ? nil : [path.name])
      guard numbers[folder] != nil || hasAliases else { continue }
      roots[index].folder = folder
      isAnyBack = true
    }
    return isAnyBack
  }

  /// Begins anew after news were lost.
  mutating func watchAnew() throws(WatchError) {
    for number in folders.keys { notifier.remove(number) }
    (folders, numbers, visited, hasAliases) = ([:], [:], [], false)
    for index in roots.indices { roots[index].folder = nil }
    try watchRoots()
  }

  /// What has changed, waiting for it a while.
  mutating func changes(within milliseconds: Int32) throws(WatchError) -> [Change] {
    var changes: [Change] = []
    for event in notifier.events(within: milliseconds) {
      guard let change = try change(event) else { continue }
      changes.append(change)
      if case .path(let path) = change, event.has(IN_CREATE, IN_MOVED_TO, IN_DELETE, IN_MOVED_FROM) {
        changes += try partsOfPage(path)
      }
    }
    return changes
  }

  private mutating func change(_ event: Notifier.Event) throws(WatchError) -> Change? {
    if event.has(IN_Q_OVERFLOW) { return .everything }
    guard let folder = folders[event.folder] else { return nil }
    if event.has(IN_IGNORED, IN_DELETE_SELF, IN_UNMOUNT) {
      // What was below it is gone already.
      drop(event.folder, folder)
      return nil
    }
    if event.has(IN_MOVE_SELF) {
      if roots.contains(where: { $0.folder == folder.path }) { forget(folder.path) }
      return nil
    }
    guard matters(event.name, in: folder) else { return nil }
    let path = folder.path.appending(event.name)
    if event.has(IN_CREATE, IN_MOVED_TO) {
      // The folder is watched before it is read, so that nothing is missed.
      if folder.names == nil { try watch(path) }
    } else if event.has(IN_DELETE, IN_MOVED_FROM) {
      forget(path)
    } else if event.isFolder {
      // Of a folder's properties only that it can be read now is news.
      if folder.names != nil || numbers[path] != nil { return nil }
      try watch(path)
    }
    return .path(path)
  }

  /// The folders beside a page that has come or gone, which are the page's own or others' now.
  private mutating func partsOfPage(_ page: InputPath) throws(WatchError) -> [Change] {
    var changes: [Change] = []
    for folder in SavedPageFolder.folders(of: page.name, in: page.parent) {
      if SavedPageFolder.isOne(folder) { forget(folder) } else { try watch(folder) }
      changes.append(.path(folder))
    }
    return changes
  }

  private func matters(_ name: [UInt8], in folder: Folder) -> Bool {
    if let names = folder.names { return names.contains(name) }
    if Maildir.isMaildir(at: folder.path) { return Maildir.keeps(name, in: folder.path) }
    guard !name.isEmpty, !WalkedName.isHidden(name), !SavedPageFolder.isOne(name, in: folder.path) else { return false }
    return !(index?.holds(name, in: folder.identity) ?? false)
  }

  /// Watches a folder and those below it; does nothing when the path is no folder.
  private mutating func watch(_ path: InputPath, only names: Set<[UInt8]>? = nil) throws(WatchError) {
    var waiting = [path]
    while let path = waiting.popLast() {
      guard let status = try? FileStatus(of: path), status.kind == .directory else { continue }
      guard visited.insert(status.identity).inserted else {
        try meetAgain(path, names: names)
        continue
      }
      guard let number = try notifier.add(path) else {
        visited.remove(status.identity)
        continue
      }
      folders[number] = Folder(path: path, identity: status.identity, names: names)
      numbers[path] = number
      if names == nil { waiting += below(path, status.identity) }
    }
  }

  private func below(_ path: InputPath, _ identity: FileIdentity) -> [InputPath] {
    guard var listing = try? DirectoryListing(path: path, identity: identity) else { return [] }
    var paths: [InputPath] = []
    while let name = listing.next() { paths.append(path.appending(name)) }
    // The last one is taken first.
    return paths.reversed()
  }

  /// Meets a folder that is watched already.
  private mutating func meetAgain(_ path: InputPath, names: Set<[UInt8]>?) throws(WatchError) {
    guard let number = numbers[path], let known = folders[number]?.names else {
      if numbers[path] == nil { hasAliases = true }
      return
    }
    if let names {
      folders[number]?.names = known.union(names)
    } else {
      forget(path)
      try watch(path)
    }
  }

  /// Watches a folder and those below it no longer.
  private mutating func forget(_ path: InputPath) {
    guard numbers[path] != nil else { return }
    for (number, folder) in folders where folder.path == path || folder.path.isBelow(path) { drop(number, folder) }
  }

  private mutating func drop(_ number: Int32, _ folder: Folder) {
    notifier.remove(number)
    folders[number] = nil
    numbers[folder.path] = nil
    visited.remove(folder.identity)
    for index in roots.indices where roots[index].folder == folder.path { roots[index].folder = nil }
  }
}

extension InputPath {
  fileprivate func isBelow(_ folder: InputPath) -> Bool {
    bytes.count > folder.bytes.count && bytes.starts(with: folder.bytes)
      && (bytes[folder.bytes.count] == UInt8(ascii: "/") || folder.bytes.last == UInt8(ascii: "/"))
  }
}
