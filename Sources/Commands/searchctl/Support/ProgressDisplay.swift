import Glibc

/// One line about how far something has come: redrawn in place on a terminal, repeated now and then otherwise.
struct ProgressDisplay {
  /// How progress is shown.
  enum Style {
    case bar
    case lines
    case nothing
  }

  private let style: Style
  private let clock = ContinuousClock()
  private var drawn: ContinuousClock.Instant
  private var isShown = false

  init(quiet: Bool) {
    style = quiet ? .nothing : Terminal.showsBars ? .bar : .lines
    drawn = clock.now
  }

  /// Shows a line when it is time for one.
  ///
  /// - Parameter line: Makes the line for a width, or for no width where there is no terminal.
  mutating func update(_ line: (_ width: Int?) -> String) {
    let interval = style == .bar ? Duration.milliseconds(100) : .seconds(5)
    guard style != .nothing, clock.now - drawn >= interval else { return }
    drawn = clock.now
    if style == .bar {
      isShown = true
      Terminal.write("\r\u{1B}[K" + line(Terminal.width), to: STDERR_FILENO)
    } else {
      Terminal.tell(line(nil))
    }
  }

  /// Takes the line away, so that something else can be printed.
  mutating func clear() {
    guard isShown else { return }
    isShown = false
    Terminal.write("\r\u{1B}[K", to: STDERR_FILENO)
  }
}
