/// A text that was not understood as it stands.
///
/// Up to ``Recovery/longestText`` it is searched for its form. Of a longer one the form is that of its
/// beginning, and up to ``Recovery/longestRewritten`` the whole is then taken out of that form.
struct FormlessText {
  let path: String
  /// Bytes of the text.
  let length: Int
  /// The text, or its beginning, where it does not come from a file.
  let kept: (bytes: [UInt8], isWhole: Bool)
  /// The file that can be read again, or nil.
  let file: String?
  /// What the text as it stands was read as.
  let first: DumpInput?

  /// The dump in a text that is short enough to be searched for its form.
  func recovered(by recovery: Recovery) -> DumpInput? {
    whole(limit: Recovery.longestText).flatMap { recovery.read($0, first: first)?.input }
  }

  /// The dump in a longer text.
  ///
  /// - Throws: ``DumpError`` where its beginning is a dump in another form and the text is too long for
  ///   that form to be undone.
  func recoveredByItsBeginning(
    by recovery: Recovery, rewriting whole: Recovery
  ) throws(DumpError) -> DumpInput? {
    guard let sample = beginning, let form = recovery.form(of: sample) else { return nil }
    if let text = self.whole(limit: Recovery.longestRewritten) {
      return whole.read(text, in: form, first: first)
    }
    guard form.isCertain else { return nil }
    let names = form.steps.map(\.name).joined(separator: ", ")
    let limits =
      "this form is read up to \(Recovery.longestRewritten >> 20) MiB from a file and "
      + "\(Recovery.longestText >> 20) MiB from a pipe"
    guard var input = first, let last = input.dumps.indices.last else {
      throw .notADump(path: path, what: "a dump in another form (\(names)); \(limits)")
    }
    input.dumps[last].truncate(
      "the text seems to be a dump in another form (\(names)); \(limits): goroutines are missing or "
        + "incomplete", kind: .tooLong)
    return input
  }

  private func whole(limit: Int) -> [UInt8]? {
    guard length <= limit else { return nil }
    guard let file else { return kept.isWhole ? kept.bytes : nil }
    return (try? ByteStream(path: file))?.wholeText(limit: limit)
  }

  /// The part of the text that shows its form, in whole lines.
  private var beginning: [UInt8]? {
    var sample = kept.bytes
    if let file {
      guard let found = (try? ByteStream(path: file))?.sample() else { return nil }
      sample = found
    }
    if let feed = sample.lastIndex(of: 10) { sample.removeLast(sample.count - feed - 1) }
    return sample
  }
}
