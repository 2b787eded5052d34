"""The store: a folder with one named graph a document, one writer at a time and any number of readers.

kg.db/
├── kg.json       what the folder is, and its format
├── data/         the files of the one process that writes
├── snapshots/    00000001, 00000002 ...: immutable; readers open the newest
└── kept-out/     what the gate refused: SLUG.json with the facts, SLUG.txt with the report
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from errno import EACCES, EFBIG, EIO, EMFILE, ENFILE, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import StoreError
from kg.rdf.namespaces import VOCABULARIES, prefixes

Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
Term = ox.NamedNode | ox.Literal
Message = Callable[[str], None]
Change = Literal["new", "changed", "unchanged"]

#: The graph that holds the controlled values, so that queries know their names and order.
SCHEMES = ox.NamedNode(VOCABULARIES["kg"].rstrip("#"))

#: The default graph holds each triple once: over named graphs alone, a union gives one for every document, so
#: that counts and sums come out too high.
_MERGED = ox.DefaultGraph()

_FORMAT = {"format": "biopharma-kg store", "version": 1}
_MARKER, _DATA, _SNAPSHOTS, _KEPT_OUT = "kg.json", "data", "snapshots", "kept-out"
_PAUSE = 0.2
#: Snapshots that stay: a reader may be about to open the one before the newest.
_SNAPSHOTS_KEPT = 2
_OPENING_TRIES = 5
#: What the engine says when the store itself may well be sound.
_OF_THE_DISK = tuple(map(os.strerror, (EACCES, EFBIG, EIO, EMFILE, ENFILE, ENOSPC, EPERM, EROFS)))


class Snapshot:
    """A state of the graph that never changes, for reading."""

    def __init__(self, inner: ox.Store, number: int = 0) -> None:
        """Read from `inner`; `number` tells an older snapshot from a newer."""
        self.inner = inner
        self.number = number

    def query(self, text: str, bindings: Mapping[str, Term] | None = None) -> Results:
        """Results of a SPARQL query over all documents, the usual prefixes being known.

        A triple counts once without GRAPH, however many documents state it.

        Args:
            text: The query, which is trusted: `kg.query.run` is the door for what users write.
            bindings: Terms for variables by name; such a variable must stand in the SELECT clause.

        Raises:
            SyntaxError: The text is no SPARQL query.
        """
        terms = {ox.Variable(name): term for name, term in (bindings or {}).items()}
        return self.inner.query(text, prefixes=prefixes(), substitutions=dict(terms))

    def quads(
        self,
        subject: ox.NamedNode | None = None,
        predicate: ox.NamedNode | None = None,
        object: Term | None = None,
        graph: ox.NamedNode | None = None,
    ) -> Iterator[ox.Quad]:
        """Quads of named graphs that match the given terms, in no particular order."""
        for quad in self.inner.quads_for_pattern(subject, predicate, object, graph):
            if quad.graph_name != _MERGED:
                yield quad

    def values(self, subject: ox.NamedNode, predicate: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """What all documents together say of a thing: each triple once, as quads of the default graph."""
        return self.inner.quads_for_pattern(subject, predicate, None, _MERGED)

    def __iter__(self) -> Iterator[ox.Quad]:
        """All quads of named graphs, in no particular order."""
        return self.quads()

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs of documents, sorted."""
        named = (graph for graph in self.inner.named_graphs() if isinstance(graph, ox.NamedNode))
        return sorted((graph for graph in named if graph != SCHEMES), key=lambda graph: graph.value)


