"""Projections: functions from a network of facts to a network that answers one kind of question.

Each takes what `KnowledgeGraph.to_networkx` gives, leaves it as it is, and returns a new network with the
same attributes of nodes. To add one, write a function and name it in `PROJECTIONS`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Any, TypeAlias, TypeVar

import networkx

from kg.analysis.network import Graph, Network, of_kind, pairs, sources, targets
from kg.schema import schema

_G = TypeVar("_G", bound=Graph)
_Facts: TypeAlias = dict[tuple[str, str], list[dict[str, Any]]]

_LICENCES = ("licensedTo", "technologyLicensedTo")
_PIPELINE = ("developedBy", "hasTarget", "hasIndication", "developmentPhase")
_FEATURES = ("hasTarget", "hasPayload", "usesTechnology")


def facts(network: Network) -> Network:
    """All facts between things, without controlled values such as phases."""
    among = of_kind(network, *schema().entity_types)
    return _network(networkx.MultiDiGraph, network, _edges_among(network, among))


def things(network: Network) -> Graph:
    """All things, one edge for each pair with facts; weight: how many facts they have."""
    return simple(facts(network))


def pipeline(network: Network) -> Network:
    """Compounds with their developers, targets, conditions and phases."""
    edges = network.edges(keys=True, data=True)
    return _network(
        networkx.MultiDiGraph, network, (edge for edge in edges if edge[3]["predicate"] in _PIPELINE)
    )


def deals(network: Network) -> Network:
    """Parties and what is between them: partnerships, licences from licensor to licensee, payments, parents.

    A partnership is there once. An edge of a licence has its `asset`. Who grants a right is whom the text
    names, or else who owns the technology or originated the compound.
    """
    return _network(networkx.MultiDiGraph, network, _deals(network))


def companies(network: Network) -> Graph:
    """Companies that are partners or licensor and licensee; weight: how many deals.

    Attributes of edges: `deals`, how many assets are licensed, at least one; `sources`, how many documents
    tell of any; `licences`, triples of licensor, licensee and asset; `dates` and `quotes`.
    """
    between: _Facts = defaultdict(list)
    for source, target, fact in deals(network).edges(data=True):
        firms = {network.nodes[end]["kind"] for end in (source, target)} == {"Company"}
        if firms and fact["predicate"] in (*_LICENCES, "partnerOf"):
            licence = [(source, target, fact["asset"])] if "asset" in fact else []
            between[min(source, target), max(source, target)].append({**fact, "licences": licence})
    return _network(networkx.Graph, network, _counted(between, "licences"))


def licences(network: Network) -> networkx.DiGraph[str]:
    """Licences from licensor to licensee; weight: how many assets.

    Attributes of edges: `assets`, `deals` (their number), `sources`, how many documents tell of them, `dates`
    and `quotes`.
    """
    between: _Facts = defaultdict(list)
    for source, target, fact in deals(network).edges(data=True):
        if "asset" in fact:
            between[source, target].append({**fact, "assets": [fact["asset"]]})
    return _network(networkx.DiGraph, network, _counted(between, "assets"))


def compounds(network: Network) -> Graph:
    """Compounds that share a target, payload or technology; weight: how many. Edges have what is `shared`."""
    carriers: dict[str, set[str]] = defaultdict(set)
    for compound, feature in pairs(network, *_FEATURES):
        carriers[feature].add(compound)
    shared: dict[tuple[str, str], list[str]] = defaultdict(list)
    for feature, having in sorted(carriers.items()):
        for pair in combinations(sorted(having), 2):
            shared[pair].append(feature)
    edges = ((*pair, {"shared": found, "weight": len(found)}) for pair, found in sorted(shared.items()))
    return _network(networkx.Graph, network, edges)


def company_technology(network: Network) -> Graph:
    """Companies (`bipartite` 0) and technologies (1) that they own, license, or use in a compound of theirs.

    Edges have `roles`: "owns", "licensed" and, once for each compound, "uses"; weight: how many.
    """
    roles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for company, technology in pairs(network, "ownsTechnology"):
        roles[company, technology].append("owns")
    for technology, company in pairs(network, "technologyLicensedTo"):
        roles[company, technology].append("licensed")
    for compound, technology in pairs(network, "usesTechnology"):
        for company in targets(network, compound, "developedBy"):
            roles[company, technology].append("uses")
    edges = ((*pair, {"roles": sorted(held), "weight": len(held)}) for pair, held in sorted(roles.items()))
    found = _network(networkx.Graph, network, edges)
    for data in found.nodes.values():
        data["bipartite"] = int(data["kind"] == "Technology")
    return found


def ego(network: Network, centre: str, radius: int = 1) -> Network:
    """All facts between a thing and those that it is linked with, and among these.

    With a `radius`, those within so many steps.
    """
    whole = facts(network)
    near = networkx.single_source_shortest_path_length(whole.to_undirected(as_view=True), centre, radius)
    return _network(networkx.MultiDiGraph, whole, _edges_among(whole, set(near)))


def by_year(network: Network) -> dict[str, Network]:
    """The network in slices: the edges first told of in each year; "" has those without a date."""
    years: dict[str, list[Any]] = defaultdict(list)
    for edge in network.edges(keys=True, data=True):
        years["".join(edge[3]["dates"][:1])[:4]].append(edge)
    undated_last = sorted(years, key=lambda year: (not year, year))
    return {year: _network(networkx.MultiDiGraph, network, years[year]) for year in undated_last}


def simple(network: Graph) -> Graph:
    """The network without directions, loops and parallel edges; weight: their weights, else their number."""
    weights: dict[tuple[str, str], int] = defaultdict(int)
    for source, target, weight in network.edges(data="weight", default=1):
        if source != target:
            weights[min(source, target), max(source, target)] += weight
    edges = ((*pair, {"weight": weight}) for pair, weight in sorted(weights.items()))
    return _network(networkx.Graph, network, edges)


#: Projections by the name that users give them.
PROJECTIONS: Mapping[str, Callable[..., Graph]] = {
    "facts": facts,
    "things": things,
    "companies": companies,
    "licences": licences,
    "deals": deals,
    "compounds": compounds,
    "company-technology": company_technology,
    "pipeline": pipeline,
    "ego": ego,
}
#: Projections around one thing, which they take as `centre`.
CENTRED = frozenset({"ego"})


def _network(kind: type[_G], network: Graph, edges: Iterable[tuple[Any, ...]]) -> _G:
    """A network of edges, with nodes in the order of their IRIs and with the attributes that they have."""
    found = kind(**network.graph)
    chosen = list(edges)
    ends = {end for source, target, *_ in chosen for end in (source, target)}
    found.add_nodes_from((node, dict(network.nodes[node])) for node in sorted(ends))
    found.add_edges_from(chosen)
    return found


def _edges_among(network: Network, nodes: set[str]) -> Iterator[tuple[Any, ...]]:
    return (edge for edge in network.edges(keys=True, data=True) if {edge[0], edge[1]} <= nodes)


def _deals(network: Network) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    parties = of_kind(network, *_parties())
    for source, target, key, fact in network.edges(keys=True, data=True):
        if fact["predicate"] in _LICENCES:
            for grantor in sorted(_grantors(network, source, fact) - {target}):
                yield grantor, target, f"{key}/{source}", {**fact, "asset": source}
        elif {source, target} <= parties and (fact["predicate"] != "partnerOf" or source < target):
            yield source, target, key, fact


def _parties() -> list[str]:
    return [name for name, known in schema().entity_types.items() if "Party" in known.superclasses]


def _grantors(network: Network, asset: str, licence: Mapping[str, Any]) -> set[str]:
    """Who grants a right to an asset."""
    named = {party for party in licence.get("licensors", ()) if party in network}
    return named or sources(network, asset, "ownsTechnology") | targets(network, asset, "originatedBy")


def _counted(between: _Facts, what: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Edges with what all the facts between two parties have of `what`, and its number as their weight."""
    for pair, told in sorted(between.items(), key=lambda item: item[0]):
        found = sorted({each for fact in told for each in fact[what]})
        number = max(1, len(found))
        sources = len({release for fact in told for release in fact["releases"]})
        shared = {
            name: sorted({each for fact in told for each in fact[name]}) for name in ("dates", "quotes")
        }
        yield *pair, {what: found, "deals": number, "sources": sources, "weight": number, **shared}
