import GoroutineDump

extension AnalysisContext {
  /// The groups with a frame in one of some functions, by canonical name, explained or not.
  func groups(with names: Set<String>) -> [Int] {
    groups(with: names, among: Array(analysis.groups.indices))
  }

  /// As above, those of some groups.
  func groups(with names: Set<String>, among groups: [Int]) -> [Int] {
    let symbols = analysis.dump.symbols
    let packages = Set(names.map { FunctionName($0).package })
    guard packages.contains(where: { analysis.census.number(ofPackage: $0) != nil }) else {
      return []
    }
    var functions = [Bool](repeating: false, count: symbols.functions.count)
    var isAny = false
    let isWanted = analysis.census.packages.map(packages.contains)
    for (number, traits) in analysis.census.traits.enumerated()
    where isWanted[Int(traits.package)] {
      guard names.contains(FunctionName(symbols.functions[number]).canonical) else { continue }
      functions[number] = true
      isAny = true
    }
    guard isAny else { return [] }
    return groups.filter { number in
      let stack = symbols.stacks[Int(analysis.dump.samples[analysis.groups[number].sample].stack)]
      return symbols.frameIndices(of: stack).contains {
        functions[Int(symbols.frames[Int($0)].function)]
      }
    }
  }

  /// The groups with a frame whose function's name ends in one of some words, and in which.
  func groups(endingIn words: [String]) -> [(group: Int, word: String)] {
    let symbols = analysis.dump.symbols
    var endings: [UInt32: String] = [:]
    let spelled = words.map { (word: $0, letters: Array($0.utf8)) }
    let lastLetters = spelled.compactMap(\.letters.last)
    symbols.functions.forEachUTF8 { number, name in
      // Told by the last letter for nearly all of a hundred thousand names.
      guard name.count > 0, lastLetters.contains(name[name.count - 1]) else { return }
      guard !analysis.census.traits[number].isStandardLibrary else { return }
      let found = spelled.first { ends(name, with: $0.letters) }
      if let found { endings[UInt32(number)] = found.word }
    }
    guard !endings.isEmpty else { return [] }
    return analysis.groups.indices.compactMap { number in
      let stack = symbols.stacks[Int(analysis.dump.samples[analysis.groups[number].sample].stack)]
      for index in symbols.frameIndices(of: stack) {
        if let word = endings[symbols.frames[Int(index)].function] { return (number, word) }
      }
      return nil
    }
  }

  private func ends(_ name: Span<UInt8>, with letters: [UInt8]) -> Bool {
    let start = name.count - letters.count
    guard start >= 0 else { return false }
    for index in letters.indices.reversed() where name[start + index] != letters[index] {
      return false
    }
    return true
  }

  /// The innermost frame outside of Go's library that stands beyond a depth of a group's stack: what
  /// has called the function there.
  func caller(beyond depth: Int, of group: Int) -> Frame? {
    analysis.frames(of: analysis.groups[group]).dropFirst(depth + 1).first {
      !analysis.functions[Int($0.function)].isStandardLibrary
    }
  }

  /// The last part of the name of a group's site: `flush` of `main.(*cache).flush.func1`.
  func siteMethod(_ group: Int) -> String {
    guard let site = analysis.groups[group].site else { return "" }
    return String(NameFacts.method(of: name(of: site)))
  }

  /// How many goroutines have a frame in one of some functions, by canonical name.
  func count(with names: Set<String>) -> Int { count(of: groups(with: names)) }

  /// How many goroutines some groups hold.
  func count(of groups: [Int]) -> Int { groups.reduce(0) { $0 + analysis.groups[$1].count } }

  /// Whether so many goroutines are more than all others of the dump together: whatever each of
  /// them waits for would need a goroutine of its own, and there are not that many.
  func outnumbersAllOthers(_ count: Int) -> Bool {
    count > analysis.goroutineCount - count
  }
}
