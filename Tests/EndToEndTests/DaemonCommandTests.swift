import Foundation
import Glibc
import Testing

/// A folder with an index, and daemons on it.
private struct DaemonStage {
  let scratch: ScratchDirectory

  var socket: String { scratch.path("s") }
  var index: String { scratch.path("index.sqlite") }

  /// Makes a folder, with an index of one article unless there shall be none.
  init(withIndex: Bool = true) async throws {
    scratch = try ScratchDirectory()
    if withIndex { try await ingest("first", title: "Air bridge", body: "Helicopters fly over the mountains.") }
  }

  func ingest(_ name: String, title: String, body: String) async throws {
    let line = #"{"id":"\#(name)","title":"\#(title)","body":"\#(body)","lang":"en"}"#
    let file = try scratch.write(line + "\n", to: name + ".jsonl")
    let output = try await Tool("searchctl").run("ingest", "--quiet", "--index", index, file)
    try #require(output.status == 0, "\(output.errors)")
  }

  /// Starts a daemon and waits until it listens.
  func start(_ arguments: [String] = [], environment: [String: String] = [:]) async throws -> RunningTool {
    let daemon = try Tool("searchd").start(
      ["--index", index, "--socket", socket] + arguments, environment: environment)
    let isUp = try await daemon.until { daemon.errorsSoFar.contains("message=listening") }
    try #require(isUp, "\(daemon.errorsSoFar)")
    return daemon
  }

  func connect() throws -> RawConnection { try RawConnection(path: socket) }

  func get(_ target: String) throws -> HTTPAnswer { try connect().get(target) }
}

