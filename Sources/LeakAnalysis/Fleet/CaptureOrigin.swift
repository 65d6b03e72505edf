public import GoroutineDump

/// Which program a capture is of, and when it was taken, as far as that is known.
public struct CaptureOrigin: Sendable, Hashable {
  /// The service; nil where nothing tells.
  public var service: String?
  /// The instance of the service: a pod, a host; nil where nothing tells.
  public var instance: String?
  /// The version of the service; nil where nothing tells.
  public var version: String?
  /// Seconds since 1970; nil where nothing tells.
  public var time: Int?

  /// An origin.
  public init(
    service: String? = nil, instance: String? = nil, version: String? = nil, time: Int? = nil
  ) {
    self.service = service
    self.instance = instance
    self.version = version
    self.time = time
  }

  /// `2026-11-21T08:42:26Z`; nil where the time is not known.
  public var capturedAt: String? { time.flatMap(CaptureDay.text) }

  /// The origin, with what another one knows beyond it.
  public func completed(by other: CaptureOrigin) -> CaptureOrigin {
    CaptureOrigin(
      service: service ?? other.service, instance: instance ?? other.instance,
      version: version ?? other.version, time: time ?? other.time)
  }

  /// What a dump itself tells: profiler labels of these names whose value all its goroutines that have
  /// one share, and the time of a profile.
  public init(of dump: Dump) {
    self.init(
      service: Self.label("service", of: dump), instance: Self.label("instance", of: dump),
      version: Self.label("version", of: dump),
      time: dump.captureTime.map { Int($0 / 1_000_000_000) })
  }

  private static func label(_ key: String, of dump: Dump) -> String? {
    // The sets are those of a whole input, whose dumps may be of several programs.
    var value: String?
    for sample in dump.samples {
      for label in dump.labels(of: sample) where label.key == key {
        if let value, value != label.value { return nil }
        value = label.value
      }
    }
    return value
  }

  /// The origin as it can be shown to others: an instance, often called by its host, is a number that
  /// is the same in every run.
  public func redacted() -> CaptureOrigin {
    var origin = self
    origin.instance = instance.map { Self.pseudonym(of: (service ?? "") + "/" + $0) }
    return origin
  }

  /// 12 hexadecimal digits that stand for a name.
  public static func pseudonym(of name: String) -> String {
    var hash = FNV1a()
    hash.combine(name)
    return Fingerprint(hash).description
  }
}
