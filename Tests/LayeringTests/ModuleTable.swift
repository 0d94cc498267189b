/// The tables of `docs/architecture.md`: the modules with what they may import, and the libraries with who may use them.
struct ModuleTable {
  struct Module {
    var name: String
    var folder: String
    var imports: Set<String>
  }

  /// In the order of the page, which begins at the bottom.
  let modules: [Module]
  /// Which modules may import a library.
  let users: [String: Set<String>]

  /// What comes with the toolchain and the system, and every module may use.
  static let system: Set<String> = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Swift", "Synchronization",
  ]

  init(page: String) {
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("|") }.map(Self.cells)
    modules = rows.filter { $0.count == 4 && $0[1].hasPrefix("`") }.map {
      Module(name: $0[0], folder: $0[1].filter { $0 != "`" }, imports: Self.names($0[3]))
    }
    users = rows.filter { $0.count == 2 }.reduce(into: [:]) { table, row in
      for library in Self.names(row[0]) { table[library] = Self.names(row[1]) }
    }
  }

  /// The module a file belongs to.
  func module(of path: String) -> Module? {
    modules.filter { path.hasPrefix($0.folder + "/") }.max { $0.folder.count < $1.folder.count }
  }

  private static func cells(_ row: some StringProtocol) -> [String] {
    row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
      cell.split(separator: " ").joined(separator: " ")
    }
  }

  private static func names(_ cell: String) -> Set<String> {
    Set(cell.split(separator: ",").map { $0.filter { $0 != " " && $0 != "`" } })
  }
}

/// The modules a Swift file imports, whatever the form of the declaration.
func imports(of source: String) -> [String] {
  let declaration =
    /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|func|var|let|typealias)\s+)?(\w+)/
  return source.split(separator: "\n").compactMap { line in
    (try? declaration.prefixMatch(in: line)).flatMap { $0.map { String($0.1) } }
  }
}
