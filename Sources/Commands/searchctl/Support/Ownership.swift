import Foundation
import Glibc

/// Keeps what root writes usable for the daemon's account.
enum Ownership {
  /// Gives the files of an index that root made to the owner of the folder they are in; does nothing for anybody else.
  static func handOver(indexPath: String) {
    guard geteuid() == 0 else { return }
    var folder = stat()
    let parent = URL(fileURLWithPath: indexPath).deletingLastPathComponent().path
    guard stat(parent, &folder) == 0, folder.st_uid != 0 else { return }
    for suffix in ["", "-wal", "-shm", ".lock", "-columns"] {
      // The folder belongs to somebody else: a link there may lead to a file that is not theirs.
      let descriptor = open(indexPath + suffix, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      var file = stat()
      if fstat(descriptor, &file) == 0, file.st_mode & S_IFMT == S_IFREG, file.st_nlink == 1, file.st_uid == 0 {
        _ = fchown(descriptor, folder.st_uid, folder.st_gid)
      }
      close(descriptor)
    }
  }
}
