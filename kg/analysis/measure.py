"""What a measure is: a function from a network, and the things it is asked about, to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from kg.analysis.network import Graph
from kg.analysis.result import Row, Thing

#: What makes random choices repeat themselves.
SEED = 7
#: Scores are rounded, so that ties are ties on every machine.
DIGITS = 6


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure that `analyze` knows.

    Attributes:
        columns: Names of the cells of its rows.
        projection: The projection that it is computed on unless another is asked for.
        also: The other projections that it can be computed on; None if that are all.
        about: How many things it must be asked about.
        rows: The function, from a projected network and the nodes of those things to rows, the most telling
            first.
    """

    columns: tuple[str, ...]
    projection: str
    also: tuple[str, ...] | None
    about: int
    rows: Callable[..., Iterable[Row]]

    @property
    def name(self) -> str:
        """The name that users give."""
        return self.rows.__name__.replace("_", "-")

    @property
    def meaning(self) -> str:
        """What it tells, as its function's docstring says."""
        return " ".join((self.rows.__doc__ or "").split())


def measure(
    *columns: str, on: str, also: tuple[str, ...] | None = None, about: int = 0
) -> Callable[[Callable[..., Iterable[Row]]], Measure]:
    """Makes a function a measure; the arguments are attributes of `Measure`."""
    return lambda rows: Measure(columns, on, also, about, rows)


def largest_first(rows: Iterable[Row], column: int = 1) -> list[Row]:
    """Rows by a column with numbers, ties by the other columns in order."""
    return sorted(rows, key=lambda row: (-cast(int, row[column]), row))


def ranked(network: Graph, scores: Mapping[str, tuple[Any, ...]]) -> list[Row]:
    """Things with their kinds and scores, the highest first, ties by name."""
    rows = [
        (Thing.of(network, node), *(round(number, DIGITS) for number in numbers))
        for node, numbers in scores.items()
    ]
    rows.sort(key=lambda row: (*(-number for number in row[1:]), row[0]))
    return [(thing, thing.kind, *numbers) for thing, *numbers in rows]
