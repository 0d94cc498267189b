import Glibc

/// What makes a file the same file under any of its names.
struct FileIdentity: Hashable, Sendable {
  let device: UInt
  let inode: UInt
}

/// What the file system says about a path, links followed.
struct FileStatus: Sendable {
  enum Kind: Sendable {
    case regular
    case directory
    /// A pipe or a terminal: bytes that come when they come.
    case stream
    /// A socket or a block device.
    case other
  }

  let kind: Kind
  /// In bytes; means nothing unless the kind is `regular`.
  let size: Int64
  let identity: FileIdentity
  /// When the content last changed, in nanoseconds since 1970.
  let modified: Int64

  init(of path: InputPath) throws(FileError) {
    var info = stat()
    guard path.withCString({ stat($0, &info) }) == 0 else { throw FileError(code: errno) }
    self.init(info)
  }

  /// Whether a path names anything, be it a link that leads nowhere.
  static func isAnything(at path: InputPath) -> Bool {
    var info = stat()
    return path.withCString { lstat($0, &info) } == 0 || errno != ENOENT && errno != ENOTDIR
  }

  init(ofDescriptor descriptor: Int32) throws(FileError) {
    var info = stat()
    guard fstat(descriptor, &info) == 0 else { throw FileError(code: errno) }
    self.init(info)
  }

  private init(_ info: stat) {
    switch info.st_mode & S_IFMT {
    case S_IFREG: kind = .regular
    case S_IFDIR: kind = .directory
    case S_IFIFO, S_IFCHR: kind = .stream
    default: kind = .other
    }
    size = Int64(info.st_size)
    modified = Int64(info.st_mtim.tv_sec) * 1_000_000_000 + Int64(info.st_mtim.tv_nsec)
    identity = FileIdentity(device: UInt(info.st_dev), inode: UInt(info.st_ino))
  }
}

/// A call to the system that failed.
struct FileError: Error, Equatable, CustomStringConvertible {
  /// The value of `errno`.
  let code: Int32

  /// The system's words for it.
  var description: String { String(cString: strerror(code)) }

  /// The reason an input is reported with.
  var reason: SkipReason {
    switch code {
    case ENOENT, ENOTDIR: .notFound
    case EACCES, EPERM: .notPermitted
    default: .unreadable
    }
  }
}
