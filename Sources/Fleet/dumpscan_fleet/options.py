"""The options of the ranking, which both engines share."""

from __future__ import annotations

import argparse

from .settings import SEVERITIES, Settings, read_known_benign


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Adds the options of the ranking."""
    parser.add_argument("--day", help="rank this day, as 2026-11-21 (default: the newest)")
    parser.add_argument(
        "--min-peak", type=int, default=1, help="least goroutines in one instance (default: 1)"
    )
    parser.add_argument(
        "--min-severity", choices=list(SEVERITIES), default="warning", help="default: warning"
    )
    parser.add_argument("--known-benign", help="list of SERVICE SIGNATURE SITE to leave out")


def settings_of(arguments: argparse.Namespace) -> Settings:
    """The settings that the options make."""
    known = read_known_benign(arguments.known_benign) if arguments.known_benign else []
    return Settings(arguments.day, arguments.min_peak, arguments.min_severity, known)
