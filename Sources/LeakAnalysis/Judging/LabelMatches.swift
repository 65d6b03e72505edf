import GoroutineDump
import PCRE2

/// A label's key, and what its value is held against.
struct LabelTest: Sendable, Hashable {
  var key: String
  var value: Pattern
}

/// Which label sets of one dump pass which tests.
struct LabelMatches: Sendable {
  private var passing: [LabelTest: Set<Int32>] = [:]
  /// What the regular expressions that gave up say.
  private(set) var gaveUp: Set<String> = []

  init(_ sets: [[Label]], _ tests: Set<LabelTest>) {
    for test in tests {
      do {
        for (number, labels) in sets.enumerated() {
          for label in labels where label.key == test.key {
            if try test.value.matches(label.value) {
              passing[test, default: []].insert(Int32(number))
            }
          }
        }
      } catch {
        gaveUp.insert(error.description)
      }
    }
  }

  /// Whether a label set passes a test.
  func callAsFunction(_ set: Int32, _ test: LabelTest) -> Bool {
    passing[test]?.contains(set) ?? false
  }
}
