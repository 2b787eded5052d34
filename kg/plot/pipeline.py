"""The pipeline chart: how far compounds have come, for which condition."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from kg.graph import FactRecord
from kg.plot.style import BLACK, BLUE, GREY, ORANGE, Look, entitle, figure, legend, mark, shown
from kg.schema import schema

if TYPE_CHECKING:
    from matplotlib.figure import Figure


#: Predicates that tell how far a compound is.
TOLD_BY = ("developmentPhase", "approvedFor")
_APPROVED = "Approved"


class Bar(NamedTuple):
    """How far a compound has come for a condition, and how far it is to come."""

    compound: str
    condition: str
    reached: int
    planned: int


def bars(facts: Iterable[FactRecord]) -> list[Bar]:
    """A bar for each compound and condition, the most advanced compounds first.

    Without a condition, only what is further than all that is told of the compound's conditions counts.

    Args:
        facts: Facts with one of `TOLD_BY`.
    """
    ranks = {phase.label: phase.rank or 0 for phase in schema().concepts["Phase"].values()}
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for fact in facts:
        rows = found.setdefault(fact.subject, {})
        phase, conditions = fact.object, fact.details.get("condition", "")
        if fact.predicate == "approvedFor":
            phase, conditions = _APPROVED, fact.object
        rank = ranks[phase]
        for condition in conditions.split(" | "):
            reached, planned = rows.get(condition, (0, 0))
            if fact.status == "asserted":
                reached = max(reached, rank)
            rows[condition] = reached, max(planned, rank)
    shown_bars = [
        Bar(compound, condition, *row)
        for compound, rows in found.items()
        for condition, row in rows.items()
        if condition or not any(name and row <= other for name, other in rows.items())
    ]
    best = {compound: max(rows.values()) for compound, rows in found.items()}
    return sorted(
        shown_bars,
        key=lambda bar: (*(-rank for rank in best[bar.compound]), bar.compound, -bar.reached, bar),
    )


def draw(bars: list[Bar], top: int, title: str, about: str) -> Figure:
    """A line for each bar, with the name of the compound at its first and the condition behind each."""
    chosen = bars[:top]
    phases = sorted(schema().concepts["Phase"].values(), key=lambda phase: phase.rank or 0)
    last = len(phases)
    page = figure(9, 1 + 0.24 * max(len(chosen), 4))
    axes = page.add_axes((0, 0, 1, 1))
    for line, bar in enumerate(chosen):
        axes.barh(line, bar.reached, 0.6, color=BLUE)
        if bar.planned > bar.reached:
            more = bar.planned - bar.reached
            axes.barh(line, more, 0.6, bar.reached, color="white", edgecolor=ORANGE, hatch="////", lw=0.8)
        end = max(bar.reached, bar.planned)
        condition, colour = (shown(bar.condition), BLACK) if bar.condition else ("no condition told", GREY)
        axes.text(end + 0.08, line, condition, color=colour, va="center", fontsize=8)
        if not line or bar.compound != chosen[line - 1].compound:
            axes.axhline(line - 0.5, color="#dddddd", lw=0.6)
    names = ["" if line and bar.compound == chosen[line - 1].compound else shown(bar.compound, 30)
             for line, bar in enumerate(chosen)]  # fmt: skip
    axes.set_yticks(range(len(chosen)), names)
    axes.set_xticks([rank - 0.5 for rank in range(1, last + 1)], [phase.label for phase in phases])
    axes.set_xticks(range(last + 1), minor=True)
    axes.tick_params(length=0, which="both")
    axes.grid(axis="x", which="minor", color="#dddddd", lw=0.6)
    axes.xaxis.tick_top()
    axes.set_xlim(0, last + 2)
    axes.set_ylim(len(chosen) - 0.5, -0.5)
    axes.spines["left"].set_visible(False)
    legend(
        page, [mark("reached", Look(BLUE, "s")), mark("planned or possible", Look(ORANGE, "s"), hollow=True)]
    )
    number = f"the {len(chosen)} most advanced of {len(bars):,} lines" if top < len(bars) else "all compounds"
    entitle(page, title, f"{about}; {number}")
    return page
