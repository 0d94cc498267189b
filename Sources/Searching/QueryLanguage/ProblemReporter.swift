/// Decides what a mistake does: in strict mode it ends the parse, in lenient mode it becomes a note.
struct ProblemReporter {
  let query: String
  let isStrict: Bool
  private var found: [(column: Int, note: QueryNote)] = []

  init(query: String, isStrict: Bool) {
    self.query = query
    self.isStrict = isStrict
  }

  /// Reports a mistake in `term`, the part of the query it was made in.
  mutating func report(_ kind: QuerySyntaxError.Kind, at column: Int, term: String) throws(QuerySyntaxError) {
    guard !isStrict else { throw QuerySyntaxError(kind: kind, column: column, query: query) }
    let note = kind.note
    add(QueryNote(kind: note.kind, term: term, detail: note.detail), at: column)
  }

  /// Adds a note that is no mistake; the same is said only once.
  mutating func add(_ note: QueryNote, at column: Int) {
    guard !found.contains(where: { $0.note == note }) else { return }
    found.append((column, note))
  }

  /// The notes in the order of their columns.
  var notes: [QueryNote] {
    found.enumerated()
      .sorted { ($0.element.column, $0.offset) < ($1.element.column, $1.offset) }
      .map(\.element.note)
  }
}
