"""Spark maps and ranks 2,000 captures as the command does, in any number of partitions."""

import contextlib
import io
import json
import os
import tempfile
import unittest

from dumpscan_fleet import duck, job, spark as engine
from dumpscan_fleet.columns import NAMES, spark_schema
from dumpscan_fleet.settings import Settings

import simulation
from fleets import CORPUS, DUMPSCAN, PATTERN, dumpscan, of_command, of_sql, random_notes

os.environ.setdefault(
    "PYSPARK_SUBMIT_ARGS",
    "--master local[2] --conf spark.ui.enabled=false --conf spark.sql.shuffle.partitions=4 "
    "--conf spark.log.level=ERROR --conf spark.sql.codegen.wholeStage=false pyspark-shell",
)


class Spark(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="fleet-")
        cls.captures = cls.scratch.name + "/captures"
        cls.out = cls.scratch.name + "/out"
        fleet = simulation.Fleet(services=50, instances=10, days=4)
        cls.truth = simulation.simulate(CORPUS, 3, fleet, cls.captures)
        cls.run_job()

    @classmethod
    def tearDownClass(cls):
        engine.session().stop()
        cls.scratch.cleanup()

    @classmethod
    def run_job(cls, *options):
        """Runs the job, and gives what it prints."""
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            status = job.main([
                "--captures", cls.captures, "--dumpscan", DUMPSCAN, "--out", cls.out,
                "--path-pattern", PATTERN, *options,
            ])
        assert status == 0
        return [json.loads(line) for line in output.getvalue().splitlines()]

    def map_new(self):
        """What the job does before it ranks."""
        session = engine.session()
        known = self.map().where("row = 'capture'")
        new = engine.captures(session, self.captures, known)
        rows = engine.mapped(session, new, DUMPSCAN, ["--path-pattern", PATTERN])
        engine.write_map(rows, self.out + "/map")

    def map(self):
        return engine.read_map(engine.session(), self.out + "/map")

    def rows_of_command(self):
        text = dumpscan("--format", "ndjson", "--fleet", ".", "--path-pattern", PATTERN,
                        folder=self.captures)
        return sorted(repr(tuple(json.loads(line)[n] for n in NAMES)) for line in text.splitlines())

    @staticmethod
    def rows_of(frame):
        return sorted(repr(tuple(row)) for row in frame.select(*NAMES).collect())

    def test_1_the_rows_are_the_command_s(self):
        self.assertEqual(self.truth.captures, 2000)
        self.assertEqual(self.map().where("row = 'capture'").count(), 2000)
        self.assertEqual(self.rows_of(self.map()), self.rows_of_command())

    def test_2_all_three_rank_alike(self):
        expected = of_command(".", "--path-pattern", PATTERN, folder=self.captures)
        self.assertEqual({row[2] for row in expected}, set(self.truth.leaking))
        written = engine.session().read.parquet(self.out + "/ranking").collect()
        by_place = sorted(of_sql([row.asDict() for row in written]))
        self.assertEqual(by_place, sorted(expected))
        self.assertEqual(of_sql(duck.ranking(self.out + "/map", Settings())), expected)

    def test_3_the_number_of_partitions_changes_nothing(self):
        session = engine.session()
        frame = engine.captures(session, self.captures).repartition(13)
        again = engine.mapped(session, frame, DUMPSCAN, ["--path-pattern", PATTERN])
        self.assertEqual(again.rdd.getNumPartitions(), 13)
        self.assertEqual(self.rows_of(again), self.rows_of(self.map()))

    def test_4_what_is_mapped_is_not_mapped_again(self):
        files = lambda: {
            os.path.join(at, name): os.stat(os.path.join(at, name)).st_mtime_ns
            for at, _, names in os.walk(self.out + "/map") for name in names
            if name.endswith(".parquet")
        }
        before = files()
        folder = self.captures + "/service-000/service-000-[new]"
        os.makedirs(folder)
        with open(folder + "/20261130T100000.txt", "wb") as file:
            file.write(CORPUS[1][0].text)
        self.map_new()
        after = files()
        self.assertEqual({path: after.get(path) for path in before}, before)
        new = [path for path in after if path not in before]
        self.assertEqual(len(new), 1)
        self.assertIn("/by_day=2026-11-30/by_service=service-000/", new[0])
        self.assertEqual(self.map().where("row = 'capture'").count(), 2001)
        # Nothing new: nothing is written.
        self.map_new()
        self.assertEqual(files(), after)

    def test_5_notes_rank_alike(self):
        path = self.scratch.name + "/notes.ndjson"
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in random_notes(1))
        expected = of_command("notes.ndjson", folder=self.scratch.name)
        self.assertEqual(sum(row[-1] is not None for row in expected), 6)
        session = engine.session()
        rows = session.read.schema(spark_schema()).json(path)
        ranked = [row.asDict() for row in engine.ranking(session, rows, Settings()).collect()]
        self.assertEqual(of_sql(ranked), expected)


if __name__ == "__main__":
    unittest.main()
