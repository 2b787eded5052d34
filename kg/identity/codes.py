"""Code names and registry numbers: what their grammar alone decides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

_REGISTRY_NUMBER = re.compile(r"\bNCT\d{8}\b")
#: Letters of the maker, and the number of the compound: "IMGN-853", "huC242-DM4".
_CODE = re.compile(r"(.*[^\W\d_])(\d+)[a-z]?")


def registry_numbers(names: Iterable[str]) -> set[str]:
    """Registry numbers of trials within names."""
    return {f"registry {number}" for name in names for number in _REGISTRY_NUMBER.findall(name)}


def is_symbol_of(ticker: str, name: str) -> bool:
    """Whether the letters of a ticker stand in a name in their order, in each word from its first letter on.

    A ticker that does not fit its company's name is one that a reader may have given to the wrong one.

    >>> is_symbol_of("NASDAQ:SGEN", "Seattle Genetics"), is_symbol_of("FRA:HBP0", "Frankfurt Exchange")
    (True, False)
    >>> is_symbol_of("NASDAQ:CERO", "CancerCare Manitoba")
    False
    """
    signs = name.lower()
    first, *others = [letter for letter in ticker.rpartition(":")[2].lower() if letter.isalpha()] or [""]
    reached = {0} if first and signs.startswith(first) else set()
    for letter in others:
        places = (place for place, sign in enumerate(signs) if sign == letter)
        reached = {place for place in places if _leads_to(place, reached, signs)}
    return bool(reached)


def _leads_to(place: int, reached: Collection[int], signs: str) -> bool:
    """Whether a place follows one that is reached, in its word or as the beginning of another."""
    begins = not signs[place - 1].isalnum()
    return any(before < place and (begins or signs[before:place].isalnum()) for before in reached)


def series(name: str) -> tuple[str, int] | None:
    """The series and number of a code name, None for other names.

    >>> series("IMGN-853"), series("huC242-DM4"), series("Kadcyla")
    (('imgn', 853), ('huc242dm', 4), None)
    """
    match = _CODE.fullmatch(re.sub(r"[\s-]", "", name))
    return (match[1].casefold(), int(match[2])) if match else None


def contradict(first: str, second: str) -> bool:
    """Whether two code names of one series have different numbers, so that they name two things.

    >>> contradict("IMGN529", "IMGN-289"), contradict("IMGN853", "M9346A")
    (True, False)
    """
    one, other = series(first), series(second)
    return one is not None and other is not None and one[0] == other[0] and one[1] != other[1]


def clash(first: Mapping[str, set[int]], second: Mapping[str, set[int]]) -> bool:
    """Whether the code names of two things are of one series and have no number in common."""
    return any(not (numbers & second[name]) for name, numbers in first.items() if name in second)
