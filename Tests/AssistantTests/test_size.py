"""A large dump: bounded memory, bounded answers, and a way out."""

import json
import unittest

import server

# What is stored: 32 bytes for each goroutine, its distinct stacks once, and the readers' buffers.
MOST_MEMORY = 160 << 20


class SizeTests(unittest.TestCase):
    def test_a_large_dump_is_answered_in_bounded_memory_and_bytes(self):
        with server.RawServer("--max-bytes", "16000", cwd=server.large_folder()) as raw:
            for tool, arguments in [
                ("analyze_dump", {"paths": ["large.txt"], "top": 1000, "ids": True}),
                ("show_group", {"path": "large.txt", "group": 1, "ids": True}),
                ("compare_dumps", {"paths": ["large.txt", "large.txt"]}),
            ]:
                raw.send("tools/call", {"name": tool, "arguments": arguments}, id=1)
                answer = raw.next(timeout=300)["result"]
                self.assertFalse(answer["isError"], answer["content"])
                text = json.dumps(answer, separators=(",", ":"), ensure_ascii=False)
                self.assertLessEqual(len(text.encode()), 16_000)
                self.assertGreater(answer["structuredContent"]["nextOffset"], -1)
                if tool == "analyze_dump":
                    self.assertIn("repeat the call with offset", answer["content"][0]["text"])
                    memory = raw.peak_memory()
            self.assertLess(memory, MOST_MEMORY)

    def test_a_cancelled_call_is_not_answered_and_the_next_one_is(self):
        with server.RawServer(cwd=server.large_folder()) as raw:
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
                    self.assertLess(line["params"]["progress"], server.LARGE_SIZE)
            self.assertEqual(ids, ["next"])
            self.assertEqual(raw.close(), 0)
            self.assertIsNone(raw.next())


if __name__ == "__main__":
    unittest.main()
