"""Words that refer to a thing without naming it, as references.txt lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.errors import PatternError
from kg.names import fold
from kg.relations.encode import SIGN
from kg.relations.lines import lines
from kg.sieve import Sieve

REFERENCES = Path(__file__).parent / "references.txt"
#: Ways of reference to the two companies that a release begins with.
PAIR = ("first", "second")
_REFERRING = ("issuer", "defined", "recent", "subject", *PAIR)
_WAYS = (*_REFERRING, "cue", "follows", "inside", "new")
_LINE = re.compile(r"(?P<kind>\w+) (?P<way>\w+): (?P<expression>.+)")


@cache
def _references() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = []
    for number, line in lines(REFERENCES):
        match = _LINE.fullmatch(line)
        if match is None or match["way"] not in _WAYS:
            raise PatternError(f"{REFERENCES.name}:{number}: expected 'KIND WAY: expression', found {line!r}")
        signs = re.sub(r"\{([A-Z]\w+)\}", lambda kind: SIGN[kind[1]], match["expression"])
        found.append((match["kind"], match["way"], re.compile(signs)))
    return tuple(found)


@cache
def _sieve(*ways: str) -> Sieve[tuple[str, str]]:
    return Sieve(((kind, way), expression) for kind, way, expression in _references() if way in ways)


def _plain(words: str) -> str:
    return fold(words).replace("\n", " ")


def referring(words: str) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and way of each reference, in the order of the words."""
    found = _sieve(*_REFERRING).finditer(_plain(words))
    yield from sorted((match.start(), match.end(), kind, way) for (kind, way), match in found)


def brings_in(kind: str, sentence: str) -> bool:
    """Whether an encoded sentence brings in an unnamed thing of a kind ("a vaccine against mpox")."""
    return any(of == kind and words.search(sentence) for (of, _), words in _sieve("new").passing(sentence))


def tells(way: str, words: str) -> bool:
    """Whether words beside a compound tell that it only keeps another company.

    Args:
        way: cue, follows or inside, as references.txt explains them.
        words: The words before, behind or between.
    """
    words = _plain(words)
    return any(expression.search(words) for _, expression in _sieve(way).passing(words))
