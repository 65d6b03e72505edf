import Foundation
import GoroutineDump
import Gzip
import LeakAnalysis
import Reporting
import Testing

/// The page that a browser opens; what it does there is tested in BrowserTests.
@Suite struct HTMLReportTests {
  private func page(_ dump: String) throws -> HTMLFile {
    let report = Report([try Sample.input(dump)])
    let publication = Publication(try ReportView(report))
    return HTMLFile(Sample.written { publication.write(.html, to: $0) })
  }

  @Test func `what a person must know stands there without a script`() throws {
    let page = try page(Published.dump)
    let text = page.text
    #expect(text.contains("1 error, 200 of 201 goroutines"))
    #expect(text.contains("Goroutines blocked sending on a channel without a receiver"))
    #expect(text.contains("200 goroutines waiting for 40m"))
    #expect(text.contains("/home/ci/src/app/a,b:c.go:22"))
    #expect(text.contains("The receiver probably returned before it had received every value"))
    #expect(text.contains("Give the channel room for all senders"))
    // The states, the ages, the table, and who started whom.
    #expect(text.contains("chan send 200 >99%"))
    #expect(text.contains("15-59m 200 >99%"))
    #expect(text.contains("200 chan send 40m main.a[int,string].func1"))
    #expect(text.contains("has ended, started 200"))
  }

  @Test func `a defect in hundreds of places does not hide another one`() throws {
    var dump = ""
    for number in 1...300 {
      dump += """
        goroutine \(number) [chan receive (nil chan), 3 minutes]:
        main.wait\(number)()
        \t/src/wait.go:\(number) +0x4d
        created by main.main in goroutine 1
        \t/src/main.go:20 +0x71


        """
    }
    for number in 1001...1200 {
      dump += """
        goroutine \(number) [chan send, 40 minutes]:
        main.answer.func1()
        \t/src/answer.go:22 +0x4d
        created by main.answer in goroutine \(number + 5000)
        \t/src/answer.go:20 +0x71


        """
    }
    let text = try page(dump).text
    #expect(text.contains("main.answer.func1 /src/answer.go:22"))
    #expect(text.contains("200 goroutines waiting for 40m"))
    #expect(text.contains("297 more places of nil-channel"))
    // Three in sight, seventeen folded.
    #expect(text.contains("280 more are not shown here"))
    #expect(text.contains("main.wait20"))
  }

  @Test func `no name of a dump becomes markup`() throws {
    let hostile = "main.<script>alert(1)</script>\"'<img src=x onerror=alert(2)>&amp;{{data}}"
    let page = try page(
      """
      goroutine 7 [chan send, 3 minutes]:
      main.<b>()
      \t/src/</script><!--<b>.go:22 +0x4d
      created by \(hostile) in goroutine 1
      \t/src/"onload="x.go:20 +0x71

      """)
    #expect(page.html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&lt;img src=x"))
    #expect(!page.html.contains("<script>alert"))
    #expect(!page.html.contains("<img"))
    // The data and the script, and no end but theirs.
    #expect(page.html.components(separatedBy: "<script").count == 3)
    #expect(page.html.components(separatedBy: "</script>").count == 3)
    let data = try page.data()
    #expect(data.strings.contains { $0.hasPrefix("main.<script>alert(1)</script>\"'<img") })
  }

  @Test func `what steers a reader is shown as its escape`() throws {
    let page = try page(
      "goroutine 7 [chan send]:\nmain.a\u{202e}b\u{7f}()\n\t/src/a.go:22 +0x4d\n")
    #expect(!page.html.contains("\u{202e}") && !page.html.contains("\u{7f}"))
    #expect(page.text.contains(#"main.a\u{202e}b\u{7f}"#))
  }

