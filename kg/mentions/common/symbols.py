"""Symbols of genes and proteins by their shape."""

from __future__ import annotations

import re
from functools import cache

from kg.mentions.common.words import either, words

_MICRO_RNA = re.compile(r"(?:microRNA|miRNA|miR|miRs|let)-?\d{1,4}[a-z]?(?:-[35]p)?")


@cache
def _family() -> re.Pattern[str]:
    return re.compile(
        rf"{either('target-family')}-?\d{{1,3}}(?:\.\d)?[A-Za-z]{{0,2}}(?:R[αβγ]?|[αβγ])?|{_MICRO_RNA.pattern}"
    )


def is_symbol(word: str) -> bool:
    """Whether a word with plain hyphens is a symbol of a gene or protein by its shape.

    >>> is_symbol("CD19"), is_symbol("IL-2R"), is_symbol("SAR3419")
    (True, True, False)
    """
    return word in words("target-symbol") or _family().fullmatch(word) is not None
