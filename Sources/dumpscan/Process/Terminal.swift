#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the terminal, or whatever else standard output is, can show.
enum Terminal {
  /// The value of an environment variable; nil where it is not set or empty.
  static func environment(_ name: String) -> String? {
    // getenv's text is copied at once, and nothing here changes the environment.
    guard let value = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// Whether an environment variable is set, be it to nothing.
  static func isSet(_ name: String) -> Bool {
    // Only whether there is a value is asked.
    unsafe getenv(name) != nil
  }

  /// Whether standard output is a terminal that is known to show hyperlinks (OSC 8).
  static var knowsHyperlinks: Bool {
    guard Stream.output.isTerminal, let kind = environment("TERM"), kind != "dumb" else {
      return false
    }
    // What passes them on through itself cannot be told from outside.
    if kind.hasPrefix("screen") || kind.hasPrefix("tmux") || isSet("TMUX") { return false }
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"]
    if let program = environment("TERM_PROGRAM"), programs.contains(program) { return true }
    let kinds = ["xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour"]
    if kinds.contains(where: kind.hasPrefix) { return true }
    if let version = environment("VTE_VERSION"), Int(version) ?? 0 >= 5000 { return true }
    return isSet("WT_SESSION") || isSet("KONSOLE_VERSION") || isSet("DOMTERM")
  }

  /// Columns of a report in a file: names are cut less than at a terminal, and it still fits a CI
  /// log and a review's page.
  static let fileWidth = 100

  /// Columns to lay a report out for: `COLUMNS`, or what the terminal says, or 80; a pipe is a file.
  static var width: Int {
    if let text = environment("COLUMNS"), let columns = Int(text), columns > 0 { return columns }
    return Stream.output.isTerminal ? width(of: .output) : fileWidth
  }

  /// Columns of the terminal that a stream goes to: what it says, or 80.
  static func width(of stream: Stream) -> Int {
    var size = winsize()
    // ioctl fills `size`, which outlives the call.
    let status = unsafe ioctl(stream.rawValue, UInt(TIOCGWINSZ), &size)
    return status == 0 && size.ws_col > 0 ? Int(size.ws_col) : 80
  }

  /// Whether colours are wanted where nobody said (https://no-color.org, CLICOLOR_FORCE, TERM).
  static var usesColor: Bool {
    if environment("NO_COLOR") != nil { return false }
    if let force = environment("CLICOLOR_FORCE"), force != "0" { return true }
    guard let kind = environment("TERM"), kind != "dumb" else { return false }
    return Stream.output.isTerminal
  }

  /// Whether a terminal shows more than ASCII, as far as the locale says; a file always does.
  static var usesUnicode: Bool {
    guard Stream.output.isTerminal else { return true }
    let locale = environment("LC_ALL") ?? environment("LC_CTYPE") ?? environment("LANG")
    guard let locale = locale?.lowercased() else { return true }
    return locale.contains("utf-8") || locale.contains("utf8")
  }
}
