import CLibYAML

/// What libyaml reports of a text, one event after the other.
///
/// Safe, since the parser is good for as long as the reader, and every use says `unsafe` itself.
@safe struct EventReader: ~Copyable {
  /// A part of a document, with the line where it begins.
  struct Event {
    enum Kind {
      case streamEnd, documentStart, sequenceEnd, mappingEnd
      case scalar(String, isPlain: Bool, anchor: String?)
      case sequenceStart(anchor: String?)
      case mappingStart(anchor: String?)
      case alias(String)
      /// What says nothing of the content.
      case other
    }

    var kind: Kind
    /// From 1.
    var line: Int
  }

  /// On the heap, since libyaml keeps addresses inside of it.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// Lines before the text.
  private let lineOffset: Int

  /// A reader of bytes that outlive it: libyaml does not copy them.
  init(_ bytes: UnsafeBufferPointer<UInt8>, lineOffset: Int) {
    self.lineOffset = lineOffset
    // Freed in `deinit`; libyaml initializes all of it.
    unsafe parser = .allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      fatalError("out of memory for a YAML parser")
    }
    // A byte order mark of another encoding would switch to it.
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, bytes.baseAddress ?? noBytes, bytes.count)
  }

  deinit {
    // The struct is not copied, so these are the only references.
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
  }

  /// The next event; after the end of the stream there is none to ask for.
  mutating func next() throws(YAMLError) -> Event {
    // A C struct of integers and pointers, all of which may be zero.
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    // The texts were copied into strings by then.
    defer { unsafe yaml_event_delete(&event) }
    let line = unsafe Int(event.start_mark.line) + 1 + lineOffset
    return Event(kind: unsafe Self.kind(event), line: line)
  }

  /// What an event is; its type says which member of the union libyaml filled.
  @unsafe private static func kind(_ event: yaml_event_t) -> Event.Kind {
    switch unsafe event.type {
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return unsafe .scalar(
        String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE,
        anchor: text(scalar.anchor))
    case YAML_SEQUENCE_START_EVENT:
      return unsafe .sequenceStart(anchor: text(event.data.sequence_start.anchor))
    case YAML_MAPPING_START_EVENT:
      return unsafe .mappingStart(anchor: text(event.data.mapping_start.anchor))
    case YAML_ALIAS_EVENT: return unsafe .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_STREAM_END_EVENT: return .streamEnd
    default: return .other
    }
  }

  /// A C string that libyaml ended with a zero; nil where there is none.
  @unsafe private static func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    unsafe pointer.map { unsafe String(cString: $0) }
  }

  /// What libyaml says of its last call, which failed.
  private func failure() -> YAMLError {
    // Static strings of libyaml's, or null.
    let problem = unsafe parser.pointee.problem.map { unsafe String(cString: $0) }
    // A fault of the encoding comes before there are lines; libyaml tells its byte.
    guard unsafe parser.pointee.error != YAML_READER_ERROR else {
      let byte = unsafe parser.pointee.problem_offset
      return YAMLError(line: 0, message: "\(problem ?? "unreadable") at byte \(byte)")
    }
    let line = unsafe Int(parser.pointee.problem_mark.line) + 1 + lineOffset
    return YAMLError(line: line, message: problem ?? "out of memory")
  }
}

/// What stands in for the missing address of an empty text.
private var noBytes: UnsafePointer<UInt8> {
  // A static string is never freed, and nothing is read of it.
  unsafe ("" as StaticString).utf8Start
}
