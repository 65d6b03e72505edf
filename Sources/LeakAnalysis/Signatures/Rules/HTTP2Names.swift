/// HTTP/2's functions under the three names they have: `golang.org/x/net`, its copy in `net/http`,
/// and the package of its own that Go 1.27 made of that copy.
enum HTTP2Names {
  /// The patterns of a method, named by receiver and method: `ClientConn`, `roundTrip`.
  static func method(_ receiver: String, _ method: String) -> [FramePattern] {
    [
      .function("golang.org/x/net/http2.(*\(receiver)).\(method)"),
      .function("net/http.(*http2\(receiver)).\(method)"),
      .function("net/http/internal/http2.(*\(receiver)).\(method)"),
    ]
  }
}
