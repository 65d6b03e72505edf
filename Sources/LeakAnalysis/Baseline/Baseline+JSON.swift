#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why a text is no baseline: one sentence, without the file's name.
public struct BaselineError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension Baseline {
  /// The schema that a file names in its first member.
  public static let schema = "dumpscan-baseline/1"

  /// Reads a file that `dumpscan baseline` wrote.
  ///
  /// - Throws: ``BaselineError`` where it is none, or was changed into what cannot be meant.
  public init(json bytes: [UInt8]) throws(BaselineError) {
    let file: File
    do {
      file = try JSONDecoder().decode(File.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw BaselineError(Self.sentence(error))
    } catch {
      throw BaselineError("is not valid JSON: \(error)")
    }
    guard file.schema == Self.schema else {
      throw BaselineError(
        "has the schema '\(file.schema)'; this version reads '\(Self.schema)'")
    }
    var entries: [Entry] = []
    var seen: Set<Fingerprint> = []
    for (number, entry) in file.groups.enumerated() {
      let place = "groups[\(number)]"
      guard let fingerprint = Fingerprint(entry.fingerprint) else {
        throw BaselineError(
          "\(place): '\(entry.fingerprint)' is not a fingerprint: expected 12 hexadecimal digits")
      }
      guard seen.insert(fingerprint).inserted else {
        throw BaselineError("\(place): the fingerprint \(fingerprint) is a duplicate")
      }
      guard entry.count >= 0 else {
        throw BaselineError("\(place): the count is negative: \(entry.count)")
      }
      entries.append(
        Entry(
          fingerprint: fingerprint, count: entry.count, state: entry.state ?? "",
          call: entry.call ?? "", site: entry.site ?? ""))
    }
    self.init(entries: entries)
  }

  private struct File: Decodable {
    var schema: String
    var groups: [Group]

    struct Group: Decodable {
      var fingerprint: String
      var count: Int
      var state: String?
      var call: String?
      var site: String?
    }
  }

  private static func sentence(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context):
      return "has no \"\(key.stringValue)\"" + place(context)
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "is not a valid baseline" + place(context) + ": \(context.debugDescription)"
    case .dataCorrupted: return "is not valid JSON"
    @unknown default: return "is not a baseline"
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    guard !context.codingPath.isEmpty else { return "" }
    var path = ""
    for key in context.codingPath {
      if let index = key.intValue {
        path += "[\(index)]"
      } else {
        path += (path.isEmpty ? "" : ".") + key.stringValue
      }
    }
    return " in " + path
  }
}
