"""What the tests of fleets share: the program, a simulated fleet, and rankings as equal tuples."""

import json
import os
import subprocess
from pathlib import Path

import simulation

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
