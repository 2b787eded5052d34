"""All kinds of pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING, TypeVar

import networkx

from kg.analysis import CENTRED, PROJECTIONS, Graph, find, project, projection_named
from kg.errors import InputError, QueryError
from kg.export import write_whole
from kg.graph import KnowledgeGraph
from kg.graph.network import everything
from kg.plot import deals, explorer, forest, network, pipeline, timeline
from kg.plot.about import named, of_compounds
from kg.plot.basis import basis
from kg.plot.style import save, settings
from kg.query import near

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_T = TypeVar("_T")

FORMATS = ("png", "svg", "html")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a picture shall show.

    Attributes:
        about: A name of the thing that it is about; of all things by default.
        projection: The projection that a network shows: by default "companies", or "ego" about a thing.
        as_of: The last day that counts.
        top: How many things, events or lines at most; by default what is readable.
    """

    about: str | None = None
    projection: str | None = None
    as_of: str | None = None
    top: int | None = None


def plot(
    graph: KnowledgeGraph,
    kind: str,
    target: str | Path | IO[bytes],
    format: str | None = None,
    wanted: Wanted = Wanted(),
) -> None:
    """Draw a picture of a graph.

    Args:
        graph: The graph.
        kind: One of `PICTURES`.
        target: A file, or a binary stream.
        format: png, svg or, for a network, html; for a file, its ending tells it by default.
        wanted: What it shall show.

    Raises:
        QueryError: There is no such picture, format, projection or thing, no such date, nothing to show, or
            a projection for what is no network.
        InputError: The file cannot be written, or its ending tells no format.
        ExtraError: matplotlib is not installed.
        StoreError: The store cannot be read.
    """
    if kind not in PICTURES:
        raise QueryError(
            f"there is no picture {kind!r}.{near(kind, PICTURES) or ' There are ' + ', '.join(PICTURES)}"
        )
    path = Path(target) if isinstance(target, str | Path) else target
    name = format or (format_of(path) if isinstance(path, Path) else "png")
    if name not in FORMATS or (name == "html" and kind != "network"):
        raise QueryError(f"the picture {kind} cannot be written as {name!r}; take png or svg")
    if wanted.projection and kind != "network":
        raise QueryError(f"the picture {kind} has no projection; only network has one")
    write = partial(_explore if name == "html" else _draw, graph, kind, name, wanted)
    if isinstance(path, Path):
        write_whole(path, write)
    else:
        write(path)


def format_of(path: Path) -> str:
    """The format that a file's ending stands for.

    Raises:
        InputError: It stands for none.
    """
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise InputError(f"{path}: the ending tells no format; take .{', .'.join(FORMATS)}")
    return ending


def _draw(graph: KnowledgeGraph, kind: str, format: str, wanted: Wanted, output: IO[bytes]) -> None:
    with settings():
        save(PICTURES[kind](graph, wanted), format, output)


def _explore(graph: KnowledgeGraph, _kind: str, _format: str, wanted: Wanted, output: IO[bytes]) -> None:
    explorer.write(*_network(graph, wanted), output)


def _draw_network(graph: KnowledgeGraph, wanted: Wanted) -> Figure:
    """Things and what links them: any projection, or what is around --about."""
    found, _, title, about = _network(graph, wanted)
    return network.draw(found, title, about)


def _draw_timeline(graph: KnowledgeGraph, wanted: Wanted) -> Figure:
    """The dated events of the company, compound or other thing in --about, and of its compounds."""
    if not wanted.about:
        raise QueryError("a timeline is of one thing; name it with --about")
    things, label = named(graph, wanted.about)
    own = graph.facts(about=wanted.about, as_of=wanted.as_of)
    of_its = of_compounds(graph, *timeline.OF_COMPOUNDS, about=wanted.about, as_of=wanted.as_of)
    facts = {fact.statement: fact for fact in chain(own, of_its) if timeline.is_event(fact)}.values()
    undated = sum(not fact.day for fact in facts)
    told = _some(timeline.events(facts, things), f"dated events ({undated:,} without a date)")
    about = f"{basis(graph, wanted.as_of)}; left out for want of a date: {undated:,}"
    return timeline.draw(told, wanted.top or 40, f"Timeline of {label}", about)


