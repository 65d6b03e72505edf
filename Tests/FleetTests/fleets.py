"""What the tests of fleets share: the program, a simulated fleet, and rankings as equal tuples."""

import json
import os
import random
import subprocess
from pathlib import Path

import simulation
from dumpscan_fleet.columns import NAMES

ROOT = Path(__file__).resolve().parents[2]
DUMPSCAN = os.path.abspath(os.environ["DUMPSCAN"])
PATTERN = "{service}/{instance}/{time}.txt"
CORPUS = simulation.programs(str(ROOT / "Fixtures" / "fleet"))


def dumpscan(*words: str, folder: str) -> bytes:
    """What the command prints, run in a folder."""
    done = subprocess.run([DUMPSCAN, *words], cwd=folder, stdout=subprocess.PIPE, check=True,
                          stderr=subprocess.DEVNULL)
    return done.stdout


def of_command(*words: str, folder: str) -> list[tuple]:
    """The ranking of `dumpscan fleet`."""
    report = json.loads(dumpscan("fleet", *words, "--format", "json", folder=folder))
    rows = []
    for leak in report["leaks"]:
        site, wait = leak["site"], leak.get("waitMinutes", {})
        rows.append((
            leak["rank"], leak["isNew"], leak["service"], leak["signature"], site["function"],
            site["file"], site["line"], leak["state"], leak["createdBy"] or "", leak["severity"],
            leak["confidence"], leak["probability"], leak["owner"] or "", leak["hitInstances"],
            leak["instances"], thousandths(leak["rms"]), leak["peak"], leak["peakInstance"],
            leak["peakCapture"], leak["total"], wait.get("median"), wait.get("max"),
            leak["totalBefore"], leak["instancesBefore"], thousandths(leak["growth"]),
            thousandths(leak["notedGrowth"]),
        ))
    return rows


def of_sql(rows: list[dict]) -> list[tuple]:
    """The ranking that the SQL gives, in the same form."""
    names = (
        "place", "is_new", "service", "signature", "site_function", "site_file", "site_line", "state",
        "created_by_function", "severity", "confidence", "probability", "owner", "hit_instances",
        "instances", "rms", "peak", "peak_instance", "peak_capture", "total", "wait_median",
        "wait_max", "total_before", "instances_before", "growth",
        "noted_growth",
    )
    return [
        tuple(thousandths(r[n]) if n in _REALS else r[n] for n in names) for r in rows
    ]


_REALS = ("rms", "growth", "noted_growth")


def thousandths(number: float | None) -> int | None:
    """A number in whole thousandths: the command prints no more. Those that lie in the middle between
    two may go either way, which no fleet of the tests has."""
    return None if number is None else round(number * 1000)


def captures(service, day, counts, others, **change):
    """Rows of a day's captures, one of each instance with so many noted goroutines and so many others."""
    rows = []
    for number, count in enumerate(counts):
        origin = {
            "schema": "dumpscan-fleet-map/1", "service": service, "instance": f"i{number}",
            "captured_at": f"2026-11-{day}T08:00:00Z", "capture": f"{service}/i{number}/{day}.txt",
            "format": "debug2", "truncated": False, "dump_goroutines": count + others,
        }
        rows.append(row_of({"row": "capture", **origin}))
        if count:
            rows.append(row_of({
                "row": "group", **origin, "fingerprint": "00000000000a", "count": count,
                "state": "chan send", "state_source": "reported", "leaked": 0,
                "site_function": "main.leak", "site_file": "/app/main.go", "site_line": 22,
                "created_by_function": "main.start", "labels": "{}",
                "signature": "chan-send-no-receiver", "severity": "note", "confidence": "low",
                "probability": 0.4, **change,
            }))
    return rows


def row_of(columns):
    """A row with all columns, null where nothing is given."""
    return {name: columns.get(name) for name in NAMES}


def random_notes(seed):
    """Rows of a fleet whose services have notes that grow, shrink, come and go; the same for the same
    seed."""
    chance = random.Random(seed)
    rows = []
    for number in range(120):
        change = {
            "signature": chance.choice(["chan-send-no-receiver", "select-abandoned"]),
            "probability": chance.choice([0.2, 0.3, 0.45, 0.9]),
            "created_by_function": chance.choice(["main.a", "net/http.(*Server).Serve"]),
        }
        instances = chance.randint(1, 3)
        for day in (29, 30):
            counts = [chance.choice([0, 11, 40, 90]) for _ in range(instances)]
            for row in captures(f"s{number}", day, counts, chance.randint(0, 60), **change):
                row["truncated"] = chance.random() < 0.1
                if row["row"] == "group" and chance.random() < 0.1:
                    row["severity"] = "warning"
                if chance.random() < 0.95:
                    rows.append(row)
    return rows
