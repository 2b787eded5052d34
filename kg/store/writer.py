"""The writer: changes that happen whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.graphs import LEDGER, MERGED, RELEASES, counts, merged, superseded
from kg.store.publication import publish
from kg.store.quarantine import Quarantine
from kg.store.snapshot import Snapshot

Change = Literal["new", "changed", "unchanged"]

#: A file that is there while changes are not published; it outlives a writer that is killed.
_UNPUBLISHED = "unpublished"
#: After a session of more changes than this, and than this part of all graphs, the store is put in order.
#: Readers then take half the time; it costs less than a hundredth of the session's own.
_MANY, _PART = 100, 1 / 4


class Writer:
    """The one session that changes a store; `Store.write` opens it."""

    def __init__(self, folder: Path, inner: ox.Store) -> None:
        """Write through `inner`, which holds the lock of the folder as long as anything refers to it."""
        self._folder = folder
        self._inner = inner
        self._quarantine = Quarantine(folder)
        self._mark = folder / _UNPUBLISHED
        self._published = time.monotonic()
        self._changed = 0

    @property
    def age(self) -> float:
        """Seconds since the last checkpoint, or since the store was opened."""
        return time.monotonic() - self._published

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs of documents as they are now, sorted."""
        return Snapshot(self._inner).graphs()

    def quads(self, graph: ox.NamedNode, predicate: ox.NamedNode | None = None) -> set[ox.Quad]:
        """The quads of one graph as they are now, with any predicate or one."""
        return set(self._inner.quads_for_pattern(None, predicate, None, graph))

    def about(self, subject: ox.NamedNode, graph: ox.NamedNode) -> set[ox.Quad]:
        """What one graph says of a thing now."""
        return set(self._inner.quads_for_pattern(subject, None, None, graph))

    def holds(self, quads: Iterable[ox.Quad]) -> bool:
        """Whether all the quads are there now."""
        return all(quad in self._inner for quad in quads)

    def replace(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> Change:
        """Make `quads`, of IRIs and literals, the whole content of a graph, at once or not at all.

        What of it was in quarantine is forgotten.

        Raises:
            ValueError: A quad belongs to another graph.
            StoreError: The disk refuses.
        """
        return self.revise({graph: quads})[graph]

    def revise(
        self,
        contents: Mapping[ox.NamedNode, Iterable[ox.Quad]],
        *,
        gone: Iterable[ox.Quad] = (),
        come: Iterable[ox.Quad] = (),
    ) -> dict[ox.NamedNode, Change]:
        """Give graphs new contents and change single quads of others, all at once or not at all.

        What of the graphs with contents was in quarantine is forgotten.

        Args:
            contents: The whole content of each graph; nothing to take the graph out.
            gone: Quads of other graphs that go.
            come: Quads of other graphs that come.

        Raises:
            ValueError: A quad belongs to another graph.
            StoreError: The disk refuses.
        """
        wanted = {graph: _as_stored(quads) for graph, quads in contents.items()}
        if any(quad.graph_name != graph for graph, quads in wanted.items() for quad in quads):
            raise ValueError("all quads of a content must be in its graph")
        present = {graph: self.quads(graph) for graph in wanted}
        lost = {quad for graph in wanted for quad in present[graph] - wanted[graph]}
        won = {quad for graph in wanted for quad in wanted[graph] - present[graph]}
        dropped = [graph for graph in wanted if present[graph] and not wanted[graph]]
        self._apply(lost.union(gone), won | _as_stored(come), dropped)
        for graph in wanted:
            self.forget(graph)
        return {graph: _change(present[graph], wanted[graph]) for graph in wanted}

    def _apply(self, gone: set[ox.Quad], come: set[ox.Quad], dropped: Iterable[ox.NamedNode]) -> None:
        if not gone and not come:
            return
        new, old = self._merging(gone, come)
        self._changed += 1
        with self._disk():
            self._mark.touch()
            if gone or old:
                drops = "".join(f" ; DROP GRAPH {graph}" for graph in dropped)
                deletion, insertion = _block(gone | old), _block(come | new)
                self._inner.update(f"DELETE DATA {{ {deletion} }} ; INSERT DATA {{ {insertion} }}{drops}")
            else:
                self._inner.extend([*come, *new])

    def _merging(self, gone: set[ox.Quad], come: set[ox.Quad]) -> tuple[set[ox.Quad], set[ox.Quad]]:
        """What the merged graph gains and loses when quads of named graphs go and come."""
        links = self.quads(RELEASES)
        before, after = superseded(links), superseded(links - gone | come)
        turned = before.keys() ^ after.keys()
        moved = {quad for graph in turned for quad in self.quads(graph) - gone}
        new = {merged(quad) for quad in come | moved if counts(quad, after)}
        left = {quad for quad in gone | moved if quad.graph_name != LEDGER}
        old = {merged(quad) for quad in left if not self._is_elsewhere(quad, gone, after)} - new
        return new, old

    def _is_elsewhere(
        self, quad: ox.Quad, gone: set[ox.Quad], aside: Mapping[ox.NamedNode, ox.NamedNode]
    ) -> bool:
        """Whether a graph that counts goes on to have the triple."""
        same = self._inner.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(each not in gone and counts(each, aside) for each in same)

    def quarantine(self, graph: ox.NamedNode, facts: str, report: str) -> None:
        """Keep facts that the gate refused, with its report. What the graph held before stays.

        Raises:
            StoreError: The disk refuses.
        """
        with self._disk():
            self._quarantine.put(graph, facts, report)

    def checkpoint(self) -> None:
        """Make all changes so far durable and visible to readers; without changes, do nothing.

        Raises:
            StoreError: The disk refuses.
        """
        if self._mark.exists():
            with self._disk():
                self._inner.flush()
                publish(self._folder, self._inner)
                self._mark.unlink()
        self._published = time.monotonic()

    def close(self) -> None:
        """Publish what is not yet, put in order what is, and let go of the lock."""
        try:
            self.checkpoint()
            if self._changed > max(_MANY, _PART * len(self.graphs())):
                self._put_in_order()
        finally:
            del self._inner

    def _put_in_order(self) -> None:
        # Everything is published: a disk that is too full for this takes nothing away.
        with suppress(OSError):
            self._inner.optimize()
            publish(self._folder, self._inner)

    def forget(self, graph: ox.NamedNode) -> bool:
        """Drop what of a graph is in quarantine. True if there was anything."""
        return self._quarantine.forget(graph)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise StoreError(f"{self._folder} cannot be written: {error}. What it held stays.") from error


def _as_stored(quads: Iterable[ox.Quad]) -> set[ox.Quad]:
    """Quads as a store gives them back: it writes some literals in another form, "5.0" as "5"."""
    memory = ox.Store()
    memory.extend(quads)
    return set(memory)


def _change(present: set[ox.Quad], wanted: set[ox.Quad]) -> Change:
    if wanted == present:
        return "unchanged"
    return "changed" if present else "new"


def _block(quads: Iterable[ox.Quad]) -> str:
    """Quads as the data of an update."""
    by_graph: dict[object, list[ox.Triple]] = {}
    for quad in quads:
        by_graph.setdefault(quad.graph_name, []).append(quad.triple)
    return " ".join(
        _triples(triples) if graph == MERGED else f"GRAPH {graph} {{ {_triples(triples)} }}"
        for graph, triples in by_graph.items()
    )


def _triples(triples: Iterable[ox.Triple]) -> str:
    return (ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"").decode()
