"""What a hostile client or dump must not do."""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import server


class SafetyTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        base = pathlib.Path(folder.name).resolve()
        self.root = base / "root"
        self.root.mkdir()
        server.write_dumps(self.root)
        (base / "outside").mkdir()
        self.secret = base / "outside" / "secret.txt"
        self.secret.write_text(server.SENDERS)
        (self.root / "link.txt").symlink_to(self.secret)
        (self.root / "linked").symlink_to(self.secret.parent)

    def serve(self, *arguments):
        return server.RawServer("--root", str(self.root), *arguments, cwd="/")

    def test_files_outside_the_root_are_refused(self):
        with self.serve() as raw:
            for path in [
                "link.txt", "linked/secret.txt", "../outside/secret.txt", str(self.secret),
                f"{self.root}/../outside/secret.txt", "/etc/passwd", "linked", "..",
                "/proc/self/environ", "/dev/stdin", "/etc/passwd:x",
            ]:  # fmt: skip
                for tool, arguments in [
                    ("analyze_dump", {"paths": ["dump.txt", path]}),
                    ("show_group", {"path": path, "group": 1}),
                    ("show_goroutine", {"path": path, "id": 9}),
                    ("compare_dumps", {"paths": ["dump.txt", path]}),
                    ("why", {"path": path, "place": "*"}),
                ]:
                    result = raw.call(tool, arguments)
                    self.assertTrue(result["isError"], (tool, path))
                    self.assertIn(
                        "outside the directories that may be read", result["content"][0]["text"]
                    )
            whole = raw.call("analyze_dump", {"paths": ["."]})
            self.assertNotIn("secret", json.dumps(whole))
            self.assertEqual(raw.close(), 0)

    def test_nothing_is_written(self):
        before = sorted(os.listdir(self.root))
        with self.serve() as raw:
            raw.call("analyze_dump", {"paths": ["."]})
            raw.call("compare_dumps", {"paths": ["t0.txt", "t1.txt"]})
            self.assertEqual(raw.close(), 0)
            self.assertEqual(raw.process.stderr.read(), b"")
        self.assertEqual(sorted(os.listdir(self.root)), before)

    def test_hostile_lines_get_errors_and_never_an_exit(self):
        deep = b'{"jsonrpc":"2.0","id":5,"method":"ping","params":' + b"[" * 90000 + b"\n"
        lines = [
            (b"\xff\xfe\n", -32700), (b"{\n", -32700), (b"[]\n", -32600), (b"null\n", -32600),
            (b'{"jsonrpc":"2.0","id":{},"method":"ping"}\n', -32600), (deep, -32700),
            (b"x" * 3_000_000 + b"\n", -32600), (b"\x00" * 1000 + b"\n", -32700),
            (b'{"jsonrpc":"2.0","id":1e999,"method":"ping"}\n', None),
            (b'{"jsonrpc":"2.0","id":99999999999999999999,"method":"ping"}\n', -32600),
            (b'{"jsonrpc":"2.0","id":"\\ud800","method":"x"}\n', None),
        ]  # fmt: skip
        with self.serve() as raw:
            for line, code in lines:
                raw.send_bytes(line)
                answer = raw.next()
                self.assertIn("error", answer, line[:60])
                if code:
                    self.assertEqual(answer["error"]["code"], code, line[:60])
            for arguments in [
                {"paths": ["a\0b"]}, {"paths": ["dump.txt"], "where": "(" * 4000},
                {"paths": ["dump.txt"], "where": 'any("(a+)+$")'}, {"paths": ["x" * 5000]},
                {"paths": ["dump.txt"] * 65}, {"paths": ":" * 4000}, {"paths": ["dump.txt"], "top": -1},
                {"paths": ["dump.txt"], "top": 10**30}, {"paths": {}}, {"": 1},
            ]:  # fmt: skip
                result = raw.call("analyze_dump", arguments)
                self.assertIn("content", result)
                self.assertLess(len(json.dumps(result)), 24_000)
            self.assertEqual(raw.call("analyze_dump", {"paths": ["dump.txt"]})["isError"], False)
            self.assertEqual(raw.close(), 0)

    def test_a_client_that_goes_away_ends_the_server(self):
        process = subprocess.Popen(
            [server.DUMPSCAN, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        process.stdout.close()
        line = json.dumps(
            {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {"_meta": server.META}}
        )
        # Its standard input stays open: it ends since nobody reads its answers.
        process.stdin.write(line.encode() + b"\n")
        process.stdin.write(line.encode() + b"\n")
        self.assertEqual(process.wait(timeout=20), 0)
        process.stdin.close()

    def test_redaction(self):
        with self.serve("--redact") as raw:
            for tool, arguments in [
                ("analyze_dump", {"paths": ["dump.txt"], "ids": True}),
                ("show_goroutine", {"path": "dump.txt", "id": 9}),
            ]:
                text = json.dumps(raw.call(tool, arguments))
                self.assertNotIn("alice", text)
                self.assertNotIn("0xc000012018", text)

    def test_a_root_that_is_missing(self):
        with server.RawServer("--root", str(self.root / "gone")) as raw:
            self.assertEqual(raw.process.wait(timeout=20), 66)
            self.assertIn(b"--root: ", raw.process.stderr.read())


if __name__ == "__main__":
    unittest.main()
