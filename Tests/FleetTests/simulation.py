"""Simulated fleets: services, instances and days, out of dumps that real programs wrote.

    python simulation.py --corpus DIR --seed 7 --out captures

A leaking service has the goroutines of its leak from some day on, more of them each day, in some of its
instances; before that day they are taken out of its dumps. Healthy services grow with their load, have
bursts of requests, and some captures fail: an empty file, an error page, a text that ends early.
"""

from __future__ import annotations

import argparse
import datetime
import gzip
import json
import os
import random
import re
import sys
from collections import Counter
from dataclasses import dataclass, field

LAST_DAY = datetime.date(2026, 11, 30)
ERROR_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body>502</body></html>\n"
# A leak of fewer goroutines is none that a fleet is searched for.
SMALLEST_LEAK = 20
LONGEST_DUMP = 400_000
# So many goroutines of one request or connection work on one object.
MOST_OWNERS = 3

_HEADER = re.compile(rb"^goroutine (\d+) ", re.MULTILINE)
_CREATOR = re.compile(rb"in goroutine (\d+)$", re.MULTILINE)
_SERVING = re.compile(
    rb"^(net/http\.\(\*conn(Reader)?\)\.|net/http\.\(\*http2serverConn\)|"
    rb"google\.golang\.org/grpc\.\(\*Server\)\.(serveStreams|handleRawConn))",
    re.MULTILINE,
)
_OBJECT = re.compile(rb"\b0xc0[0-9a-f]{8}\b")
_MINUTES = re.compile(rb", \d+ minutes(?=[\],])")


@dataclass(frozen=True)
class Program:
    """A program of the corpus, by one of its dumps."""

    name: str
    text: bytes
    leaks: tuple[dict, ...] = ()


@dataclass(frozen=True)
class Fleet:
    """How large a fleet is, and how much goes wrong in it."""

    services: int = 40
    instances: int = 6
    days: int = 3
    leaking: tuple[int, int] = (4, 9)
    failed: float = 0.03
    burst: float = 0.1
    growing: float = 0.3


@dataclass
class Truth:
    """What a fleet holds: its leaking services with the day on which the leak began, and what each of
    all runs."""

    leaking: dict[str, int] = field(default_factory=dict)
    programs: dict[str, str] = field(default_factory=dict)
    captures: int = 0
    failed: int = 0


def programs(corpus: str) -> tuple[list[Program], list[Program]]:
    """The leaking and the healthy programs of a labelled corpus: `X.debug2.txt` or the same gzipped, with
    its labels in `X.truth.json`."""
    leaking, healthy = [], []
    for folder, _, names in sorted(os.walk(corpus)):
        for name in sorted(names):
            if not name.endswith(".truth.json"):
                continue
            case = name.removesuffix(".truth.json")
            text = dump(os.path.join(folder, case + ".debug2.txt"))
            if text is None or len(text) > LONGEST_DUMP:
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                truth = json.load(file)
            if truth["kind"] == "healthy":
                healthy.append(Program(case, text))
            elif truth["kind"] == "leaky" and truth.get("leaked_total", 0) >= SMALLEST_LEAK:
                program = Program(case, text, tuple(truth["leaked"]))
                # What the labels cannot be found by cannot be taken out either.
                if len(leaked(program)) >= SMALLEST_LEAK:
                    leaking.append(program)
    return leaking, healthy


def dump(path: str) -> bytes | None:
    """The text of a dump; None where there is none."""
    if os.path.exists(path):
        with open(path, "rb") as file:
            return file.read()
    if os.path.exists(path + ".gz"):
        with gzip.open(path + ".gz") as file:
            return file.read()
    return None


def blocks(text: bytes) -> list[bytes]:
    """The goroutines of a dump, each with the empty line behind it."""
    starts = [match.start() for match in _HEADER.finditer(text)] + [len(text)]
    return [text[a:b] for a, b in zip(starts, starts[1:])]


def leaked(program: Program) -> set[int]:
    """The positions of the goroutines that leak."""
    found = set()
    for position, block in enumerate(blocks(program.text)):
        lines = [line for line in block.split(b"\n")[1:] if not line.startswith(b"\t")]
        stack = [line.decode("utf-8", "replace").rsplit("(", 1)[0] for line in lines if line]
        for place in program.leaks:
            wanted = [place["top_user_frame"]] if place["top_user_frame"] else place["entries"]
            if any(name in stack for name in wanted):
                found.add(position)
    return found


def with_leak(program: Program, share: float) -> bytes:
    """The dump with the oldest of its leaked goroutines, as many as the share says."""
    leaks = leaked(program)
    kept = set(sorted(leaks)[: round(len(leaks) * share)])
    return b"".join(
        block
        for position, block in enumerate(blocks(program.text))
        if position not in leaks or position in kept
    )


