/// Why a text is no pattern of paths: one sentence.
public struct PathPatternError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let description: String
}

/// What the folders and the name of a capture tell of its origin.
///
/// ```swift
/// let pattern = try PathPattern("{service}/{instance}/{time}.txt")
/// pattern.origin(of: "captures/pay/pay-7/20261121T084226.txt")
/// // service pay, instance pay-7, 2026-11-21T08:42:26Z
/// ```
///
/// A pattern is compared with as many parts of the path, from its end, as it has itself. A field takes
/// one character or more of a part, as few as it can; `*` takes any, or none.
public struct PathPattern: Sendable {
  private enum Field: String, CaseIterable {
    case service, instance, version, date, time
  }

  private enum Piece: Sendable, Equatable {
    case text([UInt8])
    case field(Field)
    case any
  }

  private let parts: [[Piece]]

  /// Reads a pattern.
  ///
  /// - Throws: ``PathPatternError`` where it has an unknown field, none, or two side by side.
  public init(_ pattern: String) throws(PathPatternError) {
    var parts: [[Piece]] = []
    var fields: Set<Field> = []
    for part in pattern.split(separator: "/") {
      var pieces: [Piece] = []
      var rest = part
      while let first = rest.first {
        if first == "{" {
          guard let close = rest.firstIndex(of: "}") else {
            throw PathPatternError(description: "'{' without '}' in '\(pattern)'")
          }
          let name = rest[rest.index(after: rest.startIndex)..<close]
          guard let field = Field(rawValue: String(name)) else {
            let all = Field.allCases.map(\.rawValue).joined(separator: ", ")
            throw PathPatternError(description: "unknown field '{\(name)}'; fields are \(all)")
          }
          guard fields.insert(field).inserted else {
            throw PathPatternError(description: "the field '{\(name)}' occurs twice")
          }
          if case .field = pieces.last {
            throw PathPatternError(
              description: "expected a text between '{\(name)}' and the field before it")
          }
          pieces.append(.field(field))
          rest = rest[rest.index(after: close)...]
        } else if first == "*" {
          if pieces.last != .any { pieces.append(.any) }
          rest.removeFirst()
        } else {
          let text = rest.prefix { $0 != "{" && $0 != "*" }
          pieces.append(.text(Array(text.utf8)))
          rest = rest[text.endIndex...]
        }
      }
      parts.append(pieces)
    }
    guard !fields.isEmpty else {
      throw PathPatternError(
        description: "no field in '\(pattern)'; try '{service}/{instance}/{time}.txt'")
    }
    self.parts = parts
  }

  /// What a path tells; nil where it is not of the pattern's form.
  public func origin(of path: String) -> CaptureOrigin? {
    let names = path.split(separator: "/").suffix(parts.count)
    guard names.count == parts.count else { return nil }
    var found: [Field: String] = [:]
    for (pieces, name) in zip(parts, names) {
      guard Self.match(pieces[...], Array(name.utf8)[...], &found) else { return nil }
    }
    return CaptureOrigin(
      service: found[.service], instance: found[.instance], version: found[.version],
      time: Self.time(date: found[.date], time: found[.time]))
  }

  private static func match(
    _ pieces: ArraySlice<Piece>, _ name: ArraySlice<UInt8>, _ found: inout [Field: String]
  ) -> Bool {
    guard let piece = pieces.first else { return name.isEmpty }
    let rest = pieces.dropFirst()
    var least = 0
    switch piece {
    case .text(let text):
      return name.starts(with: text) && match(rest, name.dropFirst(text.count), &found)
    case .any: least = 0
    case .field: least = 1
    }
    guard name.count >= least else { return false }
    for length in least...name.count where match(rest, name.dropFirst(length), &found) {
      if case .field(let field) = piece {
        found[field] = String(decoding: name.prefix(length), as: UTF8.self)
      }
      return true
    }
    return false
  }

  private static func time(date: String?, time: String?) -> Int? {
    guard let date else { return time.flatMap(CaptureDay.seconds(inPart:)) }
    guard let time else { return CaptureDay.seconds(inPart: date) }
    return CaptureDay.seconds(inPart: date + "T" + time) ?? CaptureDay.seconds(inPart: time)
  }
}
