"""Publication: immutable snapshots of what the writer has, put in place by renaming."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pyoxigraph as ox

SNAPSHOTS = "snapshots"

#: Snapshots that stay: a reader may be about to open the one before the newest.
_KEPT = 2


def path_of(folder: Path, number: int) -> Path:
    """Where the snapshot of a number is."""
    return folder / SNAPSHOTS / f"{number:08}"


def newest(folder: Path) -> int:
    """Number of the newest snapshot, 0 where there is none."""
    return max(_numbers(folder), default=0)


def publish(folder: Path, inner: ox.Store) -> None:
    """Make the present state the newest snapshot."""
    new = folder / SNAPSHOTS / ".new"
    shutil.rmtree(new, ignore_errors=True)
    inner.backup(str(new))
    numbers = _numbers(folder)
    new.rename(path_of(folder, max(numbers, default=0) + 1))
    _sync(folder / SNAPSHOTS)
    for number in numbers[: -(_KEPT - 1)]:
        shutil.rmtree(path_of(folder, number), ignore_errors=True)


def _sync(folder: Path) -> None:
    """Make the names in a folder outlive a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _numbers(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in (folder / SNAPSHOTS).glob("[0-9]*"))
