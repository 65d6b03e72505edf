import DumpGenerator

/// What is measured, and on which dumps.
struct Plan {
  private(set) var sections: [Section] = []
  /// All dumps, which are read once before anything is measured.
  private(set) var files: [String] = []

  private let dumpscan: String
  private let dumps: DumpFiles

  private static let awk = Tools.installed("mawk", "awk") ?? "mawk"
  /// Counts goroutines by state and innermost function, as a person would by hand.
  private static let groupsOfText =
    #"'/^goroutine /{match($0,/\[[^],]*/);s=substr($0,RSTART+1,RLENGTH-1);getline f;"#
    + #"sub(/\(.*/,"",f);c[s" "f]++}END{for(k in c)print c[k],k}'"#
  /// Counts goroutines of a count profile by innermost function.
  private static let groupsOfCounts =
    #"'/^[0-9]+ @/{n=$1;getline f;split(f,a,"\t");c[a[3]]+=n}END{for(k in c)print c[k],k}'"#

  /// Writes the dumps, up to the given size.
  init(size: ByteSize, dumpscan: String, dumps: DumpFiles) throws {
    self.dumpscan = "exec " + Tools.quoted(dumpscan)
    self.dumps = dumps
    try addLarge(size)
    // The runtime cuts texts at 64 MiB, so that is the size of a dump with many goroutines.
    let part = min(size.bytes, 64 << 20)
    try addManyStacks(size: part, stacks: max(2, 47_000 * part / (64 << 20)))
    try addCounts(stacks: max(2, 100_000 * part / (64 << 20)))
    try addSmall()
    try addSizes(upTo: size.bytes)
  }

  private mutating func addLarge(_ size: ByteSize) throws {
    let file = try dump(size: size.bytes)
    let compressed = Tools.installed("gzip") == nil ? nil : try dumps.gzip(file)
    let prefixed = try dumps.dump(size: size.bytes, stacks: 60, prefix: true)
    files += [prefixed.path] + [compressed].compactMap(\.self)
    let path = Tools.quoted(file.path)
    let gz = compressed.map(Tools.quoted)
    let peak = "\(48 + (file.goroutines * 32 + 1 << 20 - 1) >> 20) MiB"
    sections.append(
      Section(
        heading: Self.heading("\(size)", file),
        rows: [
          Row(work: "wc -l", line: tool("wc", "exec wc -l \(path)")),
          Row(
            work: "LC_ALL=C grep -c '^goroutine '",
            line: tool("grep", "export LC_ALL=C; exec grep -c '^goroutine ' \(path)")),
          Row(
            work: "dumpscan", line: "\(dumpscan) \(path)", reference: (1, "grep"),
            aim: "0.5 x grep, \(peak)"),
          Row(
            work: "cat | dumpscan", line: "cat \(path) | (\(dumpscan))",
            reference: (1, "grep"), aim: "as grep, \(peak)"),
          Row(
            work: "gzip -dc | dumpscan", line: gz.map { "gzip -dc \($0) | (\(dumpscan))" },
            reference: (1, "grep")),
          Row(
            work: "dumpscan of the .gz", line: gz.map { "\(dumpscan) \($0)" },
            reference: (4, "the pipe"), aim: "as the pipe"),
          Row(
            work: "dumpscan, lines with timestamps",
            line: "\(dumpscan) \(Tools.quoted(prefixed.path))", reference: (2, "plain"),
            aim: "2 x plain"),
        ]))
  }

  private mutating func addManyStacks(size: Int, stacks: Int) throws {
    let file = try dump(size: size, stacks: stacks)
    addGroups(Self.heading("\(ByteSize(bytes: size))", file), file, Self.groupsOfText, "as mawk")
  }

  private mutating func addCounts(stacks: Int) throws {
    let file = try dumps.dump(.debug1, size: 0, stacks: stacks)
    files.append(file.path)
    addGroups(Self.heading("debug=1", file), file, Self.groupsOfCounts, "2 x mawk")
  }

  /// A dump of many stacks, beside a line that counts them by hand.
  private mutating func addGroups(
    _ heading: String, _ file: GeneratedFile, _ program: String, _ aim: String
  ) {
    sections.append(
      Section(
        heading: heading,
        rows: [
          byHand(program, file.path),
          Row(
            work: "dumpscan", line: "\(dumpscan) \(Tools.quoted(file.path))",
            reference: (0, Self.awk), aim: aim),
        ]))
  }

  private mutating func addSmall() throws {
    let size = ByteSize(bytes: 20_000)
    let file = try dump(size: size.bytes)
    sections.append(
      Section(
        heading: Self.heading("\(size)", file),
        rows: [
          Row(
            work: "dumpscan, from start to exit",
            line: "\(dumpscan) \(Tools.quoted(file.path))", aim: "10 ms")
        ]))
  }

  private mutating func addSizes(upTo size: Int) throws {
    var rows: [Row] = []
    for size in [1 << 20, 8 << 20, 64 << 20, 512 << 20].filter({ $0 <= size }) {
      let file = try dump(size: size)
      rows.append(
        Row(
          work: "dumpscan of \(ByteSize(bytes: size))",
          line: "\(dumpscan) \(Tools.quoted(file.path))",
          gibibytes: Double(size) / Double(1 << 30), aim: "the same for all"))
    }
    if !rows.isEmpty {
      sections.append(Section(heading: "Size by size, 60 stacks, from start to exit", rows: rows))
    }
  }

  private mutating func dump(size: Int, stacks: Int = 60) throws -> GeneratedFile {
    let file = try dumps.dump(size: size, stacks: stacks)
    if !files.contains(file.path) { files.append(file.path) }
    return file
  }

  /// A row that counts with awk; mawk is the fastest.
  private func byHand(_ program: String, _ path: String) -> Row {
    Row(
      work: "\(Self.awk), counting by function",
      line: tool(Self.awk, "exec \(Self.awk) \(program) \(Tools.quoted(path))"))
  }

  private func tool(_ name: String, _ line: String) -> String? {
    Tools.installed(name).map { _ in line }
  }

  private static func heading(_ what: String, _ file: GeneratedFile) -> String {
    "\(what), \(grouped(file.stacks)) stacks, \(grouped(file.goroutines)) goroutines"
  }

  private static func grouped(_ number: Int) -> String {
    number < 1000
      ? "\(number)"
      : grouped(number / 1000) + "," + "\(1000 + number % 1000)".dropFirst()
  }
}