def identifier(block: bytes) -> int:
    """The id of a goroutine."""
    return int(_HEADER.match(block)[1])


def of_requests(all_blocks: list[bytes]) -> list[bytes]:
    """The goroutines that serve connections, and those that they started. A pool of workers does not
    grow with the load, and the one that writes the dump is there once."""
    serving = {
        identifier(block)
        for block in all_blocks
        if _SERVING.search(block) and b" [running" not in block[:40]
    }
    while True:
        started = {
            identifier(block)
            for block in all_blocks
            for creator in _CREATOR.findall(block)
            if int(creator) in serving
        }
        if started <= serving:
            return [block for block in all_blocks if identifier(block) in serving]
        serving |= started


def with_load(text: bytes, factor: int, is_burst: bool) -> bytes:
    """The dump of a server that has so many times as many requests: their goroutines once more, with
    ids, creators and objects of their own, and in a burst without a minute of waiting."""
    first = text if text.endswith(b"\n\n") else text.rstrip(b"\n") + b"\n\n"
    copied = of_requests(blocks(first))
    ids = {identifier(block) for block in copied}
    most = max(ids, default=0)
    # What many goroutines share, such as the channel of a pool, the new ones share too.
    seen = Counter(word for block in copied for word in set(_OBJECT.findall(block)))
    own = {word for word, count in seen.items() if count <= MOST_OWNERS}
    parts = [first]
    for number in range(1, factor):
        shift = number * (most + 17)
        more = _HEADER.sub(lambda m: b"goroutine %d " % (int(m[1]) + shift), b"".join(copied))
        more = _CREATOR.sub(
            lambda m: b"in goroutine %d" % (int(m[1]) + (shift if int(m[1]) in ids else 0)), more
        )
        more = _OBJECT.sub(
            lambda m: b"0x%x" % (int(m[0], 16) + (number << 28)) if m[0] in own else m[0], more
        )
        parts.append(_MINUTES.sub(b"", more) if is_burst else more)
    return b"".join(parts)


def simulate(corpus: tuple[list[Program], list[Program]], seed: int, fleet: Fleet, out: str) -> Truth:
    """Writes the captures of a fleet, as SERVICE/INSTANCE/TIME.txt; the same for the same seed."""
    leaking, healthy = corpus
    chance = random.Random(seed)
    truth = Truth()
    count = chance.randint(*fleet.leaking)
    leaky = set(chance.sample(range(fleet.services), count))
    for number in range(fleet.services):
        service = f"service-{number:03}"
        program = chance.choice(leaking if number in leaky else healthy)
        truth.programs[service] = program.name
        start = chance.randrange(fleet.days) if number in leaky else None
        share = chance.uniform(0.3, 1)
        hit = set(chance.sample(range(fleet.instances), max(1, round(share * fleet.instances))))
        grows = number not in leaky and chance.random() < fleet.growing
        if start is not None:
            truth.leaking[service] = start
        for instance in range(fleet.instances):
            folder = os.path.join(out, service, f"{service}-{instance}")
            os.makedirs(folder, exist_ok=True)
            for day in range(fleet.days):
                if number in leaky:
                    age = day - start + 1 if instance in hit else 0
                    part = min(1, max(0, age) / (fleet.days - start) * chance.uniform(0.8, 1.2))
                    text = with_leak(program, part)
                else:
                    is_burst = chance.random() < fleet.burst
                    text = with_load(
                        program.text, 3 if is_burst else day + 1 if grows else 1, is_burst
                    )
                if chance.random() < fleet.failed:
                    text = chance.choice([b"", ERROR_PAGE, text[: chance.randrange(len(text))]])
                    truth.failed += 1
                date = LAST_DAY - datetime.timedelta(days=fleet.days - 1 - day)
                name = f"{date:%Y%m%d}T{chance.randrange(6):02}{chance.randrange(60):02}00.txt"
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(text)
                truth.captures += 1
    return truth


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpus", required=True, action="append", help="folder of labelled dumps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--services", type=int, default=Fleet.services)
    parser.add_argument("--instances", type=int, default=Fleet.instances)
    parser.add_argument("--days", type=int, default=Fleet.days)
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    corpora = [programs(path) for path in arguments.corpus]
    corpus = (sum((c[0] for c in corpora), []), sum((c[1] for c in corpora), []))
    fleet = Fleet(arguments.services, arguments.instances, arguments.days)
    truth = simulate(corpus, arguments.seed, fleet, arguments.out)
    json.dump(truth.__dict__, sys.stdout)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
