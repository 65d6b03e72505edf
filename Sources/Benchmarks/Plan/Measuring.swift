/// Runs the rows of a plan.
struct Measuring {
  var workspace: Workspace
  var runs: Int

  /// Measures each row as often as is wanted, all of them in turn; a row that fails says so.
  func measure(_ plan: Plan) throws -> [Section] {
    var sections = plan.sections
    Progress.tell("reading the dumps once")
    let files = plan.files.map(Tools.quoted).joined(separator: " ")
    _ = try run("exec cat \(files) > /dev/null")
    for round in 1...runs {
      Progress.tell("round \(round) of \(runs)")
      for section in sections.indices {
        for row in sections[section].rows.indices {
          try measure(&sections[section].rows[row])
        }
      }
    }
    return sections
  }

  private func measure(_ row: inout Row) throws {
    guard row.failure == nil else { return }
    guard let line = row.line else {
      row.failure = "not installed"
      return
    }
    do {
      row.costs.append(try run(line))
    } catch let failure as ShellCommand.Failure {
      Progress.tell("\(failure): \(workspace.text("errors") ?? "")")
      row.failure = "failed, status \(failure.status)"
      row.costs = []
    }
  }

  private func run(_ line: String) throws -> ShellCommand.Cost {
    // grep stops at the first match where nobody reads its count, so all print to a file.
    try ShellCommand(line: line).run(
      output: workspace.path("output"), error: workspace.path("errors"))
  }
}
