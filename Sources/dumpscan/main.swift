import GoroutineDump
import LeakAnalysis
for p in CommandLine.arguments.dropFirst() {
  do {
    let r = Report([try DumpReader().read(path: p)])
    print("==", p.split(separator: "/").last!, r.dumps.map { $0.dump.goroutineCount })
    for f in r.findings { print("  ", f.severity, f.confidence, f.signature, f.count, f.site.map { "\($0.function) \($0.file.split(separator: "/").last ?? ""):\($0.line)" } ?? "-", "|", f.evidence) }
  } catch { print(p, error) }
}
