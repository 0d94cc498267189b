import Articles
import Testing

@Suite("Default paths")
struct DefaultPathsTests {
  @Test(
    "name the index by the user and the environment",
    arguments: [
      (0, [:], "/var/lib/searchd/index.sqlite"),
      (0, ["XDG_DATA_HOME": "/data", "HOME": "/root"], "/var/lib/searchd/index.sqlite"),
      (0, ["SEARCHD_INDEX": "here.sqlite"], "here.sqlite"),
      (1000, ["SEARCHD_INDEX": "/i.sqlite", "HOME": "/home/a"], "/i.sqlite"),
      (1000, ["SEARCHD_INDEX": "", "HOME": "/home/a"], "/home/a/.local/share/searchd/index.sqlite"),
      (1000, ["XDG_DATA_HOME": "/data", "HOME": "/home/a"], "/data/searchd/index.sqlite"),
      (1000, ["XDG_DATA_HOME": "data", "HOME": "/home/a"], "/home/a/.local/share/searchd/index.sqlite"),
      (1000, [:], "/var/tmp/searchd-1000/index.sqlite"),
    ] as [(UInt32, [String: String], String)])
  func index(userID: UInt32, environment: [String: String], expected: String) {
    #expect(DefaultPaths(userID: userID, environment: environment).index == expected)
  }

  @Test(
    "name the daemon's socket by the user and the environment",
    arguments: [
      (0, [:], "/run/searchd/searchd.sock"),
      (0, ["XDG_RUNTIME_DIR": "/run/user/0"], "/run/searchd/searchd.sock"),
      (0, ["SEARCHD_SOCKET": "/s"], "/s"),
      (1000, ["XDG_RUNTIME_DIR": "/run/user/1000"], "/run/user/1000/searchd.sock"),
      (1000, ["XDG_RUNTIME_DIR": "relative"], "/tmp/searchd-1000/searchd.sock"),
      (1000, [:], "/tmp/searchd-1000/searchd.sock"),
    ] as [(UInt32, [String: String], String)])
  func daemonSocket(userID: UInt32, environment: [String: String], expected: String) {
    #expect(DefaultPaths(userID: userID, environment: environment).daemonSocket == expected)
  }

  @Test("let a client try the user's own daemon before the system's")
  func clientSockets() {
    let user = DefaultPaths(userID: 1000, environment: ["XDG_RUNTIME_DIR": "/run/user/1000"])
    #expect(user.clientSockets == ["/run/user/1000/searchd.sock", "/run/searchd/searchd.sock"])
    #expect(DefaultPaths(userID: 0, environment: [:]).clientSockets == ["/run/searchd/searchd.sock"])
    #expect(DefaultPaths(userID: 1000, environment: ["SEARCHD_SOCKET": "/s"]).clientSockets == ["/s"])
  }
}
