"""What sums are paid for, as the words beside them tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.errors import PatternError
from kg.relations.claims import Claim
from kg.relations.encode import SIGN, Encoded
from kg.relations.lines import lines

KINDS_OF_PAYMENT = Path(__file__).parent / "payment-kinds.txt"
_LINE = re.compile(r"(?P<kind>[a-z ]+): (?P<words>.+)")
_SUM = SIGN["Money"]
#: What is less is the price of a share or a dose.
_LEAST = 1000
#: So many characters from a sum nothing tells what it is for.
_FARTHEST = 300
#: Where what is said of one sum may end.
_CUT = re.compile(r"[,;:()]| (?:and|plus|or) ")


def with_kind(claim: Claim, sentence: Encoded) -> Claim | None:
    """A payment with what it is for; None if nothing tells, or if it is too small for one."""
    if claim.predicate != "payment":
        return claim
    if claim.qualifiers["amount"] < _LEAST:
        return None
    if "kind" in claim.qualifiers:
        return claim
    for words in _stretches(sentence.text, _place(claim, sentence)):
        for kind, tells in _kinds():
            if tells.search(words):
                return replace(claim, qualifiers={**claim.qualifiers, "kind": kind})
    return None


def _place(claim: Claim, sentence: Encoded) -> int:
    """Where the sum of a claim stands in its sentence."""
    said = claim.qualifiers.items()
    sums = ((place, item) for place, item in sentence.items.items() if item.kind == "Money")
    return next(place for place, item in sums if dict(item.mention.values).items() <= said)


def _stretches(text: str, place: int) -> Iterator[str]:
    """The words around a sum, the narrowest stretch first."""
    begin = max(0, place - _FARTHEST)
    text, place = text[begin : place + _FARTHEST], place - begin
    starts = [0, *(cut.end() for cut in _CUT.finditer(text, 0, place))]
    ends = [*(cut.start() for cut in _CUT.finditer(text, place + 1)), len(text)]
    yield text[starts[-1] : ends[0]]
    before, behind = text.rfind(_SUM, 0, place), text.find(_SUM, place + 1)
    start = next((start for start in starts if start > before >= 0), before + 1)
    yield text[
        start : max((end for end in ends if end < behind), default=len(text) if behind < 0 else behind)
    ]
    if before < 0 and behind < 0:
        yield text


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for number, line in lines(KINDS_OF_PAYMENT):
        match = _LINE.fullmatch(line)
        if match is None:
            raise PatternError(
                f"{KINDS_OF_PAYMENT.name}:{number}: expected 'KIND: expression', found {line!r}"
            )
        found.append((match["kind"], re.compile(match["words"])))
    return tuple(found)
