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
/// Made in one pass over the frames of a dump. Each answer ends at a limit: of so many that may have
/// something, none is told from the others; so every question is answered in a bounded time.
struct CallIndex: Sendable {
  /// The calls of one function, or of the methods of one type, the smallest groups first.
  private struct List {
    var calls: [Call] = []
    /// How many of them have no known receiver.
    var unknown = 0
    /// Positions in ``calls``, by receiver: those without a known one first.
    var byReceiver: [Int32] = []

    /// Whether one more call without a known receiver would never be asked for.
    var isFull: Bool { unknown >= CallIndex.limit }

    mutating func append(_ call: Call) {
      if call.receiver == nil {
        if isFull { return }
        unknown += 1
      }
      calls.append(call)
    }

    mutating func sort() {
      // Where no receiver is known, the order is that of the calls.
      guard unknown < calls.count else { return }
      byReceiver = (0..<Int32(calls.count)).sorted { a, b in
        let (first, second) = (receiver(at: a), receiver(at: b))
        return first != second ? first < second : a < b
      }
    }

    func receiver(at position: Int32) -> UInt64 { calls[Int(position)].receiver ?? 0 }

    /// The calls on one object; 0 stands for those whose object is not known.
    func calls(on receiver: UInt64) -> [Call] {
      guard !byReceiver.isEmpty else { return receiver == 0 ? calls : [] }
      let start = byReceiver.partitioningIndex { self.receiver(at: $0) >= receiver }
      return byReceiver[start...].prefix(CallIndex.limit)
        .prefix { self.receiver(at: $0) == receiver }.map { calls[Int($0)] }
    }
  }

  /// An answer is not longer.
  static let limit = 64
  private static let waiters = 4

  private var lists: [List] = []
  /// The list of each function, and that of the type whose method it is; -1 where there is none.
  private var listOfFunction: [Int32]
  private var listOfType: [Int32]
  /// The lists of types, by their codes.
  private var listOfCode: [UInt32: Int32] = [:]
  /// Frames that were looked at: for a test of the cost.
  private(set) var steps = 0

  /// Indexes the calls of the functions in which groups wait, and of the methods of their types.
  ///
  /// - Parameter waiting: the frames in which they wait.
  init(_ context: AnalysisContext, waitingIn waiting: some Sequence<Frame>) {
    let analysis = context.analysis
    listOfFunction = Array(repeating: -1, count: analysis.functions.count)
    listOfType = Array(repeating: -1, count: analysis.functions.count)
    var isOfType = [Bool](repeating: false, count: analysis.census.packages.count)
    for frame in waiting where listOfFunction[Int(frame.function)] < 0 {
      listOfFunction[Int(frame.function)] = Int32(lists.count)
      lists.append(List())
      let owner = context.names.owner(of: frame.function)
      guard owner.isReceiver else { continue }
      isOfType[Int(analysis.functions[Int(frame.function)].package)] = true
      if listOfCode[owner.code] == nil {
        listOfCode[owner.code] = Int32(lists.count)
        lists.append(List())
      }
    }
    if !listOfCode.isEmpty {
      for function in analysis.functions.indices
      where isOfType[Int(analysis.functions[function].package)] {
        let owner = context.names.owner(of: UInt32(function))
        if let list = listOfCode[owner.code] { listOfType[function] = list }
      }
    }
    // The smallest groups first: whoever has what others wait for is mostly alone.
    var inner = InnerCalls()
    for group in analysis.groups.indices.reversed() { add(group, context, &inner) }
    for list in lists.indices { lists[list].sort() }
  }

  /// The innermost call of each type's methods, where it has come to, for each goroutine of a group.
  private struct InnerCalls {
    var types: [(list: Int32, calls: Range<Int>)] = []
    var calls: [Call] = []
  }

  private mutating func add(_ group: Int, _ context: AnalysisContext, _ inner: inout InnerCalls) {
    let symbols = context.analysis.dump.symbols
    let sample = context.analysis.groups[group].sample
    let stack = symbols.stacks[Int(context.analysis.dump.samples[sample].stack)]
    var details: [GoroutineDetail]?
    var waitsAt: Int?
    inner.types.removeAll(keepingCapacity: true)
    inner.calls.removeAll(keepingCapacity: true)
    for (depth, index) in symbols.frameIndices(of: stack).enumerated() {
      steps += 1
      let frame = symbols.frames[Int(index)]
      let (own, type) = (listOfFunction[Int(frame.function)], listOfType[Int(frame.function)])
      guard own >= 0 || type >= 0 else { continue }
      let kept: [GoroutineDetail]
      if let details {
        kept = details
      } else {
        kept = context.arguments.details(ofGroup: group, context.analysis)
        waitsAt = context.resources.gates[group]?.depth
        details = kept
      }
      // Of those that only wait here for the same, a few stand for all.
      let isGate = depth == waitsAt
      let first = inner.calls.count
      if kept.isEmpty {
        if own < 0 || lists[Int(own)].isFull, type < 0 || lists[Int(type)].isFull { continue }
        let row = context.analysis.rows(of: context.analysis.groups[group]).first.map(Int.init)
        inner.calls.append(
          Call(group: group, row: row, frame: frame, depth: depth, receiver: nil, words: 0))
      }
      for detail in isGate ? kept.prefix(Self.waiters) : kept[...] {
        inner.calls.append(
          Call(
            group: group, row: detail.row, frame: frame, depth: depth,
            receiver: detail.receiver(at: depth), words: detail.words(at: depth)))
      }
      let calls = first..<inner.calls.count
      if own >= 0 { for place in calls { lists[Int(own)].append(inner.calls[place]) } }
      guard type >= 0 else { continue }
      if isGate {
        for place in calls { lists[Int(type)].append(inner.calls[place]) }
      } else if let known = inner.types.first(where: { $0.list == type })?.calls {
        // An inlined method prints no receiver; its caller of the same type may.
        for (place, call) in zip(known, calls)
        where inner.calls[place].receiver == nil && inner.calls[call].receiver != nil {
          inner.calls[place] = inner.calls[call]
        }
      } else {
        inner.types.append((type, calls))
      }
    }
    for (list, calls) in inner.types {
      for place in calls { lists[Int(list)].append(inner.calls[place]) }
    }
  }

  /// Who is inside a call of a function on some object, or on one that is not known; on any where no
  /// object is given.
  func calls(of function: UInt32, on receiver: UInt64?) -> [Call] {
    calls(listOfFunction[Int(function)], receiver)
  }

  /// Who is inside a method of a type, likewise.
  func calls(of type: FunctionNames.Owner, on receiver: UInt64?) -> [Call] {
    calls(listOfCode[type.code] ?? -1, receiver)
  }

  private func calls(_ number: Int32, _ receiver: UInt64?) -> [Call] {
    guard number >= 0 else { return [] }
    let list = lists[Int(number)]
    guard let receiver else { return Array(list.calls.prefix(Self.limit)) }
    return list.calls(on: receiver) + list.calls(on: 0)
  }

  /// Who is inside a method of a type whose object begins at most so far before an address: a lock lies
  /// in it.
  func calls(of type: FunctionNames.Owner, within distance: UInt64, before address: UInt64)
    -> [Call]
  {
    guard let number = listOfCode[type.code] else { return [] }
    let list = lists[Int(number)]
    let end = list.byReceiver.partitioningIndex { list.receiver(at: $0) > address }
    guard end > 0 else { return [] }
    let receiver = list.receiver(at: list.byReceiver[end - 1])
    guard receiver > 0, address - receiver < distance else { return [] }
    return list.calls(on: receiver)
  }
}
