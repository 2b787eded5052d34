"""The graph as a network for networkx."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import networkx

from kg.analysis.network import Network
from kg.dates import last_day, until
from kg.errors import QueryError
from kg.graph.claims import DERIVED, Claim, Claims, local
from kg.graph.columns import Columns
from kg.query import near
from kg.schema import schema
from kg.store import Snapshot

_NAMES = ("skos:prefLabel", "rdfs:label", "skos:altLabel", "skos:hiddenLabel")


def to_networkx(
    snapshot: Snapshot,
    *,
    kinds: Collection[str] | None = None,
    predicates: Collection[str] | None = None,
    status: Collection[str] = ("asserted",),
    as_of: str | None = None,
) -> Network:
    """The facts between things: see `KnowledgeGraph.to_networkx`."""
    choice = _choice(kinds, predicates, status, as_of)
    told = Columns(snapshot)
    claims = [claim for claim in Claims(told, derived=DERIVED in status) if choice.takes(claim, told.kinds)]
    days = [told.first("dcterms:issued", document) for document in told.of_class("Document")]
    network: Network = networkx.MultiDiGraph(
        documents=sum(map(choice.reaches, days)),
        undated=days.count("") if as_of else 0,
        status=sorted(set(status)),
        as_of=as_of or "",
    )
    for iri in sorted({end for claim in claims for end in (claim.source, claim.target)}):
        network.add_node(iri, **_node(iri, told))
    _add_edges(network, claims)
    return network


def everything(
    snapshot: Snapshot, *, status: Collection[str] = ("asserted",), as_of: str | None = None
) -> Network:
    """All facts between things and from things to controlled values, for projections and other tools."""
    return to_networkx(snapshot, kinds=_all_kinds(), status=status, as_of=as_of)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What of the graph is wanted."""

    kinds: Collection[str]
    predicates: Collection[str]
    status: Collection[str]
    reaches: Callable[[str], bool]

    def takes(self, claim: Claim, kinds: Mapping[str, str]) -> bool:
        return (
            claim.status in self.status
            and (not self.predicates or claim.predicate in self.predicates)
            and kinds.get(claim.source) in self.kinds
            and kinds.get(claim.target) in self.kinds
            and self.reaches(claim.day)
        )


def _choice(
    kinds: Collection[str] | None,
    predicates: Collection[str] | None,
    status: Collection[str],
    as_of: str | None,
) -> _Choice:
    known = schema()
    _must_be_known("kind", kinds or (), _all_kinds())
    _must_be_known("status", status, known.concepts["Status"].keys() | {DERIVED})
    if DERIVED not in status:
        _must_be_known("predicate", predicates or (), known.predicates)
    elif as_of:
        raise QueryError("derived edges come from the graph as it is now: leave out the date, or 'derived'")
    named = [known.predicates[name] for name in predicates or () if name in known.predicates]
    values = {predicate.range_name for predicate in named if predicate.range_kind == "concept"}
    wanted = kinds or known.entity_types.keys() | values
    return _Choice(frozenset(wanted), frozenset(predicates or ()), frozenset(status), until(as_of))


def _all_kinds() -> Collection[str]:
    return schema().entity_types.keys() | schema().concepts.keys()


def _must_be_known(what: str, names: Collection[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            hint = near(name, known) or f" There are {', '.join(sorted(known))}."
            raise QueryError(f"there is no {what} {name!r}.{hint}")


def _node(iri: str, told: Columns) -> dict[str, object]:
    names = {name for property in _NAMES for name in told.all(property, iri)}
    label = told.first("skos:prefLabel", iri) or min(
        told.all("rdfs:label", iri) or [local(iri)], key=lambda name: (-len(name), name)
    )
    identifiers = (told.all(each, iri) for each in ("dcterms:identifier", "kg:ticker", "skos:exactMatch"))
    return {
        "iri": iri,
        "label": label,
        "kind": told.kinds[iri],
        "aliases": sorted(names - {label}),
        "identifiers": sorted({identifier for found in identifiers for identifier in found}),
    }


def _add_edges(network: Network, claims: Iterable[Claim]) -> None:
    """One edge for all claims that say the same, in the order of the alphabet."""
    together: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        together[claim.source, claim.target, claim.key].append(claim)
    for (source, target, key), same in sorted(together.items()):
        network.add_edge(source, target, key=key, **_edge(same))


def _edge(same: list[Claim]) -> dict[str, object]:
    documents = sorted({claim.document for claim in same if claim.document})
    releases = sorted({claim.release for claim in same if claim.release})
    licensors = sorted({licensor for claim in same for licensor in claim.licensors})
    return {
        "predicate": same[0].predicate,
        "status": same[0].status,
        "dates": sorted({claim.day for claim in same if claim.day}, key=lambda day: (last_day(day), day)),
        "documents": documents,
        "releases": releases,
        "sources": len(releases),
        "confidence": max(claim.confidence for claim in same),
        "quotes": sorted({quote for claim in same for quote in claim.quotes}),
        **({"licensors": licensors} if licensors else {}),
        **same[0].payment,
    }
