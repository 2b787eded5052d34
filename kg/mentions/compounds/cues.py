"""What the words around a name say of it: a medicine, a technology, a target, a study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache

from kg.mentions.common.spelling import MARK
from kg.mentions.common.words import either, words

_BEFORE, _AFTER = 40, 120
_PREPOSITION = r"(?:of|in|for|from|with|that|which|to|by|at|on)\s"
_ADJECTIVES = rf"(?:\s+(?!{_PREPOSITION})[\w/-]{{2,25}}){{0,3}}"
_IS_A = r"(?:,|\s+is|\s+was)\s+(?:an?|the)"
#: Words after which a technology is another one than what stands before.
_USE = r"(?:programs?|candidates?|vaccines?|and|uses?|using|applies|leverages?|employs|with|from)\b"
_PHASE = re.compile(r"\b[Pp]hase\s(?:[1-4]|I{1,3}|IV)[ab]?(?:/[1-4I]{1,3}[ab]?)?\s$")
_OWNER = r"(?-i:[A-Z])[\w&.-]{1,25}['’]s?"
_LINKS = (" such as", " like", " including", " called", " named", " known as", " is", " the", " a", " an")


class Role(StrEnum):
    """What a name is used as."""

    MEDICINE = "medicine"
    DEFINED = "defined"
    TECHNOLOGY = "technology"
    TARGET = "target"
    STUDY = "study"
    FIRM = "firm"
    THING = "thing"


#: The word lists whose entries a name of each role follows.
_LISTS_BEFORE = {
    Role.DEFINED: "compound-head",
    Role.MEDICINE: "compound-before",
    Role.TECHNOLOGY: "technology-head",
    Role.TARGET: "target-before",
    Role.STUDY: "compound-study",
    Role.THING: "compound-thing-before",
}
#: What may stand between a name and the words that tell its role: bold type, a mark and a bracket.
_BETWEEN = rf"\*{{0,2}}(?:{MARK.pattern})?(?:\s*\([^()]{{1,60}}\))?"


def roles(text: str, places: Iterable[tuple[int, int]], first: int, last: int) -> set[Role]:
    """What the names at these places are used as, by the words around each within text[first:last]."""
    found: set[Role] = set()
    for start, end in places:
        found.update(_before(text[max(first, start - _BEFORE) : start]))
        if text[start:end].isalpha() and _PHASE.search(text[max(first, start - _BEFORE) : start]):
            found.add(Role.STUDY)
        found.update(role for role, pattern in _after() if pattern.match(text, end, min(last, end + _AFTER)))
    return found


@cache
def _endings(name: str) -> tuple[str, ...]:
    return tuple(sorted(f" {entry.lower()}" for entry in words(name)))


def _before(left: str) -> Iterator[Role]:
    """Roles by the words that a name follows; a link such as ", called" may stand between."""
    plain = " " + " ".join(left.lower().split()).rstrip(' “"(:#*-')
    if plain.endswith("s,"):  # "drugs, X" is a list
        return
    plain = plain.rstrip(' “"(,:#*-')
    for link in _LINKS:
        plain = plain.removesuffix(link).rstrip(",")
    for role, name in _LISTS_BEFORE.items():
        if plain.endswith(_endings(name)):
            yield role
    if left.endswith(("anti-", "anti‑", "anti–")):
        yield Role.TARGET


@cache
def _after() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    patterns = {
        Role.DEFINED: _definition(),
        Role.FIRM: rf"(?:{MARK.pattern})?(?-i:(?:\s+[A-Z][\w&-]*){{0,3}},?\s+{either('compound-firm')})\b"
        r"|\s*\((?:NASDAQ|NYSE|OTC|TSX|CSE|LSE|AIM|ASX)\b",
        Role.TECHNOLOGY: rf"{_BETWEEN}(?:,?\s+(?:is\s+)?(?:an?|its|our|the|their|{_OWNER})(?=\s))?"
        rf"(?:\s+(?!{_USE})[\w/&-]{{2,25}}){{0,4}}\s+(?:technolog(?:y|ies)|platforms?|software|engine|delivery\s+system"
        r"|method\s+(?:of|for))\b",
        Role.STUDY: rf"{_BETWEEN}\s+(?:(?:Phase|pivotal|registrational|clinical)\s+[\w/]*\s*){{0,2}}"
        r"(?:stud(?:y|ies)|trials?|protocol)\b"
        rf"|(?:,|\s+is|\s+was)\s+(?:an?|the|its|our)\s+(?:(?!{_PREPOSITION})[\w/-]{{1,20}},?\s+){{0,7}}?"
        r"(?:study|trial)\b"
        r"|\)\s+(?:evaluating|assessing|studying|comparing)\b",
        Role.TARGET: rf"\s*[-‑–]?\s*{either('target-after')}\b",
        Role.MEDICINE: _use(),
        Role.THING: rf"{_BETWEEN}(?:{_IS_A}{_ADJECTIVES})?\s+{either('compound-thing')}\b(?!-)"
        rf"|,\s+an?{_ADJECTIVES}\s+(?:program|department|cent(?:er|re)|institute|consortium)\s+(?:at|in|of|within)\b",
    }
    return tuple((role, re.compile(pattern, re.IGNORECASE)) for role, pattern in patterns.items())


def _definition() -> str:
    """Matches after X in "X, a first-in-class antibody", and not in "X, a company that develops vaccines"."""
    heads, makers = either("compound-head"), either("compound-maker")
    word = rf"(?!{makers}(?!['’\w])|(?:stud(?:y|ies)|trials?)\b)[^\s,.;()]{{1,30}}"
    return (
        rf"{_BETWEEN}\s*(?:(?:,\s*(?:which\s+)?)?(?:is|was)|[,–—-])\s+(?:(?:currently|also)\s+)?(?:an?|the|its|our|their|{_OWNER})\s+"
        rf"(?:{word},?\s+){{0,9}}?{heads}\b(?!(?:\s+(?!{_PREPOSITION})[\w-]{{2,20}}){{0,2}}\s+{makers}\b)"
    )


def _use() -> str:
    """Matches after X in "X tablets", "X was granted", "X for the treatment of", "X in asthma"."""
    diseases = either("condition-head", "condition-bare", "condition-name")
    return (
        rf"{_BETWEEN}(?:['’]s?)?(?:\s+{either('compound-after')}\b"
        r"|\s+(?:is|was|are|were|has\s+been|have\s+been|continues\s+to\s+be|being|,)?\s*(?:(?:currently|also|well)\s+)?"
        r"(?:administered|dosed|tolerated|evaluated|approved|granted|indicated|designed|developed|studied|tested|intended"
        r"|under\s+development|shown|in\s+Phase|in\s+clinical)\b"
        r"|\s+(?:for|in)\s+(?:the\s+)?(?:treatment|prevention|patients|adults|children|combination|subjects|volunteers)\b"
        rf"|\s+(?:for|in)\s+(?:[\w’'-]+\s+){{0,4}}?(?:{diseases}|virus)\b)"
    )
