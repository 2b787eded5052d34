"""Medicines by the list that they stand in: after "drugs such as", beside a known one, of a known family."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mentions.common.spelling import MARK, bare
from kg.mentions.common.tokens import Line
from kg.mentions.common.words import either, words

_ITEM = (
    r"(?P<name>[A-Z][\w.]*\w(?:[-‑+]\w+)*(?:[ ][A-Z][a-z]{2,})?)(?![\w-]|[ ][A-Z][a-z])"
    rf"(?:{MARK.pattern})?(?![’'])(?:\s\([^()]{{2,60}}\))?"
)
_NEXT = re.compile(rf"(?:\s*,\s*(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s*&\s*){_ITEM}")
_AND = re.compile(rf"(?:{MARK.pattern})?(?:\s\([^()]{{2,60}}\))?(?:,|,?\s+(?:and|or|&)|/)\s*")
#: A word with a chemical's ending that an agency is asked to allow: "an application for X to treat Y".
_APPLIED = re.compile(
    r"\b(?:[Aa]pplications?|NDA|BLA|IND|MAA|approval)\b[^;]{0,120}?\s(?:for|of)\s+(?P<name>[a-z]{4,16}"
    r"(?:in|ine|ide|one|ol|ate|am|il|en|an|ac|ir))\s+(?:to\s+treat|for\s+(?:the\s+treatment|use|patients)|in\s+patients)\b"
)
_CAPITALS = re.compile(r"[A-Z]{2}|[a-z][A-Z]")
#: The letters that a firm puts before the codes of all its medicines.
_HOUSE = re.compile(r"([A-Z]{2,5})-[A-Z]{0,3}\d\w{0,4}")


@cache
def _opening() -> re.Pattern[str]:
    """Matches from a noun for medicines to the first of their names: "drugs for pain like X"."""
    return re.compile(
        rf"\b{either('compound-class')}\b(?:[^.;:()]{{0,50}}?\w(?<!s))?,?\s+(?:such\s+as|like|including|namely)\s+{_ITEM}"
    )


def enumerated(text: str, line: Line) -> Iterator[str]:
    """Names in lists that a noun for medicines opens; short ones have a mark or capitals within.

    Args:
        text: The page's text.
        line: The sentence.
    """
    if line.title or line.lowers.isdisjoint(words("compound-class")):
        return
    for first in _opening().finditer(text, line.start, line.end):
        match: re.Match[str] | None = first
        while match is not None:
            name = match["name"]
            if len(name) > 5 or MARK.match(text, match.end("name")) or _CAPITALS.search(name):
                yield bare(name)
            match = _NEXT.match(text, match.end(), line.end)


def applied_for(text: str, line: Line) -> Iterator[str]:
    """Ingredients that an agency is asked to allow, by the ending of the word and the words around it."""
    if line.lowers.isdisjoint(("application", "applications", "nda", "bla", "ind", "maa", "approval")):
        return
    for match in _APPLIED.finditer(text, line.start, line.end):
        if match["name"] not in words("compound-head", "compound-stop", "compound-substance"):
            yield match["name"]


def neighbours(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether two names are next to each other in a list: "X® and Y®", "X, Y"."""
    return 0 < right[0] - left[1] < 70 and _AND.fullmatch(text, left[1], right[0]) is not None


def house(name: str) -> str:
    """The letters before the hyphen of a code, which a firm's other codes share; or nothing.

    >>> house("QEO-KA1"), house("SAR3419")
    ('QEO', '')
    """
    match = _HOUSE.fullmatch(name)
    return match[1] if match and match[1].lower() not in words("compound-not-prefix") else ""


def is_gene_like(name: str, text: str) -> bool:
    """Whether a name in capitals is used like a gene's symbol: "our QRSTL program", "QRSTL inhibitor"."""
    if len(name) > 6 or not name.isupper() or not name.isalpha():
        return False
    return (
        re.search(rf"\b{name}[-\s]+(?:programs?|inhibit(?:ors?|ion)|degraders?|genes?|pathways?)\b", text)
        is not None
    )
