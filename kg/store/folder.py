"""The folder of a store: opened by one writer at a time and any number of readers."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EACCES, EFBIG, EIO, EMFILE, ENFILE, ENOSPC, EPERM, EROFS
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.publication import SNAPSHOTS, newest, path_of, publish
from kg.store.quarantine import Quarantine, Refused
from kg.store.snapshot import Snapshot
from kg.store.writer import Writer

Message = Callable[[str], None]

_FORMAT = {"format": "biopharma-kg store", "version": 2}
_MARKER, _DATA = "kg.json", "data"
_PAUSE = 0.2
_OPENING_TRIES = 5
#: What the engine says when the store itself may well be sound.
_OF_THE_DISK = tuple(map(os.strerror, (EACCES, EFBIG, EIO, EMFILE, ENFILE, ENOSPC, EPERM, EROFS)))


class Store:
    """A folder that holds a graph. Nothing is opened until it is read or written."""

    def __init__(self, path: str | Path) -> None:
        """Name the folder; it need not exist yet."""
        self.path = Path(path)

    def exists(self) -> bool:
        """Whether there is a store.

        Raises:
            StoreError: There is something else in its place, or a store of another format.
        """
        marker = self.path / _MARKER
        if not marker.is_file():
            if not self.path.exists() or (self.path.is_dir() and not any(self.path.iterdir())):
                return False
            raise StoreError(f"{self.path} is not a store. Name another folder with --store.")
        try:
            found = json.loads(marker.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self._unusable(error) from error
        if found != _FORMAT:
            raise StoreError(f"{self.path} is a store of another format ({found}). Build a new one.")
        return True

    def read(self) -> Snapshot:
        """The newest published state.

        Raises:
            StoreError: There is no store, or it cannot be read.
        """
        if not self.exists():
            raise StoreError(f"{self.path}: no such store. 'kg build' makes one.")
        for _ in range(_OPENING_TRIES):
            number = self.newest()
            try:
                return Snapshot(ox.Store.read_only(str(path_of(self.path, number))), number)
            except (OSError, RuntimeError) as error:
                # A writer may have published twice since, and then removed the one that was the newest.
                if self.newest() == number:
                    raise self._unusable(error) from error
        raise StoreError(f"{self.path}: its snapshots change faster than they can be opened. Try again.")

    def newest(self) -> int:
        """Number of the newest snapshot, 0 where there is none."""
        return newest(self.path)

    @contextmanager
    def write(self, *, patience: float = 30.0, on_wait: Message | None = None) -> Iterator[Writer]:
        """Open the store to change it, and make it where it is not; on leaving, changes are published.

        Args:
            patience: Seconds to wait for another process that writes.
            on_wait: Gets one message when waiting begins.

        Raises:
            StoreError: It cannot be opened, or another process kept writing.
        """
        if not self.exists():
            self._create()
        writer = Writer(self.path, self._open(patience, on_wait))
        try:
            yield writer
        finally:
            writer.close()

    def quarantined(self) -> list[Refused]:
        """What the gate refused, sorted."""
        return list(Quarantine(self.path))

    def _create(self) -> None:
        # Made beside its place and then renamed, so that a killed process leaves no half of a store.
        new = self.path.with_name(f".{self.path.name}.new-{os.getpid()}")
        try:
            new.mkdir(parents=True)
            (new / SNAPSHOTS).mkdir()
            publish(new, ox.Store(str(new / _DATA)))
            (new / _MARKER).write_text(json.dumps(_FORMAT) + "\n", encoding="utf-8")
            new.rename(self.path)
        except OSError as error:
            shutil.rmtree(new, ignore_errors=True)
            if not self.exists():
                raise StoreError(f"{self.path}: a store cannot be made here: {error}") from error

    def _open(self, patience: float, on_wait: Message | None) -> ox.Store:
        deadline = time.monotonic() + patience
        waiting = False
        while True:
            try:
                return ox.Store(str(self.path / _DATA))
            except (OSError, RuntimeError) as error:
                if "/LOCK: " not in str(error):
                    raise self._unusable(error) from error
            if time.monotonic() >= deadline:
                raise StoreError(f"{self.path}: another process is writing to it. Try again when it is done.")
            if on_wait and not waiting:
                on_wait(f"{self.path}: another process is writing to it; waiting up to {patience:.0f} s")
            waiting = True
            time.sleep(_PAUSE)

    def _unusable(self, error: Exception) -> StoreError:
        if any(reason in str(error) for reason in _OF_THE_DISK):
            return StoreError(f"{self.path} cannot be opened: {error}. What it holds stays.")
        return StoreError(f"{self.path} is damaged: {error}. Build a new one from the documents.")
