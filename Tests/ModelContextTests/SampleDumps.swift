/// Dumps written out in a test.
enum SampleDumps {
  /// Three senders of different ages, and the goroutine that started them.
  static let senders = """
    goroutine 1 [running]:
    main.main()
    \t/home/alice/pay/main.go:51 +0x10

    goroutine 7 [chan send, 3 minutes]:
    main.send(0xc000012018, 0x1)
    \t/home/alice/pay/send.go:22 +0x4d
    created by main.start in goroutine 1
    \t/home/alice/pay/main.go:20 +0x71

    goroutine 8 [chan send, 40 minutes]:
    main.send(0xc000012018, 0x2)
    \t/home/alice/pay/send.go:22 +0x4d
    created by main.start in goroutine 1
    \t/home/alice/pay/main.go:20 +0x71

    goroutine 9 [chan send, 147 minutes]:
    main.send(0xc000012018, 0x3)
    \t/home/alice/pay/send.go:22 +0x4d
    created by main.start in goroutine 1
    \t/home/alice/pay/main.go:20 +0x71

    """

  /// So many goroutines that wait for a channel, each at a place of its own.
  static func receivers(_ count: Int) -> String {
    (1...count).map { number in
      """
      goroutine \(number) [chan receive, \(number % 90 + 5) minutes]:
      example.com/service/worker.(*Pool).handleRequestNumber\(number)(0xc000012018)
      \t/home/alice/service/worker/pool\(number).go:\(number) +0x4d
      created by example.com/service/worker.start in goroutine 1
      \t/home/alice/service/worker/pool.go:20 +0x71


      """
    }.joined()
  }

  /// So many goroutines in one place.
  static func alike(_ count: Int) -> String {
    (1...count).map { number in
      """
      goroutine \(number) [chan send, 20 minutes]:
      main.send(0xc000012018)
      \t/home/alice/pay/send.go:22 +0x4d
      created by main.start in goroutine 1
      \t/home/alice/pay/main.go:20 +0x71


      """
    }.joined()
  }
}
