"""What a person may decide: pairs that may be one thing, and what speaks for it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from kg.graph.reasons import names_of, nodes, texts
from kg.identity import DECISIONS, IDENTITY, Decision, is_general, of_document, read_decisions
from kg.names import fold
from kg.query import name_of, shortened, successor
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.schema import schema
from kg.store import Snapshot
from kg.vocabulary import vocabulary

_ALIKE = 88
_AT_ONCE = 1000
_NUMBERS = re.compile(r"\d+")
#: Names of studies differ by little: "PARADIGM-1", "PARADIGM-2".
_NOT_BY_LIKENESS = frozenset({"Trial"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two things that may be one.

    Attributes:
        kind: "evidence" if that speaks for it and something known of the names against it, "ambiguous" if the
            name of the one may stand for the other, "alike" if the names are.
        name: Of the one.
        other: Name of the other.
        why: What speaks for it.
        iri: Of the one.
        other_iri: Of the other.
    """

    kind: str
    name: str
    other: str
    why: str
    iri: str
    other_iri: str

    @property
    def command(self) -> str:
        """The command that makes them one thing."""
        ends = (shlex.quote(shortened(ox.NamedNode(iri))) for iri in (self.iri, self.other_iri))
        return f"kg resolve merge {' '.join(ends)} --reason {shlex.quote(self.why)}"


def proposals(snapshot: Snapshot) -> list[Proposal]:
    """All pairs that may be one thing and that nobody decided on: the best founded first."""
    decided = {
        pair
        for decision in read_decisions(snapshot.quads(graph=DECISIONS))
        for pair in _decided(decision, snapshot)
    }
    found: dict[frozenset[str], Proposal] = {}
    for source in (_refused, _ambiguous, _alike):
        for proposal in source(snapshot):
            pair = frozenset((proposal.iri, proposal.other_iri))
            if pair not in decided:
                found.setdefault(pair, proposal)
    return list(found.values())


def _decided(decision: Decision, snapshot: Snapshot) -> Iterator[frozenset[str]]:
    """The pairs of things that a decision is on."""
    things = {successor(ox.NamedNode(iri), snapshot) for iri in decision.things}
    yield frozenset(node.value for node in things)
    if decision.document:
        document = name_of(ox.NamedNode(decision.document), snapshot)
        for quad in snapshot.quads(None, term("rdfs:label"), None, Names().graph(document)):
            if (own := cast("ox.NamedNode", quad.subject).value).endswith(of_document(document)):
                yield from (frozenset((own, node.value)) for node in things)


def _proposal(kind: str, ends: Iterable[ox.NamedNode], why: str, snapshot: Snapshot) -> Proposal:
    one, other = ends
    return Proposal(kind, name_of(one, snapshot), name_of(other, snapshot), why, one.value, other.value)


def _refused(snapshot: Snapshot) -> Iterator[Proposal]:
    for node in nodes(term("kg:RefusedCoreference"), "rdf:type", snapshot, inverse=True):
        (rule,) = nodes(node, "kg:rule", snapshot)
        names = " = ".join(texts(node, "kg:name", snapshot))
        why = f"{name_of(rule, snapshot)}: {names}"
        yield _proposal("evidence", nodes(node, "kg:thing", snapshot), why, snapshot)


def _ambiguous(snapshot: Snapshot) -> Iterator[Proposal]:
    for quad in sorted(snapshot.quads(None, term("kg:mayBe"), None, IDENTITY), key=str):
        ends = cast("tuple[ox.NamedNode, ox.NamedNode]", (quad.subject, quad.object))
        yield _proposal("ambiguous", ends, "the name may stand for it", snapshot)


def _alike(snapshot: Snapshot) -> Iterator[Proposal]:
    kinds = schema().entity_types.keys() - _NOT_BY_LIKENESS
    found = (pair for kind in kinds for pair in _alike_of(kind, snapshot))
    for score, why, *iris in sorted(found, key=lambda pair: (-pair[0], pair)):
        yield _proposal("alike", map(ox.NamedNode, sorted(iris)), f"{score}% alike: {why}", snapshot)


def _alike_of(kind: str, snapshot: Snapshot) -> Iterator[tuple[int, str, str, str]]:
    """Pairs of things of a kind with names that are alike, and how much in percent."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed here

    things = [
        node
        for node in nodes(term(f"kg:{kind}"), "rdf:type", snapshot, inverse=True)
        if any(True for _ in snapshot.quads(node, term("skos:prefLabel"), None, IDENTITY))
    ]
    named = sorted({(fold(name), name, node.value) for node in things for name in names_of(node, snapshot)})
    folded = [name for name, _, _ in named]
    for start in range(0, len(named), _AT_ONCE):
        # In parts, as the whole table of pairs would not fit into memory.
        part = folded[start : start + _AT_ONCE]
        scores = process.cdist(part, folded[start:], scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
        for row, column in zip(*scores.nonzero(), strict=True):
            (_, one, iri), (_, other, other_iri) = named[start + row], named[start + column]
            if row < column and iri != other_iri and _may_be_one(kind, one, other):
                yield int(scores[row, column]), f"{one} / {other}", iri, other_iri


def _may_be_one(kind: str, one: str, other: str) -> bool:
    """Whether both are names, and neither numbers nor the vocabulary tell them apart."""
    if is_general(kind, one) or is_general(kind, other) or _NUMBERS.findall(one) != _NUMBERS.findall(other):
        return False
    return not (vocabulary().lookup(one, kind) and vocabulary().lookup(other, kind))
