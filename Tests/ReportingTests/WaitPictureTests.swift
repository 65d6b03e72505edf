import Foundation
import GoroutineDump
import LeakAnalysis
import Reporting
import Testing

/// The drawing of who waits for whom, in the page.
@Suite struct WaitPictureTests {
  private func page(_ dump: String) throws -> String {
    let publication = Publication(try ReportView(Report([try Sample.input(dump)])))
    return Sample.written { publication.write(.html, to: $0) }
  }

  /// One goroutine inside `Save`, past the line at which others wait there, and 28 that wait for its lock in
  /// seven methods.
  private static func store(_ type: String = "Store") -> String {
    var dump = """
      goroutine 1 [chan receive, 30 minutes]:
      main.(*\(type)).flush(0xc000010000)
      \t/src/store.go:90 +0x1d
      main.(*\(type)).Method1(0xc000010000)
      \t/src/store.go:19 +0x1d
      created by main.main
      \t/src/main.go:20 +0x71


      """
    var id = 10
    for method in 1...7 {
      for _ in method...7 {
        dump += """
          goroutine \(id) [sync.Mutex.Lock, 20 minutes]:
          sync.runtime_SemacquireMutex(0xc000010004?, 0x0?, 0x0?)
          \t/usr/local/go/src/runtime/sema.go:77 +0x26
          sync.(*Mutex).lockSlow(0xc000010000)
          \t/usr/local/go/src/sync/mutex.go:171 +0x165
          sync.(*Mutex).Lock(...)
          \t/usr/local/go/src/sync/mutex.go:90
          main.(*\(type)).Method\(method)(0xc000010000)
          \t/src/store.go:\(method)1 +0x1d
          created by main.main
          \t/src/main.go:\(method) +0x71


          """
        id += 1
      }
    }
    return dump
  }

  @Test func `boxes lead to goroutines, and arrows to whoever is waited for`() throws {
    let html = try page(Self.store())
    #expect(html.components(separatedBy: "<figure class=\"waits\">").count == 2)
    // The root stands at the left, and the first of those who wait at its height.
    #expect(
      html.contains(
        "<a class=\"box root\" href=\"#explore\" data-function=\"main.(*Store).flush\" data-goroutine=\"1\">"
      ))
    #expect(html.contains("<rect x=\"2\" y=\"2\" width=\"252\" height=\"86\" rx=\"7\"/>"))
    #expect(html.contains("<text class=\"who\" x=\"14\" y=\"22\">goroutine 1</text>"))
    #expect(
      html.contains("<text class=\"dim\" x=\"14\" y=\"76\">waits in a channel receive, 30m</text>"))
    #expect(
      html.contains("<a class=\"box\" href=\"#explore\" data-function=\"main.(*Store).Method1\">"))
    #expect(html.contains("<text class=\"who\" x=\"374\" y=\"22\">7 in Lock</text>"))
    #expect(html.contains("<g class=\"arrow certain\">"))
    #expect(html.contains("<path d=\"M362 45C328 45 337 45 313 45H262\"/>"))
    // The second joins the first.
    #expect(html.contains("</title><path d=\"M362 149C328 149 337 45 313 45\"/></g>"))
    // In words as well.
    #expect(html.contains("<li>7 in Lock wait for goroutine 1 (certain: same *Store, has passed"))
  }

  @Test func `of many kinds of waiters the rest is counted`() throws {
    let html = try page(Self.store())
    #expect(html.components(separatedBy: "<a class=\"box").count == 1 + 6)
    #expect(html.contains("dotted where possible. Not drawn: 3 more goroutines.</figcaption>"))
  }

  @Test func `one that waits for itself and a ring are drawn as such`() throws {
    func html(_ fixture: String) throws -> String {
      let input = try DumpReader(threads: 1).read(
        path: Published.fixtures.appending(path: fixture).path)
      let publication = Publication(try ReportView(Report([input])))
      return Sample.written { publication.write(.html, to: $0) }
    }
    let own = try html("waits/n15-once-reentrant.go1.27.debug2.txt.gz")
    #expect(own.contains("<path d=\"M194 24v-14q0-6 6-6H226q6 0 6 6v7\"/>"))
    #expect(own.contains("<li>goroutine 10 waits for itself (certain: holds it already"))
    let ring = try html("waits/clickhouse-bulk-abba.debug1.txt.gz")
    // From the first box over its neighbour, and down.
    #expect(
      ring.contains("<path d=\"M128 38V18H488V30\"/><path class=\"head\" d=\"M488 37l-5-9h10z\"/>"))
    #expect(ring.components(separatedBy: "<a class=\"box root\"").count == 1 + 2)
  }

  @Test func `no name becomes markup in a drawing, and a long one is cut`() throws {
    let html = try page(Self.store("<b>&"))
    // What stands in the data of the page is no markup.
    let body = try #require(html.components(separatedBy: "id=\"data\"").first)
    #expect(!body.contains("<b>"))
    #expect(html.contains("data-function=\"main.(*&lt;b&gt;&amp;).flush\""))
    let long = try page(Self.store("AVeryLongNameOfATypeThatNobodyCanWant"))
    #expect(long.contains(">main.(*AV…NobodyCanWant).flush</text>"))
  }
}
