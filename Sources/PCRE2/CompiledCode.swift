import CPCRE2

/// Owns what PCRE2 made of a pattern: the code, and the limits that every match runs under.
///
/// Unchecked, since the compiler cannot see into C: after `init` nobody writes to either block, and
/// PCRE2 documents both as safe to share between threads then (pcre2api, "Multithreading"). What
/// a match writes to is its ``Matcher``'s.
///
/// Safe, since both pointers are good for as long as the object, and every use says `unsafe` itself.
@safe final class CompiledCode: @unchecked Sendable {
  let code: OpaquePointer
  let context: OpaquePointer

  /// - Parameter source: the pattern as a person wrote it, for the error.
  init(
    _ expression: String, flags: UInt32, isInterpreted: Bool, source: String
  ) throws(PatternError) {
    var expression = expression
    var status: Int32 = 0
    var offset = 0
    // Without \C, which would match half a character.
    let flags = flags | (flags & PCRE2_LITERAL == 0 ? PCRE2_NEVER_BACKSLASH_C : 0)
    let compiled = expression.withUTF8 { bytes in
      // The pointer is not kept: PCRE2 copies what it needs of the pattern.
      unsafe pcre2_compile_8(
        bytes.baseAddress ?? emptySubject, bytes.count, flags, &status, &offset, nil)
    }
    guard let compiled = unsafe compiled else {
      throw .invalid(source: source, offset: offset, message: pcre2Message(status))
    }
    guard let context = unsafe pcre2_match_context_create_8(nil) else {
      fatalError("out of memory for the limits of a pattern")
    }
    unsafe pcre2_set_match_limit_8(context, Limits.steps)
    unsafe pcre2_set_depth_limit_8(context, Limits.depth)
    unsafe pcre2_set_heap_limit_8(context, Limits.heapKiB)
    // A failure is no fault: without JIT (unknown processor, no executable memory) PCRE2 interprets.
    if !isInterpreted { _ = unsafe pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE) }
    // Both were just created and have no other owner.
    unsafe self.code = compiled
    unsafe self.context = context
  }

  deinit {
    // The last reference is gone, and with it the last matcher that could use them.
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_code_free_8(code)
  }

  /// Whether matches run as machine code.
  var isJITCompiled: Bool {
    var size = 0
    // PCRE2 writes one `size_t`, which is `Int` here.
    return unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_JITSIZE), &size) == 0 && size > 0
  }
}

/// How much one match may cost before it is given up.
///
/// PCRE2 counts anew at each place where a match may begin, so this ends exponential patterns (in
/// 2 ms by JIT, 13 ms interpreted) but not quadratic ones: `(?:a|b)+(?=[xy])` over a text of nothing
/// but `a` takes 0.07 s for 2 KB and 1.8 s for 10 KB. Match names or single stacks, not whole dumps.
enum Limits {
  /// Steps of backtracking from one place of the text.
  static let steps: UInt32 = 1_000_000
  /// Nested backtracking points; counted by the interpreter only.
  static let depth: UInt32 = 250_000
  /// Memory for backtracking, in KiB; used by the interpreter only, the JIT has 32 KiB of stack.
  static let heapKiB: UInt32 = 32 * 1024
}

/// What stands in for the missing address of an empty text; older PCRE2 refuses a null one.
var emptySubject: UnsafePointer<UInt8> {
  // A static string is never freed, and nothing is read of it.
  unsafe ("" as StaticString).utf8Start
}

/// PCRE2's words for a status.
func pcre2Message(_ status: Int32) -> String {
  var text = [UInt8](repeating: 0, count: 256)
  // PCRE2 writes at most what fits; a negative length says that it has no message, or a longer one.
  let length = unsafe text.withUnsafeMutableBufferPointer { buffer in
    unsafe pcre2_get_error_message_8(status, buffer.baseAddress, buffer.count)
  }
  guard length > 0 else { return "PCRE2 status \(status)" }
  return String(decoding: text.prefix(Int(length)), as: UTF8.self)
}
