"""Identity across documents: which thing each naming is of, kept right as documents come and go."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from pyoxigraph import Quad

from kg.identity.clusters import Constraints, Link, cluster
from kg.identity.decisions import Decision
from kg.identity.forms import form
from kg.identity.index import Index
from kg.identity.naming import Naming
from kg.identity.things import Describer, Sighting, Thing
from kg.rdf.names import Names
from kg.vocabulary import Vocabulary

Pair: TypeAlias = tuple[frozenset[Naming], frozenset[Naming]]

_APART = re.compile("-[0-9a-f]{8}$")


@dataclass(frozen=True, slots=True)
class Shift:
    """What a change does to identity.

    Attributes:
        documents: Other documents, some thing of which has another IRI now.
        gone: Quads that the identity graph loses.
        come: Quads that it gains.
    """

    documents: frozenset[str] = frozenset()
    gone: frozenset[Quad] = frozenset()
    come: frozenset[Quad] = frozenset()


class Identities:
    """Which thing each naming is of. The same documents and decisions give the same things, in any order."""

    def __init__(
        self, vocabulary: Vocabulary, decisions: Iterable[Decision] = (), names: Names | None = None
    ) -> None:
        """Begin without documents.

        Args:
            vocabulary: Knows what names stand for.
            decisions: What people decided.
            names: Maker of IRIs.
        """
        self._names = names or Names()
        self._describer = Describer(self._names, vocabulary)
        self._index = Index(self._describer.anchors)
        self._decisions = tuple(sorted(decisions))
        self._said: dict[str, tuple[str | None, frozenset[Naming]]] = {}
        self._iris: dict[Naming, str] = {}

    def load(self, document: str, published: str | None, namings: Iterable[Naming]) -> None:
        """Know a document whose consequences are drawn already."""
        self._said[document] = published, frozenset(namings)
        self._index.put(document, published, self._own(document, self._decisions))

    def loses(self, naming: Naming, alias: str) -> bool:
        """Whether people decided that an alias which a document gives a thing is none of its names."""
        return form(naming.kind, alias) in self._lost(naming, self._decisions)

    def iri(self, document: str, naming: Naming) -> str:
        """The IRI of the thing that a document calls so."""
        own = self._as_decided(document, naming, self._decisions)
        if own not in self._iris:
            view = self._seen(self._index.connected([own], self._bridges(self._decisions)))
            self._iris.update(_iris(self._things(view, self._decisions)))
        return self._iris[own]

    def put(self, document: str, published: str | None, namings: Iterable[Naming]) -> Shift:
        """Take in what a document calls things, in place of what it called them before; none to forget it."""
        self._said[document] = published, frozenset(namings)
        if not self._said[document][1]:
            del self._said[document]
        return self._change({document}, self._decisions)

    def decide(self, decisions: Iterable[Decision]) -> Shift:
        """Make these the decisions, in place of those before."""
        new = tuple(sorted(decisions))
        changed = set(new) ^ set(self._decisions)
        things = _with_stems(iri for decision in changed for iri in decision.things)
        split = {decision.document for decision in changed}
        anchored = {naming for iri in things for naming in self._index.sharing(iri)}
        concerned = {document for document in self._said if self._names.document(document).value in split}
        concerned.update(document for naming in anchored for document in self._index.documents(naming))
        moved = {each for each in concerned if self._own(each, new) != self._own(each, self._decisions)}
        shift = self._change(moved, new, anchored)
        return replace(shift, documents=shift.documents | moved)

    def _change(
        self, documents: Collection[str], decisions: tuple[Decision, ...], anchored: Iterable[Naming] = ()
    ) -> Shift:
        """Take in what documents say now and what is decided now; what follows comes back."""
        earlier, self._decisions = self._decisions, decisions
        namings = {
            each
            for document in documents
            for each in (*self._index.of(document), *self._own(document, decisions))
        }
        before = {naming: self._index.sighting(naming) for naming in namings}
        for document in documents:
            self._index.put(document, self._said.get(document, (None,))[0], self._own(document, decisions))
        moved = (naming for naming, seen in before.items() if self._index.sighting(naming) != seen)
        touched = {*anchored, *moved}
        if not touched:
            return Shift()
        reached = self._index.connected(touched, self._bridges({*earlier, *decisions}))
        now = self._seen(reached)
        was = now | {naming: seen for naming, seen in before.items() if naming in touched or naming in now}
        known = {naming: seen for naming, seen in was.items() if seen}
        return self._shift(known, earlier, now, documents)

    def _shift(
        self,
        was: Mapping[Naming, Sighting],
        earlier: Iterable[Decision],
        now: Mapping[Naming, Sighting],
        documents: Collection[str],
    ) -> Shift:
        old, new = self._things(was, earlier), self._things(now, self._decisions)
        old_iris, new_iris = _iris(old), _iris(new)
        for naming in old_iris:
            self._iris.pop(naming, None)
        self._iris.update(new_iris)
        moved = (naming for naming, iri in new_iris.items() if old_iris.get(naming, iri) != iri)
        others = {document for naming in moved for document in self._index.documents(naming)}
        gone, come = self._describer.quads(old, was), self._describer.quads(new, now)
        return Shift(frozenset(others.difference(documents)), frozenset(gone - come), frozenset(come - gone))

    def _things(self, seen: Mapping[Naming, Sighting], decisions: Iterable[Decision]) -> list[Thing]:
        clusters = cluster(seen, self._constraints(seen, decisions))
        renamed = {
            iri: each.name for each in sorted(decisions) if each.kind == "rename" for iri in each.things
        }
        return self._describer.things(clusters, seen, renamed)

    def _constraints(self, seen: Mapping[Naming, Sighting], decisions: Iterable[Decision]) -> Constraints:
        concerned = [each for each in decisions if self._concerns(each, seen)]
        splits = [
            each for each in concerned if each.kind == "split" and len(each.things) == 2 and not each.name
        ]
        cannot = tuple(self._cannots(splits, seen)) if splits else ()
        merges = [each for each in concerned if each.kind == "merge"]
        return Constraints(tuple(self._musts(merges, seen, cannot)) if merges else (), cannot)

    def _cannots(self, splits: Iterable[Decision], seen: Mapping[Naming, Sighting]) -> Iterator[Pair]:
        """The namings on either side of splits."""
        iris = _iris(self._describer.things(cluster(seen), seen, {}))
        of = self._standing_for({iri for each in splits for iri in each.things}, iris)
        for split in splits:
            one, other = (frozenset(of[iri]) for iri in split.things)
            yield one, other

    def _musts(
        self, merges: Iterable[Decision], seen: Mapping[Naming, Sighting], cannot: tuple[Pair, ...]
    ) -> Iterator[tuple[Link, frozenset[Naming], frozenset[Naming]]]:
        """Merges of whole things: with all names that are theirs without the decision."""
        things = self._describer.things(cluster(seen, Constraints(cannot=cannot)), seen, {})
        whole = {
            naming: frozenset(each.cluster.namings) for each in things for naming in each.cluster.namings
        }
        of = self._standing_for({iri for each in merges for iri in each.things}, _iris(things))
        first = {iri: namings[0] for iri, namings in of.items()}
        first.update((thing.iri, min(thing.cluster.namings)) for thing in things)
        for merge in merges:
            if all(iri in first for iri in merge.things):
                one, other = (first[iri] for iri in merge.things)
                yield Link("decision", one, other, merge.iri().value), whole[one], whole[other]

    def _concerns(self, decision: Decision, namings: Iterable[Naming]) -> bool:
        iris = _with_stems(decision.things)
        return any(not iris.isdisjoint(self._describer.anchors(naming)) for naming in namings)

    def _standing_for(
        self, wanted: Collection[str], iris: Mapping[Naming, str]
    ) -> defaultdict[str, list[Naming]]:
        """The namings that each IRI wanted stands for, given the IRIs of their things."""
        of: defaultdict[str, list[Naming]] = defaultdict(list)
        taken = set(iris.values())
        for naming in sorted(iris):
            # Its own IRI goes before those of the thing and the concept that it may be wrongly taken for; but
            # the IRI of another thing never stands for it.
            own, *concepts = self._describer.anchors(naming)
            thing = iris[naming]
            standing = (iri for iri in (own, thing, *concepts) if iri == thing or iri not in taken)
            if iri := next((iri for iri in standing if iri in wanted), None):
                of[iri].append(naming)
        return of

    def _bridges(self, decisions: Iterable[Decision]) -> dict[str, set[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for decision in decisions:
            reached = _with_stems(decision.things) if len(decision.things) > 1 else set()
            for iri in reached:
                found[iri] |= reached
        return found

    def _seen(self, namings: Iterable[Naming]) -> dict[Naming, Sighting]:
        found = ((naming, self._index.sighting(naming)) for naming in namings)
        return {naming: seen for naming, seen in found if seen}

    def _own(self, document: str, decisions: Iterable[Decision]) -> frozenset[Naming]:
        _, namings = self._said.get(document, (None, frozenset()))
        return frozenset(self._as_decided(document, naming, decisions) for naming in namings)

    def _as_decided(self, document: str, naming: Naming, decisions: Iterable[Decision]) -> Naming:
        """The naming with what people decided on it.

        It is bound to its document, if it means another thing there; it has one concept, if they chose that.
        """
        node, (own, *_) = self._names.document(document).value, self._describer.anchors(naming)
        known = self._anchored(naming)
        for decision in decisions:
            if decision.document == node and not known.isdisjoint(decision.things):
                return replace(naming, concepts=(), aliases=(), identifiers=(), scope=document)
        if naming.aliases and (lost := self._lost(naming, decisions)):
            kept = [alias for alias in naming.aliases if form(naming.kind, alias) not in lost]
            naming = replace(naming, aliases=tuple(kept))
        for concept in naming.concepts if len(naming.concepts) > 1 else ():
            chosen = tuple(sorted((own, self._concept_iri(naming, concept))))
            if any(each.kind == "merge" and each.things == chosen for each in decisions):
                return replace(naming, concepts=(concept,), ambiguous=False)
        return naming

    def _anchored(self, naming: Naming) -> set[str]:
        """IRIs that may stand for a naming."""
        concepts = (self._concept_iri(naming, concept) for concept in naming.concepts)
        return {next(iter(self._describer.anchors(naming))), *concepts}

    def _lost(self, naming: Naming, decisions: Iterable[Decision]) -> set[str]:
        """Forms of the names that the thing of a naming does not have, by decision."""
        splits = (each for each in decisions if each.kind == "split" and each.name)
        known = self._anchored(naming)
        return {form(naming.kind, each.name) for each in splits if not known.isdisjoint(each.things)}

    def _concept_iri(self, naming: Naming, concept: str) -> str:
        return self._describer.concept_iri(concept, naming.kind)


def _iris(things: Iterable[Thing]) -> dict[Naming, str]:
    return {naming: thing.iri for thing in things for naming in thing.cluster.namings}


def _with_stems(iris: Iterable[str]) -> set[str]:
    """IRIs, and the same without what tells things of one name apart, which namings do not know."""
    known = set(iris)
    return known.union(_APART.sub("", iri) for iri in known)
