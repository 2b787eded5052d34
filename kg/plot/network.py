"""The picture of a network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.analysis import Graph, phrases_of
from kg.plot.layout import positions
from kg.plot.style import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    LOOKS,
    ORANGE,
    OTHER,
    PURPLE,
    SKY,
    VERMILION,
    entitle,
    figure,
    legend,
    line,
    mark,
    shown,
)  # fmt: skip
from kg.schema import schema

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D

#: Inches of a unit of the layout; names are longer than high.
_ACROSS, _ALONG = 0.8, 0.45
_WIDEST = 18
_ARROWS = 150
_FIRST = 20
#: Where there are many lines they are paler, so that names and things stand out.
_CROWDED = 400
#: How far lines between the same two things are apart.
_BEND = 0.16
_LINES = (VERMILION, BLUE, GREEN, ORANGE, PURPLE, SKY, BLACK)


class Box(NamedTuple):
    """A rectangle of the page, in pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Whether the two have a place in common."""
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.top < other.bottom or other.top < self.bottom)


def draw(network: Graph, title: str, about: str) -> Figure:
    """A network with shapes and colours by kind, larger where there are more links.

    Names are written where they cover no other, those of the best linked things first.
    """
    places = positions(network)
    xs, ys = ([place[axis] for place in places.values()] for axis in (0, 1))
    width, height = max(xs) - min(xs) + 1, max(ys) - min(ys) + 1
    scale = min(1, _WIDEST / (_ACROSS * width))
    page = figure(max(5, scale * _ACROSS * width), max(3, scale * _ALONG * height))
    axes = page.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.margins(0.06)
    sizes = {node: 24 + 26 * sqrt(number) for node, number in network.degree}
    lines = _draw_edges(axes, network, places)
    for kind in _kinds(network):
        look = LOOKS.get(kind, OTHER)
        nodes = [node for node, data in network.nodes(data=True) if data["kind"] == kind]
        axes.scatter(
            [places[node][0] for node in nodes], [places[node][1] for node in nodes],
            [sizes[node] for node in nodes], look.colour, marker=look.marker,
            linewidths=0.8, edgecolors="white", zorder=3,
        )  # fmt: skip
    named = _write_names(axes, network, places, sizes)
    legend(page, [mark(kind, LOOKS.get(kind, OTHER)) for kind in _kinds(network)] + lines)
    left_out = f"; names of {named:,} of {len(network):,} fit in" if named < len(network) else ""
    entitle(page, title, f"{about}{left_out}")
    return page


def said(fact: Mapping[str, Any]) -> str:
    """What a line says, read from its beginning to its end; empty where it says more than one thing."""
    if "asset" in fact:
        return "licenses to"
    return phrases_of(fact["predicate"])[0] if "predicate" in fact else ""


def _kinds(network: Graph) -> list[str]:
    found = {data["kind"] for data in network.nodes.values()}
    return [kind for kind in LOOKS if kind in found] + sorted(found - LOOKS.keys())


def _draw_edges(axes: Axes, network: Graph, places: dict[str, tuple[float, float]]) -> list[Line2D]:
    """Draw lines, wider for more weight, in colours for the commonest links; a legend comes back.

    Lines between the same two things are bent apart.
    """
    widths = _widths(network)
    often = Counter(link for *_, link in widths)
    best = sorted(often, key=lambda link: (-often[link], link))
    colours = dict(zip(best, _LINES, strict=False)) if len(best) > 1 else {}
    arrows = network.is_directed() and len(network) <= _ARROWS
    beside = Counter(frozenset(ends) for *ends, _ in widths)
    drawn: Counter[frozenset[str]] = Counter()
    alpha = max(0.1, min(0.65, _CROWDED / max(len(widths), 1)))
    for (source, target, link), weight in widths.items():
        colour, width = colours.get(link, GREY), min(0.5 + 0.35 * weight, 4)
        pair = frozenset((source, target))
        bend = _BEND * (drawn[pair] - (beside[pair] - 1) / 2) * (1 if source < target else -1)
        drawn[pair] += 1
        style: dict[str, Any] = {"color": colour, "lw": width, "alpha": alpha, "shrinkA": 4, "shrinkB": 5}
        head = "-|>" if arrows and link not in _symmetric() else "-"
        style |= {"arrowstyle": head, "mutation_scale": 9, "connectionstyle": f"arc3,rad={bend:.3f}"}
        axes.annotate("", places[target], places[source], arrowprops=style, zorder=1)
    entries = [line(link, colour) for link, colour in colours.items()]
    return [*entries, line("any other link", GREY)] if len(best) > len(colours) > 0 else entries


def _widths(network: Graph) -> dict[tuple[str, str, str], float]:
    """The weight of the lines by their ends and what they say; what holds in both directions is one line."""
    widths: dict[tuple[str, str, str], float] = defaultdict(float)
    for source, target, fact in network.edges(data=True):
        link = said(fact)
        twice = network.is_directed() and link in _symmetric() and source > target
        if source != target and not twice:
            widths[source, target, link] += fact.get("weight", 1)
    return widths


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(phrases_of(name)[0] for name, known in schema().predicates.items() if known.symmetric)


def _write_names(
    axes: Axes, network: Graph, places: dict[str, tuple[float, float]], sizes: dict[str, float]
) -> int:
    """Write the names that find a free place; how many did comes back."""
    axes.autoscale_view()
    marks = [_around(axes.transData.transform(places[node]), sqrt(sizes[node]) / 2) for node in network]
    names: list[Box] = []
    best_first = sorted(network, key=lambda node: (-network.degree[node], network.nodes[node]["label"], node))
    for rank, node in enumerate(best_first):
        # The best linked may cover small neighbours: better these than no name.
        for taken in ((*names, *marks), names)[: 1 + (rank < _FIRST)]:
            if name := _name(axes, network.nodes[node]["label"], places[node], sqrt(sizes[node]) / 2, taken):
                names.append(name)
                break
    return len(names)


def _name(
    axes: Axes, label: str, place: tuple[float, float], radius: float, taken: Collection[Box]
) -> Box | None:
    """Write a name beside a node where nothing is yet; where it stands comes back."""
    for x, y, across, along in _sides(radius + 2):
        text = axes.annotate(
            shown(label, 30), place, (x, y), textcoords="offset points",
            ha=across, va=along, fontsize=7.5, zorder=4,
            bbox={"facecolor": "white", "alpha": 0.6, "linewidth": 0, "pad": 0.2},
        )  # fmt: skip
        box = Box(*text.get_window_extent().extents)
        if not any(box.meets(other) for other in taken):
            return box
        text.remove()
    return None


def _around(middle: Iterable[float], half: float) -> Box:
    x, y = middle
    return Box(x - half, y - half, x + half, y + half)


def _sides(away: float) -> Iterator[tuple[float, float, str, str]]:
    """Where the name of a node can stand: offsets and alignments."""
    yield away, 0, "left", "center"
    yield -away, 0, "right", "center"
    yield 0, away, "center", "bottom"
    yield 0, -away, "center", "top"
    for right, up in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        across, along = ("left" if right > 0 else "right"), ("bottom" if up > 0 else "top")
        yield 0.6 * right * away, 0.6 * up * away, across, along
