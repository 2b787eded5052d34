"""Status of a claim: asserted, planned, potential or negated, by triggers with a direction and a scope.

After Harkema et al. 2009, "ConText", J Biomed Inform 42:839-851; the triggers are data, in status.txt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.errors import PatternError
from kg.relations.lines import lines
from kg.sieve import Sieve

TRIGGERS = Path(__file__).parent / "status.txt"
#: When scopes overlap, the first of these that holds decides.
PRECEDENCE = ("opinion", "negated", "potential", "planned")
#: How far a trigger reaches that governs only the words right behind it, in characters.
_NEAR = 30
_LINE = re.compile(r"(?P<status>\w+)(?: (?P<direction>forward|near|backward))?: (?P<expression>.+)")


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of an encoded sentence that a trigger governs."""

    status: str
    start: int
    end: int


@cache
def _triggers() -> tuple[Sieve[tuple[str, str]], re.Pattern[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for number, line in lines(TRIGGERS):
        match = _LINE.fullmatch(line)
        known = match is not None and (
            match["status"] == "boundary" if match["direction"] is None else match["status"] in PRECEDENCE
        )
        if match is None or not known:
            raise PatternError(
                f"{TRIGGERS.name}:{number}: expected 'STATUS DIRECTION: expression', found {line!r}"
            )
        found.setdefault((match["status"], match["direction"] or ""), []).append(match["expression"])
    boundary = "|".join(found.pop(("boundary", "")))
    each = ((name, re.compile("|".join(expressions))) for name, expressions in sorted(found.items()))
    return Sieve(each), re.compile(boundary)


@lru_cache(maxsize=2)
def scopes(sentence: str) -> tuple[Scope, ...]:
    """Scopes of all triggers in an encoded sentence; kept for the last, which is read in two forms."""
    triggers, boundary = _triggers()
    found = list(triggers.finditer(sentence))
    bounds = [match.start() for match in boundary.finditer(sentence)] if found else []
    return tuple(_scopes(sentence, found, bounds))


def _scopes(
    sentence: str, found: Iterable[tuple[tuple[str, str], re.Match[str]]], bounds: list[int]
) -> Iterator[Scope]:
    for (status, direction), match in found:
        if direction != "backward":
            after = bisect_left(bounds, match.end())
            end = bounds[after] if after < len(bounds) else len(sentence)
            if status == "negated" and (comma := sentence.find(",", match.end(), end)) >= 0:
                end = comma
            yield Scope(status, match.start(), min(end, match.end() + _NEAR) if direction == "near" else end)
        else:
            before = bisect_right(bounds, match.start() - 1)
            yield Scope(status, bounds[before - 1] if before else 0, match.end())


def status_at(place: int, found: tuple[Scope, ...]) -> str:
    """Status of what stands at `place`: the first in PRECEDENCE with a scope over it, else asserted."""
    over = {scope.status for scope in found if scope.start <= place < scope.end}
    return next((status for status in PRECEDENCE if status in over), "asserted")
