"""The job for Spark: maps the captures that are new, and ranks."""

from __future__ import annotations

import argparse
import json
import sys

from . import spark as engine
from .options import add_settings, settings_of
from .settings import SettingsError


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="fleet_job.py",
        description="Map captures with dumpscan and rank the leaks of their services.",
    )
    parser.add_argument(
        "--captures", help="folder of captures, on any Hadoop file system; may hold wildcards"
    )
    parser.add_argument(
        "--dumpscan", help="the static dumpscan for the executors' machines; sent to them"
    )
    parser.add_argument("--out", required=True, help="folder for the map and the ranking")
    parser.add_argument("--path-pattern", help="as of dumpscan: '{service}/{instance}/{time}.txt'")
    parser.add_argument("--tag", action="append", default=[], help="as of dumpscan: service=pay")
    parser.add_argument("--redact", action="store_true", help="as of dumpscan")
    parser.add_argument(
        "--captures-per-task", type=int, default=512, help="most captures of a task (default: 512)"
    )
    parser.add_argument(
        "--days", type=int, default=8, help="days of the map that are ranked (default: 8; 0: all)"
    )
    parser.add_argument("--timeout", type=float, default=600, help="seconds for 256 captures")
    add_settings(parser)
    options = parser.parse_args(arguments)
    if (options.captures is None) != (options.dumpscan is None):
        parser.error("--captures and --dumpscan go together; without both, only the ranking is made")
    try:
        settings = settings_of(options)
    except (SettingsError, OSError) as error:
        print(f"dumpscan-fleet: error: {error}", file=sys.stderr)
        return 78
    spark = engine.session()
    spark.conf.set(
        "spark.sql.files.maxPartitionBytes", str(engine.OPEN_COST * options.captures_per_task)
    )
    engine.send_package(spark)
    table = options.out.rstrip("/") + "/map"
    if options.captures is not None:
        known = None
        # Redacted captures have other names than their files, so all are mapped into a new map.
        if engine.exists(spark, table):
            if options.redact:
                print(
                    f"dumpscan-fleet: error: {table} exists, and redacted captures cannot be told "
                    "from mapped ones; use a new --out",
                    file=sys.stderr,
                )
                return 64
            known = engine.read_map(spark, table).where("row = 'capture'")
        new = engine.captures(spark, options.captures, known)
        flags = [word for tag in options.tag for word in ("--tag", tag)]
        if options.path_pattern:
            flags += ["--path-pattern", options.path_pattern]
        if options.redact:
            flags.append("--redact")
        engine.write_map(
            engine.mapped(spark, new, options.dumpscan, flags, options.timeout), table
        )
    rows = engine.read_map(spark, table, options.days or None)
    result = engine.ranking(spark, rows, settings).coalesce(1).cache()
    result.write.mode("overwrite").parquet(options.out.rstrip("/") + "/ranking")
    for row in result.orderBy("place").limit(10).collect():
        print(json.dumps({name: row[name] for name in _SHOWN}))
    return 0


_SHOWN = (
    "place", "is_new", "service", "signature", "site_function", "hit_instances", "instances", "rms",
    "peak", "growth", "noted_growth",
)
