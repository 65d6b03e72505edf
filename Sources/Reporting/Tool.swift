/// The program that writes a report, as the report names it.
public enum Tool {
  /// The program's name.
  public static let name = "dumpscan"
  /// The program's version.
  public static let version = "0.2.0"
}
