"""What people decide on identity: things merged, split and renamed by any names, and decisions undone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import date as calendar
from itertools import chain
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.errors import InputError, QueryError
from kg.graph.concepts import place_concepts
from kg.graph.proposals import Proposal, proposals
from kg.graph.reasons import names_of, nodes
from kg.graph.resolution import Resolution
from kg.identity import DECISIONS, IDENTITY, Decision, read_decisions
from kg.query import iri_of, name_of, near, shortened, successor, the_thing, things_meant
from kg.rdf.names import Names, clean
from kg.rdf.namespaces import term
from kg.store import Message, Snapshot, Store
from kg.vocabulary import using_vocabulary, vocabulary, vocabulary_folder

_ENDS = {"merge": 2, "split": 2, "rename": 1}


class Curation:
    """The decisions of a store. Each is in force at once, in all documents, and until it is undone."""

    def __init__(self, store: Store, on_wait: Message | None = None) -> None:
        """Take the store; `on_wait` gets a message when another process writes to it."""
        self._store, self._on_wait = store, on_wait

    def proposals(self) -> list[Proposal]:
        """What a person may take or leave: nothing of it is done."""
        with using_vocabulary(vocabulary_folder(self._store.path)):
            return proposals(self._store.read())

    def decisions(self) -> list[Decision]:
        """All decisions, in order of their dates."""
        return read_decisions(self._store.read().quads(graph=DECISIONS))

    def without_effect(self) -> dict[str, str]:
        """Why some decisions change nothing now, by their ids."""
        snapshot, decisions = self._store.read(), self.decisions()
        found = ((each.id, _overruled(each, decisions, snapshot)) for each in decisions)
        return {id: why for id, why in found if why}

    def merge(self, one: str, other: str, *, reason: str, date: str) -> Decision:
        """Make two things one.

        Args:
            one: Any name or IRI of the one.
            other: Any name or IRI of the other.
            reason: Why.
            date: The day of the decision, YYYY-MM-DD.

        Raises:
            QueryError: A name is unknown or of several things, both are one thing or of two kinds, a split
                keeps them apart, or the date is none.
            StoreError: The store cannot be read or written.
        """
        snapshot = self._store.read()
        nodes_meant = sorted({_thing(name, snapshot) for name in (one, other)}, key=lambda node: node.value)
        if len(nodes_meant) == 1:
            raise QueryError(f"{one!r} and {other!r} are names of one thing already")
        if fault := _of_two_kinds(nodes_meant, snapshot):
            raise QueryError(f"{one!r} and {other!r} cannot be one: {fault}")
        decision = self._add(Decision(date, "merge", tuple(node.value for node in nodes_meant), reason))
        self._must_be_one(nodes_meant, decision)
        return decision

    def split(self, one: str, other: str, *, reason: str, date: str) -> Decision:
        """Make two names of one thing names of two; or keep two things apart for ever.

        Other names of the thing stay with the one that evidence joins them with; if that is both, they stay
        open. Given the thing's IRI for one of the names, all others stay with that. A name that documents
        only give as another name of the thing is none of its names then.

        Args:
            one: A name or former IRI of the one.
            other: A name or former IRI of the other.
            reason: Why.
            date: The day of the decision, YYYY-MM-DD.

        Raises:
            QueryError: A name is unknown or of several things, the names cannot be told apart, or the date is
                none.
            StoreError: The store cannot be read or written.
        """
        snapshot = self._store.read()
        meant = [_thing(name, snapshot) for name in (one, other)]
        pairs = zip((one, other), meant, strict=True)
        things = {_anchor(name, thing, snapshot).value for name, thing in pairs}
        if len(things) == 1:
            if second := next((each for each in (other, one) if _is_second(each, meant[0], snapshot)), ""):
                return self._take_name(second, meant[0], reason, date, snapshot)
            raise QueryError(
                f"{one!r} and {other!r} cannot be split: they are spellings of one name, or no document uses"
                " one of them. Split what one document means with --document."
            )
        return self._add(Decision(date, "split", tuple(sorted(things)), reason))

    def _take_name(
        self, name: str, thing: ox.NamedNode, reason: str, date: str, snapshot: Snapshot
    ) -> Decision:
        """Make a name that documents give only as another one of a thing none of its names."""
        former = nodes(thing, "dcterms:isReplacedBy", snapshot, inverse=True)
        iris = tuple(sorted(node.value for node in (thing, *former)))
        return self._add(Decision(date, "split", iris, reason, name=name))

    def split_in(self, document: str, name: str, *, reason: str, date: str) -> Decision:
        """Make what one document calls by a name a thing of its own.

        Args:
            document: Name or IRI of the document.
            name: Any name or IRI of the thing.
            reason: Why.
            date: The day of the decision, YYYY-MM-DD.

        Raises:
            QueryError: A name is unknown or of several things, the document does not speak of the thing, or
                the date is none.
            StoreError: The store cannot be read or written.
        """
        snapshot = self._store.read()
        thing, node = _thing(name, snapshot), _document(document, snapshot)
        own = _anchor_in(node, thing, snapshot)
        return self._add(Decision(date, "split", (own.value,), reason, document=node.value))

    def rename(self, name: str, new: str, *, reason: str, date: str) -> Decision:
        """Show a thing by another name.

        Args:
            name: Any name or IRI of it.
            new: The name to show.
            reason: Why.
            date: The day of the decision, YYYY-MM-DD.

        Raises:
            QueryError: The name is unknown or of several things, the thing is renamed already, the new name
                is empty or another thing's of its kind, or the date is none.
            StoreError: The store cannot be read or written.
        """
        if not clean(new):
            raise QueryError("the new name is empty")
        snapshot = self._store.read()
        thing = _thing(name, snapshot)
        for each in self.decisions():
            if each.kind == "rename" and thing == successor(ox.NamedNode(each.things[0]), snapshot):
                told = f"{name!r} is renamed to {each.name!r} already"
                raise QueryError(f"{told}; undo that first with 'kg resolve undo {each.id[:8]}'")
        with using_vocabulary(vocabulary_folder(self._store.path)):
            rival = _bearer(clean(new), thing, snapshot) or _known_bearer(clean(new), thing, snapshot)
        if rival:
            raise QueryError(
                f"{new!r} is a name of {rival} already. If the two are one thing, merge them with 'kg resolve"
                " merge'; else choose another name."
            )
        return self._add(Decision(date, "rename", (thing.value,), reason, name=clean(new)))

    def undo(self, id: str) -> Decision:
        """Take a decision back; the graph is as if it had never been made.

        Args:
            id: Its id, or the beginning of it.

        Raises:
            QueryError: No decision has that id, or several have.
            StoreError: The store cannot be read or written.
        """
        found = [each for each in self.decisions() if id and each.id.startswith(id)]
        if len(found) != 1:
            known = ", ".join(each.id for each in found or self.decisions())
            raise QueryError(
                f"{'several' if found else 'no'} decisions have the id {id!r}; there are: {known}"
            )
        self._change(lambda decisions: [each for each in decisions if each != found[0]])
        return found[0]

    def load(self, path: Path) -> list[Decision]:
        """Add the decisions that an export of a graph holds; the new ones come back.

        Raises:
            InputError: The file cannot be read as RDF, or a decision in it lacks a part.
            StoreError: The store cannot be read or written.
        """
        found = _read(path)
        known = set(self.decisions())
        self._change(lambda decisions: {*decisions, *found})
        return [each for each in found if each not in known]

    def _add(self, decision: Decision) -> Decision:
        if fault := _fault(decision):
            raise QueryError(fault)
        told = replace(decision, reason=clean(decision.reason))
        self._change(lambda decisions: {*decisions, told})
        return told

    def _must_be_one(self, things: list[ox.NamedNode], decision: Decision) -> None:
        """Take a merge back that has no effect, as a split stands against it."""
        snapshot = self._store.read()
        left = {successor(thing, snapshot) for thing in things}
        if len([thing for thing in left if _is_resolved(thing, snapshot)]) == 1:
            return
        self.undo(decision.id)
        splits = ", ".join(each.id for each in self.decisions() if each.kind == "split")
        raise QueryError(f"a split keeps the two apart; undo it first with 'kg resolve undo': {splits}")

    def _change(self, change: Callable[[list[Decision]], Collection[Decision]]) -> None:
        folder = vocabulary_folder(self._store.path)
        with using_vocabulary(folder), self._store.write(on_wait=self._on_wait) as writer:
            resolution = Resolution(writer)
            resolution.decide(change(resolution.decisions()))
            place_concepts(writer)


def _thing(name: str, snapshot: Snapshot) -> ox.NamedNode:
    """The one thing of documents that has a name or IRI."""
    found = [node for node in things_meant(name, snapshot) if _is_resolved(node, snapshot)]
    if not found:
        raise QueryError(f"{name!r} names nothing that documents speak of")
    return the_thing(name, found, snapshot)


def _bearer(name: str, thing: ox.NamedNode, snapshot: Snapshot) -> str:
    """Another thing of the same kind that has a name, for people; else empty."""
    with suppress(QueryError):
        for other in things_meant(name, snapshot):
            if other != thing and _kinds(other, snapshot) & _kinds(thing, snapshot):
                return f"{shortened(other)} ({name_of(other, snapshot)})"
    return ""


def _known_bearer(name: str, thing: ox.NamedNode, snapshot: Snapshot) -> str:
    """What the vocabulary knows by a name, for people, if that is another thing of its kind; else empty."""
    own = {thing.value, *(each.value for each in nodes(thing, "skos:exactMatch", snapshot))}
    entries = [each for kind in sorted(_kinds(thing, snapshot)) for each in vocabulary().lookup(name, kind)]
    others = [each for each in entries if not each.weak]
    if not others or any(each.iri in own for each in entries):
        return ""
    return f"{shortened(ox.NamedNode(others[0].iri))} ({others[0].label}) in the vocabulary"


def _overruled(decision: Decision, decisions: Iterable[Decision], snapshot: Snapshot) -> str:
    """Why a decision changes nothing; empty if it does."""
    ends = {successor(ox.NamedNode(iri), snapshot) for iri in decision.things}
    if decision.kind != "split" and not any(_is_resolved(node, snapshot) for node in ends):
        return "no document speaks of it"
    if decision.kind == "merge" and len(ends) > 1:
        splits = [each for each in decisions if each.kind == "split"]
        against = [each.id[:8] for each in splits if set(each.things) & set(decision.things)]
        return f"overruled by split {', '.join(against)}" if against else "no document speaks of both"
    if decision.kind == "rename" and decision.name not in {name_of(node, snapshot) for node in ends}:
        return "overruled by another name"
    return ""


def _kinds(thing: ox.NamedNode, snapshot: Snapshot) -> set[str]:
    return {kind.value.rpartition("#")[2] for kind in nodes(thing, "rdf:type", snapshot)}


def _of_two_kinds(things: Iterable[ox.NamedNode], snapshot: Snapshot) -> str:
    """What kinds things are of, if it is not one for all; else empty."""
    kinds = [_kinds(each, snapshot) for each in things]
    if set.intersection(*kinds) or not all(kinds):
        return ""
    return " and ".join(f"a {name}" for name in sorted(set.union(*kinds)))


def _is_resolved(node: ox.NamedNode, snapshot: Snapshot) -> bool:
    """Whether documents speak of a thing, or by an ambiguous name may do so."""
    named = snapshot.quads(node, term("skos:prefLabel"), None, IDENTITY)
    return any(True for _ in chain(named, snapshot.quads(None, term("kg:mayBe"), node, IDENTITY)))


def _anchor(name: str, thing: ox.NamedNode, snapshot: Snapshot) -> ox.NamedNode:
    """The IRI that a name alone would give a thing; that of the thing, if no document uses it first."""
    named = [Names().named(kind, name) for kind in sorted(_kinds(thing, snapshot))]
    own = (iri_of(name), *named)
    return next((iri for iri in own if iri and successor(iri, snapshot) == thing), thing)


def _is_second(name: str, thing: ox.NamedNode, snapshot: Snapshot) -> bool:
    """Whether a name is only given as another name of a thing: no document uses it first."""
    anchors = [Names().named(kind, name) for kind in _kinds(thing, snapshot)]
    return name in names_of(thing, snapshot) and all(successor(iri, snapshot) != thing for iri in anchors)


def _anchor_in(document: ox.NamedNode, thing: ox.NamedNode, snapshot: Snapshot) -> ox.NamedNode:
    """The IRI that the first name which a document has for a thing would give it."""
    called = name_of(document, snapshot)
    for quad in snapshot.quads(thing, term("rdfs:label"), None, Names().graph(called)):
        return _anchor(cast("ox.Literal", quad.object).value, thing, snapshot)
    speaking = {each for documents in names_of(thing, snapshot).values() for each in documents}
    raise QueryError(f"{called} does not speak of {name_of(thing, snapshot)!r}.{near(called, speaking)}")


def _document(name: str, snapshot: Snapshot) -> ox.NamedNode:
    known = nodes(term("kg:Document"), "rdf:type", snapshot, inverse=True)
    for node in known:
        if node in (iri_of(name), Names().document(name)):
            return node
    raise QueryError(
        f"there is no document {name!r}.{near(name, (name_of(each, snapshot) for each in known))}"
    )


def _read(path: Path) -> list[Decision]:
    try:
        form = ox.RdfFormat.from_extension(path.suffix[1:])
        if form is None:
            raise InputError(f"{path}: the ending tells no format of RDF; use .trig, .ttl, .nq or .nt")
        found = read_decisions(ox.parse(path=str(path), format=form))
    except (OSError, SyntaxError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error
    for decision in found:
        if fault := _fault(decision):
            raise InputError(f"{path}: {decision.kind} of {', '.join(decision.things)}: {fault}")
    return found


def _fault(decision: Decision) -> str:
    """What is wrong with a decision; empty if nothing is."""
    if not _is_day(decision.date):
        return f"{decision.date!r} is not a date; write YYYY-MM-DD"
    if not clean(decision.reason):
        return "a decision needs a reason"
    takes_name = decision.kind == "split" and bool(decision.name)
    if not takes_name and len(decision.things) != (1 if decision.document else _ENDS[decision.kind]):
        return "it concerns too many or too few things"
    if bool(decision.name) != (decision.kind == "rename") and not takes_name:
        return "it lacks a new name, or has one too many"
    return "" if decision.things else "it concerns nothing"


def _is_day(text: str) -> bool:
    try:
        return calendar.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
