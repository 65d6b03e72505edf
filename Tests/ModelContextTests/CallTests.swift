import Dispatch
import GoroutineDump
import Synchronization
import Testing

@testable import ModelContext

/// Calls that take long: how they are told of and cancelled.
struct CallTests {
  @Test func `a call that is cancelled before its turn is never worked on`() throws {
    let queue = CallQueue()
    let gate = DispatchSemaphore(value: 0)
    let worked = Mutex<[Int]>([])
    let sent = Mutex<[JSON]>([])
    for number in 1...3 {
      let call = Call(.integer(number), meta: nil)
      try queue.add(
        call,
        {
          if number == 1 { gate.wait() }
          worked.withLock { $0.append(number) }
          return .integer(number)
        }, send: { line in sent.withLock { $0.append(line) } })
    }
    queue.cancel(.integer(2))
    queue.cancel(.string("3"))
    gate.signal()
    queue.drain()
    #expect(worked.withLock { $0 } == [1, 3])
    #expect(sent.withLock { $0 } == [1, 3])
  }

  @Test func `a call that is cancelled while it is worked on is not answered`() throws {
    let queue = CallQueue()
    let began = DispatchSemaphore(value: 0)
    let gate = DispatchSemaphore(value: 0)
    let sent = Mutex<[JSON]>([])
    let call = Call(.string("a"), meta: nil)
    try queue.add(
      call,
      {
        began.signal()
        gate.wait()
        return "answer"
      }, send: { line in sent.withLock { $0.append(line) } })
    began.wait()
    queue.cancel(.string("a"))
    gate.signal()
    queue.drain()
    #expect(call.progress.isCancelled)
    #expect(sent.withLock { $0 } == [])
  }

  /// Puts a call into a queue that answers nothing of interest.
  private func add(
    _ number: Int, to queue: CallQueue, _ work: @escaping @Sendable () -> Void = {}
  ) throws(RPCError) {
    try queue.add(
      Call(.integer(number), meta: nil),
      {
        work()
        return .null
      }, send: { _ in })
  }

  @Test func `an id in use and too many calls are refused`() throws {
    let queue = CallQueue()
    let gate = DispatchSemaphore(value: 0)
    try add(0, to: queue) { gate.wait() }
    #expect(throws: RPCError.invalidRequest("the id of the request is in use")) {
      try add(0, to: queue)
    }
    for number in 1..<CallQueue.longest { try add(number, to: queue) }
    #expect(throws: RPCError.busy) { try add(-1, to: queue) }
    gate.signal()
    queue.drain()
    try add(0, to: queue)
    queue.drain()
  }

  @Test func `progress is told at once and never goes back`() throws {
    let progress = ReadingProgress()
    var reader = DumpReader(threads: 1)
    reader.progress = progress
    let told = Mutex<[JSON]>([])
    let notifier = ProgressNotifier("token", progress) { line in told.withLock { $0.append(line) } }
    let goroutines = try notifier.during {
      Result { try reader.read(bytes: Array(SampleDumps.senders.utf8)).dumps[0].goroutineCount }
    }.get()
    #expect(goroutines == 4)
    let lines = told.withLock { $0 }
    #expect(lines.first?["params"]?["progress"] == 0)
    #expect(
      lines.last == [
        "jsonrpc": "2.0", "method": "notifications/progress",
        "params": [
          "progressToken": "token", "progress": 585, "total": 585,
          "message": "585 bytes and 4 goroutines read",
        ],
      ])
    let numbers = lines.compactMap { $0["params"]?["progress"]?.whole }
    #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func `only a call that asks is told of`() throws {
    let client = try TestClient(files: ["dump.txt": SampleDumps.senders])
    defer { client.remove() }
    let call =
      #"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"analyze_dump","#
      + #""arguments":{"paths":["dump.txt"]},\#(TestClient.meta)}}"#
    #expect(client.exchange(call).count == 1)
    let asking = call.replacing(#""_meta":{"#, with: #""_meta":{"progressToken":5,"#)
    let lines = client.exchange(asking)
    #expect(lines.count > 1)
    #expect(
      lines.dropLast().allSatisfy {
        $0.hasPrefix(
          #"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":5,"#)
      })
    #expect(lines.last?.hasPrefix(#"{"jsonrpc":"2.0","id":1,"result""#) == true)
  }
}
