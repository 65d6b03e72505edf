import Testing

/// `dumpscan convert`, as a person runs it.
struct ConvertTests {
  private let dump = """
    goroutine 7 [chan send, 3 minutes]:
    main.leak.func1()
    \t/home/u/app/main.go:22 +0x4d
    created by main.leak in goroutine 1
    \t/home/u/app/main.go:20 +0x71

    """

  @Test(
    arguments: [
      ("convert --to folded dump.txt", 0),
      ("convert --to pprof -o out.pb.gz dump.txt dump.txt && dumpscan out.pb.gz", 0),
      ("convert dump.txt", 64),
      ("convert --to svg dump.txt", 64),
      ("convert --to pprof --deduplicate dump.txt", 64),
      ("convert --to dot --with-state dump.txt", 64),
      ("convert --to folded --graph locks dump.txt", 64),
      ("convert --to debug2 dump.txt dump.txt", 64),
      ("convert --to folded empty.txt", 65),
      ("convert --to folded nothing.txt", 66),
      ("convert --to folded -o nowhere/out dump.txt", 74),
      ("convert --to pprof dump.txt >/dev/full", 74),
    ])
  func `exit status`(_ arguments: String, _ status: Int32) throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("dump.txt", dump)
    try command.write("empty.txt", "")
    #expect(try command.run("dumpscan \(arguments)").status == status)
  }

  @Test func `what is read of some files is converted, and the rest told`() throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("dump.txt", dump)
    let outcome = try command.run("dumpscan convert --to folded nothing.txt dump.txt")
    #expect(outcome.status == 66)
    #expect(outcome.output == "main.leak.func1 1\n")
    #expect(outcome.error.contains("nothing.txt: file not found"))
  }

  @Test func `a profile goes through a pipe and back`() throws {
    let command = try Command()
    defer { command.remove() }
    try command.write("dump.txt", dump)
    let outcome = try command.run(
      "dumpscan convert --to pprof <dump.txt | dumpscan convert --to debug2")
    #expect(
      outcome.output == """
        goroutine 0 [chan send, 3 minutes]:
        main.leak.func1(...)
        \t/home/u/app/main.go:22
        created by main.leak
        \t/home/u/app/main.go:20


        """)
  }
}
