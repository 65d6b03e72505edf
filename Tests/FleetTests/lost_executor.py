"""Kills an executor while Spark maps a fleet, and demands the rows of a run in which none was killed.

    ./run lost_executor

Takes a minute, so it is not among the tests that are found by themselves.
"""

import os
import signal
import tempfile
import threading
import time
import unittest

os.environ["PYSPARK_SUBMIT_ARGS"] = (
    "--master local-cluster[2,1,1024] --conf spark.ui.enabled=false --conf spark.log.level=ERROR "
    "--conf spark.sql.shuffle.partitions=4 pyspark-shell"
)

from dumpscan_fleet import spark as engine  # noqa: E402
from dumpscan_fleet.columns import NAMES  # noqa: E402

import simulation  # noqa: E402
from fleets import CORPUS, DUMPSCAN, PATTERN  # noqa: E402


def executors() -> list[int]:
    """The executors that this process started, by way of its JVM."""
    parents, names = {}, {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8") as file:
                parents[int(entry)] = int(file.read().rsplit(")", 1)[1].split()[1])
            with open(f"/proc/{entry}/cmdline", "rb") as file:
                names[int(entry)] = file.read()
        except OSError:
            continue

    def is_ours(process: int) -> bool:
        while process > 1:
            if process == os.getpid():
                return True
            process = parents.get(process, 0)
        return False

    return [p for p, n in names.items() if b"CoarseGrainedExecutorBackend" in n and is_ours(p)]


class LostExecutor(unittest.TestCase):
    def test_the_rows_are_the_same(self):
        with tempfile.TemporaryDirectory(prefix="fleet-") as folder:
            simulation.simulate(
                CORPUS, 3, simulation.Fleet(services=50, instances=10, days=4), folder + "/captures"
            )
            session = engine.session()
            self.addCleanup(session.stop)
            engine.send_package(session)
            session.conf.set("spark.sql.files.maxPartitionBytes", str(engine.OPEN_COST * 100))

            def rows():
                frame = engine.mapped(
                    session, engine.captures(session, folder + "/captures"), DUMPSCAN,
                    ["--path-pattern", PATTERN],
                )
                return sorted(repr(tuple(row)) for row in frame.select(*NAMES).collect())

            undisturbed = rows()
            killed = []

            def kill():
                tracker = session.sparkContext.statusTracker()
                while not killed:
                    stages = [tracker.getStageInfo(s) for s in tracker.getActiveStageIds()]
                    # Some tasks are done, and others on their way.
                    if any(s and s.numCompletedTasks > 2 and s.numActiveTasks > 0 for s in stages):
                        victim = executors()[0]
                        os.kill(victim, signal.SIGKILL)
                        killed.append(victim)
                    time.sleep(0.01)

            thread = threading.Thread(target=kill, daemon=True)
            thread.start()
            start = time.monotonic()
            disturbed = rows()
            thread.join(timeout=1)
            self.assertEqual(len(killed), 1)
            self.assertNotIn(killed[0], executors())
            print(f"killed executor {killed[0]}; {len(disturbed)} rows after "
                  f"{time.monotonic() - start:.1f} s")
            self.assertEqual(disturbed, undisturbed)


if __name__ == "__main__":
    unittest.main()
