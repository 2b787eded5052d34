"""Resolution: facts become graphs whose things are the same in all documents, and stay so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import pyoxigraph as ox

from kg.facts import Entity, FactsFile
from kg.graph import ledger
from kg.graph.origin import MADE_FROM
from kg.graph.release import Release
from kg.graph.releases import Releases
from kg.identity import DECISIONS, Decision, Identities, Key, Naming, Shift, namings, read_decisions
from kg.rdf import to_quads
from kg.rdf.names import Names
from kg.store import RELEASES, Change, Writer
from kg.vocabulary import vocabulary

Contents: TypeAlias = Mapping[ox.NamedNode, Collection[ox.Quad]]


@dataclass(frozen=True, slots=True)
class Resolved:
    """Facts whose names are known, and their graph as long as no other document is.

    Attributes:
        facts: The facts.
        namings: What the document calls its things.
        iris: The IRIs of these things.
        quads: The document's graph.
        release: What tells whether it is another document again, or one corrects the other.
    """

    facts: FactsFile
    namings: dict[Key, Naming]
    iris: dict[Key, str]
    quads: list[ox.Quad]
    release: Release


def resolve_alone(facts: FactsFile, extra: Iterable[ox.Quad] = ()) -> Resolved:
    """The graph that a document would have by itself.

    Args:
        facts: Its facts.
        extra: Quads of its graph that do not come from the facts.

    Raises:
        FactsError: A fact lacks a part, or uses a predicate, type or value that the ontology does not have.
    """
    names = namings(facts, vocabulary())
    identities = Identities(vocabulary())
    identities.load(facts.document, facts.published, names.values())
    iris = {key: identities.iri(facts.document, naming) for key, naming in names.items()}
    quads = [*to_quads(facts, identity=_by(iris)), *extra]
    return Resolved(facts, names, iris, quads, Release.of(facts))


class Resolution:
    """What a writer does so that one thing is one node; every change of it is one update of the store."""

    def __init__(self, writer: Writer) -> None:
        """Take the writer of the store."""
        self._writer = writer

    @cached_property
    def _known(self) -> tuple[Identities, Releases]:
        identities, releases = Identities(vocabulary(), self.decisions()), []
        for entry in ledger.entries(self._writer):
            identities.load(entry.release.document, entry.release.published, entry.namings)
            releases.append(entry.release)
        return identities, Releases(releases, self._writer.quads(RELEASES), self._text)

    @property
    def _identities(self) -> Identities:
        return self._known[0]

    @property
    def _releases(self) -> Releases:
        return self._known[1]

    def _text(self, document: str) -> str:
        return ledger.text_of(self._writer, document) or ""

    def decisions(self) -> list[Decision]:
        """What people decided, in order of their dates."""
        return read_decisions(self._writer.quads(DECISIONS))

    def commit(self, resolved: Resolved, warnings: int = 0) -> Change:
        """Put a document, for which the gate had so many warnings, in place of what it said before."""
        facts, release = resolved.facts, resolved.release
        shift = self._identities.put(facts.document, facts.published, resolved.namings.values())
        quads: Collection[ox.Quad] = resolved.quads
        is_same = self._as_decided(facts, resolved.namings) is facts
        if not is_same or self._iris(facts.document, resolved.namings) != resolved.iris:
            made_from = [quad for quad in quads if quad.predicate in MADE_FROM]
            quads = [*self._mapped(facts, resolved.namings), *made_from]
        entry = ledger.entry(facts, resolved.namings, release, warnings)
        linked = self._releases.put(facts.document, release, facts.text or "")
        return self._apply(facts.document, linked, quads, shift, entry)

    def replaced(self, document: str) -> list[str]:
        """The documents that a document corrects, sorted."""
        return self._releases.replaced(document)

    def copies(self, document: str) -> list[str]:
        """The documents that are the same release as a document, sorted."""
        return self._releases.copies(document)

    def retract(self, document: str) -> bool:
        """Take a document out, and what of it is in quarantine. True if there was anything."""
        forgotten = self._writer.forget(Names().graph(document))
        if not ledger.kept(self._writer, document):
            return forgotten
        name = ledger.name_of(self._writer, document)
        linked = self._releases.put(name, None)
        self._apply(name, linked, (), self._identities.put(name, None, ()), set())
        return True

    def decide(self, decisions: Collection[Decision]) -> list[str]:
        """Make these the decisions, in place of those before; the graphs that changed come back."""
        before = self._writer.quads(DECISIONS)
        after = {quad for decision in decisions for quad in decision.quads()}
        shift = self._identities.decide(decisions)
        changes = self._write({}, shift, before - after, after - before)
        return sorted(graph.value for graph, change in changes.items() if change != "unchanged")

    def _apply(
        self,
        document: str,
        linked: tuple[set[ox.Quad], set[ox.Quad]],
        quads: Collection[ox.Quad],
        shift: Shift,
        entry: set[ox.Quad],
    ) -> Change:
        graph, kept = Names().graph(document), ledger.kept(self._writer, document)
        gone, come = linked
        return self._write({graph: quads}, shift, gone | kept - entry, come | entry - kept)[graph]

    def _write(
        self, contents: Contents, shift: Shift, gone: set[ox.Quad], come: set[ox.Quad]
    ) -> dict[ox.NamedNode, Change]:
        others = {Names().graph(document): self._again(document) for document in shift.documents}
        return self._writer.revise({**contents, **others}, gone=gone | shift.gone, come=come | shift.come)

    def _again(self, document: str) -> list[ox.Quad]:
        """The graph of a document that is in the store, as it is now."""
        facts = ledger.facts_of(self._writer, document)
        names = Names()
        about = self._writer.about(names.document(document), names.graph(document))
        made_from = [quad for quad in about if quad.predicate in MADE_FROM]
        return [*self._mapped(facts, ledger.namings_of(self._writer, document)), *made_from]

    def _mapped(self, facts: FactsFile, namings: Mapping[Key, Naming]) -> list[ox.Quad]:
        decided = self._as_decided(facts, namings)
        return to_quads(decided, identity=_by(self._iris(facts.document, namings)))

    def _as_decided(self, facts: FactsFile, namings: Mapping[Key, Naming]) -> FactsFile:
        """The facts without aliases that people decided are none; the same, if there are no such."""
        entities = {
            key: self._without_lost(entity, namings[entity.type, entity.name])
            for key, entity in facts.entities.items()
        }
        is_same = all(entities[key] is entity for key, entity in facts.entities.items())
        return facts if is_same else facts.model_copy(update={"entities": entities})

    def _without_lost(self, entity: Entity, naming: Naming) -> Entity:
        lost = {alias for alias in entity.aliases if self._identities.loses(naming, alias)}
        if not lost:
            return entity
        kept = [second for second in entity.second_names if lost.isdisjoint((second.alias, second.of))]
        others = tuple(alias for alias in entity.aliases if alias not in lost)
        return entity.model_copy(update={"aliases": others, "second_names": tuple(kept)})

    def _iris(self, document: str, namings: Mapping[Key, Naming]) -> dict[Key, str]:
        return {key: self._identities.iri(document, naming) for key, naming in namings.items()}


def _by(iris: Mapping[Key, str]) -> Callable[[Entity], ox.NamedNode]:
    return lambda entity: ox.NamedNode(iris[entity.type, entity.name])
