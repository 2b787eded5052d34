"""What benchmarks have in common: time, and the table that is printed."""

from __future__ import annotations

import resource
import statistics
import sys
import time
from collections.abc import Callable

ROUNDS = 3


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def wall(work: Callable[[], object]) -> float:
    """Seconds of one call by the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median(work: Callable[[], object], of: Callable[[Callable[[], object]], float] = cpu) -> float:
    """Median of some calls, each measured by `of`."""
    return statistics.median(of(work) for _ in range(ROUNDS))


def memory() -> int:
    """The most memory that this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def row(what: str, figure: object) -> None:
    """Print one line of the table."""
    sys.stdout.write(f"{what:<68}{figure!s:>24}\n")
    sys.stdout.flush()
