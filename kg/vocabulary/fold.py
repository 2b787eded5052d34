"""The form in which names and texts are compared: case, accents, hyphens and spelling do not count."""

from __future__ import annotations

import re
import unicodedata

#: What a text is cut into: a run of letters and digits, a blank line, or one other character.
#: Spaces, hyphens and apostrophes only separate; a name may be written with or without them.
TOKEN = re.compile(r"[^\W_]+|\n[^\S\n]*\n|[^\w\s'’‘`\u00ad‐‑‒–−-]|_")

_COMBINING = re.compile(r"[\u0300-\u036f]+")
_GREEK = {
    chr(code): unicodedata.name(chr(code)).rsplit(" ", 1)[1].replace("LAMDA", "LAMBDA").lower()
    for code in (*range(0x3B1, 0x3C2), *range(0x3C3, 0x3CA))
}
_TRANSLATION = str.maketrans(
    {**_GREEK, **dict.fromkeys("®™©℠", ""), **dict.fromkeys("‐‑‒–−", "-"), **dict.fromkeys("’‘`", "'")}
)
_SPELLINGS = (("tumour", "tumor"), ("ae", "e"), ("oe", "e"))


def _plain(text: str) -> str:
    if text.isascii():
        return text
    kept = _COMBINING.sub("", unicodedata.normalize("NFKD", text.translate(_TRANSLATION)))
    return kept.translate(_TRANSLATION)


def _joined(text: str) -> str:
    return text.replace("-", "").replace(" ", "").replace("'", "")


def squash(text: str) -> str:
    """The text without accents, spaces, hyphens and trade marks, Greek letters spelled out, case kept.

    >>> squash("TNF-α"), squash("D-PLEX₁₀₀®")
    ('TNFalpha', 'DPLEX100')
    """
    return _joined(_plain(text))


def fold(text: str) -> str:
    """The text as `squash` gives it, in lower case and American spelling. Line ends stay.

    >>> fold("B-cell leukaemia")
    'bcellleukemia'
    """
    lowered = _plain(text).lower()
    for british, american in _SPELLINGS:
        lowered = lowered.replace(british, american)
    return _joined(lowered)


def fits(name: str, surface: str, *, exact: bool) -> bool:
    """Whether words of a text may stand for a listed name that folds to the same key.

    A gap in the words must be a gap in the name or lie between a letter and a digit ("SAR 3419"). In short and in
    exact names a space may not stand where the name is unbroken, and the case must be the same.

    Args:
        name: The name as it is listed.
        surface: The words of the text.
        exact: Whether the case counts.
    """
    if exact and squash(surface) not in (squash(name), squash(name) + "s"):
        return False
    allowed = _gaps(name)
    kept = squash(surface)
    for place, gap in _gaps(surface).items():
        if place in allowed:
            continue
        turn = kept[place - 1].isalpha() != kept[place : place + 1].isalpha()
        if not turn or (len(kept) <= SHORT and gap.isspace()):
            return False
    return True


#: Names of up to so many letters and digits count only in their own case.
SHORT = 5


def _gaps(text: str) -> dict[int, str]:
    """Places in the squashed text where something separates, with what stands there."""
    found: dict[int, str] = {}
    place = end = 0
    for token in TOKEN.finditer(text):
        if token.start() > end and end:
            found[place] = text[end : token.start()]
        place += len(squash(token.group()))
        end = token.end()
    return found
