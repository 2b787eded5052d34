"""What the words around a name say of it: a medicine, a technology, a target, a study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from kg.mentions.spelling import MARK
from kg.mentions.words import either, words

_BEFORE, _AFTER = 40, 120


class Role(StrEnum):
    """What a name is used as."""

    MEDICINE = "medicine"
    DEFINED = "defined"
    TECHNOLOGY = "technology"
    TARGET = "target"
    STUDY = "study"
    FIRM = "firm"


_LINKS = (" called", " named", " known as", " is", " the", " a", " an")
_BEFORE_ROLES = {
    Role.DEFINED: "compound-head",
    Role.MEDICINE: "compound-before",
    Role.TECHNOLOGY: "technology-head",
    Role.TARGET: "target-before",
    Role.STUDY: "compound-study",
}


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(sorted(f" {entry.lower()}" for entry in words(name)))


def _roles_before(left: str) -> Iterator[Role]:
    """Roles by the words that a name follows; a link such as ", called" may stand between."""
    plain = " " + " ".join(left.lower().split()).rstrip(' “"(,:#-')
    for link in _LINKS:
        plain = plain.removesuffix(link).rstrip(",")
    for role, name in _BEFORE_ROLES.items():
        if plain.endswith(_endings(name)):
            yield role
    if left.endswith(("anti-", "anti‑", "anti–")):
        yield Role.TARGET


@cache
def _after() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    heads = either("compound-head")
    mark = rf"(?:{MARK.pattern})?(?:\s*\([^()]{{1,60}}\))?"
    word = r"(?!(?:company|firm|developer|leader|provider|platform|technology|maker|subsidiary|pioneer|manufacturer|biotech\w*)\b)[^\s,.;()]{1,30}"
    return (
        (
            Role.DEFINED,
            re.compile(
                rf"{mark}\s*(?:(?:,\s*(?:which\s+)?)?(?:is|was)|[,–—-])\s+(?:(?:currently|also)\s+)?(?:an?|the|its|our|their)\s+"
                rf"(?:{word},?\s+){{0,9}}?{heads}\b(?!\s+(?:company|firm|developer|platform|maker))",
                re.IGNORECASE,
            ),
        ),
        (
            Role.FIRM,
            re.compile(
                rf"(?:{MARK.pattern})?(?:\s+[A-Z][\w&-]*){{0,3}},?\s+(?:Inc|Ltd|LLC|Corp|Corporation|Limited|PLC|plc|GmbH|AG|S\.A|AB|Pharma|Pharmaceuticals?|Therapeutics"
                r"|Biosciences?|Bio|Biotech|Biotechnology|Biopharma|Laboratories|Labs|Holdings|Group|Oncology|Medical|Capital|Partners|Foundation|University)\b"
                r"|\s*\((?:NASDAQ|NYSE|OTC|TSX|CSE|Nasdaq|LSE|AIM|ASX)"
            ),
        ),
        (
            Role.TECHNOLOGY,
            re.compile(
                rf"{mark}(?:,?\s+(?:is\s+)?(?:an?|its|our|the|their)(?=\s))?(?:\s+{_plain()}){{0,3}}\s+(?:technolog(?:y|ies)|platforms?|software|engine|delivery\s+system)\b",
                re.IGNORECASE,
            ),
        ),
        (
            Role.STUDY,
            re.compile(
                rf"{mark}\s+(?:(?:Phase|pivotal|registrational|clinical|randomi[sz]ed)\s+[\w/]*\s*){{0,2}}(?:stud(?:y|ies)|trials?|protocol)\b",
                re.IGNORECASE,
            ),
        ),
        (
            Role.TARGET,
            re.compile(
                r"\s*[-‑–]?\s*(?:positive|negative|expressing|overexpressing|mutant|mutations?|mutated|genes?|receptors?|protein|proteins|antigens?|pathways?"
                r"|kinase|driven|enzymes?|expression|levels?|antibod(?:y|ies)|inhibitors?|agonists?|antagonists?|signall?ing|variants?|strains?|virus|ligand"
                r"|targeting|targeted|directed|binding|knockout|deficient|cells?)\b",
                re.IGNORECASE,
            ),
        ),
        (
            Role.MEDICINE,
            re.compile(
                rf"{mark}(?:['’]s?)?(?:\s+{either('compound-after')}\b"
                r"|\s+(?:is|was|are|were|has\s+been|have\s+been|continues\s+to\s+be|being|,)?\s*(?:(?:currently|also|well)\s+)?"
                r"(?:administered|dosed|tolerated|evaluated|approved|granted|indicated|designed|developed|studied|tested|intended|under\s+development|shown|in\s+Phase|in\s+clinical)\b"
                r"|\s+(?:for|in)\s+(?:the\s+)?(?:treatment|prevention|patients|adults|children|combination|subjects|people|volunteers))",
                re.IGNORECASE,
            ),
        ),
    )


def _plain() -> str:
    return r"[\w/&-]{2,25}"


def roles(text: str, places: Iterable[tuple[int, int]], first: int, last: int) -> set[Role]:
    """What the names at these places are used as, by the words before and after each within text[first:last]."""
    found: set[Role] = set()
    for start, end in places:
        found.update(_roles_before(text[max(first, start - _BEFORE) : start]))
        found.update(role for role, pattern in _after() if pattern.match(text, end, min(last, end + _AFTER)))
    return found
