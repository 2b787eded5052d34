"""How long the program takes to start."""

from __future__ import annotations

import subprocess
import sys

from .corpus import Corpus
from .table import cpu, median, row, wall


def measure(_: Corpus) -> None:
    """Measure and print."""
    row("python -c pass, s", f"{_seconds('pass'):.2f}")
    row("kg --help, s", f"{_seconds('from kg.cli import main; main()', '--help'):.2f}")
    row("from nothing to the first facts, CPU s", f"{cpu(_first):.2f}")


def _seconds(program: str, *arguments: str) -> float:
    command = [sys.executable, "-c", program, *arguments]
    return median(lambda: subprocess.run(command, capture_output=True, check=False), wall)


def _first() -> None:
    from kg.document import Document  # noqa: PLC0415 - to load it is what is measured
    from kg.extract import extract  # noqa: PLC0415

    extract(
        Document("first", "Redwood Oncology, Inc. reports a Phase 1 trial of its drug candidate RWD-101.")
    )
