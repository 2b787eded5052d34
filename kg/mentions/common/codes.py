"""Code names of compounds by their shape."""

from __future__ import annotations

import re

from kg.mentions.common.kept import remembered
from kg.mentions.common.words import words

_CODE = re.compile(
    r"(?:\d{2,3}(?=[A-Z][a-z]?-))?([A-Za-z]{1,12})(?:-[A-Za-z]{1,6})?([-+.]?)([A-Za-z0-9.+-]{1,14})"
)
_STRONG = re.compile(
    r"(?:[A-Z]{2,5}|[A-Z]{1,4}[a-z]{1,3}|[a-z]{1,2}[A-Z]{1,5})-?\d{3,8}[A-Za-z]{0,3}\d?(?:-[A-Za-z0-9]{1,4}){0,2}"
    r"|[A-Z]{1,6}-[A-Z]{1,5}\d{2,6}[A-Z]?\d{0,2}|[A-Z]-\d{4,7}"
)
_NEVER = re.compile(
    r"[A-Z]\d{1,4}[A-Z](?:/[A-Z])?"  # mutations: V600E
    r"|[A-Z]\d{2}[A-Z]{2}\d{5,6}|NCT\d*|CT\d{8}|(?:US|WO|EP|AU|JP|CN|CA)\d{6,}\w*"  # grants, patents
    r"|\d.*[%$]|.*\d[kKMB]|[A-Z]+\d{2,}-\d{3}-\d{4}.*"  # amounts, telephone numbers
    r"|[A-Za-z]+'?(?:19|20)\d\d"  # meetings: EHA2025
    r"|[A-Z]{2,5}[1-9]\d{0,2}[A-Z]\d{1,2}"  # genes: COL17A1
    r"|[A-Z]{6,}-[A-Z]{0,2}\d{2,3}|[A-Z]{4,}-[A-Z][a-z]{2,}-?\d+"  # trials: KEYNOTE-001
    r"|.*(?:-Day|-Hour|-Year)|(?i:anti|non)-.*"
)
#: The initial of a firm before a hyphen: "P-BCMA-ALLO1".
_INITIAL = re.compile(r"[A-Z]-[A-Z]")
_LEAD = re.compile(r"[A-Za-z0-9&-]*?[A-Za-z]+(?=[-+.]?\d|-[A-Z])")


@remembered
def code_strength(word: str) -> float:
    """How sure a word is a compound's code by shape alone: 0.9, 0.5 or 0.

    >>> code_strength("SAR3419"), code_strength("XY-2"), code_strength("COVID-19")
    (0.9, 0.5, 0.0)

    Args:
        word: One word with plain hyphens.
    """
    if (
        len(word) > 22
        or not any(letter.isdigit() for letter in word)
        or not any(letter.isupper() for letter in word)
    ):
        return 0.0
    if _NEVER.fullmatch(word) or not _CODE.fullmatch(word):
        return 0.0
    lead = _LEAD.match(word)
    first = (lead.group() if lead else word).lower()
    barred = not {first, first.split("-")[0]}.isdisjoint(words("compound-not-prefix"))
    if barred and not _INITIAL.match(word):
        return 0.0
    if _STRONG.fullmatch(word):
        return 0.9
    return 0.5
