"""The forest plot of outcomes: rates with confidence intervals from counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from kg.graph import FactRecord
from kg.plot.style import BLUE, GREY, Look, entitle, figure, mark, shown

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: The quantile of the normal distribution for 95 percent.
_Z = 1.959964
_RING = Look(GREY, "o")
_CIRCUMSTANCES = ("population", "arm", "dose", "schedule", "trial")


class Rate(NamedTuple):
    """A rate of patients. Total and interval are 0 where no counts are told."""

    measure: str
    compound: str
    circumstances: str
    percent: float
    cases: int
    total: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 percent confidence interval in percent."""
        low, high = wilson(self.cases, self.total) if self.total else (0.0, 0.0)
        return 100.0 * low, 100.0 * high


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 percent score interval of a proportion (Wilson 1927).

    >>> tuple(round(bound, 3) for bound in wilson(7, 21))
    (0.172, 0.546)
    """
    share, z2 = count / total, _Z * _Z
    middle = share + z2 / (2 * total)
    half = _Z * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    scale = 1 + z2 / total
    return max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale)


def told(fact: FactRecord) -> str:
    """An outcome in words: measure and figure."""
    parts = fact.details
    percent = f"{parts['percent']}%" if "percent" in parts else ""
    words = (parts.get("measureText"), percent, parts.get("value"), parts.get("unit"))
    return " ".join(filter(None, words))


def rates(facts: Iterable[FactRecord]) -> list[Rate]:
    """The rates that asserted facts of outcomes tell, by measure; what several documents tell is there once.

    A rate has counts, or else a percentage of a measure that the ontology knows.
    """
    found = {rate_of(fact) for fact in facts if fact.status == "asserted"}
    return sorted(rate for rate in found if rate)


def draw(rates: list[Rate], top: int, title: str, about: str) -> Figure:
    """Rates as squares, larger for more patients, with their intervals; those without counts as rings."""
    chosen = sorted(sorted(rates, key=lambda rate: (-rate.total, rate))[:top])
    lines = list(_lines(chosen))
    page = figure(6, 1 + 0.24 * max(len(lines), 4))
    axes = page.add_axes((0, 0, 1, 1))
    for line, (_, rate) in enumerate(lines):
        if rate and rate.total:
            axes.plot(rate.interval, (line, line), color=BLUE, lw=1.5)
            axes.plot(rate.percent, line, "s", color=BLUE, ms=min(4 + sqrt(rate.total) / 3, 12))
        elif rate:
            axes.plot(rate.percent, line, "o", mfc="white", mec=GREY, ms=6)
        axes.annotate(
            _figures(rate), (1.02, line), xycoords=("axes fraction", "data"), va="center", fontsize=8
        )
    axes.set_yticks(range(len(lines)), [text for text, _ in lines])
    for label, (_, rate) in zip(axes.get_yticklabels(), lines, strict=True):
        label.set_fontweight("normal" if rate else "bold")
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(len(lines) - 0.5, -0.5)
    axes.set_xlim(-2, 102)
    axes.set_xlabel("percent of patients, with 95% intervals (Wilson)")
    axes.grid(axis="x", color="#dddddd", lw=0.6)
    axes.spines["left"].set_visible(False)
    looks = {True: mark("with counts", Look(BLUE, "s")), False: mark("percentage alone", _RING, hollow=True)}
    handles = [each for counted, each in looks.items() if counted in {rate.total > 0 for rate in chosen}]
    page.legend(handles=handles, loc="upper left", bbox_to_anchor=(0, -0.55 / page.get_figheight()), ncols=2)
    number = (
        f"the {len(chosen)} of most patients of {len(rates):,} results" if top < len(rates) else "all results"
    )
    entitle(page, title, f"{about}; {number}")
    return page


def rate_of(fact: FactRecord) -> Rate | None:
    """The rate that an outcome tells; None if it tells none."""
    told = fact.details
    circumstances = ", ".join(told[name] for name in _CIRCUMSTANCES if name in told)
    try:
        count, total = int(told.get("count", "")), int(told.get("total", ""))
    except ValueError:
        count = total = 0
    measure = told.get("measure", told.get("measureText", "") if total else "")
    if 0 <= count <= total != 0:
        percent = 100 * count / total
    elif "percent" in told and "|" not in told["percent"]:
        percent, count, total = float(told["percent"]), 0, 0
    else:
        return None
    return Rate(measure, fact.subject, circumstances, percent, count, total) if measure else None


def _lines(rates: list[Rate]) -> Iterator[tuple[str, Rate | None]]:
    """The lines of the picture: a heading for each measure, then its rates."""
    heading = ""
    for rate in rates:
        if rate.measure != heading:
            heading = rate.measure
            yield shown(heading), None
        yield (
            shown(f"{rate.compound} ({rate.circumstances})" if rate.circumstances else rate.compound, 60),
            rate,
        )


def _figures(rate: Rate | None) -> str:
    if not rate:
        return ""
    if not rate.total:
        return f"{rate.percent:g}%"
    low, high = rate.interval
    return f"{rate.percent:.1f}% [{low:.1f}–{high:.1f}]  {rate.cases}/{rate.total}"
