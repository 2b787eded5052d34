"""What benchmarks have in common: documents, time and the table that is printed."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "releases.jsonl.gz"
SAMPLES = ROOT / "kg" / "samples"
ROUNDS = 3


def source(arguments: Iterable[str]) -> Path:
    """The releases that the command line names; else the shared corpus; else the shipped samples."""
    return Path(next(iter(arguments), CORPUS if CORPUS.exists() else SAMPLES))


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def median(work: Callable[[], object]) -> float:
    """Median CPU seconds of some calls."""
    return statistics.median(cpu(work) for _ in range(ROUNDS))


def row(what: str, figure: str) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{what:<58}{figure:>14}\n")