  @Test(arguments: ["script", "style"])
  func `the policy lets run what is in the page, and nothing else`(_ name: String) throws {
    let page = try page(Sample.senders)
    let policy = try #require(page.element("<meta http-equiv=\"Content-Security-Policy\" ", ">"))
    #expect(policy.contains("default-src 'none'"))
    let allowed = try #require(policy.firstMatch(of: try Regex("\(name)-src 'sha256-([^']*)'")))
    let content = try #require(page.element("<\(name)>", "</\(name)>"))
    let digits = try Tool.sha256sum.run(["-"], content).output.prefix(64)
    let text = try #require(allowed[1].substring)
    let bytes = try #require(Data(base64Encoded: String(text)))
    #expect(
      bytes.map { String(format: "%02x", $0) }.joined() == digits,
      "the template has changed: run .ci/hash-template")
  }

  @Test func `nothing in the page asks for a style or a script of its own`() throws {
    let page = try page(Published.dump)
    #expect(page.html.firstMatch(of: /<[a-z][^>]* (style|on[a-z]+)=/) == nil)
    #expect(page.html.firstMatch(of: /(src|href)="(?!#|https:\/\/|data:,)/) == nil)
  }

  @Test func `no wait is told where no goroutine tells minutes`() throws {
    let young = Published.dump.replacing(/, [0-9]+ minutes/, with: "")
    let text = try page(young).text
    #expect(
      text.contains(
        "No goroutine has a wait time yet: the runtime sets them at a garbage collection."))
    #expect(text.contains("200 chan send main.a[int,string].func1"))
    #expect(!text.contains("<1m"))
    #expect(try page(young).data().age.allSatisfy { $0[0] == 7 })
  }

  @Test func `the data tells every group and its stack`() throws {
    let data = try page(Sample.senders).data()
    #expect(data.count == [3, 1])
    #expect(data.states.map { data.strings[$0] } == ["chan send", "IO wait"])
    #expect(data.stateKinds == ["send", "io"])
    #expect(data.state == [0, 1])
    #expect(data.wait == [[3, 40, 147], []])
    // One in 1-4m, one in 15-59m, one in 1-5h; and all in <1m.
    #expect(data.age == [[1, 1, 3, 1, 4, 1], [0]])
    #expect(data.ids == [[7, 8, 9], [1]])
    #expect(data.stack(ofGroup: 0) == ["main.leakGrs.func1"])
    #expect(
      data.stack(ofGroup: 1) == [
        "internal/poll.runtime_pollWait", "net/http.(*Server).Serve", "main.main",
      ])
    #expect(data.function(ofFrame: data.creator[0]) == "main.leakGrs")
    #expect(data.creator[1] == -1)
    #expect(data.function(ofFrame: data.top[1]) == "internal/poll.runtime_pollWait")
    #expect(data.function(ofFrame: data.site[1]) == "main.main")
    #expect(data.findings.count == data.findingGroups.count)
  }

  @Test func `many stacks stay small, and the data is what it was`() throws {
    let page = try page(ManyStacks.dump(of: 5000))
    #expect(page.html.contains("<script type=\"application/gzip\""))
    #expect(page.html.utf8.count < 1 << 20)
    let data = try page.data()
    #expect(data.count.reduce(0, +) == 5000)
    #expect(Set(data.node).count == 5000)
    #expect(Set((0..<5000).map { data.stack(ofGroup: $0).joined(separator: ";") }).count == 5000)
    #expect(
      data.stack(ofGroup: 4999).last?.hasPrefix("example.com/shop/internal/app.start") == true)
  }

  @Test func `a hundred stacks are a small page`() throws {
    #expect(try page(ManyStacks.dump(of: 100)).html.utf8.count < 200_000)
  }

  @Test func `who started whom ends, whatever a dump says`() throws {
    let page = try page(
      """
      goroutine 5 [select]:
      main.a()
      \t/src/a.go:1 +0x1
      created by main.b in goroutine 6
      \t/src/b.go:2 +0x1

      goroutine 6 [select]:
      main.b()
      \t/src/b.go:1 +0x1
      created by main.a in goroutine 5
      \t/src/a.go:2 +0x1

      goroutine 7 [select]:
      main.c()
      \t/src/c.go:1 +0x1
      created by main.c in goroutine 7
      \t/src/c.go:2 +0x1

      """)
    #expect(page.text.contains("Creators"))
    #expect(page.text.contains("main.c has ended, started 1"))
  }

  @Test func `two dumps are one page, and so is a series`() throws {
    let before = try Sample.analysis(ManyStacks.dump(of: 3))
    let after = try Sample.analysis(Published.dump)
    let diff = HTMLFile(
      Sample.written { DiffHTML(Comparison(before, after, minutes: 5)).write(to: $0) })
    #expect(diff.text.contains("1 group grew significantly"))
    #expect(diff.text.contains("new +200 0 200"))
    #expect(diff.text.contains("gone -1 1 0"))
    #expect(try diff.data().dumps.count == 2)
    let trend = Trend([before, after, after], times: CaptureTimes(count: 3, interval: 60))
    let series = HTMLFile(Sample.written { TrendHTML(trend).write(to: $0) })
    #expect(series.text.contains("Lines of growth"))
    #expect(series.html.contains("role=\"img\""))
    #expect(series.text.contains("shrinking -1 1 0 0"))
  }
}
