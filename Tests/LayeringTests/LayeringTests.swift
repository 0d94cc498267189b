import Testing

@Suite("The modules")
struct LayeringTests {
  private let table: ModuleTable
  private let sources =
    Repository.files(below: "Sources", suffix: ".swift")
    + Repository.files(below: "index", suffix: ".swift")

  init() throws {
    table = ModuleTable(page: try Repository.text(of: "docs/architecture.md"))
  }

  @Test("are all in the table, and the table's are all there")
  func complete() {
    #expect(table.modules.count >= 20)
    #expect(!sources.isEmpty)
    for path in sources { #expect(table.module(of: path) != nil, "\(path) belongs to no module of the table") }
    for module in table.modules { #expect(Repository.exists(module.folder), "\(module.name): \(module.folder)") }
  }

  @Test("import only what the table allows")
  func allowed() throws {
    for path in sources {
      guard let module = table.module(of: path) else { continue }
      for name in imports(of: try Repository.text(of: path)) where !ModuleTable.system.contains(name) {
        let isAllowed = module.imports.contains(name) || table.users[name]?.contains(module.name) == true
        #expect(isAllowed, "\(path): \(module.name) may not import \(name)")
      }
    }
  }

  @Test("import one way: each only modules that stand above it in the table")
  func oneWay() {
    var above: Set<String> = []
    for module in table.modules {
      #expect(module.imports.isSubset(of: above), "\(module.name): \(module.imports.subtracting(above).sorted())")
      above.insert(module.name)
    }
  }

  @Test("keep the query command free of the index and of what it needs")
  func clientIsLight() {
    var reached: Set<String> = []
    var waiting = ["search"]
    while let name = waiting.popLast() {
      guard reached.insert(name).inserted else { continue }
      waiting += table.modules.first { $0.name == name }?.imports ?? []
    }
    #expect(reached == ["search", "SearchClient", "Wire", "Articles"])
  }

  @Test(
    "have their imports found in every form of the declaration",
    arguments: [
      ("import A", ["A"]), ("public import A\nimport B", ["A", "B"]), ("@testable import A", ["A"]),
      ("@preconcurrency internal import A", ["A"]), ("import struct A.B", ["A"]), ("@_spi(X) import A", ["A"]),
      ("// import A", []), ("let important = 1", []), ("  import A", ["A"]),
    ])
  func forms(source: String, expected: [String]) {
    #expect(imports(of: source) == expected)
  }
}