class Writer:
    """The one session that changes a store; `Store.write` opens it."""

    def __init__(self, folder: Path, inner: ox.Store) -> None:
        """Write through `inner`, which holds the lock of the folder as long as anything refers to it."""
        self._folder = folder
        self._inner = inner
        self._unpublished = False

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs of documents as they are now, sorted."""
        return Snapshot(self._inner).graphs()

    def quads(self, graph: ox.NamedNode, predicate: ox.NamedNode | None = None) -> set[ox.Quad]:
        """The quads of one graph as they are now, with any predicate or one."""
        return set(self._inner.quads_for_pattern(None, predicate, None, graph))

    def holds(self, quads: Iterable[ox.Quad]) -> bool:
        """Whether all the quads are there now."""
        return all(quad in self._inner for quad in quads)

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> Change:
        """Make `quads`, of IRIs and literals, the whole content of a graph, at once or not at all.

        What was kept out of it before is forgotten.

        Raises:
            ValueError: A quad belongs to another graph.
            StoreError: The disk refuses.
        """
        wanted = _as_stored(quads)
        if any(quad.graph_name != graph for quad in wanted):
            raise ValueError(f"all quads must be in the graph {graph}")
        present = self.quads(graph)
        if wanted != present:
            gone, come = present - wanted, wanted - present
            with self._disk():
                if gone:
                    self._inner.update(f"{self._deletion(graph, gone)} ; {_insertion(graph, come)}")
                else:
                    self._inner.extend([*come, *map(_merged, come)])
            self._unpublished = True
        self.forget(graph)
        if wanted == present:
            return "unchanged"
        return "changed" if present else "new"

    def retract(self, graph: ox.NamedNode) -> bool:
        """Take a graph out, and what was kept out of it. True if there was anything.

        Raises:
            StoreError: The disk refuses.
        """
        forgotten = self.forget(graph)
        if not self._inner.contains_named_graph(graph):
            return forgotten
        with self._disk():
            self._inner.update(f"{self._deletion(graph, self.quads(graph))} ; DROP GRAPH {graph}")
        self._unpublished = True
        return True

    def keep_out(self, graph: ox.NamedNode, facts: str, report: str) -> Path:
        """Put aside facts that the gate refused, with its report. The path of the report comes back.

        What the graph held before stays.
        """
        with self._disk():
            facts_path, report_path = self._kept_out(graph)
            facts_path.parent.mkdir(exist_ok=True)
            facts_path.write_text(facts, encoding="utf-8")
            report_path.write_text(report, encoding="utf-8")
        return report_path

    def checkpoint(self) -> None:
        """Make all changes so far durable and visible to readers; without changes, do nothing.

        Raises:
            StoreError: The disk refuses.
        """
        if not self._unpublished:
            return
        with self._disk():
            self._inner.flush()
            _publish(self._folder, self._inner)
        self._unpublished = False

    def close(self) -> None:
        """Publish what is not yet, and let go of the lock."""
        try:
            self.checkpoint()
        finally:
            del self._inner

    def _deletion(self, graph: ox.NamedNode, gone: set[ox.Quad]) -> str:
        """Takes quads out of a graph, and out of the merged one what no other graph has."""
        only_here = [quad for quad in gone if not self._is_elsewhere(quad, graph)]
        return f"DELETE DATA {{ GRAPH {graph} {{ {_triples(gone)} }} {_triples(only_here)} }}"

    def _is_elsewhere(self, quad: ox.Quad, graph: ox.NamedNode) -> bool:
        same = self._inner.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(other.graph_name not in (graph, _MERGED) for other in same)

    def _kept_out(self, graph: ox.NamedNode) -> tuple[Path, Path]:
        slug = graph.value.rsplit("/", 1)[-1]
        folder = self._folder / _KEPT_OUT
        return folder / f"{slug}.json", folder / f"{slug}.txt"

    def forget(self, graph: ox.NamedNode) -> bool:
        """Drop what was kept out of a graph. True if there was anything."""
        paths = [path for path in self._kept_out(graph) if path.exists()]
        for path in paths:
            path.unlink()
        return bool(paths)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self._folder} cannot be written: {error}. What it held stays.") from error


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
                return Snapshot(ox.Store.read_only(str(_snapshot(self.path, number))), number)
            except (OSError, RuntimeError) as error:
                # A writer may have published twice since, and then removed the one that was the newest.
                if self.newest() == number:
                    raise self._unusable(error) from error
        raise StoreError(f"{self.path}: its snapshots change faster than they can be opened. Try again.")

    def newest(self) -> int:
        """Number of the newest snapshot, 0 where there is none."""
        return max(_snapshot_numbers(self.path), default=0)

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

    def kept_out(self) -> list[str]:
        """Slugs of the documents that the gate refused, sorted."""
        return sorted(path.stem for path in (self.path / _KEPT_OUT).glob("*.json"))

    def _create(self) -> None:
        # Made beside its place and then renamed, so that a killed process leaves no half of a store.
        new = self.path.with_name(f".{self.path.name}.new-{os.getpid()}")
        try:
            new.mkdir(parents=True)
            (new / _SNAPSHOTS).mkdir()
            _publish(new, ox.Store(str(new / _DATA)))
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


def _as_stored(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Quads as a store gives them back: it writes some literals in another form, "5.0" as "5"."""
    memory = ox.Store()
    memory.extend(quads)
    return set(memory)


def _merged(quad: ox.Quad) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, _MERGED)


def _insertion(graph: ox.NamedNode, come: set[ox.Quad]) -> str:
    return f"INSERT DATA {{ GRAPH {graph} {{ {_triples(come)} }} {_triples(come)} }}"


def _triples(quads: Iterable[ox.Quad]) -> str:
    return (ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b"").decode()


def _snapshot(folder: Path, number: int) -> Path:
    return folder / _SNAPSHOTS / f"{number:08}"


def _snapshot_numbers(folder: Path) -> list[int]:
    return sorted(int(path.name) for path in (folder / _SNAPSHOTS).glob("[0-9]*"))


def _publish(folder: Path, inner: ox.Store) -> None:
    new = folder / _SNAPSHOTS / ".new"
    shutil.rmtree(new, ignore_errors=True)
    inner.backup(str(new))
    numbers = _snapshot_numbers(folder)
    new.rename(_snapshot(folder, max(numbers, default=0) + 1))
    for number in numbers[: -(_SNAPSHOTS_KEPT - 1)]:
        shutil.rmtree(_snapshot(folder, number), ignore_errors=True)
