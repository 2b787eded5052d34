"""The form in which names and texts are compared: case, accents, hyphens and spelling do not count."""

from __future__ import annotations

import re
import unicodedata

#: What a text is cut into: a run of letters and digits, a blank line, or one other character.
#: Spaces, hyphens and apostrophes only separate; a name may be written with or without them.
#: One group, for `split` to give both tokens and what lies between.
TOKEN = re.compile(r"([^\W_]+|\n[^\S\n]*\n|[^\w\s'’‘`\u00ad‐‑‒–−-]|_)")

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_GREEK = {
    chr(code): unicodedata.name(chr(code)).rsplit(" ", 1)[1].replace("LAMDA", "LAMBDA").lower()
    for code in (*range(0x3B1, 0x3C2), *range(0x3C3, 0x3CA))
}
_TRANSLATION = str.maketrans(
    {**_GREEK, **dict.fromkeys("®™©℠", ""), **dict.fromkeys("‐‑‒–−", "-"), **dict.fromkeys("’‘`", "'")}
)
_SPELLINGS = (("tumour", "tumor"), ("ae", "e"), ("oe", "e"))


def _plain(text: str) -> str:
    return _NOT_ASCII.sub(_plain_run, text)


def _plain_run(run: re.Match[str]) -> str:
    decomposed = unicodedata.normalize("NFKD", run.group().translate(_TRANSLATION))
    return "".join(sign for sign in decomposed.translate(_TRANSLATION) if not unicodedata.combining(sign))


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


#: Names of up to so many letters and digits count only in their own case.
SHORT = 5


def fits(name: str, surface: str, *, exact: bool) -> bool:
    """Whether words of a text may stand for a listed name that folds to the same key.

    Spaces must stand where the name has them, and nowhere else; hyphens come and go within codes and between
    letters and digits ("SAR 3419", "PDL1"), but not within words: "retina" is not "Retin-A".

    Args:
        name: The name as it is listed.
        surface: The words of the text.
        exact: Whether the case counts; a capital may begin any name.
    """
    asked, kept = squash(name), squash(surface)
    if exact and kept.removesuffix("s") not in (
        asked,
        asked.removesuffix("s"),
        asked[:1].upper() + asked[1:],
    ):
        return False
    listed, said = _gaps(name), _gaps(surface)
    if any("'" in _plain(gap) and "'" not in _plain(listed.get(place, gap)) for place, gap in said.items()):
        return False  # "compound's" is not "compound S"
    code = not any(map(str.islower, kept)) or len(kept) > _LONG
    for place in listed.keys() ^ said.keys():
        gap = listed.get(place) or said[place]
        turn = kept[place - 1].isalpha() != kept[place : place + 1].isalpha()
        if gap.strip() == "" and not (turn and (len(kept) > SHORT or place in listed)):
            return False
        if not turn and not code:
            return False
    return True


#: A name of so many letters and digits is itself with and without its hyphens.
_LONG = 12


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
