/// The analyses, by the names with which signature documents ask for them.
enum Analyses {
  static let byName: [String: Analysis] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })

  private static let all: [Analysis] = [
    .expectationExceeded, .gcProof, .runtimeDeadlock, .nilChannel, .leakCheck,
    .panic, .watchdogPanic, .recoveredPanic, .fatalError, .heapCorruption, .outOfMemory,
    .stackOverflow, .threadExhaustion, .signal, .fault, .dataRace, .testTimeout, .hungTest,
    .unservedReceivers, .runnablePileUp,
    .lockCycle, .selfDeadlock, .publishUnderLock, .readersBehindWriter, .lockPileUp,
    .bodyNotClosed, .transportPerRequest, .requestWithoutTimeout, .handlerWithoutClient,
    .timeoutHandler,
    .clientObjects, .grpcConnections, .grpcServerStreams, .grpcClientStreams,
    .sqlPoolQueue, .clientPoolQueue, .openRows, .pipeReaders, .pipeWriters, .webSocketPumps,
    .contextChildren, .logWriter, .cgoCalls,
    .semaphoreWaiters, .finalizerWaits, .periodicLoops, .ownCode, .moduleObjects, .waitGroupWaiters,
    .networkReads,
    .networkWrites,
    .listeners, .growingGroup,
  ]
}
