"""The form in which names of a kind are compared: no titles, no plurals, no nouns that say only the kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from kg.mentions.common.words import either
from kg.names import normal_form, without_legal_form, without_marks

_PLURAL = re.compile(r"(?<=[a-zA-Z0-9])(?:(?<=[a-z])ies|(?<![siu])s)$")
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
