"""A large dump: bounded memory, bounded answers, and a way out."""

import json
import os
import tempfile
import unittest

import server

SIZE = int(os.environ.get("DUMPSCAN_LARGE_DUMP", 200 << 20))
MOST_MEMORY = 512 << 20


class SizeTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        server.write_large(f"{cls.folder.name}/large.txt", SIZE)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def test_a_large_dump_is_answered_in_bounded_memory_and_bytes(self):
        with server.RawServer("--max-bytes", "16000", cwd=self.folder.name) as raw:
            for tool, arguments in [
                ("analyze_dump", {"paths": ["large.txt"], "top": 1000, "ids": True}),
                ("show_group", {"path": "large.txt", "group": 1, "ids": True}),
                ("compare_dumps", {"paths": ["large.txt", "large.txt"]}),
            ]:
                raw.send("tools/call", {"name": tool, "arguments": arguments}, id=1)
                answer = raw.next(timeout=300)["result"]
                self.assertFalse(answer["isError"], answer["content"])
                self.assertLess(len(json.dumps(answer, separators=(",", ":"))), 16_300)
                self.assertGreater(answer["structuredContent"]["nextOffset"], -1)
                if tool == "analyze_dump":
                    self.assertIn("repeat the call with offset", answer["content"][0]["text"])
                    memory = raw.peak_memory()
            self.assertLess(memory, MOST_MEMORY)

    def test_a_cancelled_call_is_not_answered_and_the_next_one_is(self):
        with server.RawServer(cwd=self.folder.name) as raw:
            params = {"name": "analyze_dump", "arguments": {"paths": ["large.txt"]}}
            raw.send("tools/call", {**params, "_meta": {"progressToken": "p"}}, id="long")
            first = raw.next()
            self.assertEqual(first["method"], "notifications/progress")
            self.assertEqual(first["params"]["progressToken"], "p")
            raw.send("notifications/cancelled", {"requestId": "long", "reason": "enough"})
            raw.send("resources/templates/list", id="next")
            raw.send("tools/call", {"name": "why", "arguments": {}}, id="last")
            ids = []
            while (line := raw.next()).get("id") != "last":
                if "id" in line:
                    ids.append(line["id"])
                else:
                    self.assertLess(line["params"]["progress"], SIZE)
            self.assertEqual(ids, ["next"])
            self.assertEqual(raw.close(), 0)
            self.assertIsNone(raw.next())


if __name__ == "__main__":
    unittest.main()
