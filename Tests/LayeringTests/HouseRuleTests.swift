import Testing

@Suite("The house rules")
struct HouseRuleTests {
  private static let sources = Repository.files(below: "Sources", suffix: ".swift")

  @Test("keep source files within 400 lines")
  func length() throws {
    for path in Self.sources {
      let lines = try Repository.text(of: path).split(separator: "\n", omittingEmptySubsequences: false).count - 1
      #expect(lines <= 400, "\(path) has \(lines) lines")
    }
  }

  @Test("leave nothing unfinished and nothing that traps on input")
  func unfinished() throws {
    for path in Self.sources {
      let text = try Repository.text(of: path)
      for forbidden in ["TODO", "FIXME", "try!", "as!", "fatalError("] {
        #expect(!text.contains(forbidden), "\(path) has \(forbidden)")
      }
    }
  }

  @Test("let every page name only files that exist")
  func paths() throws {
    let pages = Repository.files(below: "docs", suffix: ".md") + ["README.md", "CONTRIBUTING.md", "index/README.md"]
    for page in pages {
      let text = try Repository.text(of: page)
      for path in Self.namedPaths(in: text) + Self.linkedPaths(in: text, of: page) {
        #expect(Repository.exists(path), "\(page) names \(path)")
      }
    }
  }

  /// The paths in `code` that begin with one of the folders of this project.
  private static func namedPaths(in text: String) -> [String] {
    let path = /`((?:Benchmarks|Scripts|Sources|Tests|completions|docs|index|man|systemd)\/[A-Za-z0-9_.+\/-]*)`/
    return text.matches(of: path).map { String($0.1) }
  }

  /// The targets of relative links.
  private static func linkedPaths(in text: String, of page: String) -> [String] {
    let folder = page.split(separator: "/").dropLast().map(String.init)
    return text.matches(of: /\]\(([^):#\s]+)(?:#[^)]*)?\)/).map { match in
      var parts = folder
      for part in match.1.split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(String(part)) }
      }
      return parts.joined(separator: "/")
    }
  }
}
