"""Abbreviations and the words that they stand for."""

from __future__ import annotations

import re

_PART = re.compile(r"[^\W_]+")


def stands_for(acronym: str, phrase: str) -> bool:
    """Whether an abbreviation can stand for a phrase: its letters lead through its words.

    A simple form of the method of Schwartz and Hearst (2003): there are two capitals, the letters occur in
    order, and the first begins the first or second word.

    >>> stands_for("NHL", "non-Hodgkin's lymphoma"), stands_for("FDA", "lung cancer")
    (True, False)
    """
    if sum(letter.isupper() for letter in acronym) < 2:
        return False
    letters = [letter for letter in acronym.lower().removesuffix("s") if letter.isalnum()]
    parts = _PART.findall(phrase.lower())
    starts = "".join(part[0] for part in parts)[:2]
    if not letters or letters[0] not in starts or len(letters) > 3 * len(parts):
        return False
    rest = iter("".join(parts)[0 if letters[0] == starts[0] else len(parts[0]) :])
    return all(letter in rest for letter in letters)
