"""Maps captures to rows: writes them into a temporary folder and runs dumpscan over many at a time."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .columns import NAMES, SCHEMA

# Captures that one run of dumpscan reads: its start costs as much as a few captures.
MOST_CAPTURES = 256
MOST_BYTES = 256 << 20


@dataclass(frozen=True)
class Mapping:
    """How captures are mapped; sent to every executor."""

    program: str
    options: list[str] = field(default_factory=list)
    # Seconds for one run, after which its captures are read one by one.
    timeout: float = 600


def rows(captures: Iterable[tuple[str, bytes]], mapping: Mapping) -> Iterator[tuple]:
    """The rows of some captures, each a name and its bytes, in the order of the columns."""
    batch: list[tuple[str, bytes]] = []
    size = 0
    for name, content in captures:
        if batch and (len(batch) >= MOST_CAPTURES or size + len(content) > MOST_BYTES):
            yield from _batch(batch, mapping)
            batch, size = [], 0
        batch.append((name, bytes(content)))
        size += len(content)
    if batch:
        yield from _batch(batch, mapping)


def _batch(batch: list[tuple[str, bytes]], mapping: Mapping) -> Iterator[tuple]:
    with tempfile.TemporaryDirectory(prefix="dumpscan-") as folder:
        for name, content in batch:
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
        output, problem = _run(folder, mapping)
    if problem is None:
        yield from output
    elif len(batch) > 1:
        # One of them stopped the program: it alone is to lose its rows.
        for capture in batch:
            yield from _batch([capture], mapping)
    else:
        yield _failed(batch[0][0], problem)


def _run(folder: str, mapping: Mapping) -> tuple[list[tuple], str | None]:
    """The rows of all captures of a folder, or why there are none."""
    command = [mapping.program, "--format", "ndjson", "--fleet", ".", *mapping.options]
    try:
        done = subprocess.run(
            command, cwd=folder, capture_output=True, timeout=mapping.timeout, check=False
        )
    except subprocess.TimeoutExpired:
        return [], f"dumpscan did not finish within {mapping.timeout:g} seconds"
    # 65: none of these captures could be read; their rows say why.
    if done.returncode not in (0, 65):
        if done.returncode in (64, 78):
            # The command line is wrong for every capture.
            raise RuntimeError(done.stderr.decode("utf-8", "replace").strip())
        return [], f"dumpscan ended with status {done.returncode}"
    return [row(json.loads(line)) for line in done.stdout.splitlines()], None


def row(members: dict) -> tuple:
    """A row in the order of the columns."""
    return tuple(members.get(name) for name in NAMES)


def _failed(capture: str, problem: str) -> tuple:
    return row({"schema": SCHEMA, "row": "capture", "capture": capture, "problem": problem})


def executable(path: str) -> str:
    """The path of a program that can be run: files sent to executors lose their mode."""
    if os.access(path, os.X_OK):
        return path
    try:
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        return path
    except OSError:
        copy = os.path.join(tempfile.mkdtemp(prefix="dumpscan-"), "dumpscan")
        shutil.copyfile(path, copy)
        os.chmod(copy, 0o755)
        return copy