def _draw_pipeline(graph: KnowledgeGraph, wanted: Wanted) -> Figure:
    """Compounds by phase and condition: all, or those of the company, target or condition in --about."""
    facts = of_compounds(graph, *pipeline.TOLD_BY, about=wanted.about, as_of=wanted.as_of)
    found = pipeline.bars(facts)
    title = _titled(graph, "Pipeline", wanted)
    return pipeline.draw(_some(found, "phases"), wanted.top or 40, title, basis(graph, wanted.as_of))


def _draw_deals(graph: KnowledgeGraph, wanted: Wanted) -> Figure:
    """Sums of money by payer, payee and kind: all, or those to and from --about."""
    facts = graph.facts(about=wanted.about, predicate="payment", as_of=wanted.as_of)
    found, title = deals.deals(facts), _titled(graph, "Deal values", wanted)
    return deals.draw(_some(found, "sums of money"), wanted.top or 40, title, basis(graph, wanted.as_of))


def _draw_forest(graph: KnowledgeGraph, wanted: Wanted) -> Figure:
    """Results of studies with confidence intervals: all, or those of --about or of its compounds."""
    found = forest.rates(of_compounds(graph, "outcome", about=wanted.about, as_of=wanted.as_of))
    title = _titled(graph, "Results of studies", wanted)
    return forest.draw(_some(found, "rates"), wanted.top or 40, title, basis(graph, wanted.as_of))


#: What draws each kind of picture; its docstring says what it shows.
PICTURES: Mapping[str, Callable[[KnowledgeGraph, Wanted], Figure]] = {
    "network": _draw_network,
    "timeline": _draw_timeline,
    "pipeline": _draw_pipeline,
    "deals": _draw_deals,
    "forest": _draw_forest,
}


def _network(graph: KnowledgeGraph, wanted: Wanted) -> tuple[Graph, Mapping[str, str], str, str]:
    """The network that is wanted, the names of all things, its title and what it was made of."""
    name = wanted.projection or ("ego" if wanted.about else "companies")
    projection_named(name)
    whole = everything(graph.snapshot(), as_of=wanted.as_of)
    centre = find(whole, wanted.about) if wanted.about else None
    if name in CENTRED or centre is None:
        found = project(whole, name, *filter(None, [centre]))
    else:
        found = _around(project(whole, name), centre)
    shown = _best_linked(found, wanted.top or 300)
    title = f"Network: {name}" + (f" around {whole.nodes[centre]['label']}" if centre else "")
    names = {node: data["label"] for node, data in whole.nodes(data=True)}
    about = f"{basis(graph, wanted.as_of)}, asserted facts; {_numbers(found, shown)}"
    return shown, names, title, f"{about}\n{_meaning(name)}"


def _meaning(projection: str) -> str:
    """What a projection shows, as the first paragraph of its docstring says."""
    return " ".join((PROJECTIONS[projection].__doc__ or "").partition("\n\n")[0].split()).rstrip(".")


def _around(found: Graph, centre: str) -> Graph:
    if centre not in found:
        raise QueryError("the thing has no links in this projection; name another --projection, or none")
    near: Graph = networkx.ego_graph(found, centre, undirected=True)
    return near


def _best_linked(found: Graph, top: int) -> Graph:
    """The nodes with most links, and of these only such as are still linked."""
    best = sorted(found, key=lambda node: (-found.degree[node], found.nodes[node]["label"], node))[:top]
    among = found.subgraph(best)
    return found.subgraph(sorted(node for node in _some(best, "links") if among.degree[node]))


def _numbers(found: Graph, shown: Graph) -> str:
    if len(shown) == len(found):
        return f"{len(found):,} things, {found.number_of_edges():,} links"
    return f"the {len(shown):,} best linked of {len(found):,} things"


def _titled(graph: KnowledgeGraph, what: str, wanted: Wanted) -> str:
    return f"{what} of {named(graph, wanted.about)[1]}" if wanted.about else what


def _some(found: list[_T], what: str) -> list[_T]:
    """What was found.

    Raises:
        QueryError: That is nothing.
    """
    if not found:
        raise QueryError(f"the graph tells no {what} for this picture")
    return found
