import Glibc
import Testing

@testable import Daemon

@Suite("Telling systemd")
struct ServiceManagerTests {
  /// A datagram socket as systemd would listen on.
  private final class Ear: Sendable {
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)

    init(_ path: String) throws {
      let result = UnixAddress.with(path: path) { bind(descriptor, $0, $1) }
      try #require(result == 0)
    }

    deinit { close(descriptor) }

    func hear() -> String {
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
  }

  @Test("messages arrive on a socket with a path and on an abstract one", arguments: [false, true])
  func messages(isAbstract: Bool) throws {
    let folder = try TemporaryFolder()
    let path = isAbstract ? "@searchd-test-\(getpid())" : folder.file("notify")
    let ear = try Ear(path)
    let manager = ServiceManager(environment: ["NOTIFY_SOCKET": path])
    #expect(manager.isListening)
    manager.send(.ready(status: "Serving a\nREADY=0"))
    #expect(ear.hear() == "READY=1\nSTATUS=Serving a\\nREADY=0")
    manager.send(.reloading)
    let reloading = ear.hear()
    #expect(reloading.hasPrefix("RELOADING=1\nMONOTONIC_USEC="))
    #expect(Int(reloading.split(separator: "=").last ?? "") ?? 0 > 0)
    manager.send(.stopping)
    #expect(ear.hear().hasPrefix("STOPPING=1\n"))
    manager.send(.alive)
    #expect(ear.hear() == "WATCHDOG=1")
    manager.send(.status("ok"))
    #expect(ear.hear() == "STATUS=ok")
  }

  @Test("nobody is told when nobody listens", arguments: [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "vsock:2"]])
  func silence(environment: [String: String]) {
    let manager = ServiceManager(environment: environment)
    #expect(!manager.isListening)
    manager.send(.alive)
  }

  @Test(
    "the watchdog's rhythm is taken from the environment when it is meant for this process",
    arguments: [
      (["WATCHDOG_USEC": "2000000"], Duration.seconds(2)),
      (["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "7"], .seconds(2)),
      (["WATCHDOG_USEC": "2000000", "WATCHDOG_PID": "8"], nil), (["WATCHDOG_USEC": "0"], nil), ([:], nil),
    ])
  func watchdog(environment: [String: String], interval: Duration?) {
    #expect(ServiceManager(environment: environment, process: 7).watchdogInterval == interval)
  }

  @Test("a server that answers is reported alive, as often as is asked")
  func liveness() async throws {
    let folder = try TemporaryFolder()
    let ear = try Ear(folder.file("notify"))
    try await TestServer.run { server in
      let manager = ServiceManager(
        environment: ["NOTIFY_SOCKET": folder.file("notify"), "WATCHDOG_USEC": "20000"])
      let alive = Task { await Watchdog(manager: manager, server: server.server, logger: server.log.logger()).run() }
      try await server.eventually { _ in ear.hear() == "WATCHDOG=1" }
      alive.cancel()
      await alive.value
    }
  }
}
