"""Things with their IRIs and names, and what the identity graph says of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Quad

from kg.identity.clusters import Cluster, Link
from kg.identity.forms import form
from kg.identity.naming import Naming
from kg.rdf.names import Names, clean, digest
from kg.rdf.namespaces import RESOURCE, term
from kg.schema import schema
from kg.vocabulary import Vocabulary

#: The graph that tells which names and IRIs are of one thing, and why.
IDENTITY = NamedNode(f"{RESOURCE}identity")


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """The first document with a naming: when it was published ("9999" if that is unknown), and its name."""

    published: str
    document: str


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing.

    Attributes:
        iri: Its canonical IRI.
        name: What it is called: by the document that spoke of it first, unless a person renamed it.
        cluster: The namings that are of it.
        rivals: IRIs of what it may be instead, if its name is ambiguous.
        concepts: IRIs of the vocabulary's things that it is; what a person split from such a thing is not it.
    """

    iri: str
    name: str
    cluster: Cluster
    rivals: tuple[str, ...]
    concepts: frozenset[str]


class Describer:
    """Gives clusters their IRIs, by the rule that does not depend on the order of reading.

    The IRI is the vocabulary's where it knows the thing, else that of the naming seen first.
    """

    def __init__(self, names: Names, vocabulary: Vocabulary) -> None:
        """Take the maker of IRIs and the vocabulary."""
        self._names = names
        self._concept = lru_cache(maxsize=1 << 14)(vocabulary.concept)

    def anchors(self, naming: Naming) -> Iterator[str]:
        """IRIs that stand for a naming: its own, and that of the vocabulary's thing that it is."""
        yield naming.local(self._names)
        if len(naming.concepts) == 1:
            yield self.concept_iri(naming.concepts[0], naming.kind)

    def concept_iri(self, concept: str, kind: str) -> str:
        """The IRI in this graph of a thing of the vocabulary."""
        known = self._concept(concept)
        if concept.startswith(self._names.base) or known is None:
            return concept
        return self._names.named(kind, known.label).value

    def things(
        self, clusters: Iterable[Cluster], seen: Mapping[Naming, Sighting], renamed: Mapping[str, str]
    ) -> list[Thing]:
        """The things that clusters are.

        Args:
            clusters: All that share names.
            seen: The first document of each naming.
            renamed: New names by IRI.
        """
        first = {id(each): min(each.namings, key=lambda n: _rank(n, seen)) for each in clusters}
        ordered = sorted(clusters, key=lambda each: _rank(first[id(each)], seen))
        iris = self._iris(ordered, first)
        of = {naming: iris[id(each)] for each in ordered for naming in each.namings}
        return [
            Thing(
                iris[id(each)],
                self._name(each, first[id(each)], renamed),
                each,
                tuple(sorted(self._rivals(each, of) - {iris[id(each)]})),
                self._own_concepts(each, iris[id(each)], first[id(each)].kind),
            )
            for each in ordered
        ]

    def _iris(self, ordered: list[Cluster], first: Mapping[int, Naming]) -> dict[int, str]:
        wanted: defaultdict[str, list[Cluster]] = defaultdict(list)
        for each in ordered:
            naming = first[id(each)]
            concepts = sorted(self.concept_iri(concept, naming.kind) for concept in each.concepts)
            wanted[concepts[0] if concepts else naming.local(self._names)].append(each)
        found: dict[int, str] = {}
        for iri, rivals in wanted.items():
            owner, *others = sorted(rivals, key=lambda each: not self._bears_label(each))
            found[id(owner)] = iri
            for other in others:
                local = first[id(other)].local(self._names)
                found[id(other)] = local if local not in wanted else f"{local}-{_difference(other)}"
        return found

    def _own_concepts(self, cluster: Cluster, iri: str, kind: str) -> frozenset[str]:
        """The concepts of a cluster, if one of them gave it its IRI."""
        given = {self.concept_iri(concept, kind) for concept in cluster.concepts}
        return frozenset(cluster.concepts) if iri in given else frozenset()

    def _bears_label(self, cluster: Cluster) -> bool:
        known = [concept for iri in cluster.concepts if (concept := self._concept(iri))]
        labels = {form(concept.kind, concept.label) for concept in known}
        return any(naming.form in labels for naming in cluster.namings)

    def _name(self, cluster: Cluster, first: Naming, renamed: Mapping[str, str]) -> str:
        anchors = sorted({iri for naming in cluster.namings for iri in self.anchors(naming)} & renamed.keys())
        return renamed[anchors[0]] if anchors else clean(first.name)

    def _rivals(self, cluster: Cluster, of: Mapping[Naming, str]) -> set[str]:
        if any(link.rule == "decision" for link in cluster.links):
            return set()
        concepts = {
            self.concept_iri(concept, naming.kind)
            for naming in cluster.namings
            for concept in naming.concepts
            if len(naming.concepts) > 1
        }
        return concepts | {of[rival] for rival in cluster.rivals}

    def quads(self, things: Collection[Thing], seen: Mapping[Naming, Sighting]) -> set[Quad]:
        """What the identity graph says of things that share names."""
        users = Counter(
            iri for thing in things for iri in {naming.local(self._names) for naming in thing.cluster.namings}
        )
        taken = {thing.iri for thing in things}
        of = {naming: thing.iri for thing in things for naming in thing.cluster.namings}
        found: set[Quad] = set()
        for thing in things:
            node = NamedNode(thing.iri)
            found.update(self._about(thing, node))
            for former in self._former(thing):
                if former not in taken and users[former] <= 1:
                    found.add(Quad(NamedNode(former), term("dcterms:isReplacedBy"), node, IDENTITY))
            for link in thing.cluster.links:
                found.update(self._reason("kg:Coreference", link, (thing.iri,), seen))
            for link in thing.cluster.refused:
                if (ends := (of[link.first], of[link.second]))[0] != ends[1]:
                    found.update(self._reason("kg:RefusedCoreference", link, ends, seen))
        return found

    def _former(self, thing: Thing) -> set[str]:
        """IRIs that documents alone would give, or gave."""
        return {iri for naming in thing.cluster.namings for iri in self.anchors(naming)} - {thing.iri}

    def _about(self, thing: Thing, node: NamedNode) -> Iterator[Quad]:
        yield Quad(node, term("skos:prefLabel"), Literal(thing.name), IDENTITY)
        for rival in thing.rivals:
            yield Quad(node, term("kg:mayBe"), NamedNode(rival), IDENTITY)
        names = {thing.name, *(clean(name) for n in thing.cluster.namings for name in (n.name, *n.aliases))}
        for iri in sorted(thing.concepts):
            concept = self._concept(iri)
            for identifier in (iri, *(concept.matches if concept else ())):
                if not identifier.startswith(self._names.base):
                    yield Quad(node, term("skos:exactMatch"), NamedNode(identifier), IDENTITY)
            for label in concept.labels if concept else ():
                if clean(label) not in names:
                    yield Quad(node, term("skos:hiddenLabel"), Literal(clean(label)), IDENTITY)

    def _reason(
        self, kind: str, link: Link, things: Collection[str], seen: Mapping[Naming, Sighting]
    ) -> Iterator[Quad]:
        names = sorted({clean(link.first.name), clean(link.second.name)})
        if len(names) == 1:
            return
        node = self._names.hashed("coreference", *sorted(things), link.rule, link.token, *names)
        yield Quad(node, term("rdf:type"), term(kind), IDENTITY)
        for thing in things:
            yield Quad(node, term("kg:thing"), NamedNode(thing), IDENTITY)
        rule = schema().concepts["CoreferenceRule"][link.rule].iri
        yield Quad(node, term("kg:rule"), NamedNode(rule), IDENTITY)
        for name in names:
            yield Quad(node, term("kg:name"), Literal(name), IDENTITY)
        yield Quad(node, term("kg:basis"), Literal(link.token), IDENTITY)
        for naming in (link.first, link.second):
            document = self._names.document(seen[naming].document)
            yield Quad(node, term("prov:wasDerivedFrom"), document, IDENTITY)


def _rank(naming: Naming, seen: Mapping[Naming, Sighting]) -> tuple[str, str, Naming]:
    return seen[naming].published, naming.form, naming


def _difference(cluster: Cluster) -> str:
    """What tells a thing from another of the same name, as a short hash."""
    numbers = sorted({each for naming in cluster.namings for each in naming.identifiers})
    names = sorted({name for naming in cluster.namings for name in (naming.name, *naming.aliases)})
    return digest(*(numbers or names))[:8]
