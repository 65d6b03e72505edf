"""A linter reads everything that the server publishes, as a model would."""

import json
import subprocess
import tempfile
import unittest

import server


class DescriptionTests(unittest.TestCase):
    def test_the_linter_finds_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            server.write_dumps(folder)
            run = subprocess.run(
                ["mcp-gauntlet", "run", f"{server.DUMPSCAN} mcp --root {folder}", "--no-agentic",
                 "--no-probe", "--out", "reports"],
                cwd=folder, capture_output=True, text=True, timeout=60,
            )  # fmt: skip
            self.assertEqual(run.returncode, 0, run.stdout + run.stderr)
            with open(f"{folder}/reports/report.json") as file:
                report = json.load(file)
        self.assertEqual(report["tool_count"], 6)
        judged = {each["key"]: each for each in report["dimensions"]}
        for key in ("schema_health", "description_quality", "security"):
            self.assertEqual(judged[key]["score"], 100.0, judged[key]["findings"])
            severities = {each["severity"] for each in judged[key]["findings"]}
            self.assertLessEqual(severities, {"info"}, judged[key]["findings"])


if __name__ == "__main__":
    unittest.main()
