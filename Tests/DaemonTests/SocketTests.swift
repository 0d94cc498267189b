import Glibc
import Testing

@testable import Daemon

@Suite("The listening socket")
struct SocketTests {
  private static func make(_ path: String, mode: UInt32 = 0o600, group: String? = nil) throws(StartError)
    -> ListeningSocket
  {
    try ListeningSocket.make(path: path, mode: mode, group: group)
  }

  @Test("it has the mode and group it was given, whatever the umask", arguments: [0o600, 0o660, 0o666] as [UInt32])
  func mode(mode: UInt32) throws {
    let folder = try TemporaryFolder()
    let socket = try Self.make(folder.file("s"), mode: mode, group: String(getgid()))
    var facts = stat()
    #expect(lstat(folder.file("s"), &facts) == 0)
    #expect(facts.st_mode & 0o777 == mode)
    #expect(facts.st_gid == getgid())
    close(socket.descriptor)
    socket.removeFile()
    #expect(lstat(folder.file("s"), &facts) != 0)
  }

  @Test("a second daemon is refused and told who holds the socket, which goes on working")
  func second() throws {
    let folder = try TemporaryFolder()
    let first = try Self.make(folder.file("s"))
    let error = #expect(throws: StartError.alreadyRunning(socket: folder.file("s"), process: Int(getpid()))) {
      try Self.make(folder.file("s"))
    }
    #expect(error?.description.contains("(process \(getpid())) already serves \(folder.file("s"))") == true)
    #expect(UnixAddress.isAnswering(path: folder.file("s")))
    close(first.descriptor)
  }

  @Test("the socket a dead daemon left behind is replaced")
  func stale() throws {
    let folder = try TemporaryFolder()
    close(try Self.make(folder.file("s")).descriptor)
    #expect(!UnixAddress.isAnswering(path: folder.file("s")))
    let second = try Self.make(folder.file("s"))
    #expect(UnixAddress.isAnswering(path: folder.file("s")))
    close(second.descriptor)
  }

  @Test("a socket on which another program answers is left alone")
  func foreign() throws {
    let folder = try TemporaryFolder()
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    _ = UnixAddress.with(path: folder.file("s")) { bind(descriptor, $0, $1) }
    listen(descriptor, 1)
    #expect(throws: StartError.socketInUse(path: folder.file("s"))) { try Self.make(folder.file("s")) }
    #expect(UnixAddress.isAnswering(path: folder.file("s")))
  }

  @Test("a file that is no socket is left alone")
  func plainFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("text", to: "plain")
    #expect(throws: StartError.notASocket(path: path)) { try Self.make(path) }
    unlink(path + ".lock")
    #expect(try SmallFile.text(at: path) == "text")
  }

  @Test("on leaving, a socket that has been replaced by another is not removed")
  func replaced() throws {
    let folder = try TemporaryFolder()
    let first = try Self.make(folder.file("s"))
    close(first.descriptor)
    _ = try folder.write("text", to: "plain")
    rename(folder.file("plain"), folder.file("s"))
    first.removeFile()
    #expect(try SmallFile.text(at: folder.file("s")) == "text")
  }

  @Test(
    "what cannot be is refused with the reason",
    arguments: [
      ("/tmp/" + String(repeating: "x", count: 110), "longer than the 107 bytes"),
      ("@abstract", "longer than the 107 bytes a socket's path may have"),
      ("/no/such/folder/s", "/no/such/folder: cannot make the socket's folder: No such file or directory"),
      ("/proc/s", "/proc/s.lock: cannot open the lock"),
    ])
  func refusals(path: String, message: String) {
    let error = #expect(throws: StartError.self) { try Self.make(path) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test("an unknown group is refused before anything is made")
  func group() throws {
    let folder = try TemporaryFolder()
    #expect(throws: StartError.noSuchGroup(name: "no-such-group")) {
      try Self.make(folder.file("s"), group: "no-such-group")
    }
    #expect(access(folder.file("s.lock"), F_OK) != 0)
    #expect(try GroupName.id("root") == 0)
  }

  @Test("a folder in which others could replace the socket is refused")
  func openFolder() throws {
    let folder = try TemporaryFolder()
    chmod(folder.path, 0o777)
    #expect(throws: StartError.unsafeFolder(path: folder.path)) { try Self.make(folder.file("s")) }
    chmod(folder.path, 0o1777)
    close(try Self.make(folder.file("s")).descriptor)
  }

  @Test("a missing folder is made for the user alone")
  func missingFolder() throws {
    let folder = try TemporaryFolder()
    let inner = folder.file("inner")
    close(try Self.make(inner + "/s").descriptor)
    var facts = stat()
    #expect(stat(inner, &facts) == 0)
    #expect(facts.st_mode & 0o777 == 0o700)
    for name in ["/s", "/s.lock"] { unlink(inner + name) }
    rmdir(inner)
  }

  @Test(
    "sockets from systemd are recognised by the environment",
    arguments: [
      (["LISTEN_PID": "7", "LISTEN_FDS": "1"], true), (["LISTEN_PID": "8", "LISTEN_FDS": "1"], false),
      (["LISTEN_PID": "7"], false), (["LISTEN_FDS": "1"], false), ([:], false),
      (["LISTEN_PID": "7", "LISTEN_FDS": "0"], false),
    ])
  func activation(environment: [String: String], isPassed: Bool) throws {
    #expect(try SocketActivation.isPassed(environment: environment, process: 7) == isPassed)
  }

  @Test(
    "what systemd passes and cannot be used is refused",
    arguments: [
      (["LISTEN_PID": "7", "LISTEN_FDS": "2", "LISTEN_FDNAMES": "a:b"], "2 sockets were passed (a:b), expected one"),
      (["LISTEN_PID": "x", "LISTEN_FDS": "1"], "LISTEN_PID and LISTEN_FDS are not numbers"),
    ])
  func unusableActivation(environment: [String: String], reason: String) {
    #expect(throws: StartError.unusableActivation(reason: reason)) {
      try SocketActivation.isPassed(environment: environment, process: 7)
    }
  }

  @Test("every way to fail has words of its own")
  func messages() {
    let errors: [StartError] = [
      .alreadyRunning(socket: "p", process: nil), .socketInUse(path: "p"), .notASocket(path: "p"),
      .pathTooLong(path: "p"), .unsafeFolder(path: "p"), .noSuchGroup(name: "p"),
      .system(action: "p", path: "p", reason: "p"), .unusableActivation(reason: "p"), .unusableIndex(reason: "p"),
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
  }
}
