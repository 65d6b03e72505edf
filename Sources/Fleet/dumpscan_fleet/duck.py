"""The ranking by DuckDB, over the map's Parquet or NDJSON files: a laptop is enough."""

from __future__ import annotations

import argparse
import json
import os
import sys

import duckdb

from .columns import duckdb_columns
from .options import add_settings, settings_of
from .settings import Settings, SettingsError, ranking_sql


def ranking(path: str, settings: Settings) -> list[dict]:
    """The ranking of a map: a folder of Parquet files, or a file of rows in NDJSON."""
    connection = duckdb.connect()
    columns = duckdb_columns()
    if os.path.isdir(path):
        files = os.path.join(path, "**", "*.parquet")
        names = ", ".join(f'"{name}"' for name in columns)
        relation = f"SELECT {names} FROM read_parquet($files, hive_partitioning = false)"
    else:
        files = path
        relation = (
            "SELECT * FROM read_json($files, format = 'newline_delimited', columns = {"
            + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
            + "})"
        )
    connection.execute(f"CREATE TABLE fleet_map AS {relation}", {"files": files})
    connection.execute(
        "CREATE TABLE fleet_settings (day VARCHAR, min_peak BIGINT, min_severity INTEGER)"
    )
    connection.execute("INSERT INTO fleet_settings VALUES (?, ?, ?)", settings.row)
    connection.execute(
        "CREATE TABLE fleet_known_benign (service VARCHAR, signature VARCHAR, site VARCHAR)"
    )
    for pattern in settings.patterns:
        connection.execute("INSERT INTO fleet_known_benign VALUES (?, ?, ?)", pattern)
    result = connection.execute(ranking_sql())
    names = [column[0] for column in result.description]
    return [dict(zip(names, row)) for row in result.fetchall()]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m dumpscan_fleet.duck",
        description="Rank the leaks of a fleet's map with DuckDB; one JSON object per finding.",
    )
    parser.add_argument("map", help="folder of the map's Parquet files, or a file of rows (NDJSON)")
    add_settings(parser)
    arguments = parser.parse_args()
    try:
        for row in ranking(arguments.map, settings_of(arguments)):
            print(json.dumps(row))
    except (SettingsError, OSError, duckdb.Error) as error:
        print(f"dumpscan-fleet: error: {error}", file=sys.stderr)
        return 65
    return 0


if __name__ == "__main__":
    sys.exit(main())
