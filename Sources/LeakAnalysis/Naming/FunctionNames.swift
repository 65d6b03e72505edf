import GoroutineDump
import Synchronization

/// The names of a dump's functions, each taken apart once and only where somebody asks.
///
/// Signatures compare owners and canonical names far more often than a finding shows them. So both
/// are numbers first: of ten thousand names that are compared, no string is made.
final class FunctionNames: Sendable {
  /// A function's owner (see ``FunctionName/owner``); the same for all of its functions.
  struct Owner: Hashable {
    fileprivate var number: UInt32
    /// Whether it is a receiver: the owner of a plain function is its package.
    var isReceiver: Bool

    /// A number of its own.
    var code: UInt32 { number << 1 | (isReceiver ? 1 : 0) }
  }

  /// One part of the functions' names, numbered.
  private struct Numbers {
    var texts = TextTable()
    /// Of each function, plus one; 0 where nobody has asked yet.
    private var known: [UInt32] = []

    mutating func number(
      of function: UInt32, outOf count: Int, _ intern: (inout TextTable) -> UInt32
    ) -> UInt32 {
      if known.isEmpty { known = Array(repeating: 0, count: count) }
      if known[Int(function)] > 0 { return known[Int(function)] - 1 }
      let number = intern(&texts)
      known[Int(function)] = number + 1
      return number
    }
  }

  private struct Known {
    var names: [UInt32: FunctionName] = [:]
    var owners = Numbers()
    var canonicals = Numbers()
  }

  private let functions: TextTable
  private let known = Mutex(Known())

  /// The names of some functions.
  init(_ functions: TextTable) { self.functions = functions }

  /// The name of a function, taken apart.
  func name(of function: UInt32) -> FunctionName {
    if let name = known.withLock({ $0.names[function] }) { return name }
    let name = FunctionName(functions[Int(function)])
    known.withLock { $0.names[function] = name }
    return name
  }

  /// The owner of a function.
  func owner(of function: UInt32) -> Owner {
    let code = known.withLock { known in
      known.owners.number(of: function, outOf: functions.count) { texts in
        functions.withUTF8(at: Int(function)) { name in
          if let owner = FunctionName.ownerEnd(name) {
            return texts.intern(name, from: 0, to: owner.end) << 1 | (owner.isReceiver ? 1 : 0)
          }
          let parsed = FunctionName(functions[Int(function)])
          return texts.intern(utf8Of: parsed.owner) << 1 | (parsed.owner == parsed.package ? 0 : 1)
        }
      }
    }
    return Owner(number: code >> 1, isReceiver: code & 1 == 1)
  }

  /// The text of an owner.
  func text(of owner: Owner) -> String { known.withLock { $0.owners.texts[Int(owner.number)] } }

  /// A number that all functions of one canonical name have.
  func canonicalNumber(of function: UInt32) -> UInt32 {
    known.withLock { known in
      known.canonicals.number(of: function, outOf: functions.count) { texts in
        functions.withUTF8(at: Int(function)) { name in
          if StableName.isPlain(name) {
            return texts.intern(name, from: 0, to: name.count)
          }
          return texts.intern(utf8Of: FunctionName(functions[Int(function)]).canonical)
        }
      }
    }
  }
}

extension TextTable {
  fileprivate mutating func intern(utf8Of text: String) -> UInt32 {
    let bytes = Array(text.utf8)
    return intern(bytes.span, from: 0, to: bytes.count)
  }
}
