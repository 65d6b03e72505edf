"""What is ranked, as the views that the ranking's SQL reads."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import resources

SEVERITIES = {"note": 0, "warning": 1, "error": 2}


class SettingsError(ValueError):
    """A setting that cannot be meant: one sentence."""


@dataclass(frozen=True)
class Settings:
    """The settings of `dumpscan fleet`, with the same defaults."""

    day: str | None = None
    min_peak: int = 1
    min_severity: str = "warning"
    known_benign: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.day is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", self.day):
            raise SettingsError(f"--day: expected a date such as 2026-11-21, found '{self.day}'")
        if self.min_severity not in SEVERITIES:
            raise SettingsError(f"--min-severity: expected {', '.join(SEVERITIES)}")

    @property
    def row(self) -> tuple[str | None, int, int]:
        """The row of `fleet_settings`."""
        return (self.day, self.min_peak, SEVERITIES[self.min_severity])

    @property
    def patterns(self) -> list[tuple[str, ...]]:
        """The rows of `fleet_known_benign`."""
        return [tuple(like(word) for word in entry) for entry in self.known_benign]


def like(glob: str) -> str:
    """A pattern of LIKE, with ^ as the escape, for a text in which * stands for any characters."""
    return re.sub(r"[%_^]", r"^\g<0>", glob).replace("*", "%")


def read_known_benign(path: str) -> list[tuple[str, str, str]]:
    """The list that `dumpscan fleet --known-benign` reads: SERVICE SIGNATURE SITE on each line."""
    entries = []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            words = line.split()
            if not words or words[0].startswith("#"):
                continue
            if len(words) != 3:
                raise SettingsError(
                    f"{path}: line {number}: expected SERVICE SIGNATURE SITE, found {len(words)} words"
                )
            entries.append((words[0], words[1], words[2]))
    return entries


def ranking_sql() -> str:
    """The ranking, for Spark and DuckDB alike."""
    return resources.files(__package__).joinpath("ranking.sql").read_text(encoding="utf-8")
