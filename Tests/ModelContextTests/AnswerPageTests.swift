import LeakAnalysis
import Testing

@testable import ModelContext

/// Answers fit into the bytes that a client takes, and nothing of them is out of reach.
struct AnswerPageTests {
  @Test(arguments: [4_000, 8_000, 24_000])
  func `an answer is never longer than allowed`(_ most: Int) throws {
    let client = try TestClient(
      maximumBytes: most, files: ["dump.txt": SampleDumps.receivers(400)])
    defer { client.remove() }
    for (tool, arguments) in [
      ("analyze_dump", #"{"paths":["dump.txt"],"top":1000,"ids":true}"#),
      ("show_group", #"{"path":"dump.txt","group":1,"ids":true}"#),
      ("show_goroutine", #"{"path":"dump.txt","id":9}"#),
      ("compare_dumps", #"{"paths":["dump.txt","dump.txt"],"top":1000}"#),
      ("explain_signature", #"{"id":"chan-send-no-receiver"}"#),
      ("why", #"{"path":"dump.txt","place":"*"}"#),
    ] {
      let outcome = try client.call(tool, arguments)
      #expect(!outcome.isError, "\(outcome.text)")
      #expect(outcome.size <= most, "\(tool): \(outcome.size)")
    }
  }

  @Test func `every signature is explained within the least that is allowed`() throws {
    let client = try TestClient(maximumBytes: ServerOffer.leastBytes)
    defer { client.remove() }
    let signatures = Catalogue.builtIn.signatures
    #expect(signatures.count > 50)
    for signature in signatures {
      let outcome = try client.call("explain_signature", #"{"id":"\#(signature.id)"}"#)
      #expect(!outcome.isError)
      #expect(outcome.size <= ServerOffer.leastBytes, "\(signature.id): \(outcome.size)")
    }
  }

  @Test func `the pages of a text are the whole text`() throws {
    let files = ["dump.txt": SampleDumps.receivers(60)]
    let large = try TestClient(maximumBytes: 1_000_000, files: files)
    let small = try TestClient(maximumBytes: 4_000, files: files)
    defer {
      large.remove()
      small.remove()
    }
    let whole = try large.call("analyze_dump", #"{"paths":["dump.txt"],"top":100}"#)
    #expect(whole.data["nextOffset"] == 0)
    var text = ""
    var offset = 0
    var pages = 0
    repeat {
      let page = try small.call(
        "analyze_dump", #"{"paths":["dump.txt"],"top":100,"offset":\#(offset)}"#)
      let next = page.data["nextOffset"]?.whole ?? 0
      let remark = page.text.split(separator: "\n").last ?? ""
      if next > 0 {
        #expect(remark.hasSuffix("repeat the call with offset \(next)]"))
        text += page.text.dropLast(remark.count)
      } else {
        text += page.text
      }
      if offset > 0 { #expect(page.data["groups"] == []) }
      offset = next
      pages += 1
    } while offset > 0 && pages < 100
    #expect(pages > 3)
    #expect(text == whole.text)
  }

  @Test func `what a list leaves out is counted`() throws {
    let client = try TestClient(
      maximumBytes: 4_000, files: ["dump.txt": SampleDumps.receivers(200)])
    defer { client.remove() }
    let outcome = try client.call("analyze_dump", #"{"paths":["dump.txt"],"top":200}"#)
    guard case .array(let groups) = outcome.data["groups"] else {
      Issue.record("no groups")
      return
    }
    #expect(outcome.data["omitted"]?["groups"] == .integer(200 - groups.count))
    #expect(groups.count < 200)
  }

  @Test func `a line that is longer than an answer is cut, and the next one is reached`() throws {
    let answer = ToolAnswer(text: String(repeating: "x", count: 10_000) + "\nlast")
    let page = try AnswerPage(answer, offset: 0, maximumBytes: 2_000)
    #expect(page.members.first { $0.name == "structuredContent" }?.value["nextOffset"] == 1)
    let next = try AnswerPage(answer, offset: 1, maximumBytes: 2_000)
    #expect(next.members[0].value == [["type": "text", "text": "last"]])
  }
}
