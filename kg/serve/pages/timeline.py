"""Trials and phases in time: where the marks of a drawing stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kg.dates import last_day
from kg.schema import schema
from kg.serve.pages.catalogue import Catalogue, Told
from kg.serve.pages.facts import Claim, phrase
from kg.serve.pages.links import words_of

_WIDTH, _LANE, _LEFT, _RIGHT, _AXIS = 960, 26, 210, 20, 24
_MOST_LANES = 14
_MOST_YEARS = 12
_LONGEST = 28
_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Mark:
    """What was told on a day: a place across, and the way to the words."""

    x: float
    status: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """What is told of one phase, trial or standing."""

    y: int
    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawing; `years` are places across with their years, `left_out` how many lanes it has no room for."""

    width: int
    height: int
    left: int
    years: tuple[tuple[float, int], ...]
    lanes: tuple[Lane, ...]
    left_out: int


def timeline(claims: Iterable[Claim], catalogue: Catalogue) -> Timeline | None:
    """The drawing of claims that have a day: the last phase above, then trials and standings.

    None, if there are not two days to tell apart.
    """
    lanes: defaultdict[tuple[int, str], list[Told]] = defaultdict(list)
    claims = [claim for claim in claims if _is_dated(claim.first.predicate)]
    several = len({claim.first.subject for claim in claims}) > 1
    for claim in claims:
        told = [each for each in claim.all if each.day]
        if told:
            lanes[_rank(claim.first.object), _label(claim.first, catalogue, several)] += told
    days = sorted({_day(each.day) for same in lanes.values() for each in same})
    if len(days) < 2:
        return None
    ordered = sorted(lanes.items(), key=lambda lane: (-lane[0][0], lane[0][1]))
    scale = _Scale(days[0], days[-1])
    shown = tuple(
        Lane(_LANE * number + _LANE // 2, _cut(label), tuple(_marks(same, scale, catalogue)))
        for number, ((_, label), same) in enumerate(ordered[:_MOST_LANES])
    )
    height = _LANE * len(shown) + _AXIS
    return Timeline(_WIDTH, height, _LEFT, tuple(scale.years()), shown, len(ordered) - len(shown))


class _Scale:
    """Days across the drawing."""

    def __init__(self, first: date, last: date) -> None:
        self._first, self._last = first, last
        self._span = max((last - first).days, 1)

    def x(self, day: date) -> float:
        share = (day - self._first).days / self._span
        return round(_LEFT + 8 + share * (_WIDTH - _LEFT - _RIGHT - 8), 1)

    def years(self) -> Iterable[tuple[float, int]]:
        step = 1 + int(self._span / _DAYS / _MOST_YEARS)
        for year in range(self._first.year, self._last.year + 1, step):
            beginning = date(year, 1, 1)
            if self._first <= beginning <= self._last:
                yield self.x(beginning), year


def _marks(same: Sequence[Told], scale: _Scale, catalogue: Catalogue) -> Iterable[Mark]:
    """A mark for each day and status, with the first document that tells it."""
    seen = set()
    for each in same:
        day = _day(each.day)
        if (day, each.status) not in seen:
            seen.add((day, each.status))
            told = (catalogue.name(each.subject), phrase(each.predicate), catalogue.name(each.object))
            title = f"{each.day}: {' '.join(told)} ({each.status})"
            yield Mark(scale.x(day), each.status, title, words_of(each.document, each.statement))


def _is_dated(predicate: str) -> bool:
    """Whether a fact is of a phase, a trial or a standing, and so of something that begins at a time."""
    return schema().predicates[predicate].range_kind in ("entity", "concept")


def _day(text: str) -> date:
    return date.fromisoformat(last_day(text))


def _rank(iri: str) -> int:
    """The place of a phase in development; -1 for what is no phase."""
    ranks = {phase.iri: phase.rank or 0 for phase in schema().concepts["Phase"].values()}
    return ranks.get(iri, -1)


def _label(told: Told, catalogue: Catalogue, several: bool) -> str:
    name = catalogue.name(told.object)
    return f"{catalogue.name(told.subject)}: {name}" if several else name


def _cut(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip()}…"
