"""The events of a company, a compound or another thing, by the day that they were first told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from kg.analysis import phrases_of
from kg.dates import earliest, last_day
from kg.graph import FactRecord
from kg.plot import deals, forest
from kg.plot.style import LOOKS, OTHER, entitle, figure, legend, mark, shown
from kg.schema import schema

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_LONGEST_TEXT = 70
#: The day 0 of axes with dates.
_EPOCH = datetime(1970, 1, 1)
#: What tells facts that are more than a link.
_RECORDS = {"payment": deals.told, "outcome": forest.told}


#: What of compounds is also an event of the thing that has them.
OF_COMPOUNDS = ("developmentPhase", "approvedFor", "designation")


class Event(NamedTuple):
    """What was first told on a day, and in how many documents by now."""

    day: str
    text: str
    kind: str
    asserted: bool
    sources: int


def events(facts: Iterable[FactRecord], things: frozenset[str]) -> list[Event]:
    """The dated events of things, in order; what several documents tell is one event.

    Args:
        facts: Facts of these things, or of their compounds.
        things: Their IRIs.
    """
    together: defaultdict[tuple[str, str, bool], list[FactRecord]] = defaultdict(list)
    for fact in facts:
        if fact.day and is_event(fact):
            together[(*_told(fact, things), fact.status == "asserted")].append(fact)
    found = (
        Event(earliest(*(fact.day for fact in same)), *told, len({fact.source.release for fact in same}))
        for told, same in together.items()
    )
    return sorted(found, key=_in_time)


def is_event(fact: FactRecord) -> bool:
    """Whether a fact tells an event: it is not denied, and no mere name."""
    return fact.status != "negated" and schema().predicates[fact.predicate].range_kind != "literal"


def draw(events: list[Event], top: int, title: str, about: str) -> Figure:
    """The events that most documents tell of, a line each, the earliest above."""
    chosen = sorted(sorted(events, key=lambda event: (-event.sources, event))[:top], key=_in_time)
    days = [(datetime.fromisoformat(last_day(event.day)) - _EPOCH).days for event in chosen]
    page = figure(7, 1 + 0.22 * max(len(chosen), 4))
    axes = page.add_axes((0, 0, 1, 1))
    for line, (day, event) in enumerate(zip(days, chosen, strict=True)):
        look = LOOKS.get(event.kind, OTHER)
        face = look.colour if event.asserted else "white"
        axes.plot(day, line, ls="", marker=look.marker, mfc=face, mec=look.colour, ms=7)
        axes.annotate(event.day, (day, line), (8, 0), textcoords="offset points", va="center", fontsize=7.5)
    texts = [shown(f"{event.text}{_told_often(event.sources)}", _LONGEST_TEXT) for event in chosen]
    axes.set_yticks(range(len(chosen)), texts)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(chosen) - 0.5, -0.5)
    axes.grid(color="#dddddd", lw=0.6)
    axes.xaxis_date()
    axes.xaxis.tick_top()
    axes.spines["left"].set_visible(False)
    kinds = [kind for kind in LOOKS if kind in {event.kind for event in chosen}]
    marks = [mark(kind, LOOKS[kind]) for kind in kinds]
    if not all(event.asserted for event in chosen):
        marks.append(mark("planned or possible", OTHER, hollow=True))
    legend(page, marks)
    number = (
        f"the {len(chosen)} most told of {len(events):,} events" if top < len(events) else "all dated events"
    )
    entitle(page, title, f"{about}; {number}")
    return page


def _in_time(event: Event) -> tuple[str, Event]:
    return last_day(event.day), event


def _told(fact: FactRecord, things: frozenset[str]) -> tuple[str, str]:
    """A fact as said of one of the things, and the kind of what it is linked to."""
    known = schema().predicates[fact.predicate]
    if fact.predicate in _RECORDS:
        return _RECORDS[fact.predicate](fact), known.range_name
    forward, backward = phrases_of(fact.predicate)
    if fact.subject_iri in things:
        return f"{forward} {fact.object}", min(known.range)
    if fact.predicate in OF_COMPOUNDS and fact.object_iri not in things:
        return f"{fact.subject} {forward} {fact.object}", min(known.range)
    return f"{backward} {fact.subject}", min(known.domain)


def _told_often(sources: int) -> str:
    return f" (×{sources})" if sources > 1 else ""
