import Articles
import Extraction
import Isolation

/// Finds the inputs behind the paths that were named, one by one and always in the same order.
///
/// Directories are walked depth first, the names of each in byte order. Hidden files and directories (``WalkedName``) are left out
/// unless they are named themselves. Symbolic links are followed; a directory is walked once, under the first of its
/// names, so links cannot lead in circles. A list of feeds that is named itself is followed by the local files in it.
struct InputWalker {
  /// One step of the walk.
  enum Found {
    case standardInput
    case file(InputPath, FileStatus)
    case skipped(SkippedInput)
  }

  private var arguments: ArraySlice<InputPath>
  private var open: [DirectoryListing] = []
  private var visited: Set<FileIdentity> = []
  /// What lists of feeds name.
  private var listed: ArraySlice<InputPath> = []
  private var skipped: ArraySlice<SkippedInput> = []
  private var lists: Set<FileIdentity> = []
  private let index: IndexFiles?
  private let readsPipes: Bool
  private let passesOverAssets: Bool
  private let isolation: IsolationSettings?

  /// Prepares a walk.
  ///
  /// - Parameters:
  ///   - arguments: Files, directories, or `-` for standard input.
  ///   - indexPath: The index that is written; its files are passed over where a directory holds them.
  ///   - readsPipes: Whether pipes that are named are inputs.
  ///   - passesOverAssets: Whether pictures, style sheets and the like are no inputs unless they are named.
  ///   - isolation: How lists of feeds are read in a process of their own; `nil` reads them in this one.
  init(
    _ arguments: [InputPath], indexPath: String? = nil, readsPipes: Bool = true, passesOverAssets: Bool = true,
    isolation: IsolationSettings? = nil
  ) {
    self.arguments = arguments[...]
    self.readsPipes = readsPipes
    self.passesOverAssets = passesOverAssets
    self.isolation = isolation
    index = indexPath.flatMap { IndexFiles(path: $0) }
  }

  init(
    _ arguments: [String], indexPath: String? = nil, passesOverAssets: Bool = true, isolation: IsolationSettings? = nil
  ) {
    self.init(
      arguments.map { InputPath($0) }, indexPath: indexPath, passesOverAssets: passesOverAssets, isolation: isolation)
  }

  /// The next input, `nil` at the end.
  mutating func next() -> Found? {
    while true {
      if let found = nextBelow() { return found }
      if let skipped = skipped.popFirst() { return .skipped(skipped) }
      if let path = listed.popFirst() {
        if let found = visit(path, isNamed: false) { return enterList(found) }
        continue
      }
      guard let argument = arguments.popFirst() else { return nil }
      if argument == .standardInput { return .standardInput }
      if let found = visit(argument, isNamed: true) { return enterList(found) }
    }
  }

  /// Takes note of what a file names, if it is a list of feeds; in a folder that is walked all of it is met anyway.
  private mutating func enterList(_ found: Found) -> Found {
    guard case .file(let path, let status) = found, lists.insert(status.identity).inserted else { return found }
    let files = ListedFiles(in: path, status, isolation: isolation)
    listed += files.paths
    skipped += files.skipped
    return found
  }

  /// The next input in the directories that are being walked.
  private mutating func nextBelow() -> Found? {
    while let last = open.indices.last {
      guard let name = open[last].next() else {
        open.removeLast()
        continue
      }
      if let index, index.holds(name, in: open[last].identity) { continue }
      guard let found = visit(open[last].path.appending(name), isNamed: false) else { continue }
      guard passesOverAssets, case .file(let path, _) = found, WalkedName.isAsset(name) else { return found }
      return .skipped(SkippedInput(path, WalkedName.asset))
    }
    return nil
  }

  private mutating func visit(_ path: InputPath, isNamed: Bool) -> Found? {
    do throws(FileError) {
      let status = try FileStatus(of: path)
      switch status.kind {
      case .regular: return .file(path, status)
      case .stream where isNamed && readsPipes: return .file(path, status)
      case .directory:
        if visited.insert(status.identity).inserted {
          open.append(try DirectoryListing(path: path, identity: status.identity))
        }
        return nil
      case .stream, .other:
        return .skipped(SkippedInput(path, reason: .specialFile, detail: "neither a file nor a folder"))
      }
    } catch {
      return .skipped(SkippedInput(path, error))
    }
  }
}

extension SkippedInput {
  init(_ path: InputPath, reason: SkipReason, detail: String) {
    self.init(reason: reason, source: ArticleSource(path: path.description), detail: detail)
  }

  init(_ path: InputPath, _ error: FileError) {
    self.init(path, reason: error.reason, detail: error.description)
  }
}

/// The files of the index itself, known by their directory and names.
struct IndexFiles {
  private let directory: FileIdentity
  private let names: Set<[UInt8]>

  init?(path: String) {
    let bytes = Array(path.utf8)
    let slash = bytes.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { Array(bytes[...$0]) } ?? Array(".".utf8)
    guard let status = try? FileStatus(of: InputPath(bytes: folder)) else { return nil }
    directory = status.identity
    let name = slash.map { Array(bytes[($0 + 1)...]) } ?? bytes
    names = Set(["", "-wal", "-shm", "-journal", ".lock"].map { name + Array($0.utf8) })
  }

  func holds(_ name: [UInt8], in directory: FileIdentity) -> Bool {
    directory == self.directory && names.contains(name)
  }
}
