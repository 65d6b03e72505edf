extension Catalogue {
  /// The signatures that come with the program: proofs first, then what libraries are known for,
  /// then the general ones for a program's own code.
  public static let builtIn = Catalogue(
    proofs + crashes + libraries + standardLibrary + locks + requests + generic
      + series)

  /// What cannot be otherwise.
  static let proofs: [Signature] = [
    .expectationExceeded, .provenLeak, .deadlock, .nilChannel, .lockCycle,
  ]

  /// How the program ended; these explain nothing away.
  static let crashes: [Signature] = [
    .goPanic, .fatalError, .dataRace, .testTimeout, .crashSignal,
  ]

  /// What third-party libraries are known for.
  static let libraries: [Signature] = [
    .amqpNotify, .kubernetesWatch, .kubernetesClient, .kubernetesReflector, .etcdKeepAlive,
    .etcdWatch, .grpcClientStream, .grpcConnection, .grpcServerStream, .redisClient, .mgoDial,
    .mongoClient, .saramaClient, .kafkaGoWriter, .elasticClient, .websocketCloseLock,
    .websocketPump, .yamuxOpen, .yamuxStream, .fsnotifyEvents, .fsnotifyWatcher, .lumberjack,
    .telemetryExporter, .clientPoolExhausted, .clientPerCall, .messagesNotDrained,
    .semaphoreStarved, .singleflightStuck,
    .errgroupLimit,
  ]

  /// What is known of Go's own library.
  static let standardLibrary: [Signature] = [
    .sqlPoolExhausted, .sqlOpenPerCall, .sqlRowsNotClosed, .sqlTransactionNotEnded,
    .sqlQueryWithoutTimeout,
    .http2ClientStuck, .http2ServerPeer, .bodyNotClosed, .clientWithoutTimeout,
    .transportPerRequest, .http2Transport, .timeoutHandler, .responseBehindBody, .tlsHandshake,
    .httpServerSlowClients,
    .httpServerIdle,
    .contextNeverCancelled, .execWait, .childNeverExits, .pipeWriter, .pipeReader, .cgoLookups,
    .syscallStuck, .cgoCalls, .logWriter,
  ]

  /// Locks of whatever type.
  static let locks: [Signature] = [
    .selfDeadlock, .publishUnderLock, .readersBehindWriter, .lockPileUp,
  ]

  /// Requests that are still answered.
  static let requests: [Signature] = [.handlerWithoutClient]

  /// What only several dumps show.
  static let series: [Signature] = [.growingGroup]

  /// A program's own code.
  static let generic: [Signature] = [
    .tickerLoop, .channelSend, .channelReceive, .selectAbandoned, .waitGroup, .condWait,
    .emptySelect, .leftBehindTogether, .readWithoutDeadline, .sleepLoop, .leakCheck,
    .dominantGroup,
  ]
}
