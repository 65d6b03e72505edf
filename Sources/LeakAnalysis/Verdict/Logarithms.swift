#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

extension Double {
  /// e to the power of a number.
  static func exponential(_ x: Double) -> Double { exp(x) }

  /// The natural logarithm of a number above 0.
  static func logarithm(_ x: Double) -> Double { log(x) }
}
