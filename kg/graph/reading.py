"""Reading the graph: questions, facts, networks, files for other tools."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import IO, TYPE_CHECKING, overload

from kg.dates import until
from kg.graph.explanation import Explanation, explain
from kg.graph.records import FactRecord, Records
from kg.query import Answer, ask, ask_named
from kg.store import Snapshot, Store

if TYPE_CHECKING:
    import rdflib

    from kg.analysis import Graph, Network, Result
    from kg.gate import Report


class Reading:
    """What can be asked of a graph in a folder; `kg.graph.KnowledgeGraph` also writes."""

    def __init__(self, store: str | Path = "kg.db", *, as_of: str | None = None) -> None:
        """Name the folder; building makes it where it is not.

        Args:
            store: The folder.
            as_of: For reading, the last day that counts, YYYY, YYYY-MM or YYYY-MM-DD: only what had been
                published by then is in the graph. It is held in memory.
        """
        self.store = Store(store)
        self._as_of = as_of
        self._snapshot: Snapshot | None = None

    def __repr__(self) -> str:
        """The call that gives the same graph."""
        return f"{type(self).__name__}({str(self.store.path)!r})"

    def _repr_html_(self) -> str:
        """What a notebook shows: how many facts, things and documents there are."""
        if not self.store.exists():
            return f"<p>{escape(repr(self))}: nothing is built yet</p>"
        from kg.graph.summary import as_html  # noqa: PLC0415 - only notebooks need it

        return as_html(self.snapshot(), str(self.store.path))

    def snapshot(self) -> Snapshot:
        """The newest published state; with `as_of`, what of it had been published by then.

        Raises:
            QueryError: The date is none.
            StoreError: There is no store, or it cannot be read.
        """
        if self._snapshot is None or self._snapshot.number != self.store.newest():
            self._snapshot = self.store.read()
            if self._as_of:
                from kg.graph.dated import published_by  # noqa: PLC0415 - seldom needed

                self._snapshot = published_by(self._snapshot, self._as_of)
        return self._snapshot

    def query(self, text: str) -> Answer:
        """The answer to a SPARQL 1.1 query over all documents.

        Raises:
            QueryError: The text is no query, or one that is refused.
            StoreError: The store cannot be read.
        """
        return ask(self.snapshot(), text)

    def ask(self, name: str, **parameters: str) -> Answer:
        """The answer to a named query, one of `kg.query.named_queries()`.

        Raises:
            QueryError: No such query, a wrong parameter, or a name that nothing has.
            StoreError: The store cannot be read.
        """
        return ask_named(self.snapshot(), name, parameters)

    def facts(
        self,
        *,
        about: str | None = None,
        predicate: str | None = None,
        status: str | None = None,
        as_of: str | None = None,
    ) -> Iterator[FactRecord]:
        """Facts with names, words and sources, in order of publication.

        Args:
            about: Any name, or the IRI, of what they speak of.
            predicate: Their predicate, as in a facts file.
            status: "asserted", "planned", "potential" or "negated".
            as_of: The last day that counts, as for `to_networkx`.

        Raises:
            QueryError: Nothing has that name, there is no such predicate or status, or the date is none.
            StoreError: The store cannot be read.
        """
        counts = until(as_of)
        records = Records(self.snapshot()).find(about=about, predicate=predicate, status=status)
        return (record for record in records if counts(record.day))

    def explain(self, name: str) -> Explanation:
        """What the graph knows by a name or IRI: things, why their names are theirs, and facts of them.

        Raises:
            QueryError: Nothing has it.
            StoreError: The store cannot be read.
        """
        return explain(name, self.snapshot())

    def validate(self) -> dict[str, Report]:
        """What the gate finds in each document's graph, by the document's name in IRIs.

        Raises:
            StoreError: The store cannot be read.
        """
        from kg.gate import Gate  # noqa: PLC0415 - slow to load

        gate, snapshot = Gate(), self.snapshot()
        return {
            graph.value.rsplit("/", 1)[-1]: gate.check(snapshot.quads(graph=graph))
            for graph in snapshot.graphs()
        }

    def export(
        self,
        target: str | Path | IO[bytes],
        format: str | None = None,
        *,
        status: Collection[str] | None = None,
        as_of: str | None = None,
    ) -> None:
        """Write the graph for other tools, always with the same bytes for the same graph.

        Args:
            target: A file, or a binary stream; for csv also a folder.
            format: One of `kg.export.FORMATS`; for a file, its ending tells it by default.
            status: Which facts a network or workbook has; by default a network has what is asserted, a
                workbook all. RDF always has all.
            as_of: The last day that counts for a network or workbook, as for `to_networkx`.

        Raises:
            InputError: No such format, or the file cannot be written.
            QueryError: There is no such status, the date is none, or the format is always of all facts.
            ExtraError: A library for the format is not installed.
            StoreError: The store cannot be read.
        """
        from kg.export import export, format_of  # noqa: PLC0415 - slow to load
        from kg.graph.contents import content  # noqa: PLC0415

        path = Path(target) if isinstance(target, str | Path) else target
        name = format or (format_of(path) if isinstance(path, Path) else "trig")
        export(content(self, name, status, as_of), name, path)

    @overload
    def to_networkx(
        self,
        kinds: Collection[str] | None = ...,
        predicates: Collection[str] | None = ...,
        status: Collection[str] = ...,
        as_of: str | None = ...,
        projection: None = ...,
    ) -> Network: ...

    @overload
    def to_networkx(
        self,
        kinds: Collection[str] | None = ...,
        predicates: Collection[str] | None = ...,
        status: Collection[str] = ...,
        as_of: str | None = ...,
        *,
        projection: str | Callable[[Network], Graph],
    ) -> Graph: ...

    def to_networkx(
        self,
        kinds: Collection[str] | None = None,
        predicates: Collection[str] | None = None,
        status: Collection[str] = ("asserted",),
        as_of: str | None = None,
        projection: str | Callable[[Network], Graph] | None = None,
    ) -> Graph:
        """The facts between things as a networkx MultiDiGraph, or a projection of it.

        Nodes are IRIs; their attributes and those of edges are listed in `kg.analysis.network`. The key of an
        edge is its predicate, with the status unless that is "asserted", and the node of a payment.

        Args:
            kinds: Entity types and kinds of controlled values, such as "Phase", that nodes may have; by
                default all entity types, and the values that a named predicate leads to.
            predicates: Predicates that edges may have, as in a facts file; by default all.
            status: What edges may be: "asserted", "planned", "potential", "negated", and "derived" for what
                `derive` made; a warning tells if that is of an earlier state.
            as_of: The last day that counts, YYYY, YYYY-MM or YYYY-MM-DD. A fact counts from the day that it
                tells or that its document was published, whichever is earlier; without either it then does
                not count.
            projection: A name of `kg.analysis.PROJECTIONS`, or a function from the network to another, such
                as `kg.analysis.around` gives for what is around a thing.

        Raises:
            QueryError: There is no such kind, predicate, status or projection, or the date is none.
            StoreError: The store cannot be read.
        """
        from kg.analysis import project, projection_named  # noqa: PLC0415 - slow to load
        from kg.graph.network import to_networkx  # noqa: PLC0415
        from kg.rules.freshness import STALE  # noqa: PLC0415

        if isinstance(projection, str):
            projection_named(projection)
        if "derived" in status and self.derived_is_stale():
            warnings.warn(STALE, stacklevel=2)
        network = to_networkx(self.snapshot(), kinds=kinds, predicates=predicates, status=status, as_of=as_of)
        if projection is None:
            return network
        return project(network, projection) if isinstance(projection, str) else projection(network)

    def analyze(
        self,
        measure: str,
        *,
        as_of: str | None = None,
        projection: str | None = None,
        about: str | Sequence[str] = (),
        top: int | None = None,
    ) -> Result:
        """What a measure of network analysis finds among the asserted facts.

        Args:
            measure: One of `kg.analysis.measures()`.
            as_of: The last day that counts, as for `to_networkx`.
            projection: One of `kg.analysis.PROJECTIONS`; by default the measure's own.
            about: Names of the things that it is about.
            top: How many rows, at most; all by default.

        Raises:
            QueryError: There is no such measure, projection or thing, the measure is not computed on that
                projection, or a name is missing or ambiguous.
            StoreError: The store cannot be read.
        """
        from kg.analysis import analyze, chosen  # noqa: PLC0415 - slow to load
        from kg.graph.network import everything  # noqa: PLC0415

        chosen(measure, projection)  # before the graph is read, which takes longer
        names = (about,) if isinstance(about, str) else about
        return analyze(
            everything(self.snapshot(), as_of=as_of), measure, projection=projection, about=names, top=top
        )

    def derived_is_stale(self) -> bool:
        """Whether the graph has changed since rules derived, so that `derive` may give other edges.

        Raises:
            StoreError: The store cannot be read.
        """
        from kg.rules.freshness import is_stale  # noqa: PLC0415 - seldom needed

        return is_stale(self.store)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib dataset, for reading; its default graph merges all documents.

        Raises:
            StoreError: The store cannot be read.
        """
        from oxrdflib import OxigraphStore  # noqa: PLC0415 - slow to load
        from rdflib import Dataset  # noqa: PLC0415

        return Dataset(store=OxigraphStore(store=self.snapshot().inner))
