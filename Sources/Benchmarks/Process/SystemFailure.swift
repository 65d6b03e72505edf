#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the system refused, and where.
struct SystemFailure: Error, CustomStringConvertible {
  var place: String
  var number: Int32

  /// What has just failed.
  init(_ place: String, _ number: Int32 = errno) {
    self.place = place
    self.number = number
  }

  var description: String {
    // strerror's text is copied at once, and no other thread asks for one.
    "\(place): \(unsafe String(cString: strerror(number)))"
  }
}
