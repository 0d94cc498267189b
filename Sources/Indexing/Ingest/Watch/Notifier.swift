import Glibc

/// The kernel's news about folders: inotify(7).
final class Notifier {
  /// One piece of news.
  struct Event: Equatable {
    /// The number of the watched folder.
    let folder: Int32
    let mask: UInt32
    /// The name in the folder; empty when it is about the folder itself.
    let name: [UInt8]

    func has(_ flags: Int32...) -> Bool { flags.contains { mask & UInt32($0) != 0 } }

    /// Whether it is about a folder.
    var isFolder: Bool { mask & UInt32(IN_ISDIR) != 0 }
  }

  private static let mask =
    UInt32(IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB)
    | UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR)

  private let descriptor: Int32

  init() throws(WatchError) {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
    if descriptor < 0 { throw errno == EMFILE ? .tooManyWatchers : .failed(FileError(code: errno)) }
  }

  deinit { close(descriptor) }

  /// Watches a folder.
  ///
  /// - Returns: its number, which is not used again; `nil` when it is gone, or may not be read.
  func add(_ path: InputPath) throws(WatchError) -> Int32? {
    let number = path.withCString { inotify_add_watch(descriptor, $0, Self.mask) }
    if number >= 0 { return number }
    switch errno {
    case ENOSPC: throw .tooManyFolders(path.description)
    case ENOMEM: throw .failed(FileError(code: ENOMEM))
    default: return nil
    }
  }

  /// Watches a folder no longer.
  func remove(_ number: Int32) { inotify_rm_watch(descriptor, number) }

  /// What has happened, waiting for it a while.
  func events(within milliseconds: Int32) -> [Event] {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return [] }
    let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    return bytes.withUnsafeBytes(Self.events)
  }

  /// Cuts up what the kernel gave: number, mask, cookie, length of the name, and the name padded with NULs.
  private static func events(in bytes: UnsafeRawBufferPointer) -> [Event] {
    let header = 16
    var events: [Event] = []
    var start = 0
    while start + header <= bytes.count {
      let length = Int(bytes.loadUnaligned(fromByteOffset: start + 12, as: UInt32.self))
      let end = start + header + length
      guard end <= bytes.count else { break }
      events.append(
        Event(
          folder: bytes.loadUnaligned(fromByteOffset: start, as: Int32.self),
          mask: bytes.loadUnaligned(fromByteOffset: start + 4, as: UInt32.self),
          name: Array(bytes[(start + header)..<end].prefix { $0 != 0 })))
      start = end
    }
    return events
  }
}
