/// Texts that are read when they are first asked for: a scan needs those of the few signatures that
/// it finds, and reading all of them takes longer than judging a small dump.
final class LazyTexts: Sendable {
  private let read: @Sendable () -> SignatureTexts
  private let known = Deferred<SignatureTexts>()

  init(_ read: @escaping @Sendable () -> SignatureTexts) { self.read = read }

  /// The texts.
  var value: SignatureTexts { known.value(read) }
}
