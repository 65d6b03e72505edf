"""Captures are mapped many at a time, and a bad one costs its row."""

import os
import stat
import tempfile
import unittest

from dumpscan_fleet import mapping
from dumpscan_fleet.columns import NAMES

from fleets import CORPUS, DUMPSCAN

# Ends as a crash does where a capture of that name is among those to read.
CRASHING = """#!/bin/sh
if find . -name poison.txt | grep -q .; then kill -9 $$; fi
exec "{program}" "$@"
"""

SLEEPING = """#!/bin/sh
if find . -name poison.txt | grep -q .; then exec sleep 60; fi
exec "{program}" "$@"
"""


class Mapping(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="fleet-")
        self.addCleanup(self.scratch.cleanup)
        healthy = CORPUS[1][0].text
        self.captures = [(f"pay/p{n}/20261130T080000.txt", healthy) for n in range(5)]
        self.captures.insert(2, ("pay/p9/poison.txt", healthy))
        self.captures.append(("pay/p5/20261130T080000.txt", b""))
        self.options = ["--path-pattern", "{service}/{instance}/*.txt"]

    def program(self, text):
        path = os.path.join(self.scratch.name, "dumpscan")
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.format(program=DUMPSCAN))
        os.chmod(path, stat.S_IRWXU)
        return path

    def map(self, program, timeout=600):
        settings = mapping.Mapping(program, self.options, timeout)
        rows = [dict(zip(NAMES, row)) for row in mapping.rows(self.captures, settings)]
        return [row for row in rows if row["row"] == "capture"]

    def test_all_captures_have_a_row(self):
        rows = self.map(DUMPSCAN)
        self.assertEqual(len(rows), 7)
        failed = [row for row in rows if row["format"] is None]
        self.assertEqual([row["problem"] for row in failed], ["is empty; did the capture fail?"])
        self.assertEqual({row["service"] for row in rows}, {"pay"})

    def test_a_capture_that_stops_the_program_costs_its_row(self):
        rows = self.map(self.program(CRASHING))
        problems = {row["capture"]: row["problem"] for row in rows}
        self.assertEqual(len(rows), 7)
        self.assertEqual(problems["pay/p9/poison.txt"], "dumpscan ended with status -9")
        self.assertEqual(problems["pay/p0/20261130T080000.txt"], None)

    def test_a_capture_that_never_ends_costs_its_row(self):
        rows = self.map(self.program(SLEEPING), timeout=1)
        problems = {row["capture"]: row["problem"] for row in rows}
        self.assertEqual(problems["pay/p9/poison.txt"], "dumpscan did not finish within 1 seconds")
        self.assertEqual(sum(problem is None for problem in problems.values()), 5)

    def test_a_wrong_option_is_no_bad_capture(self):
        self.options = ["--path-pattern", "{pod}"]
        with self.assertRaisesRegex(RuntimeError, "unknown field '{pod}'"):
            self.map(DUMPSCAN)


if __name__ == "__main__":
    unittest.main()