@Suite("searchd")
struct DaemonCommandTests {
  @Test("answers a search over its socket, and what was just added within a second")
  func serves() async throws {
    let stage = try await DaemonStage()
    let daemon = try await stage.start()
    let answer = try stage.get("/v1/search?q=helicopters")
    #expect(answer.status == 200)
    #expect(answer.text.contains(#""title":"Air bridge""#))
    try await stage.ingest("second", title: "Submarine", body: "Deep under the sea.")
    let isFound = try await daemon.until(timeout: .seconds(1)) {
      try stage.get("/v1/search?q=submarine").text.contains(#""key":"second""#)
    }
    #expect(isFound)
    #expect(try stage.get("/v1/stats").text.contains(#""articles":2"#))
    #expect(try stage.get("/metrics").text.contains("searchd_index_articles "))
  }

  @Test(
    "ranks by the similarity that was chosen",
    arguments: [("bm25f", ["titled", "repeating"]), ("bm25", ["repeating", "titled"])])
  func similarity(name: String, order: [String]) async throws {
    let stage = try await DaemonStage()
    try await stage.ingest("titled", title: "Lighthouse", body: "It stands on the cape since the war.")
    try await stage.ingest("repeating", title: "The coast", body: "Lighthouse after lighthouse, it goes on.")
    let daemon = try await stage.start(["--similarity", name, "--cache-mb", "1"])
    let answer = try stage.get("/v1/search?q=lighthouse&snippets=0").text
    let places = order.map { answer.range(of: #""key":"\#($0)""#)?.lowerBound }
    #expect(try #require(places[0]) < #require(places[1]))
    #expect(daemon.isRunning)
  }

  @Test("keeps its columns and the lists in use for the next start, readable by its owner only")
  func remembers() async throws {
    let stage = try await DaemonStage()
    let first = try await stage.start()
    #expect(try stage.get("/v1/search?q=helicopters").status == 200)
    first.send(signal: SIGTERM)
    #expect(try await first.wait().status == 0)
    for suffix in ["-columns", "-hot"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: stage.index + suffix)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
    let hot = try String(contentsOfFile: stage.index + "-hot", encoding: .utf8)
    #expect(hot.contains("helicopters"))
    let second = try await stage.start()
    #expect(try stage.get("/v1/search?q=helicopters").text.contains(#""title":"Air bridge""#))
    // The index goes on while nobody serves it: what was kept is of the past then.
    second.send(signal: SIGTERM)
    #expect(try await second.wait().status == 0)
    try await stage.ingest("second", title: "Submarine", body: "Deep under the sea.")
    let third = try await stage.start()
    #expect(try stage.get("/v1/search?q=submarine").text.contains(#""key":"second""#))
    #expect(third.isRunning)
  }

  @Test("leaves the socket to the daemon that has it")
  func second() async throws {
    let stage = try await DaemonStage()
    let first = try await stage.start()
    let second = try await Tool("searchd").run("--index", stage.index, "--socket", stage.socket)
    #expect(second.status == 1)
    #expect(
      second.errors.contains("searchd: another searchd (process \(first.processID)) already serves \(stage.socket)"))
    #expect(try stage.get("/healthz").status == 200)
  }

  @Test("takes the place of a daemon that was killed")
  func stale() async throws {
    let stage = try await DaemonStage()
    let first = try await stage.start()
    first.send(signal: SIGKILL)
    #expect(try await first.wait().signal == SIGKILL)
    #expect(throws: POSIXError.self) { try stage.connect() }
    let second = try await stage.start()
    #expect(try stage.get("/healthz").status == 200)
    #expect(second.isRunning)
  }

  @Test("ends with status 0 and removes its socket, idle connections or not", arguments: [SIGTERM, SIGINT])
  func drain(signal: Int32) async throws {
    let stage = try await DaemonStage()
    let daemon = try await stage.start()
    let idle = try (0..<100).map { _ in try stage.connect() }
    #expect(try idle[0].get("/healthz").status == 200)
    let start = ContinuousClock.now
    daemon.send(signal: signal)
    let output = try await daemon.wait(timeout: .seconds(20))
    #expect(output.status == 0)
    #expect(output.errors.contains("message=stopped clean=true"))
    #expect(ContinuousClock.now - start < .seconds(8))
    #expect(idle.allSatisfy { $0.isClosed() })
    #expect(access(stage.socket, F_OK) != 0)
  }

  @Test("reads its configuration again on SIGHUP, and keeps the old one when the new one is wrong")
  func reload() async throws {
    let stage = try await DaemonStage()
    let file = try stage.scratch.write("log_level = info\n", to: "c.conf")
    let daemon = try await stage.start(["--config", file])
    try stage.scratch.write("log_level = debug\nsocket_mode = 0666\n", to: "c.conf")
    daemon.send(signal: SIGHUP)
    #expect(try await daemon.until { daemon.errorsSoFar.contains("configuration read again") })
    #expect(daemon.errorsSoFar.contains("setting=log_level value=debug"))
    #expect(
      daemon.errorsSoFar.contains(#"message="setting changed; it takes effect at the next start" setting=socket_mode"#))
    #expect(try stage.get("/healthz").status == 200)
    #expect(try await daemon.until { daemon.errorsSoFar.contains("message=request") })
    try stage.scratch.write("log_level = loud\n", to: "c.conf")
    daemon.send(signal: SIGHUP)
    #expect(try await daemon.until { daemon.errorsSoFar.contains("configuration not taken") })
    #expect(daemon.errorsSoFar.contains("c.conf:1: log_level is “loud”"))
    #expect(try stage.get("/healthz").status == 200)
  }

  @Test("checks its configuration: everything wrong is listed with its place, status 2")
  func checkConfiguration() async throws {
    let scratch = try ScratchDirectory()
    let file = try scratch.write("colour = red\ndeadline_ms = soon\n", to: "c.conf")
    let wrong = try await Tool("searchd").run("--check-config", "--config", file, "--log-level", "loud")
    #expect(wrong.status == 2)
    #expect(wrong.output.isEmpty)
    #expect(
      wrong.errors.split(separator: "\n") == [
        "searchd: \(file):1: unknown setting “colour”",
        "searchd: \(file):2: deadline_ms is “soon”, expected a whole number of milliseconds from 1 to 60000",
        "searchd: --log-level: log_level is “loud”, expected one of trace, debug, info, notice, warning, error, critical",
      ])
    let sound = try await Tool("searchd").run(
      "--check-config", "--deadline-ms", "7", environment: ["SEARCHD_DEADLINE_MS": "8", "SEARCHD_QUEUE_LENGTH": "9"])
    #expect(sound.status == 0)
    #expect(sound.lines.contains("deadline_ms = 7"))
    #expect(sound.lines.contains("queue_length = 9"))
  }

  @Test("refuses searches until there is an index, and picks it up")
  func missingIndex() async throws {
    let stage = try await DaemonStage(withIndex: false)
    let daemon = try await stage.start()
    #expect(daemon.errorsSoFar.contains("there is no index yet"))
    let refused = try stage.get("/v1/search?q=a")
    #expect(refused.status == 503)
    #expect(refused.text.contains("/problems/index-missing"))
    #expect(refused.text.contains("searchctl ingest --index \(stage.index)"))
    #expect(try stage.get("/healthz").status == 503)
    try await stage.ingest("first", title: "Air bridge", body: "Text.")
    #expect(try await daemon.until(timeout: .seconds(60)) { try stage.get("/healthz").status == 200 })
    #expect(try stage.get("/v1/search?q=bridge").text.contains(#""key":"first""#))
  }

  @Test("follows an index that is replaced by another file")
  func replacedIndex() async throws {
    let (stage, other) = (try await DaemonStage(), try await DaemonStage(withIndex: false))
    let daemon = try await stage.start()
    try await other.ingest("new", title: "New index", body: "Text.")
    #expect(rename(other.index, stage.index) == 0)
    for suffix in ["-wal", "-shm"] { unlink(stage.index + suffix) }
    #expect(try await daemon.until(timeout: .seconds(60)) { try stage.get("/v1/articles?key=new").status == 200 })
    #expect(try stage.get("/v1/articles?key=first").status == 404)
  }

  @Test("does not start on a file that is no index: status 2")
  func foreignIndex() async throws {
    let stage = try await DaemonStage(withIndex: false)
    try stage.scratch.write(String(repeating: "This is no database.\n", count: 100), to: "index.sqlite")
    let output = try await Tool("searchd").run("--index", stage.index, "--socket", stage.socket)
    #expect(output.status == 2)
    #expect(output.errors.contains("\(stage.index) is not an index"))
    #expect(access(stage.socket, F_OK) != 0)
  }

  @Test("explains a wrong command line and exits with status 2", arguments: [["--colour"], ["stray"], ["--index"]])
  func usage(arguments: [String]) async throws {
    let output = try await Tool("searchd").run(arguments)
    #expect(output.status == 2)
    #expect(output.errors.contains("Usage: searchd"))
  }

  @Test("serves a socket that systemd passes, and leaves it in place")
  func activation() async throws {
    let activate = "/usr/bin/systemd-socket-activate"
    guard access(activate, X_OK) == 0 else {
      print("skipped: \(activate) is not installed")
      return
    }
    let stage = try await DaemonStage()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: activate)
    process.arguments = [
      "-l", stage.socket, Tool.folder + "/searchd", "--index", stage.index, "--socket", "/nowhere/s",
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { kill(process.processIdentifier, SIGKILL) }
    while access(stage.socket, F_OK) != 0 { try await Task.sleep(for: .milliseconds(5)) }
    // The request is sent before there is a daemon: the connection waits for it.
    #expect(try stage.get("/v1/search?q=helicopters").text.contains("Air bridge"))
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(access(stage.socket, F_OK) == 0)
  }

  @Test("tells systemd when it is ready, reloading, alive and stopping")
  func notifications() async throws {
    let stage = try await DaemonStage()
    let ear = try NotificationSocket(path: stage.scratch.path("notify"))
    let daemon = try await stage.start(
      environment: ["NOTIFY_SOCKET": stage.scratch.path("notify"), "WATCHDOG_USEC": "100000"])
    #expect(try await daemon.until { ear.heard().contains("READY=1\nSTATUS=Serving \(stage.index)") })
    #expect(try await daemon.until { ear.heard().contains("WATCHDOG=1") })
    daemon.send(signal: SIGHUP)
    #expect(try await daemon.until { ear.heard().contains { $0.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") } })
    daemon.send(signal: SIGTERM)
    #expect(try await daemon.wait().status == 0)
    #expect(ear.heard().contains { $0.hasPrefix("STOPPING=1") })
  }

  @Test("answers every one of five hundred hostile queries, and lives on")
  func hostileQueries() async throws {
    let stage = try await DaemonStage()
    let daemon = try await stage.start()
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Fixtures/hostile-queries.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
      .dropLast()
    #expect(lines.count == 500)
    for (number, line) in lines.enumerated() {
      let answer = try stage.get("/v1/search?q=\(line)")
      let isProblem = (400..<500).contains(answer.status) && answer.type == "application/problem+json"
      #expect(answer.status == 200 || isProblem, "line \(number + 1): \(answer.status) \(answer.text.prefix(300))")
      #expect(try JSONSerialization.jsonObject(with: Data(answer.body)) is [String: Any], "line \(number + 1)")
    }
    #expect(daemon.isRunning)
    #expect(try stage.get("/v1/search?q=helicopters").text.contains("Air bridge"))
  }

  @Test("searchd(8) is what its help and man/searchd.md give")
  func manual() async throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
      .standardizedFileURL.path
    let help = try await Tool("searchd").run("--experimental-dump-help")
    let scratch = try ScratchDirectory()
    try scratch.write(help.outputData, to: "help.json")
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "Scripts/manual.py", "--section", "8", "--extra", "man/searchd.md", "--check", "man/searchd.8",
    ]
    process.currentDirectoryURL = URL(fileURLWithPath: root)
    process.standardInput = try FileHandle(forReadingFrom: scratch.url("help.json"))
    process.standardOutput = output
    try process.run()
    let difference = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "write man/searchd.8 anew: \(difference)")
  }

  @Test("has a flag for every setting of docs/configuration.md")
  func flags() async throws {
    let help = try await Tool("searchd").run("--help")
    let page = try String(
      contentsOf: URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/configuration.md").standardizedFileURL, encoding: .utf8)
    let names = page.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { $0.dropFirst(3).prefix { $0 != "`" } }
    #expect(names.count > 10)
    for name in names { #expect(help.output.contains("--" + name.replacing("_", with: "-") + " "), "\(name)") }
  }
}

/// A datagram socket as systemd would listen on.
private final class NotificationSocket {
  private let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
  private var messages: [String] = []

  init(path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
  }

  deinit { close(descriptor) }

  /// Everything that has arrived so far.
  func heard() -> [String] {
    var buffer = [UInt8](repeating: 0, count: 4_096)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      guard count > 0 else { return messages }
      messages.append(String(decoding: buffer.prefix(count), as: UTF8.self))
    }
  }
}
