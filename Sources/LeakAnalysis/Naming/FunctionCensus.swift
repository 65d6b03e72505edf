import GoroutineDump
import ParallelWork

/// What the name of a function tells.
struct FunctionTraits: Sendable {
  /// See ``StandardLibrary/contains(_:)``.
  var isStandardLibrary: Bool
  /// See ``StandardLibrary/isHidden(_:)``.
  var isHidden: Bool
  /// Whether a goroutine that has it on top waits in what called it: the runtime, package `sync`, the
  /// network poller.
  var isWaiting: Bool
  /// Whether it belongs to package `sync`, or to what lies below that.
  var isSync: Bool
  /// See ``ServerLoops/names``.
  var servesRequests: Bool
  /// See ``ServerLoops/isListening(_:)``.
  var isListening: Bool
  /// Whether it is C's, or a stub that cgo makes for one: such stand in no package, or as
  /// `main._Cfunc_sleep` in the program's.
  var isForeign: Bool
  /// The canonical import path, as an index into ``FunctionCensus/packages``.
  var package: UInt32
}

/// The functions of a dump, each name looked at once.
///
/// A dump can have a hundred thousand functions, but in a few hundred packages. So the bytes of a
/// name are searched for the package's end, and all that a package decides is worked out once for
/// it: 30 ns a function, where taking each name apart costs 2 µs.
struct FunctionCensus: Sendable {
  /// In the order of ``Symbols/functions``.
  private(set) var traits: [FunctionTraits] = []
  /// Canonical import paths.
  private(set) var packages: [String] = []
  private var packageNumbers: [String: UInt32] = [:]

  /// What all functions of one spelling of a package have in common.
  private struct Package {
    var number: UInt32
    var isStandardLibrary: Bool
    var isRuntime: Bool
    var isSync: Bool
    var isPoller: Bool
    var hasServerLoops: Bool
    var hasListeners: Bool
  }

  init(_ symbols: Symbols) {
    var spellings = TextTable()
    var known: [Package] = []
    traits.reserveCapacity(symbols.functions.count)
    let ends = SideBySide.map(symbols.functions.indices) {
      symbols.functions.withUTF8(at: $0, Self.packageEnd)
    }
    symbols.functions.forEachUTF8 { position, name in
      let end = ends[position]
      let spelling = Int(spellings.intern(name, from: 0, to: end))
      if spelling == known.count { known.append(package(spellings[spelling])) }
      let package = known[spelling]
      var traits = FunctionTraits(
        isStandardLibrary: package.isStandardLibrary, isHidden: false,
        isWaiting: package.isSync || package.isPoller, isSync: package.isSync,
        servesRequests: false, isListening: false,
        isForeign: Self.isForeign(name, behind: end), package: package.number)
      if package.isRuntime {
        traits.isHidden = StandardLibrary.isHidden(symbols.functions[position])
        traits.isWaiting = traits.isHidden
      }
      if name.count == 10, symbols.functions[position] == "time.Sleep" { traits.isWaiting = true }
      if package.hasServerLoops {
        traits.servesRequests = ServerLoops.names.contains(
          FunctionName(symbols.functions[position]).canonical)
      }
      if package.hasListeners || Self.mayListen(name) {
        traits.isListening = ServerLoops.isListening(symbols.functions[position])
      }
      self.traits.append(traits)
    }
  }

  /// The number of a package, or nil where no function belongs to it.
  func number(ofPackage path: String) -> UInt32? { packageNumbers[path] }

  private mutating func package(_ spelling: String) -> Package {
    let path = FunctionName(spelling).package
    let number = packageNumbers[path] ?? UInt32(packages.count)
    if number == packages.count {
      packages.append(path)
      packageNumbers[path] = number
    }
    return Package(
      number: number, isStandardLibrary: StandardLibrary.contains(spelling),
      isRuntime: spelling == "runtime.",
      isSync: spelling == "sync." || spelling == "internal/sync.",
      isPoller: spelling == "internal/poll.", hasServerLoops: ServerLoops.packages.contains(path),
      hasListeners: ServerLoops.listeningPackages.contains(spelling))
  }

  private static func isForeign(_ name: Span<UInt8>, behind end: Int) -> Bool {
    if end == name.count { return true }
    guard name.count > end + 6, name[end] == UInt8(ascii: "_"), name[end + 1] == UInt8(ascii: "C")
    else { return false }
    let next = name[end + 2]
    return next == UInt8(ascii: "f")
      || next == UInt8(ascii: "2") && name[end + 3] == UInt8(ascii: "f")
  }

  /// Where the package's spelling ends, its dot included: behind the first dot that follows the
  /// last slash. Type arguments can hold slashes and dots of their own.
  private static func packageEnd(_ name: Span<UInt8>) -> Int {
    var dot = -1
    for index in name.indices {
      let byte = name[index]
      // Nearly all bytes are letters in lower case, which stand behind the three in ASCII: one
      // comparison for each of them is a third of the time.
      if byte > UInt8(ascii: "[") { continue }
      if byte == UInt8(ascii: "/") {
        dot = -1
      } else if byte == UInt8(ascii: "."), dot < 0 {
        dot = index
      } else if byte == UInt8(ascii: "[") {
        return dot < 0 ? index : dot + 1
      }
    }
    return dot < 0 ? name.count : dot + 1
  }

  /// Whether a name ends as those of ``ServerLoops/isListening(_:)`` that any package can have.
  private static func mayListen(_ name: Span<UInt8>) -> Bool {
    guard name.count > 8 else { return false }
    let last = name[name.count - 1]
    return last == UInt8(ascii: "t") && name[name.count - 6] == UInt8(ascii: "A")
      || last == UInt8(ascii: "e") && name[name.count - 5] == UInt8(ascii: "S")
  }
}
