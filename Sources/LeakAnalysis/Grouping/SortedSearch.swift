extension RandomAccessCollection where Index == Int {
  /// Where the first element stands that belongs to the second part, of elements that are sorted so
  /// that all of the first part come before; the end where none does.
  package func partitioningIndex(where belongsToSecond: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = (low + high) / 2
      if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
