"""Where the nodes of a network are drawn."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, sqrt

import networkx

from kg.analysis import Graph

_SEED = 7
#: More nodes are placed by a method that is quicker and less even.
_EVEN = 500
_DIGITS = 4


def positions(network: Graph) -> dict[str, tuple[float, float]]:
    """Places of all nodes, x and y in a unit that is about as long as a node needs.

    Each connected part is laid out for itself (Kamada and Kawai 1989; more than 500 nodes by Fruchterman and
    Reingold 1991), and the parts are packed side by side, the largest first.
    """
    whole: Graph = networkx.Graph()
    whole.add_nodes_from(sorted(network))
    whole.add_edges_from(sorted((min(edge[:2]), max(edge[:2])) for edge in network.edges))
    parts = sorted(map(sorted, networkx.connected_components(whole)), key=lambda part: (-len(part), part))
    sides = [ceil(len(part) ** 0.6) + 2 for part in parts]
    found: dict[str, tuple[float, float]] = {}
    for part, side, corner in zip(parts, sides, _packed(sides), strict=True):
        room = (side - 2) / 2
        for node, (x, y) in _places(whole, part).items():
            place = corner[0] + side / 2 + room * x, -corner[1] - side / 2 - room * y
            found[node] = round(place[0], _DIGITS), round(place[1], _DIGITS)
    return found


def _places(whole: Graph, part: list[str]) -> dict[str, tuple[float, float]]:
    """Places between -1 and 1; two nodes stand one above the other, so that names fit beside them."""
    ordered: Graph = networkx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from((node, other) for node in part for other in sorted(whole[node]))
    if len(ordered) > _EVEN:
        places = networkx.spring_layout(ordered, seed=_SEED)
    else:
        places = networkx.kamada_kawai_layout(ordered)
    return {node: (float(y), float(x)) for node, (x, y) in places.items()}


def _packed(sides: list[int]) -> Iterator[tuple[int, int]]:
    """Corners of squares, each at the first free place of a page about as wide as it is high."""
    width = max(ceil(sqrt(sum(side * side for side in sides))), *sides, 1)
    skyline = [0] * width
    for side in sides:
        heights = [max(skyline[x : x + side]) for x in range(width - side + 1)]
        x = heights.index(min(heights))
        yield x, heights[x]
        skyline[x : x + side] = [heights[x] + side] * side
