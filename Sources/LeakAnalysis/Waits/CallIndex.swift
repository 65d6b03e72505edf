import GoroutineDump

/// A call that a goroutine is inside of, of a function or type that others wait in.
struct Call: Sendable {
  var group: Int
  /// The goroutine's position; nil where the dump lists none, or keeps no arguments of any like it.
  var row: Int?
  /// Where the call has come to.
  var frame: Frame
  /// How far from the innermost frame that stands.
  var depth: Int
  /// The method's receiver, where it is certain.
  var receiver: UInt64?
  /// How many words of arguments the frame prints.
  var words: Int
}

/// Who is inside a call of a function, or of any method of a type, that somebody waits in.
///
/// Made in one pass over the frames of a dump. Each list ends at a limit: of so many that may have
/// something, none is told from the others; so every question is answered in a bounded time.
struct CallIndex: Sendable {
  private struct Key: Hashable {
    /// The number of a function, or of a type.
    var number: UInt32
    var isType: Bool
    /// 0 stands for all whose receiver is not known.
    var receiver: UInt64
  }

  /// A list does not grow beyond this.
  static let limit = 64
  private static let waiters = 4

  private var calls: [Key: [Call]] = [:]
  private var everyCall: [Key: [Call]] = [:]
  private var receivers: [UInt32: [UInt64]] = [:]
  /// Frames that were looked at: for a test of the cost.
  private(set) var steps = 0

  /// Indexes the calls of the functions in which groups wait, and of the methods of their types.
  ///
  /// - Parameter waiting: the frames in which they wait.
  init(_ context: AnalysisContext, waitingIn waiting: some Sequence<Frame>) {
    let analysis = context.analysis
    var isWanted = [Bool](repeating: false, count: analysis.functions.count)
    var types: Set<FunctionNames.Owner> = []
    var packages: Set<UInt32> = []
    for frame in waiting {
      isWanted[Int(frame.function)] = true
      let owner = context.names.owner(of: frame.function)
      guard owner.isReceiver else { continue }
      types.insert(owner)
      packages.insert(analysis.functions[Int(frame.function)].package)
    }
    // The owner of each function of interest; looked up once.
    var typeOf = [UInt32](repeating: 0, count: analysis.functions.count)
    if !types.isEmpty {
      for function in analysis.functions.indices
      where packages.contains(analysis.functions[function].package) {
        let owner = context.names.owner(of: UInt32(function))
        if types.contains(owner) { typeOf[function] = owner.code }
      }
    }
    // The smallest groups first: whoever has what others wait for is mostly alone.
    for group in analysis.groups.indices.reversed() { add(group, context, isWanted, typeOf) }
    for type in receivers.keys { receivers[type]?.sort() }
  }

  private mutating func add(
    _ group: Int, _ context: AnalysisContext, _ isWanted: [Bool], _ typeOf: [UInt32]
  ) {
    let symbols = context.analysis.dump.symbols
    let sample = context.analysis.groups[group].sample
    let stack = symbols.stacks[Int(context.analysis.dump.samples[sample].stack)]
    var details: [GoroutineDetail]?
    let waitsAt = context.resources.gates[group]?.depth
    // The innermost call of each type's methods, where it has come to, for each goroutine.
    var innermost: [UInt32: [Call]] = [:]
    for (depth, index) in symbols.frameIndices(of: stack).enumerated() {
      steps += 1
      let frame = symbols.frames[Int(index)]
      let function = Int(frame.function)
      guard isWanted[function] || typeOf[function] != 0 else { continue }
      let kept = details ?? context.arguments.details(ofGroup: group, context.analysis)
      details = kept
      // Of those that only wait here for the same, a few stand for all.
      let known = depth == waitsAt ? kept.prefix(Self.waiters) : kept[...]
      var calls = known.map { detail in
        Call(
          group: group, row: detail.row, frame: frame, depth: depth,
          receiver: detail.receiver(at: depth), words: detail.words(at: depth))
      }
      if kept.isEmpty {
        let row = context.analysis.rows(of: context.analysis.groups[group]).first.map(Int.init)
        calls = [Call(group: group, row: row, frame: frame, depth: depth, receiver: nil, words: 0)]
      }
      if isWanted[function] { for call in calls { insert(call, UInt32(function), isType: false) } }
      guard typeOf[function] != 0 else { continue }
      if depth == waitsAt {
        for call in calls { insert(call, typeOf[function], isType: true) }
      } else if let inner = innermost[typeOf[function]] {
        // An inlined method prints no receiver; its caller of the same type may.
        for (place, call) in calls.enumerated()
        where place < inner.count && inner[place].receiver == nil && call.receiver != nil {
          innermost[typeOf[function]]?[place] = call
        }
      } else {
        innermost[typeOf[function]] = calls
      }
    }
    for type in innermost.keys.sorted() {
      for call in innermost[type] ?? [] { insert(call, type, isType: true) }
    }
  }

  private mutating func insert(_ call: Call, _ number: UInt32, isType: Bool) {
    let key = Key(number: number, isType: isType, receiver: call.receiver ?? 0)
    let known = calls[key]?.count ?? 0
    if known < Self.limit { calls[key, default: []].append(call) }
    if isType, let receiver = call.receiver, known == 0 {
      receivers[number, default: []].append(receiver)
    }
    let all = Key(number: number, isType: isType, receiver: 0)
    if everyCall[all]?.count ?? 0 < Self.limit { everyCall[all, default: []].append(call) }
  }

  /// Who is inside a call of a function on some object, or on one that is not known; on any where no
  /// object is given.
  func calls(of function: UInt32, on receiver: UInt64?) -> [Call] {
    calls(function, isType: false, receiver)
  }

  /// Who is inside a method of a type, likewise.
  func calls(of type: FunctionNames.Owner, on receiver: UInt64?) -> [Call] {
    calls(type.code, isType: true, receiver)
  }

  private func calls(_ number: UInt32, isType: Bool, _ receiver: UInt64?) -> [Call] {
    let all = everyCall[Key(number: number, isType: isType, receiver: 0)] ?? []
    guard let receiver else { return all }
    let same = calls[Key(number: number, isType: isType, receiver: receiver)] ?? []
    return same + (calls[Key(number: number, isType: isType, receiver: 0)] ?? [])
  }

  /// Who is inside a method of a type whose object begins at most so far before an address: a lock lies
  /// in it.
  func calls(of type: FunctionNames.Owner, within distance: UInt64, before address: UInt64)
    -> [Call]
  {
    let sorted = receivers[type.code] ?? []
    let end = sorted.partitioningIndex { $0 > address }
    guard end > 0, address - sorted[end - 1] < distance else { return [] }
    return calls[Key(number: type.code, isType: true, receiver: sorted[end - 1])] ?? []
  }
}
