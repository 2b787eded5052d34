"""Who competes, who shares, what is left free, and how it grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from kg.analysis.measure import largest_first, measure
from kg.analysis.network import Graph, Network, of_kind, sources, targets
from kg.analysis.projections import by_year
from kg.analysis.result import Row, Thing
from kg.errors import QueryError
from kg.schema import schema

#: Targets and conditions, each behind its predicate.
_Shared: TypeAlias = set[tuple[str, str]]

_CONTESTED = ("hasTarget", "hasIndication")
_FIRST_IN_HUMANS = "Phase 1"


@measure("competitor", "shared", "targets", "conditions", on="pipeline", about=1)
def competitors(network: Network, thing: str) -> Iterable[Row]:
    """Compounds of others with a target or indication of a compound; of a company, who develops such."""
    kind = network.nodes[thing]["kind"]
    if kind not in ("Compound", "Company"):
        raise QueryError(f"competitors are those of a company or compound, not of a {kind}")
    own = {thing} if kind == "Compound" else sources(network, thing, "developedBy")
    owners = {thing}.union(*(targets(network, compound, "developedBy") for compound in own))
    contested = {
        (name, each) for compound in own for name in _CONTESTED for each in targets(network, compound, name)
    }
    shared: dict[str, _Shared] = defaultdict(set)
    for name, each in contested:
        for rival in sources(network, each, name) - own:
            if not targets(network, rival, "developedBy") & owners:
                shared[rival].add((name, each))
    return _competitors(network, shared if kind == "Compound" else _by_developer(network, shared))


@measure("company", "shared", "partners", on="companies", about=1)
def shared_partners(network: Graph, company: str) -> Iterable[Row]:
    """Companies with partners of a company, and which these are."""
    partners = set(network[company])
    rows = []
    for other in {each for partner in partners for each in network[partner]} - {company}:
        both = partners & set(network[other])
        rows.append((Thing.of(network, other), len(both), _things(network, both)))
    return largest_first(rows)


@measure("target", "compounds", "in phase 1", "developers", on="pipeline")
def white_space(network: Network) -> Iterable[Row]:
    """Targets with compounds in phase 1 and none in a later phase, as far as documents tell."""
    ranks = {concept.iri: concept.rank for concept in schema().concepts["Phase"].values()}
    first = schema().concepts["Phase"][_FIRST_IN_HUMANS].rank
    rows = []
    for target in of_kind(network, "Target"):
        reached = {
            compound: max(
                (ranks[phase] or 0 for phase in targets(network, compound, "developmentPhase")), default=0
            )
            for compound in sources(network, target, "hasTarget")
        }
        if max(reached.values(), default=0) == first:
            there = {compound for compound, rank in reached.items() if rank == first}
            developers = {each for compound in there for each in targets(network, compound, "developedBy")}
            rows.append(
                (Thing.of(network, target), len(there), _things(network, there), _things(network, developers))
            )
    return largest_first(rows)


@measure("year", "new facts", "new things", "facts", "things", on="facts")
def growth(network: Network) -> Iterator[Row]:
    """Facts and things by the year in which they were first told of, and how many there were by its end."""
    facts, things = 0, set[str]()
    for year, part in by_year(network).items():
        new = set(part) - things
        things |= new
        facts += part.size()
        yield year or "undated", part.size(), len(new), facts, len(things)


def _by_developer(network: Network, shared: Mapping[str, _Shared]) -> Mapping[str, _Shared]:
    found: dict[str, _Shared] = defaultdict(set)
    for compound, both in shared.items():
        for developer in targets(network, compound, "developedBy"):
            found[developer] |= both
    return found


def _competitors(network: Network, shared: Mapping[str, _Shared]) -> list[Row]:
    rows: list[Row] = []
    for found, both in shared.items():
        kinds = (_things(network, (each for told, each in both if told == name)) for name in _CONTESTED)
        rows.append((Thing.of(network, found), len(both), *kinds))
    return largest_first(rows)


def _things(network: Graph, nodes: Iterable[str]) -> tuple[Thing, ...]:
    return tuple(sorted(Thing.of(network, node) for node in nodes))
