import GoroutineDump

extension Signature {
  /// Leases that are kept alive many times over.
  static let etcdKeepAlive = Signature(
    id: "etcd-keepalive-repeated",
    title: "etcd leases that are kept alive by one goroutine for each call",
    summary: """
      Each call of Lease.KeepAlive starts a goroutine that stays until its context ends \
      (keepAliveCtxCloser); there are more than any program has leases.
      """,
    cause: """
      KeepAlive is called again and again for the same lease, in a loop, with a context that never \
      ends.
      """,
    fix: """
      Call KeepAlive once for a lease and read its channel; cancel its context when the lease is \
      given up. For a single refresh use KeepAliveOnce.
      """,
    severity: .error,
    thresholds: Thresholds(note: 20, warning: 100, error: 1000, minutes: 1),
    lookAlikes: ["one for each lease that lives"],
    sources: ["etcd-io/etcd#11487 (1270)", "etcd-io/etcd#6605"],
    help: "https://pkg.go.dev/go.etcd.io/etcd/client/v3#Lease",
    example: Example(
      stack: """
        goroutine 77 [select, 12 minutes]:
        go.etcd.io/etcd/client/v3.(*lessor).keepAliveCtxCloser(0xc0000a2000)
        \t/go/pkg/mod/go.etcd.io/etcd/client/v3@v3.5.9/lease.go:361 +0xfc
        created by go.etcd.io/etcd/client/v3.(*lessor).KeepAlive in goroutine 70
        \t/go/pkg/mod/go.etcd.io/etcd/client/v3@v3.5.9/lease.go:280 +0x316
        """,
      before: """
        for range ticker.C {
        \tch, _ := cli.KeepAlive(ctx, lease) // one more goroutine each time
        \t<-ch
        }
        """,
      after: """
        ch, err := cli.KeepAlive(ctx, lease) // once
        if err != nil { return err }
        for range ch { }
        """),
    detection: .pattern(
      GroupPattern(frames: [
        "go.etcd.io/etcd/client.(*lessor).keepAliveCtxCloser",
        "go.etcd.io/etcd/clientv3.(*lessor).keepAliveCtxCloser",
        "github.com/coreos/etcd/clientv3.(*lessor).keepAliveCtxCloser",
      ])))
}
