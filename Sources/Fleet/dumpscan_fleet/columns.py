"""The columns of a fleet's map, as `dumpscan --format ndjson --fleet` writes them."""

SCHEMA = "dumpscan-fleet-map/1"

_TEXT, _NUMBER, _TRUTH, _REAL = "text", "number", "truth", "real"

COLUMNS = [
    ("schema", _TEXT),
    ("row", _TEXT),
    ("service", _TEXT),
    ("instance", _TEXT),
    ("version", _TEXT),
    ("captured_at", _TEXT),
    ("capture", _TEXT),
    ("format", _TEXT),
    ("truncated", _TRUTH),
    ("dump_goroutines", _NUMBER),
    ("problem", _TEXT),
    ("fingerprint", _TEXT),
    ("count", _NUMBER),
    ("state", _TEXT),
    ("state_source", _TEXT),
    ("leaked", _NUMBER),
    ("wait_min", _NUMBER),
    ("wait_median", _NUMBER),
    ("wait_max", _NUMBER),
    ("id_min", _NUMBER),
    ("id_max", _NUMBER),
    ("creators", _NUMBER),
    ("creators_gone", _NUMBER),
    ("site_function", _TEXT),
    ("site_file", _TEXT),
    ("site_line", _NUMBER),
    ("created_by_function", _TEXT),
    ("labels", _TEXT),
    ("signature", _TEXT),
    ("severity", _TEXT),
    ("confidence", _TEXT),
    ("probability", _REAL),
    ("owner", _TEXT),
    ("tool_version", _TEXT),
]

NAMES = [name for name, _ in COLUMNS]

# The map is partitioned by copies of two columns, so that a file holds all columns by itself.
DAY_PARTITION = "by_day"
SERVICE_PARTITION = "by_service"

_SPARK = {_TEXT: "string", _NUMBER: "bigint", _TRUTH: "boolean", _REAL: "double"}
_DUCKDB = {_TEXT: "VARCHAR", _NUMBER: "BIGINT", _TRUTH: "BOOLEAN", _REAL: "DOUBLE"}


def spark_schema(partitions: bool = False) -> str:
    """The columns as Spark declares them."""
    fields = [f"`{name}` {_SPARK[kind]}" for name, kind in COLUMNS]
    if partitions:
        fields += [f"`{DAY_PARTITION}` string", f"`{SERVICE_PARTITION}` string"]
    return ", ".join(fields)


def duckdb_columns() -> dict[str, str]:
    """The columns as DuckDB's readers take them."""
    return {name: _DUCKDB[kind] for name, kind in COLUMNS}
