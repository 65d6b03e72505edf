import GoroutineDump

extension Sighting {
  /// What a dump says of the program's end. It explains no goroutine: what leaks in a program that crashed
  /// is still told.
  static func statement(
    _ groups: [Int], _ reasons: [String], _ confidence: Confidence = .proven, site: Place? = nil,
    title: String? = nil, cause: String? = nil, fix: String? = nil
  ) -> Sighting {
    Sighting(
      groups: groups, doing: "", reasons: reasons, stated: confidence, title: title, cause: cause,
      fix: fix,
      site: site, explains: false)
  }
}

extension Failure {
  /// The lines beside the message that a person would quote: limits, addresses, what C said.
  var tellingRemarks: [String] {
    remarks.filter { remark in
      !["PC=", "runtime: sp=", "runtime: g ", "runtime: may need"].contains(where: remark.hasPrefix)
    }
  }

  /// The message and what adds to it.
  var words: [String] { [message] + tellingRemarks.prefix(3) }
}
