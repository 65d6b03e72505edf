import Foundation
import Reporting
import Testing

/// The reports for other tools, checked by tools that are not ours.
@Suite struct ValidatorTests {
  private func written(_ format: PublicationFormat, _ publication: Publication) -> String {
    Sample.written { publication.write(format, to: $0) }
  }

  @Test(
    .enabled(if: Tool.jq.isExpected),
    arguments: [
      (PublicationFormat.json, ".gate.outcome", "failed"),
      (.json, ".gate.failures[0].signature", "chan-send-no-receiver"),
      (.ndjson, "select(.count == 200) | .signatures[0]", "chan-send-no-receiver"),
      (.gitlab, ".[0].location.path", "app/a,b:c.go"),
      (.gitlab, "map(.fingerprint) | length == (unique | length)", "true"),
      (.sarif, ".runs[0].results[0].locations[0].physicalLocation.region.startLine", "22"),
      (.sarif, ".runs[0] | .tool.driver.rules[.results[0].ruleIndex].id", "chan-send-no-receiver"),
      (.sarif, ".runs[0].results[0].partialFingerprints | length", "1"),
    ])
  func `jq reads it`(_ format: PublicationFormat, _ query: String, _ answer: String) throws {
    let text = written(format, try Published.hostile())
    #expect(try Tool.jq.run(["-r", query], text) == Tool.Outcome(status: 0, output: answer + "\n"))
  }

  @Test(.enabled(if: Tool.jq.isExpected))
  func `every line of NDJSON is an object`() throws {
    for publication in try Published.all() {
      let text = written(.ndjson, publication)
      let outcome = try Tool.jq.run(["-c", "type"], text)
      let lines = text.count { $0 == "\n" }
      #expect(lines > 0)
      #expect(outcome.output == String(repeating: "\"object\"\n", count: lines))
    }
  }

  /// What GitLab's documentation of the format demands of each entry.
  @Test(.enabled(if: Tool.jq.isExpected))
  func `GitLab takes every entry`() throws {
    let rule = """
      length > 0 and all(.[];
        (.description | type == "string" and length > 0)
        and (.check_name | type == "string" and length > 0)
        and (.fingerprint | type == "string" and length > 0)
        and (.severity | IN("info", "minor", "major", "critical", "blocker"))
        and (.location.path | type == "string" and length > 0 and (startswith("./") | not))
        and (.location.lines.begin | type == "number" and . >= 1 and . == floor))
        and (map(.fingerprint) | length == (unique | length))
      """
    for publication in try Published.all() {
      let outcome = try Tool.jq.run([rule], written(.gitlab, publication))
      #expect(outcome == Tool.Outcome(status: 0, output: "true\n"))
    }
  }

  @Test(.enabled(if: Tool.python.isExpected))
  func `a CSV reader finds as many fields in each record`() throws {
    for publication in try Published.all() {
      let outcome = try Tool.python.run(
        [
          "-c",
          """
          import csv, sys
          rows = list(csv.reader(open(0, newline="", encoding="utf-8"), strict=True))
          print(len(rows) > 1, {len(row) for row in rows} == {len(rows[0])})
          """,
        ], written(.csv, publication))
      #expect(outcome == Tool.Outcome(status: 0, output: "True True\n"))
    }
  }

  @Test(.enabled(if: Tool.xmllint.isExpected))
  func `JUnit's schema takes it`() throws {
    for publication in try Published.all() {
      let outcome = try junit(written(.junit, publication))
      #expect(outcome.status == 0, "\(outcome.output)")
    }
    let text = written(.junit, try Published.hostile())
    let count = try Tool.xmllint.run(["--xpath", "count(//testcase[failure])", "-"], text)
    #expect(count.output.hasPrefix("1"))
    // The validator validates.
    #expect(try junit(text.replacing("<testcase ", with: "<case ")).status != 0)
  }

  private func junit(_ text: String) throws -> Tool.Outcome {
    try Tool.xmllint.run(["--noout", "--schema", Published.junitSchema, "-"], text)
  }

  @Test(
    .enabled(
      if: Tool.areRequired || Tool.jsonschema.isExpected && Published.sarifSchema != nil))
  func `SARIF's schema takes it`() throws {
    for publication in try Published.all() {
      #expect(try sarif(written(.sarif, publication)) == Tool.Outcome(status: 0, output: ""))
    }
    // The validator validates: a level that SARIF has not, a URI that is none, a missing message.
    let text = written(.sarif, try Published.hostile())
    for (part, broken) in [
      (#""level": "error""#, #""level": "fatal""#), (#""uri": ""#, #""uri": "a b"#),
      (#""message": {"#, #""text": {"#),
    ] {
      #expect(text.contains(part))
      #expect(try sarif(text.replacing(part, with: broken)).status == 1, "\(part)")
    }
  }

  private func sarif(_ text: String) throws -> Tool.Outcome {
    let schema = try #require(Published.sarifSchema, "SARIF_SCHEMA names no file")
    return try Tool.jsonschema.run(
      [
        "-c",
        """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        kind = jsonschema.validators.validator_for(schema)
        errors = list(kind(schema, format_checker=jsonschema.FormatChecker()).iter_errors(json.load(sys.stdin)))
        for error in errors: print(list(error.path), error.message[:200])
        sys.exit(1 if errors else 0)
        """, schema,
      ], text)
  }
}
