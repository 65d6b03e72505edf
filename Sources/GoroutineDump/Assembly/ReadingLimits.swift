/// How much of an input is read: far more than any program prints, and little enough to be kept.
///
/// Ten gigabytes of headers are 25 MiB of gzip; each takes a record larger than its text.
struct ReadingLimits: Sendable {
  /// Goroutines: 2 GiB of records. A goroutine has a stack of 2 KiB at least, so that a process with
  /// as many has 128 GiB of them.
  var goroutines = 1 << 26
  /// Blocks of count profiles, and other marks between goroutines.
  var marks = 1 << 22
  /// Bytes of distinct frames, and of distinct labels, that one thread keeps: their offsets have 32
  /// bits.
  var texts = 1 << 31
  /// Dumps that one text is divided into.
  static let mostDumps = 1 << 14

  /// What is told of an input that goes beyond.
  static let message =
    "the input has more goroutines, blocks or distinct texts than can be kept; the rest was not "
    + "read and every count is a lower bound"
}
