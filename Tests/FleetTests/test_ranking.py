"""The ranking of `dumpscan fleet` and that of the SQL in DuckDB are the same, to the row."""

import json
import os
import tempfile
import unittest
from pathlib import Path

from dumpscan_fleet import duck
from dumpscan_fleet.columns import NAMES
from dumpscan_fleet.settings import Settings, SettingsError, like, read_known_benign

import simulation
from fleets import CORPUS, PATTERN, captures, dumpscan, of_command, of_sql, random_notes


class Ranking(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="fleet-")
        cls.folder = cls.scratch.name
        cls.truth = simulation.simulate(
            CORPUS, 11, simulation.Fleet(services=20, instances=5), cls.folder + "/captures"
        )
        cls.map = os.path.join(cls.folder, "map.ndjson")
        with open(cls.map, "wb") as file:
            file.write(dumpscan("--format", "ndjson", "--fleet", "captures", "--path-pattern", PATTERN,
                                folder=cls.folder))

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def compare(self, settings, *options):
        expected = of_command("map.ndjson", *options, folder=self.folder)
        self.assertEqual(of_sql(duck.ranking(self.map, settings)), expected)
        return expected

    def test_leaking_services_come_first(self):
        rows = self.compare(Settings())
        leaking = {"service-002": 1, "service-006": 0, "service-012": 1, "service-014": 2,
                   "service-016": 1, "service-017": 2, "service-018": 0}
        self.assertEqual(self.truth.leaking, leaking)
        self.assertEqual({row[2] for row in rows}, set(leaking))
        # Those that began on the last day are new, and come first, whatever their rank.
        self.assertEqual([row[1] for row in rows], [True] * 2 + [False] * 5)
        self.assertEqual([row[0] for row in rows], [3, 4, 1, 2, 5, 6, 7])
        self.assertEqual({row[2] for row in rows if row[1]}, {"service-014", "service-017"})

    def test_other_days_peaks_and_severities(self):
        for day in ("2026-11-28", "2026-11-29", "2026-12-24"):
            self.compare(Settings(day=day), "--day", day)
        few = self.compare(Settings(min_peak=50), "--min-peak", "50")
        self.assertEqual([row[16] for row in few], [160, 56])
        errors = self.compare(Settings(min_severity="error"), "--min-severity", "error")
        self.assertEqual([row[9] for row in errors], ["error"])
        self.compare(Settings(min_severity="note"), "--min-severity", "note")

    def test_known_findings(self):
        path = os.path.join(self.folder, "known")
        for line, left in [
            ("service-0* * *", 0), ("service_* * *", 7), ("* chan-* *", 5),
            ("service-002 * *\n# service-006 * *\n", 6), ("*%* * *", 7), ("* * main.(*", 4),
        ]:
            with open(path, "w", encoding="utf-8") as file:
                file.write(line)
            known = read_known_benign(path)
            rows = self.compare(Settings(known_benign=known), "--known-benign", path)
            self.assertEqual(len(rows), left, line)

    def test_a_list_that_cannot_be_read_is_an_error(self):
        path = os.path.join(self.folder, "known")
        with open(path, "w", encoding="utf-8") as file:
            file.write("a b c\npay main.leak\n")
        with self.assertRaisesRegex(SettingsError, "line 2: expected SERVICE SIGNATURE SITE"):
            read_known_benign(path)
        with self.assertRaisesRegex(SettingsError, "--day: expected a date"):
            Settings(day="monday")

    def test_the_columns_are_those_of_the_map(self):
        with open(self.map, encoding="utf-8") as file:
            for line in file:
                self.assertEqual(list(json.loads(line)), NAMES)

    def test_patterns_of_like(self):
        self.assertEqual(like("main.(*hub)_100%^*"), "main.(%hub)^_100^%^^%")


