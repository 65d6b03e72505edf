"""Precision and recall at 10 of `dumpscan fleet` over simulated fleets.

    python evaluate.py --dumpscan PATH --corpus DIR --fleets 50 --require 0.95

Of each fleet, the first ten services by rank are compared with those that leak on the last day.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time

import simulation

AT = 10


def ranked(program: str, captures: str) -> tuple[list[str], set[str]]:
    """The services of the ranking, by the rank of their first finding, and those that rank for the
    growth of a note alone."""
    done = subprocess.run(
        [program, "fleet", captures, "--format", "json", "--path-pattern",
         "{service}/{instance}/{time}.txt"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
    )
    leaks = sorted(json.loads(done.stdout)["leaks"], key=lambda leak: leak["rank"])
    noted = {leak["service"] for leak in leaks if leak["notedGrowth"] is not None}
    noted -= {leak["service"] for leak in leaks if leak["notedGrowth"] is None}
    return list(dict.fromkeys(leak["service"] for leak in leaks)), noted


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--dumpscan", required=True)
    parser.add_argument("--corpus", required=True, action="append")
    parser.add_argument("--fleets", type=int, default=50)
    parser.add_argument("--services", type=int, default=simulation.Fleet.services)
    parser.add_argument(
        "--growing", type=float, default=simulation.Fleet.growing,
        help="share of the healthy services whose load grows each day",
    )
    parser.add_argument("--first-seed", type=int, default=1)
    parser.add_argument("--require", type=float, default=0)
    parser.add_argument("--verbose", action="store_true")
    arguments = parser.parse_args()
    corpora = [simulation.programs(path) for path in arguments.corpus]
    corpus = (sum((c[0] for c in corpora), []), sum((c[1] for c in corpora), []))
    precisions, recalls = [], []
    promoted = [0, 0]
    captures, seconds = 0, 0.0
    for seed in range(arguments.first_seed, arguments.first_seed + arguments.fleets):
        with tempfile.TemporaryDirectory(prefix="fleet-") as folder:
            fleet = simulation.Fleet(services=arguments.services, growing=arguments.growing)
            truth = simulation.simulate(corpus, seed, fleet, folder)
            start = time.monotonic()
            services, noted = ranked(arguments.dumpscan, folder)
            services = services[:AT]
            seconds += time.monotonic() - start
        captures += truth.captures
        for service in noted:
            promoted[service in truth.leaking] += 1
        right = [service for service in services if service in truth.leaking]
        precisions.append(len(right) / len(services) if services else 1.0)
        recalls.append(len(right) / min(AT, len(truth.leaking)))
        if arguments.verbose and (precisions[-1] < 1 or recalls[-1] < 1):
            wrong = [truth.programs[s] for s in services if s not in truth.leaking]
            missed = [truth.programs[s] for s in truth.leaking if s not in services]
            print(f"seed {seed}: wrong {wrong}, missed {missed}", file=sys.stderr)
    precision, recall = statistics.mean(precisions), statistics.mean(recalls)
    print(
        f"{arguments.fleets} fleets, {captures} captures in {seconds:.1f} s: precision at {AT} "
        f"{precision:.3f}, recall at {AT} {recall:.3f} ({len(corpus[0])} leaking and "
        f"{len(corpus[1])} healthy programs); {promoted[True]} leaking and {promoted[False]} healthy "
        f"services rank for a note's growth"
    )
    return 0 if min(precision, recall) >= arguments.require else 1


if __name__ == "__main__":
    sys.exit(main())
