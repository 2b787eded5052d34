"""Who competes, who shares, what is left free, and how it grows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import product
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


@measure(
    "competitor", "shared", "targets", "conditions", "developers or compounds",
    on="pipeline", also=("facts",), about=1,
)  # fmt: skip
def competitors(network: Network, thing: str) -> Iterable[Row]:
    """Compounds of others with a target or indication of a compound, and their developers; of a company, who
    develops such, and which. Of those that share as many, those with more targets come first.
    """
    kind = network.nodes[thing]["kind"]
    if kind not in ("Compound", "Company"):
        raise QueryError(f"competitors are those of a company or compound, not of a {kind}")
    own = {thing} if kind == "Compound" else sources(network, thing, "developedBy")
    shared: dict[str, _Shared] = defaultdict(set)
    behind: dict[str, set[str]] = defaultdict(set)
    for rival, both in _rivals(network, own, {thing}).items():
        developers = targets(network, rival, "developedBy")
        for found in {rival} if kind == "Compound" else developers:
            shared[found] |= both
            behind[found] |= developers if kind == "Compound" else {rival}
    rows = [(Thing.of(network, found), shared[found], _things(network, behind[found])) for found in shared]
    told = [(found, len(both), *_by_predicate(network, both), others) for found, both, others in rows]
    return sorted(told, key=lambda row: (-row[1], -len(row[2]), row))


@measure("company", "shared", "partners", on="companies", about=1)
def shared_partners(network: Graph, company: str) -> Iterable[Row]:
    """Companies with partners of a company, and which these are."""
    partners = set(network[company])
    rows: list[Row] = []
    for other in {each for partner in partners for each in network[partner]} - {company}:
        both = partners & set(network[other])
        rows.append((Thing.of(network, other), len(both), _things(network, both)))
    return largest_first(rows)


@measure("target", "compounds", "in phase 1", "developers", on="pipeline", also=())
def white_space(network: Network) -> Iterable[Row]:
    """Targets with compounds in phase 1 and none in a later phase, as far as documents tell."""
    ranks = {concept.iri: concept.rank for concept in schema().concepts["Phase"].values()}
    first = schema().concepts["Phase"][_FIRST_IN_HUMANS].rank
    rows: list[Row] = []
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


@measure("year", "new facts", "new things", "facts", "things", on="facts", also=("deals", "pipeline", "ego"))
def growth(network: Network) -> Iterable[Row]:
    """Facts and things by the year in which they were first told of, and how many there were by its end.

    The newest year comes first; above it is what has no date, with the sum of all.
    """
    facts, things = 0, set[str]()
    rows: list[Row] = []
    for year, part in by_year(network).items():
        new = set(part) - things
        things |= new
        facts += part.size()
        rows.append((year or "undated", part.size(), len(new), facts, len(things)))
    return reversed(rows)


def _rivals(network: Network, own: set[str], owners: set[str]) -> dict[str, _Shared]:
    """Compounds with targets and conditions of some, but of none of their owners and developers."""
    owners = owners.union(*(targets(network, compound, "developedBy") for compound in own))
    found: dict[str, _Shared] = defaultdict(set)
    for compound, name in product(own, _CONTESTED):
        for each in targets(network, compound, name):
            for rival in sources(network, each, name) - own:
                found[rival].add((name, each))
    return {
        rival: both for rival, both in found.items() if not targets(network, rival, "developedBy") & owners
    }


def _by_predicate(network: Network, shared: _Shared) -> tuple[tuple[Thing, ...], tuple[Thing, ...]]:
    """Targets and conditions apart."""
    aims, ills = (_things(network, (each for told, each in shared if told == name)) for name in _CONTESTED)
    return aims, ills


def _things(network: Graph, nodes: Iterable[str]) -> tuple[Thing, ...]:
    return tuple(sorted(Thing.of(network, node) for node in nodes))
