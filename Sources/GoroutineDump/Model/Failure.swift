/// Why a program ended, from the text around a crash dump.
public struct Failure: Hashable, Sendable {
  /// What kind of end it was.
  public enum Kind: String, Sendable, CaseIterable {
    /// The runtime found that nothing can go on: `fatal error: all goroutines are asleep - deadlock!`,
    /// or of a synctest bubble `panic: deadlock: …`.
    case deadlock
    /// Any other `fatal error: …` of the runtime.
    case fatalError
    /// `panic: …`
    case panic
    /// A panic that was recovered and logged with its stack, `http: panic serving …`: the program runs on.
    case recoveredPanic
    /// `panic: test timed out after …`
    case testTimeout
    /// `SIGQUIT: quit`, `SIGSEGV: segmentation violation`, `Exception 0xc0000005 …`.
    case signal
    /// A leak checker of a test (`goleak`, `leaktest`) found goroutines.
    case leakCheck
    /// `WARNING: DATA RACE`
    case dataRace
  }

  /// A test that `running tests:` lists.
  public struct RunningTest: Hashable, Sendable {
    /// The test's name: `TestOrders/empty`.
    public var name: String
    /// How long it had been running, as it is printed: `9m58s`.
    public var duration: String

    /// A test.
    public init(name: String, duration: String) {
      self.name = name
      self.duration = duration
    }
  }

  /// What kind of end it was.
  public var kind: Kind
  /// The line that says so, without what log prefixes stood before it; empty where only the stack of
  /// a panic tells.
  public var message: String
  /// What the lines beside it add, in the order of the text: `runtime: program exceeds 10000-thread
  /// limit`, `PC=0x42ca51 m=0 sigcode=0`, `signal arrived during cgo execution`, an assertion of C.
  public var remarks: [String] = []
  /// The tests that ran when a test's time was over.
  public var runningTests: [RunningTest] = []
  /// Whether the runtime ended the program on its own stack (`runtime stack:`): then the goroutine that
  /// stands first need not have done anything wrong.
  public var isOnSystemStack = false

  /// A failure.
  public init(kind: Kind, message: String) {
    self.kind = kind
    self.message = message
  }
}
