"""The graph from Python: build it, ask it, take it to other tools."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError, StoreError
from kg.graph.explanation import Explanation, Thing
from kg.graph.reading import Reading
from kg.graph.records import FactRecord, Source
from kg.graph.report import BuildReport, Built, Event
from kg.query import iri_of, near
from kg.rdf.names import Names
from kg.readers import Columns, Item, make_document, read
from kg.store import Message
from kg.vocabulary import using_vocabulary, vocabulary_folder

if TYPE_CHECKING:
    from kg.graph.curation import Curation
    from kg.rules import Rule

__all__ = ["BuildReport", "Built", "Event", "Explanation", "FactRecord", "KnowledgeGraph", "Source", "Thing"]


class KnowledgeGraph(Reading):
    """A knowledge graph in a folder.

    What is read is always the newest published state, whoever wrote it; nothing stays locked between calls.

    >>> graph = KnowledgeGraph("kg.db")
    >>> graph.add(Path("release.txt"))  # doctest: +SKIP
    >>> for row in graph.ask("payload", payload="DM4"):  # doctest: +SKIP
    ...     print(row["compound"], row["licensee"])
    """

    def add(self, source: str | Path, *, id: str | None = None) -> BuildReport:
        """Read a file, a folder or a text into the graph.

        Args:
            source: A path; or, as a str of more than one line, the text of a release itself.
            id: The document's name if the source is a text; by default it comes from the text.

        Raises:
            InputError: The path cannot be read; of a folder, what cannot be read is in the report.
            StoreError: The store cannot be written.
        """
        if isinstance(source, str) and "\n" in source.strip():
            name = id or f"text-{sha256(source.encode()).hexdigest()[:12]}"
            return self._build([make_document(source, name)])
        if not Path(source).exists():
            raise InputError(f"{source}: no such file or folder")
        return self.build([source])

    def build(
        self,
        inputs: Iterable[str | Path],
        *,
        jobs: int = 1,
        columns: Columns | None = None,
        on_event: Callable[[Event], None] | None = None,
        on_wait: Message | None = None,
    ) -> BuildReport:
        """Read documents, facts files and folders of them into the graph; what happened comes back.

        Args:
            inputs: Paths, or "-" for the standard input.
            jobs: Processes that work on documents; the result does not depend on it. With more than one, a
                script must guard its main part with `if __name__ == "__main__"`.
            columns: Where tables and JSON lines keep text, date and source.
            on_event: Gets each event as it happens.
            on_wait: Gets a message when another process writes to the store.

        Raises:
            StoreError: The store cannot be written. What is in it by then stays.
        """
        return self._build(read(inputs, columns=columns), jobs=jobs, on_event=on_event, on_wait=on_wait)

    def rebuild(
        self,
        *,
        jobs: int = 1,
        on_event: Callable[[Event], None] | None = None,
        on_wait: Message | None = None,
    ) -> BuildReport:
        """Read again what another version of the program read, from the texts that the store holds.

        Args:
            jobs: As for `build`.
            on_event: As for `build`.
            on_wait: As for `build`.

        Raises:
            StoreError: There is no store, or it cannot be written.
        """
        from kg.graph.stale import stale  # noqa: PLC0415

        return self._build(stale(self.snapshot()), jobs=jobs, on_event=on_event, on_wait=on_wait)

    def _build(
        self,
        items: Iterable[Item],
        *,
        jobs: int = 1,
        on_event: Callable[[Event], None] | None = None,
        on_wait: Message | None = None,
    ) -> BuildReport:
        from kg.graph.build import build  # noqa: PLC0415 - loads the gate, which readers do not need

        return build(self.store, items, jobs=jobs, on_event=on_event, on_wait=on_wait)

    def retract(self, document: str, *, on_wait: Message | None = None) -> None:
        """Take out all that one document says.

        Args:
            document: Its name, or the IRI of it or of its graph.
            on_wait: Gets a message when another process writes to the store.

        Raises:
            InputError: The graph has no such document.
            StoreError: The store cannot be written.
        """
        if not self.store.exists():
            raise StoreError(f"{self.store.path}: no such store")
        names = Names()
        iri = iri_of(document)
        name = iri.value.rsplit("/", 1)[-1] if iri and iri.value.startswith(names.base) else document
        from kg.graph.concepts import place_concepts  # noqa: PLC0415 - loads the vocabulary
        from kg.graph.resolution import Resolution  # noqa: PLC0415

        with (
            using_vocabulary(vocabulary_folder(self.store.path)),
            self.store.write(on_wait=on_wait) as writer,
        ):
            known = [graph.value.rsplit("/", 1)[-1] for graph in writer.graphs()]
            if not Resolution(writer).retract(name):
                raise InputError(f"{document}: no such document in {self.store.path}.{near(document, known)}")
            place_concepts(writer)

    def curation(self, *, on_wait: Message | None = None) -> Curation:
        """What people decide on identity: proposals, and decisions to make, to list and to undo.

        Args:
            on_wait: Gets a message when another process writes to the store.
        """
        from kg.graph.curation import Curation  # noqa: PLC0415 - loads the vocabulary

        return Curation(self.store, on_wait)

    def derive(
        self, rules: Iterable[Rule] | None = None, *, on_wait: Message | None = None
    ) -> dict[str, int]:
        """Derive edges by rules, in place of all that were derived before; how many each gave comes back.

        What is derived is no fact: see `kg.rules`. It is of the newest state, and is not kept up with it:
        `derived_is_stale` tells.

        Args:
            rules: What `kg.rules.read_rule` gives; by default the rules that the program comes with.
            on_wait: Gets a message when another process writes to the store.

        Raises:
            QueryError: A rule is none, has the name of another, or makes other things than edges with their
                statements.
            StoreError: The store cannot be read or written.
        """
        from kg.rules import DERIVED, derive_all, shipped  # noqa: PLC0415 - seldom needed
        from kg.rules.freshness import remember  # noqa: PLC0415

        snapshot = self.snapshot()
        derived = derive_all(snapshot, shipped() if rules is None else rules)
        with self.store.write(on_wait=on_wait) as writer:
            writer.checkpoint()
            fresh = self.store.newest() == snapshot.number
            writer.replace(DERIVED, (quad for quads in derived.values() for quad in quads))
            writer.checkpoint()
            remember(self.store, (self.store.newest() if fresh else 0) if derived else None)
        return {name: len({quad.subject for quad in quads}) for name, quads in derived.items()}
