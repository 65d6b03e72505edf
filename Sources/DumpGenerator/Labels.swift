/// The labels of a goroutine, as each format spells them.
struct Labels {
  private var path: String
  private var tenant: Int

  init(_ random: inout SplitMix64) {
    path = "/api/" + random.among(Words.packages)
    tenant = random.below(40)
  }

  /// Behind the brackets of a header, as Go 1.27 prints them.
  var inHeader: String { " {path: \(path), tenant: t\(tenant)}" }

  /// The line of a count profile.
  var inProfile: String { "# labels: {\"path\":\"\(path)\", \"tenant\":\"t\(tenant)\"}\n" }
}
