"""The official client, in every way that it connects."""

import tempfile
import unittest

import anyio
import jsonschema
from mcp import Client
from mcp.client.stdio import StdioServerParameters
from mcp.shared.exceptions import MCPError

import server

# How the client connects, and the revision that comes of it.
MODES = [("auto", "2026-07-28"), ("legacy", "2025-11-25"), ("2026-07-28", "2026-07-28")]

CALLS = [
    ("analyze_dump", {"paths": ["dump.txt"]}, "chan-send-no-receiver"),
    ("analyze_dump", {"paths": ["dump.txt"], "top": 1, "where": "wait > 1h", "ids": True}, "1 of 4"),
    ("analyze_dump", {"paths": [server.FOUNDING]}, "main.leakGrs.func1"),
    ("show_group", {"path": "dump.txt", "group": 1}, "main.send"),
    ("show_group", {"path": "dump.txt", "fingerprint": "e9937727064e", "ids": True}, "2h27m: 9"),
    ("show_goroutine", {"path": "dump.txt", "id": 9}, "main.send(0xc000012018, 0x1)"),
    ("compare_dumps", {"paths": ["t0.txt", "t1.txt"], "interval": "5m"}, "+10/min"),
    ("compare_dumps", {"paths": ["t0.txt", "t1.txt", "t2.txt"]}, "growing"),
    ("explain_signature", {"id": "chan-send-no-receiver"}, "What to change"),
    ("why", {"path": "dump.txt", "place": "main.send"}, "stuck-for-minutes"),
]


class ClientTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        server.write_dumps(self.folder)

    def with_client(self, body, mode="auto", folder=None):
        async def main():
            parameters = StdioServerParameters(
                command=server.DUMPSCAN, args=["mcp"], cwd=folder or self.folder
            )
            async with Client(parameters, mode=mode) as client:
                await body(client)

        anyio.run(main)

    def test_all_tools_in_all_modes(self):
        for mode, version in MODES:
            with self.subTest(mode):

                async def body(client):
                    self.assertEqual(client.protocol_version, version)
                    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
                    self.assertEqual(set(tools), {name for name, _, _ in CALLS})
                    for tool in tools.values():
                        for schema in (tool.input_schema, tool.output_schema):
                            jsonschema.Draft202012Validator.check_schema(schema)
                        self.assertTrue(tool.annotations.read_only_hint)
                    for name, arguments, words in CALLS:
                        jsonschema.validate(arguments, tools[name].input_schema)
                        result = await client.call_tool(name, arguments)
                        self.assertFalse(result.is_error, result.content)
                        self.assertIn(words, result.content[0].text)
                        jsonschema.validate(result.structured_content, tools[name].output_schema)

                self.with_client(body, mode)

    def test_resources(self):
        for mode, _ in MODES:
            with self.subTest(mode):

                async def body(client):
                    resources = (await client.list_resources()).resources
                    self.assertIn(
                        "dumpscan://signatures/nil-channel", [each.uri for each in resources]
                    )
                    templates = (await client.list_resource_templates()).resource_templates
                    self.assertEqual(templates[0].uri_template, "dumpscan://signatures/{id}")
                    for resource in resources[:3]:
                        contents = (await client.read_resource(resource.uri)).contents
                        self.assertIn(f"id: {resource.name}", contents[0].text)
                    with self.assertRaises(MCPError):
                        await client.read_resource("file:///etc/passwd")

                self.with_client(body, mode)

    def test_failures_are_results_and_the_server_goes_on(self):
        async def body(client):
            result = await client.call_tool("analyze_dump", {"paths": ["gone.txt"]})
            self.assertTrue(result.is_error)
            self.assertEqual(result.content[0].text, "gone.txt: file not found")
            with self.assertRaises(MCPError):
                await client.call_tool("erase_dump", {})
            result = await client.call_tool("analyze_dump", {"paths": ["dump.txt"]})
            self.assertEqual(result.structured_content["goroutines"], 4)

        self.with_client(body)

    def test_progress_and_cancellation(self):
        folder = server.large_folder()
        for mode, _ in MODES:
            with self.subTest(mode):
                seen = []

                async def body(client):
                    async def progress(done, total, message):
                        seen.append((done, total, message))

                    await client.call_tool(
                        "analyze_dump", {"paths": ["large.txt"]}, progress_callback=progress
                    )
                    self.assertEqual([done for done, _, _ in seen], sorted({d for d, _, _ in seen}))
                    self.assertEqual(seen[0][0], 0)
                    self.assertGreaterEqual(seen[-1][0], server.LARGE_SIZE)
                    self.assertIn("goroutines read", seen[-1][2])
                    with anyio.CancelScope() as scope:

                        async def cancel(*_):
                            scope.cancel()

                        await client.call_tool(
                            "analyze_dump", {"paths": ["large.txt"]}, progress_callback=cancel
                        )
                    self.assertTrue(scope.cancelled_caught)
                    result = await client.call_tool("analyze_dump", {"paths": ["dump.txt"]})
                    self.assertEqual(result.structured_content["goroutines"], 4)

                self.with_client(body, mode, folder)


if __name__ == "__main__":
    unittest.main()
