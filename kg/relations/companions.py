"""Compounds that only keep another company: partners in a combination, comparators, ingredients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.relations.encode import Item
from kg.relations.references import tells

#: So many characters behind a compound may tell what it is.
_CUE_LENGTH = 60
#: Kinds of items that may stand between "with" and a compound, or right before "with".
_BETWEEN = frozenset({"Modality", "Target", "Measure", "Quantity", "Percent", "Fraction"})
_LISTED = re.compile(r"[\s,/&+]*(?:and|or|plus)?[\s,]*", re.IGNORECASE)
_CAPITALISED = re.compile(r"[A-Z]\w{2}")


def with_companions(text: str, start: int, items: Sequence[Item]) -> list[Item]:
    """The items of a sentence from `start` on; compounds that only keep another company are marked."""
    marked: list[Item] = []
    for item in items:
        companion = item.kind == "Compound" and _is_companion(text, start, marked, item)
        marked.append(replace(item, kind="Companion") if companion else item)
    return marked


def _is_companion(text: str, start: int, marked: Sequence[Item], item: Item) -> bool:
    if marked and marked[-1].kind == "Companion" and _LISTED.fullmatch(text, marked[-1].end, item.start):
        return True
    before = text[_behind(marked, start) : item.start]
    after = text[item.end : item.end + _CUE_LENGTH]
    return tells("cue", before) or tells("follows", after) or _is_ingredient(text, marked, item)


def _behind(items: Sequence[Item], start: int) -> int:
    """Where the last item ends but for kinds and numbers: "with the PD-1 antibody X", "9 months with X"."""
    return next((item.end for item in reversed(items) if item.kind not in _BETWEEN), start)


def _is_ingredient(text: str, before: Sequence[Item], item: Item) -> bool:
    """Whether a name in small letters is what the product named before it is made of."""
    products = [other for other in before if other.kind == "Compound"]
    if not products or _CAPITALISED.search(text[item.start : item.end]):
        return False
    product = products[-1]
    coined = not text[product.start : product.end].islower() and product.entity != item.entity
    return coined and tells("inside", text[product.end : item.start])