class Notes(unittest.TestCase):
    """Notes rank by their growth, alike in both."""

    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="fleet-")
        self.addCleanup(scratch.cleanup)
        self.folder = scratch.name
        self.map = os.path.join(self.folder, "map.ndjson")

    def compare(self, rows, settings=Settings(), *options):
        with open(self.map, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
        expected = of_command("map.ndjson", *options, folder=self.folder)
        self.assertEqual(of_sql(duck.ranking(self.map, settings)), expected)
        return expected

    def test_what_ranks(self):
        """Noted goroutines of the instances and the others of each instance, on both days."""
        rows = []
        for service, before, others_before, now, others, change in [
            ("grown", [20, 0], 30, [50, 13], 30, {}),
            ("new", [0, 0], 7, [40, 44], 7, {}),
            ("as-before", [500, 500], 7, [500, 500], 7, {}),
            ("a-fifth", [100, 100], 7, [120, 120], 7, {}),
            ("as-load", [40, 40], 100, [80, 80], 200, {}),
            ("one-instance", [0, 0], 7, [0, 90], 7, {}),
            ("unlikely", [0, 0], 7, [40, 44], 7, {"probability": 0.29}),
            ("served", [0, 0], 7, [40, 44], 7, {"created_by_function": "net/http.(*Server).Serve"}),
            ("whole", [500, 100], 7, [500, 500], 7, {}),
            ("cut", [500, 100], 7, [500, 500], 7, {}),
        ]:
            # Of one signature, what most services share would not rank.
            change["signature"] = "of-" + service
            rows += captures(service, 29, before, others_before, **change)
            rows += captures(service, 30, now, others, **change)
        for row in rows:
            if row["capture"] == "cut/i1/29.txt":
                row["truncated"] = True
        ranked = {row[2]: row[-1] for row in self.compare(rows)}
        self.assertEqual(ranked, {"grown": 21_500, "new": 42_000, "whole": 200_000})

    def test_what_grows_in_most_services(self):
        for before, grown, ranked in [(30, 2, 2), (30, 3, 0), (0, 4, 4)]:
            rows = []
            for number in range(4):
                now = 60 if number < grown else 30
                rows += captures(f"s{number}", 29, [before] * 2, 9)
                rows += captures(f"s{number}", 30, [now] * 2, 9)
            self.assertEqual(len(self.compare(rows)), ranked, (before, grown))

    def test_random_fleets(self):
        for severity, ranked, noted in [("note", 107, 6), ("warning", 29, 6), ("error", 0, 0)]:
            rows = self.compare(
                random_notes(1), Settings(min_severity=severity), "--min-severity", severity)
            self.assertEqual((len(rows), sum(r[-1] is not None for r in rows)), (ranked, noted))


class Simulation(unittest.TestCase):
    def test_the_same_seed_gives_the_same_fleet(self):
        fleet = simulation.Fleet(services=3, instances=2, days=2, leaking=(1, 1))
        contents = []
        for _ in range(2):
            with tempfile.TemporaryDirectory() as folder:
                truth = simulation.simulate(CORPUS, 5, fleet, folder)
                files = sorted(
                    os.path.join(at, name) for at, _, names in os.walk(folder) for name in names
                )
                contents.append([(f[len(folder):], Path(f).read_bytes()) for f in files])
        self.assertEqual(contents[0], contents[1])
        self.assertEqual((truth.captures, len(contents[0])), (12, 12))
        self.assertEqual(len(truth.leaking), 1)

    def test_before_its_day_a_leak_is_not_there(self):
        leaking = [p for p in CORPUS[0] if p.name.startswith("a1-")][0]
        self.assertEqual(len(simulation.leaked(leaking)), 160)
        self.assertEqual(simulation.with_leak(leaking, 0).count(b"BestQuote.func1("), 0)
        self.assertEqual(simulation.with_leak(leaking, 0.5).count(b"BestQuote.func1("), 80)
        self.assertEqual(simulation.with_leak(leaking, 1), leaking.text)

    def test_a_pool_does_not_grow_with_the_load(self):
        pool, server = [
            [p for p in CORPUS[1] if p.name.startswith(name)][0].text
            for name in ("h-worker-pool-recv", "h-idle-keepalive")
        ]
        workers = b"pool.(*Pool).worker("
        self.assertEqual(simulation.with_load(pool, 3, False).count(workers), pool.count(workers))
        connections = b"net/http.(*conn).serve("
        self.assertGreater(
            simulation.with_load(server, 3, False).count(connections),
            2 * server.count(connections),
        )


if __name__ == "__main__":
    unittest.main()
