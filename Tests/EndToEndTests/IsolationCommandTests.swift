import Foundation
import Glibc
import Testing

/// Hostile documents are played by faults that a worker of a debug build has at a named place; see `WorkerFault`.
@Suite("searchctl, with documents that attack what reads them", .serialized)
struct IsolationCommandTests {
  private let place: IndexedFolder

  init() throws {
    place = try IndexedFolder()
  }

  private static func page(_ number: Int) -> String {
    "<title>Page \(number)</title><p>Some prose, which is long enough to be counted as such, number \(number).</p>"
  }

  private static func feed(_ count: Int, padding: Int = 0) -> String {
    let items = (1...count).map { number in
      "<item><title>Entry \(number)</title><link>http://a.example/\(number)</link><description>Text \(number) "
        + String(repeating: "word ", count: padding) + "</description></item>\n"
    }
    return "<rss><channel><title>Feed</title>\n" + items.joined() + "</channel></rss>"
  }

  /// Writes five pages, a feed of six entries and a file of four lines.
  private func writeInputs() throws -> String {
    for number in 1...5 { try place.folder.write(Self.page(number), to: "in/p\(number).html") }
    try place.folder.write(Self.feed(6), to: "in/feed.xml")
    try place.folder.write(IndexedFolder.lines(0..<4), to: "in/lines.jsonl")
    return place.folder.path("in")
  }

  private func ingest(_ paths: String..., fault: String, options: [String] = []) async throws -> ToolOutput {
    try await place.searchctl.run(
      ["ingest", "--index", place.index] + options + paths, environment: ["SEARCHCTL_WORKER_FAULT": fault])
  }

  @Test(
    "loses the one document that crashes, hangs or eats memory, names it and why, and takes the others",
    arguments: [
      ("crash p3.html", "p3.html: extractor-crashed: the program that reads it crashed (SIGSEGV)"),
      ("hang p3.html", "p3.html: extractor-timeout: took more than 1 seconds"),
      ("memory p3.html", "p3.html: extractor-memory: took more than 256 MiB"),
      ("crash feed.xml:4", "feed.xml:4: extractor-crashed: "),
      ("hang feed.xml:7", "feed.xml:7: extractor-timeout: "),
      ("memory feed.xml:2", "feed.xml:2: extractor-memory: "),
      ("crash lines.jsonl:2", "lines.jsonl:2: extractor-crashed: "),
    ])
  func faults(fault: String, message: String) async throws {
    let inputs = try writeInputs()
    let limits = ["--document-seconds", "1", "--document-memory", "256M"]
    let result = try await ingest(inputs, fault: fault, options: limits)
    #expect(result.status == 1)
    #expect(result.errors.contains("not indexed: \(inputs)/\(message)"), "\(result.errors)")
    #expect(result.errors.contains("14 articles: 14 added, 0 replaced, 0 unchanged, 1 skipped; "))
    #expect(try await place.isSound())
    let again = try await place.ingest(inputs)
    #expect(again.status == 0)
    #expect(again.errors.contains("15 articles: 1 added, 0 replaced, 14 unchanged, 0 skipped; "))
  }

  @Test("goes on after the record at fault in a large feed, a large member of an archive, and a mailbox")
  func streams() async throws {
    // Larger than what is handed over in one piece, with more than is sent in one piece before the fault.
    try place.folder.write(Self.feed(900, padding: 200), to: "in/large.xml")
    let feed = try await ingest(place.folder.path("in"), fault: "crash large.xml:700")
    #expect(feed.status == 1)
    #expect(feed.errors.contains("large.xml:700: extractor-crashed: "))
    #expect(feed.errors.contains("899 articles: 899 added, 0 replaced, 0 unchanged, 1 skipped; "), "\(feed.errors)")
    let archive = try await Tool("/usr/bin/python3").run(
      "-c", "import shutil; shutil.make_archive('\(place.folder.path("a"))', 'zip', '\(place.folder.path("in"))')")
    #expect(archive.status == 0)
    let member = try await ingest(
      place.folder.path("a.zip"), fault: "hang large.xml:899", options: ["--document-seconds", "1"])
    #expect(member.status == 1)
    #expect(member.errors.contains("a.zip#large.xml:899: extractor-timeout: "), "\(member.errors)")
    #expect(member.errors.contains("899 articles: 1 added, 0 replaced, 898 unchanged, 1 skipped; "), "\(member.errors)")
    let messages = (1...30).map { number in
      "From a Mon May  3 10:00:00 2021\nFrom: a\nSubject: Letter \(number)\nMessage-ID: <\(number)@a>\n\nText\n\n"
    }
    try place.folder.write(messages.joined(), to: "letters.mbox")
    let mailbox = try await ingest(place.folder.path("letters.mbox"), fault: "crash letters.mbox:71")
    #expect(mailbox.errors.contains("letters.mbox:71: extractor-crashed: "), "\(mailbox.errors)")
    #expect(mailbox.errors.contains("29 articles: 29 added"), "\(mailbox.errors)")
    #expect(try await place.isSound())
  }

