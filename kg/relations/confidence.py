"""Confidence: how likely a fact is right, by its relation, the claims that tell it and how often it is told.

The shares are measured on annotated releases (reliability.txt); the weights were fitted on the same, so that
facts of a confidence are right about that often. `kg evaluate --format json` gives the calibration.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.errors import PatternError
from kg.relations.claims import CONFIDENCE
from kg.relations.lines import lines

RELIABILITY = Path(__file__).parent / "reliability.txt"
#: One sentence alone is never trusted more than this.
_MOST = 0.97
#: How much the doubts of a claim itself, such as a reference or an unsure name, weigh.
_DOUBT = 0.35
#: What is left of the doubt with each further sentence that says the same.
_REPEATED = 0.5


def confidence(predicate: str, claimed: float, sentences: int) -> float:
    """How likely a fact is right, in 0..1.

    Args:
        predicate: Its relation.
        claimed: The highest confidence of its claims.
        sentences: In how many sentences it is told.
    """
    shares = _reliability()
    share = shares.get(predicate, min(shares.values()))
    once: float = min(_MOST, (claimed / CONFIDENCE) ** _DOUBT * share)
    doubt: float = (1 - once) * _REPEATED ** (sentences - 1)
    return round(1 - doubt, 3)


@cache
def _reliability() -> dict[str, float]:
    found: dict[str, float] = {}
    for number, line in lines(RELIABILITY):
        predicate, _, share = line.partition(" ")
        try:
            found[predicate] = float(share)
        except ValueError as error:
            raise PatternError(
                f"{RELIABILITY.name}:{number}: expected 'PREDICATE SHARE', found {line!r}"
            ) from error
    return found
