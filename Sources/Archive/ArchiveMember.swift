/// One entry of an archive, as its header describes it.
public struct ArchiveMember: Sendable, Hashable {
  /// The name with its folders, as the archive has it: `../` in it is a part of the name and no more.
  public var name: String
  /// Whether it holds bytes: no folder, link or device.
  public var isFile: Bool
  /// Whether its bytes are encrypted.
  public var isEncrypted: Bool
}
