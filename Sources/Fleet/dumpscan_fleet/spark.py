"""The map and the ranking on Apache Spark."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from urllib.parse import unquote, urlparse

from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from . import mapping
from .columns import DAY_PARTITION, NAMES, SERVICE_PARTITION, spark_schema
from .settings import Settings, ranking_sql

# What Spark counts for opening a file: that many captures are one task's, whatever their size.
OPEN_COST = 256 << 10

# Hidden files, and reports and configurations beside captures, as dumpscan knows them.
_OTHER = re.compile(r"\.(json|ndjson|md|html|sarif|xml|csv|yml|yaml)$|(^|/)\.")


def session(name: str = "dumpscan fleet") -> SparkSession:
    """The session of `spark-submit`, or a local one."""
    return (
        SparkSession.builder.appName(name)
        # A service called 007 is no number.
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        .config("spark.sql.files.openCostInBytes", str(OPEN_COST))
        .getOrCreate()
    )


def send_package(spark: SparkSession) -> None:
    """Sends this package to the executors."""
    root = os.path.dirname(os.path.abspath(__file__))
    path = os.path.join(tempfile.mkdtemp(prefix="dumpscan-"), "dumpscan_fleet.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(os.listdir(root)):
            if name.endswith((".py", ".sql")):
                archive.write(os.path.join(root, name), f"dumpscan_fleet/{name}")
    spark.sparkContext.addPyFile(path)


def qualified(spark: SparkSession, path: str) -> str:
    """A path with its file system and without what follows the first wildcard."""
    plain = path
    for mark in "*?[{":
        plain = plain.split(mark)[0]
    if plain != path:
        plain = plain.rsplit("/", 1)[0]
    jvm = spark.sparkContext._jvm
    target = jvm.org.apache.hadoop.fs.Path(plain)
    files = target.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
    return files.makeQualified(target).toString().rstrip("/")


def exists(spark: SparkSession, path: str) -> bool:
    """Whether a path is there."""
    target = spark.sparkContext._jvm.org.apache.hadoop.fs.Path(path)
    files = target.getFileSystem(spark.sparkContext._jsc.hadoopConfiguration())
    return files.exists(target)


def captures(spark: SparkSession, path: str, known: DataFrame | None = None) -> DataFrame:
    """The captures below a folder of any Hadoop file system, as `capture` and `content`.

    Those that `known` has already are left out without being read.
    """
    root = qualified(spark, path)
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    frame = _named(reader.load(path), root)
    files = {file[len(root) + 1 :]: file for file in map(_plain, frame.inputFiles())}
    files = {name: file for name, file in files.items() if not _OTHER.search(name)}
    new = set(files)
    if known is not None:
        new -= {row[0] for row in known.select("capture").collect()}
    if len(new) < len(files):
        # Given as a list, since a join would read all contents first.
        paths = [escaped(files[name]) for name in sorted(new)]
        frame = _named(spark.read.format("binaryFile").load(paths), root) if paths else frame.limit(0)
    # Spark leaves out empty files: these are captures that failed.
    names = spark.createDataFrame([(name,) for name in sorted(new)], "capture string")
    empty = names.join(frame.select("capture"), "capture", "left_anti")
    return frame.select("capture", "content").union(
        # A plain literal of no bytes is taken for a text.
        empty.withColumn("content", f.lit("").cast("binary"))
    )


def _named(frame: DataFrame, root: str) -> DataFrame:
    frame = frame.withColumn("capture", f.substr(f.col("path"), f.lit(len(root) + 2)))
    return frame.where(~f.col("capture").rlike(_OTHER.pattern))


def _plain(uri: str) -> str:
    """The path of a URI as Hadoop spells it: `file:/captures`, not `file:///captures`."""
    return re.sub(r"^([^/:]+):///", r"\1:/", unquote(uri))


def escaped(path: str) -> str:
    """A path in which no character is a wildcard."""
    return "".join("\\" + c if c in "*?[]{}\\" else c for c in path)


def mapped(
    spark: SparkSession, frame: DataFrame, program: str, options: list[str], timeout: float = 600
) -> DataFrame:
    """The rows of captures, by dumpscan on the executors."""
    name = os.path.basename(urlparse(program).path)
    spark.sparkContext.addFile(program)

    def partition(rows):
        settings = mapping.Mapping(mapping.executable(SparkFiles.get(name)), options, timeout)
        return mapping.rows(((r["capture"], r["content"]) for r in rows), settings)

    return spark.createDataFrame(
        frame.rdd.mapPartitions(partition), spark_schema(), verifySchema=False
    )


def write_map(frame: DataFrame, path: str) -> None:
    """Adds rows to a map in Parquet, by day and service."""
    day = f.coalesce(f.substring("captured_at", 1, 10), f.lit("unknown"))
    (
        frame.withColumn(DAY_PARTITION, day)
        .withColumn(SERVICE_PARTITION, f.coalesce(f.col("service"), f.lit("unknown")))
        .repartition(DAY_PARTITION, SERVICE_PARTITION)
        .sortWithinPartitions("capture")
        .write.mode("append")
        .partitionBy(DAY_PARTITION, SERVICE_PARTITION)
        .parquet(path)
    )


def read_map(spark: SparkSession, path: str, days: int | None = None) -> DataFrame:
    """The rows of a map, of its last so many days."""
    frame = spark.read.schema(spark_schema(partitions=True)).parquet(path)
    if days is not None:
        kept = [
            r[0]
            for r in frame.select(DAY_PARTITION).distinct().orderBy(f.desc(DAY_PARTITION)).collect()
            if r[0] != "unknown"
        ][:days]
        frame = frame.where(f.col(DAY_PARTITION).isin(kept))
    return frame


def ranking(spark: SparkSession, rows: DataFrame, settings: Settings) -> DataFrame:
    """The ranking of a map's rows."""
    rows.select(*NAMES).createOrReplaceTempView("fleet_map")
    spark.createDataFrame(
        [settings.row], "day string, min_peak bigint, min_severity int"
    ).createOrReplaceTempView("fleet_settings")
    spark.createDataFrame(
        settings.patterns, "service string, signature string, site string"
    ).createOrReplaceTempView("fleet_known_benign")
    return spark.sql(ranking_sql())