  @Test("keeps what came before the record at fault from a pipe, and says that the rest is missing")
  func pipe() async throws {
    let input = Data(Self.feed(900, padding: 200).utf8)
    let pipe = Pipe()
    let running = try place.searchctl.start(
      ["ingest", "--index", place.index, "--format", "feed", "-"], standardInput: pipe.fileHandleForReading,
      environment: ["SEARCHCTL_WORKER_FAULT": "crash -:700"])
    let writer = Thread {
      signal(SIGPIPE, SIG_IGN)
      try? pipe.fileHandleForWriting.write(contentsOf: input)
      try? pipe.fileHandleForWriting.close()
    }
    writer.start()
    let result = try await running.wait()
    #expect(result.status == 1)
    #expect(result.errors.contains("-:700: extractor-crashed: "), "\(result.errors)")
    #expect(result.errors.contains("what comes after it was not read"), "\(result.errors)")
    #expect(result.errors.contains("698 articles: 698 added"), "\(result.errors)")
  }

  @Test("starts other processes when they are killed, and loses only the document that one was reading")
  func killed() async throws {
    let inputs = try writeInputs()
    for number in 6...400 { try place.folder.write(Self.page(number), to: "in/p\(number).html") }
    let running = try place.searchctl.start(
      ["ingest", "--index", place.index, inputs], environment: ["SEARCHCTL_WORKER_FAULT": "hang p200.html"])
    // By then all the others are read.
    try await Task.sleep(for: .milliseconds(2500))
    let workers = Self.children(of: running.processID)
    #expect(!workers.isEmpty)
    for worker in workers { kill(worker, SIGKILL) }
    let result = try await running.wait()
    #expect(result.status == 1)
    #expect(result.errors.contains("p200.html: extractor-crashed: the program that reads it crashed (SIGKILL)"))
    #expect(result.errors.contains("409 articles: 409 added, 0 replaced, 0 unchanged, 1 skipped; "), "\(result.errors)")
    #expect(try await place.isSound())
  }

  private static func children(of process: Int32) -> [Int32] {
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
    return tasks.flatMap { task in
      let text = try? String(contentsOfFile: "/proc/\(process)/task/\(task)/children", encoding: .utf8)
      return (text ?? "").split(separator: " ").compactMap { Int32($0) }
    }
  }

  @Test("ends at once on a signal, though a document hangs")
  func stop() async throws {
    let inputs = try writeInputs()
    let running = try place.searchctl.start(
      ["ingest", "--index", place.index, inputs], environment: ["SEARCHCTL_WORKER_FAULT": "hang p3.html"])
    try await Task.sleep(for: .milliseconds(1500))
    let workers = Self.children(of: running.processID)
    #expect(!workers.isEmpty)
    running.send(signal: SIGTERM)
    let result = try await running.wait(timeout: .seconds(10))
    #expect(result.status == 128 + SIGTERM)
    for worker in workers { #expect(kill(worker, 0) != 0) }
    #expect(try await place.isSound())
  }

  @Test("reads documents where no file can be opened, no socket made, no program started and no process signalled")
  func filter() async throws {
    let inputs = try writeInputs()
    let result = try await ingest(inputs, fault: "probe p3.html")
    // The probe ends with a signal of its own for each call that was granted; see `WorkerFault`.
    #expect(result.errors.contains("p3.html: extractor-crashed: the program that reads it crashed (SIGUSR1)"))
    #expect(!result.errors.contains("warning"))
  }

  @Test("reads them in its own process when it is told to, and the same way")
  func off() async throws {
    let inputs = try writeInputs()
    let apart = try await place.searchctl.run("extract", inputs)
    let within = try await place.searchctl.run("extract", "--isolation", "off", inputs)
    #expect(apart.status == 0)
    #expect(apart.lines.count == 15)
    #expect(apart.output == within.output)
    let result = try await ingest(inputs, fault: "crash p3.html", options: ["--isolation", "off"])
    #expect(result.status == 0)
  }

  @Test(
    "says so, and goes on, where the system lets it start no such process or set up no filter",
    arguments: [
      ("unstartable", "warning: documents are read without isolation: no process could be started for it"),
      ("unfiltered", "warning: documents are read in processes that may use all system calls: "),
    ])
  func unavailable(fault: String, warning: String) async throws {
    let result = try await ingest(try writeInputs(), fault: fault)
    #expect(result.status == 0)
    #expect(result.errors.components(separatedBy: warning).count == 2, "\(result.errors)")
    #expect(result.errors.contains("15 articles: 15 added"))
  }

  @Test(
    "refuses limits that make no sense", arguments: ["--document-seconds=0", "--document-memory=1M", "--isolation=x"])
  func wrongLimits(option: String) async throws {
    let result = try await place.searchctl.run("ingest", "--index", place.index, option, "/dev/null")
    #expect(result.status == 2)
  }
}
