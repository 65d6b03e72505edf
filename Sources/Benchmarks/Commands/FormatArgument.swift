public import ArgumentParser
public import DumpGenerator

/// `--format debug1`.
extension DumpGenerator.Format: ExpressibleByArgument {}
