import Glibc

/// A socket that accepts connections, made by us or inherited from systemd.
struct ListeningSocket {
  /// The descriptor, close-on-exec and non-blocking; whoever serves it closes it.
  let descriptor: Int32
  /// Where it listens; empty for an inherited socket without a name.
  let path: String
  /// The file to remove in the end and the lock to hold meanwhile; absent for an inherited socket.
  private let ownership: Ownership?

  private struct Ownership {
    var lock: SocketLock
    var device: UInt
    var inode: UInt
  }

  /// Whether the socket came from systemd.
  var isInherited: Bool { ownership == nil }

  /// How many connections may wait to be accepted; the kernel caps it at `net.core.somaxconn`.
  private static let backlog: Int32 = 4_096

  /// Takes the socket systemd passed, or makes the one the settings name.
  static func acquire(settings: Settings, environment: [String: String]) throws(StartError) -> ListeningSocket {
    if let descriptor = try SocketActivation.inheritedDescriptor(environment: environment) {
      return ListeningSocket(descriptor: descriptor, path: SocketActivation.path(of: descriptor), ownership: nil)
    }
    return try make(path: settings.socket, mode: settings.socketMode, group: settings.socketGroup)
  }

  /// Makes a socket, with the lock first so that a running daemon is never disturbed.
  static func make(path: String, mode: UInt32, group: String?) throws(StartError) -> ListeningSocket {
    guard !path.hasPrefix("@"), path.utf8.count <= UnixAddress.maximumPathBytes else {
      throw .pathTooLong(path: path)
    }
    let groupID = try group.map { name throws(StartError) in try GroupName.id(name) }
    try SocketFolder.prepare(for: path)
    let lock = try SocketLock(socket: path)
    try removeStale(path)
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else {
      throw .system(action: "make a socket", path: path, reason: SystemFailure.last.description)
    }
    do {
      return try bind(descriptor, path: path, mode: mode, groupID: groupID, lock: lock)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Binds so that nobody can connect before group and mode are what they shall be.
  ///
  /// Linux gives the file the mode of the unbound socket, so it is 0600 from its first moment; and before `listen`
  /// every connection is refused.
  private static func bind(
    _ descriptor: Int32, path: String, mode: UInt32, groupID: gid_t?, lock: SocketLock
  ) throws(StartError) -> ListeningSocket {
    func check(_ action: String, _ result: Int32?) throws(StartError) {
      guard result == 0 else {
        throw .system(action: action, path: path, reason: SystemFailure.last.description)
      }
    }
    try check("restrict the socket", fchmod(descriptor, 0o600))
    try check("bind", UnixAddress.with(path: path) { Glibc.bind(descriptor, $0, $1) })
    if let groupID { try check("give the socket to its group", chown(path, uid_t.max, groupID)) }
    try check("set the socket's mode", chmod(path, mode))
    var facts = stat()
    try check("look at the socket", lstat(path, &facts))
    try check("listen", listen(descriptor, backlog))
    let ownership = Ownership(lock: lock, device: UInt(facts.st_dev), inode: UInt(facts.st_ino))
    return ListeningSocket(descriptor: descriptor, path: path, ownership: ownership)
  }

  private static func removeStale(_ path: String) throws(StartError) {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { return }
    guard facts.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
    guard !UnixAddress.isAnswering(path: path) else { throw .socketInUse(path: path) }
    guard unlink(path) == 0 else {
      throw .system(action: "replace the stale socket", path: path, reason: SystemFailure.last.description)
    }
  }

  /// Removes the socket's file if it is still ours; an inherited socket stays.
  func removeFile() {
    guard let ownership else { return }
    var facts = stat()
    guard lstat(path, &facts) == 0, UInt(facts.st_dev) == ownership.device, UInt(facts.st_ino) == ownership.inode
    else { return }
    unlink(path)
  }
}

/// The folder that holds the socket.
enum SocketFolder {
  /// Makes the folder (0700) when it is missing, one level only, and refuses one in which others could interfere.
  ///
  /// A folder that others may write to is fine where the sticky bit keeps them from replacing the socket, except that
  /// the user's own folder below such a place (`/tmp/searchd-1000`) must really be the user's.
  static func prepare(for socket: String) throws(StartError) {
    let folder = parent(of: socket)
    if mkdir(folder, 0o700) != 0, errno != EEXIST {
      throw .system(action: "make the socket's folder", path: folder, reason: SystemFailure.last.description)
    }
    var facts = stat()
    guard stat(folder, &facts) == 0 else {
      throw .system(action: "look at the socket's folder", path: folder, reason: SystemFailure.last.description)
    }
    let isTrusted = facts.st_uid == geteuid() || facts.st_uid == 0
    let isOpenToAll = facts.st_mode & S_IWOTH != 0 && facts.st_mode & S_ISVTX == 0
    guard isTrusted, !isOpenToAll else { throw .unsafeFolder(path: folder) }
  }

  private static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

/// Groups by name or number.
enum GroupName {
  static func id(_ name: String) throws(StartError) -> gid_t {
    if let number = gid_t(name) { return number }
    var entry = group()
    var result: UnsafeMutablePointer<group>?
    var buffer = [CChar](repeating: 0, count: 64 << 10)
    guard getgrnam_r(name, &entry, &buffer, buffer.count, &result) == 0, result != nil else {
      throw .noSuchGroup(name: name)
    }
    return entry.gr_gid
  }
}
