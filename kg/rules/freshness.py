"""Whether what rules derived is of the newest state: a file beside the snapshots tells of which it is."""

from __future__ import annotations

from pathlib import Path

from kg.errors import StoreError
from kg.store import Store

#: What people are told where it is not.
STALE = "what rules derived is of an earlier state of the graph; 'kg derive' derives again"


def remember(store: Store, number: int | None) -> None:
    """Keep the number of the snapshot with what was derived; None where nothing is.

    Raises:
        StoreError: The file cannot be written.
    """
    try:
        if number is None:
            _file(store).unlink(missing_ok=True)
        else:
            _file(store).write_text(f"{number}\n", encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{_file(store)} cannot be written: {error.strerror}") from error


def is_stale(store: Store) -> bool:
    """Whether the graph has changed since rules derived.

    Raises:
        StoreError: The file cannot be read.
    """
    try:
        return _file(store).exists() and _file(store).read_text(encoding="utf-8") != f"{store.newest()}\n"
    except OSError as error:
        raise StoreError(f"{_file(store)} cannot be read: {error.strerror}") from error


def _file(store: Store) -> Path:
    return store.path / "derived"
