"""Forms of a company's name: without the legal form, and the short forms that releases use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mentions.common.words import either, words
from kg.structure import Page

_SHORTEST = 3
_NEAR = 100_000


@cache
def legal_form() -> re.Pattern[str]:
    """A pattern of a legal form with the comma before it, at the end of a name."""
    return re.compile(rf"(?:,?\s+|,)(?:{either('legal-forms')})\.?\Z")


@cache
def base_of(name: str) -> str:
    """The name without legal forms: "Tonix Pharmaceuticals Holding Corp." gives "Tonix Pharmaceuticals".

    >>> base_of("Genmab A/S")
    'Genmab'
    """
    base = name
    while match := legal_form().search(base):
        base = base[: match.start()]
    return base.rstrip(" ,") or name


def short_forms(name: str) -> Iterator[str]:
    """Beginnings of the name that may stand for it, the longest first: "Thermo Fisher", "Thermo"."""
    parts = base_of(name).split(" ")
    for count in range(len(parts) - 1, 0, -1):
        if parts[count - 1] not in {"&", "and", "of", "the"}:
            yield " ".join(parts[:count]).rstrip(",")


def is_short_form(form: str, page: Page) -> bool:
    """Whether the form can stand for a company alone: no common word, no place, not used in lower case."""
    if " " in form:
        return form not in words("places") and not all(part in _common() for part in form.split())
    if len(form) < _SHORTEST or form in _common():
        return False
    return form.isupper() or not stands_lower(form.lower(), page.text)


def _common() -> frozenset[str]:
    return words(
        "common-name-words",
        "places",
        "name-stop-words",
        "company-words",
        "not-companies",
        "role-heads",
        "role-fields",
        "technology-generic",
    )


def stands_lower(word: str, text: str) -> bool:
    """Whether the word, given in small letters, stands so near the text's beginning, outside addresses."""
    at = text.find(word, 0, _NEAR)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(word) : at + len(word) + 1]
        if not any(character.isalnum() or character in "./@-_" for character in around):
            return True
        at = text.find(word, at + 1, _NEAR)
    return False
