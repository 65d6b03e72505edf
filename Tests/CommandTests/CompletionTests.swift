import Foundation
import Testing

/// What `dumpscan --generate-completion-script` writes, and whether the shells take it.
struct CompletionTests {
  static let shells = ["bash", "zsh", "fish"]

  static func isInstalled(_ shell: String) -> Bool {
    ["/bin/", "/usr/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + shell) }
  }

  @Test(arguments: shells)
  func `the shell takes its script`(_ shell: String) throws {
    let command = try Command()
    defer { command.remove() }
    let script = try command.run("dumpscan --generate-completion-script \(shell) | tee script")
    #expect(script.status == 0)
    for word in ["gate", "convert", "trend", "--goroutine", "--redact", "chan-send-no-receiver"] {
      // fish writes long options without their dashes.
      #expect(script.output.contains(shell == "fish" ? String(word.trimmingPrefix("--")) : word))
    }
    guard Self.isInstalled(shell) else { return }
    #expect(
      try command.run("\(shell) -n script") == Command.Outcome(status: 0, output: "", error: ""))
  }

  @Test func `the first word may be a file`() throws {
    let command = try Command()
    defer { command.remove() }
    for (shell, line) in [
      ("bash", "complete -o filenames -o default -F _dumpscan dumpscan\n"),
      ("zsh", "subcommands && ret=0\n        _files && ret=0\n"), ("fish", "-eq 1' -F\n"),
    ] {
      let script = try command.run("dumpscan --generate-completion-script \(shell)").output
      #expect(script.contains(line))
    }
  }

  @Test func `a shell that is not known is wrong usage`() throws {
    let command = try Command()
    defer { command.remove() }
    #expect(try command.run("dumpscan --generate-completion-script tcsh").status == 64)
  }

  @Test(
    .enabled(if: isInstalled("bash")),
    arguments: [
      ("conv", ["convert"]), ("tre", ["trend"]), ("convert --to fol", ["folded"]),
      ("gate --format jun", ["junit"]), ("explain lock-cy", ["lock-cycle"]),
      ("convert --to dot --graph lo", ["locks"]), ("diff capt", ["capture.txt"]),
      ("--old", ["--oldest"]), ("--by site capt", ["capture.txt"]), ("--format jso", ["json"]),
      ("capture.txt --old", ["--oldest"]),
    ])
  func `bash completes`(_ line: String, _ words: [String]) throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("capture.txt", "")
    let typed = line.split(separator: " ")
    let outcome = try command.run(
      """
      cat > try.sh <<'END'
      source <(dumpscan --generate-completion-script bash)
      COMP_WORDS=(dumpscan \(line)); COMP_CWORD=\(typed.count); COMP_LINE='dumpscan \(line)'
      COMP_POINT=${#COMP_LINE}
      _dumpscan dumpscan '\(typed.last ?? "")' '\(typed.dropLast().last ?? "dumpscan")'
      printf '%s\\n' "${COMPREPLY[@]}"
      END
      bash try.sh
      """)
    #expect(outcome.output.split(separator: "\n").map(String.init) == words, "\(outcome)")
  }

  @Test(
    .enabled(if: isInstalled("fish")),
    arguments: [
      ("--old", "--oldest"), ("--by site capt", "capture.txt"), ("capt", "capture.txt"),
      ("conv", "convert"), ("gate --format jun", "junit"), ("capture.txt --old", "--oldest"),
    ])
  func `fish completes`(_ line: String, _ word: String) throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("capture.txt", "")
    let outcome = try command.run(
      "dumpscan --generate-completion-script fish > c.fish; "
        + "fish -c 'source c.fish; complete -C \"dumpscan \(line)\" | cut -f 1'")
    #expect(outcome.output.split(separator: "\n").map(String.init) == [word], "\(outcome)")
  }
}
