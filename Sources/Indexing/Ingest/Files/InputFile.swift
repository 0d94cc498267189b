import Extraction
import Glibc

/// An open input, read piece by piece.
///
/// Waiting for a pipe is cut into short waits, so that a request to stop is seen although no byte comes.
final class InputFile {
  private let descriptor: Int32
  private let owned: Bool
  private let isStream: Bool
  private let stop: StopFlag
  /// Called before a wait for bytes that are not there yet.
  var beforeWaiting: () throws -> Void = {}
  /// The number of bytes read so far.
  private(set) var bytesRead: Int64 = 0
  /// The error that ended the reading early.
  private(set) var failure: FileError?

  /// Opens a file or pipe.
  init(path: InputPath, stop: StopFlag) throws(FileError) {
    // A pipe that nobody writes to yet would block open(2) itself.
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw FileError(code: errno) }
    self.descriptor = descriptor
    self.stop = stop
    owned = true
    do throws(FileError) {
      isStream = try FileStatus(ofDescriptor: descriptor).kind != .regular
    } catch {
      close(descriptor)
      throw error
    }
    if !isStream { posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL) }
  }

  /// Takes standard input, which stays open.
  init(standardInput stop: StopFlag) throws(FileError) {
    descriptor = STDIN_FILENO
    owned = false
    isStream = try FileStatus(ofDescriptor: STDIN_FILENO).kind != .regular
    self.stop = stop
  }

  deinit {
    if owned { close(descriptor) }
  }

  /// The next bytes, none at the end.
  func read(upTo count: Int) throws -> [UInt8] {
    while true {
      try stop.check()
      if isStream { try waitForBytes() }
      var code: Int32 = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        let got = Glibc.read(descriptor, buffer.baseAddress, count)
        code = got < 0 ? errno : 0
        filled = max(0, got)
      }
      switch code {
      case 0:
        bytesRead += Int64(bytes.count)
        return bytes
      case EINTR, EAGAIN: continue
      default:
        let error = FileError(code: code)
        failure = error
        throw error
      }
    }
  }

  /// The size of a file that was opened here; standard input is only read on.
  var size: Int? {
    guard owned, !isStream, let status = try? FileStatus(ofDescriptor: descriptor) else { return nil }
    return Int(status.size)
  }

  /// Goes to an offset from the beginning.
  func seek(to offset: Int) throws(FileError) {
    guard lseek(descriptor, off_t(offset), SEEK_SET) >= 0 else { throw FileError(code: errno) }
  }

  private func waitForBytes() throws {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    if poll(&request, 1, 0) != 0 { return }
    try beforeWaiting()
    while poll(&request, 1, 100) <= 0 { try stop.check() }
  }
}

/// The bytes of an open input for the extractor.
struct InputFileSource: ByteSource {
  let file: InputFile
  /// The most bytes that are read at once; lines of JSON go on their way after each read.
  let limit: Int

  func read(upTo count: Int) throws -> [UInt8] { try file.read(upTo: min(count, limit)) }

  var seekableSize: Int? { file.size }

  func seek(to offset: Int) throws { try file.seek(to: offset) }
}
