import Synchronization

/// The settings in force, exchanged as a whole when the configuration is read again.
final class LiveSettings: Sendable {
  private let settings: Mutex<Settings>

  init(_ settings: Settings) { self.settings = Mutex(settings) }

  /// The settings in force now.
  var current: Settings { settings.withLock { $0 } }

  /// Puts new settings in force.
  ///
  /// Those that take effect only at a start keep their value, because `Setting.isReloadable` says so.
  func replace(with settings: Settings) {
    self.settings.withLock { current in
      let old = current
      current = settings
      for setting in Setting.all where !setting.isReloadable {
        _ = setting.set(setting.value(in: old), in: &current)
      }
    }
  }
}
