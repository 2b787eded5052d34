"""The form in which names of a kind are compared: no titles, no plurals, no nouns that say only the kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from kg.mentions.common.words import either
from kg.names import normal_form, without_legal_form, without_marks

_PLURAL = re.compile(r"(?<=[a-zA-Z0-9])(?:(?<=[a-z])ies|(?<![siu])s)$")
_WORD = re.compile(r"[^\W_]+")
_STUDY = re.compile(r"\s+(?:trial|study)$", re.IGNORECASE)
_PLATFORM = re.compile(r"\s+(?:AI\s+)?(?:platform|technology)(?:\s+(?:platform|technology))?$", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def form(kind: str, name: str) -> str:
    """What spellings of one name share.

    >>> form("Person", "Prof. José Gil, M.D., Ph.D."), form("Condition", "Solid tumours")
    ('josegil', 'solidtumour')
    """
    return normal_form(bare(kind, name))


def bare(kind: str, name: str) -> str:
    """A name without what may come and go with it: the name itself, if nothing else is left.

    >>> bare("Trial", "OASIS study"), bare("Technology", "DuoBody platform"), bare("Company", "Acme, Inc.")
    ('OASIS', 'DuoBody', 'Acme')
    """
    plain = without_marks(name)
    return _STRIPPERS[kind](plain) or plain if kind in _STRIPPERS else plain


def is_head(short: str, name: str) -> bool:
    """Whether a name is the last words of a longer one, and so that of something wider.

    >>> is_head("lung cancer", "small cell lung cancer"), is_head("lung cancer", "Lung Cancer")
    (True, False)
    """
    return name.casefold().endswith(f" {short.casefold()}")


def is_part(short: str, name: str) -> bool:
    """Whether one of two names tells of the other but some words, or the initials of some.

    A proper name may stand for a longer one, an acronym or ordinary words may not.

    >>> is_part("MVA", "MVA manufacturing"), is_part("MCAS", "idiopathic mast cell activation syndrome")
    (True, True)
    >>> is_part("NSCLC", "non-small cell lung cancer"), is_part("Lycogen", "Lycogen extraction")
    (False, False)
    """
    if _is_acronym_of_part(short, name) or _is_acronym_of_part(name, short):
        return True
    is_proper = short[:1].isupper() and short[1:].islower()
    inside = len(short) < len(name) and f" {short} ".casefold() in f" {name} ".casefold()
    return inside and not is_proper


def _is_acronym_of_part(acronym: str, name: str) -> bool:
    """Whether letters are the initials of words of a name, but not of all, nor of the first."""
    initials = "".join(word[0] for word in _WORD.findall(name)).casefold()
    letters = acronym.casefold()
    return letters != initials and len(letters) > 1 and letters in initials[1:]


def without_title(name: str) -> str:
    """The name of a person without titles and degrees."""
    title, degrees = _around_people()
    return degrees.sub("", title.sub("", name))


@cache
def _around_people() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return (
        re.compile(rf"^(?:{either('honorifics')}\.?\s+)+"),
        re.compile(rf"(?:,?\s+{either('credentials')}\.?(?=,|\s|$))+$"),
    )


def _singular(name: str) -> str:
    """The name in the singular; acronyms in capitals, "sepsis" and "abscess" stay."""
    return _PLURAL.sub(lambda end: "y" if end.group() == "ies" else "", name)


def _without_kind(name: str) -> str:
    """A technology's own name; a mere description stays."""
    own = _PLATFORM.sub("", name)
    return name if own.islower() else own


_STRIPPERS: Mapping[str, Callable[[str], str]] = {
    "Company": without_legal_form,
    "Condition": _singular,
    "Payload": _singular,
    "Person": without_title,
    "Target": _singular,
    "Technology": _without_kind,
    "Trial": lambda name: _STUDY.sub("", name),
}
