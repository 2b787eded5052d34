"""Clinical trials: registry numbers and named studies ("the tROPhy-1 study", "KEYNOTE-689")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.mention import Mention
from kg.mentions.names import occurrences, plain
from kg.mentions.words import words
from kg.structure import Page

_REGISTERED = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{8}|ACTRN\d{14}|DRKS\d{8}|ChiCTR[-\d]{8,20}|jRCTs?\d{9,11}|JapicCTI-\d{6}|UMIN\d{9}|CTRI/\d{4}/\d\d/\d{6}|KCT\d{7}|NTR\d{4,5}"
    r"|20\d\d-\d{6}-\d\d(?:-\d\d)?)\b"
)
_NAME = r"[A-Za-z]{0,3}[A-Z][\w’]{0,19}(?:[-‑+][\w]{1,12}){0,3}(?:\s(?:[IVX]{1,4}|\d{1,3}))?"
_PHASE = r"(?:(?:[Pp]hase|PHASE)\s[\w/-]{1,5}\s)?"
_NOUN = r"(?:(?:[Cc]linical|[Rr]andomi[sz]ed|[Pp]ivotal|[Rr]egistrational|[Ee]xpansion|extension|[Mm]ulticenter)\s){0,2}(?:[Tt]rial|TRIAL|[Ss]tud(?:y|ies)|STUDY)s?\b"
_BEFORE_NOUN = re.compile(
    rf"(?<![\w-])[“\"]?(?P<name>{_NAME})[”\"]?[™®]?\s(?:\((?P<number>NCT\d{{8}})\)\s)?{_PHASE}{_NOUN}"
)
_AFTER_NOUN = re.compile(
    rf"\b(?:trial|study)s?,?\s(?:\([^()]{{0,40}}\),?\s)?(?:called|named|known as|dubbed|entitled|titled|designated)\s(?:the\s)?[“\"]?(?P<name>{_NAME})"
)
_IN_BRACKETS = re.compile(rf"\b(?:trial|study)\s\((?:the\s)?[“\"]?(?P<name>{_NAME})[”\"]?[,;)]")
_NUMBERED = re.compile(
    rf"(?<![\w-])[“\"]?(?P<name>{_NAME})[”\"]?\s\((?:[A-Za-z.]{{0,30}}\s?[:#]?\s?)?(?P<number>NCT\d{{8}})\)"
)
_FOLLOWING_NUMBER = re.compile(r"[^.;]{0,60}?\((?:[^()]{0,30}?)(?P<number>NCT\d{8})")
_CODE = re.compile(r"[A-Z]{1,5}-?\d{3,6}[A-Za-z]?|[A-Z]\d{1,2}|COVID-\d+")


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of trials by registry number or name; a number in brackets after a name is an alias of it."""
    text = page.text
    for sentence in page.readable:
        for match in _REGISTERED.finditer(text, sentence.start, sentence.end):
            yield Mention(match.start(), match.end(), "Trial", match[0], score=0.99, rule="registry number")
    names = _named(page)
    for (start, end), form in occurrences(page, list(names), lambda *_: True):
        yield Mention(
            start, end, "Trial", form, aliases=tuple(sorted(names[form])), score=0.85, rule="named study"
        )


def _named(page: Page) -> dict[str, set[str]]:
    """Registry numbers and wordings by the name of a study."""
    names: dict[str, set[str]] = {}
    text = page.text
    for sentence in page.readable:
        for pattern in (_BEFORE_NOUN, _AFTER_NOUN, _IN_BRACKETS, _NUMBERED):
            for match in pattern.finditer(text, sentence.start, sentence.end):
                name = plain(match["name"])
                if _is_name(text, name):
                    aliases = names.setdefault(name, set())
                    if number := _number(match, text):
                        aliases.add(number)
    return names


def _number(match: re.Match[str], text: str) -> str | None:
    if "number" in match.re.groupindex and match["number"]:
        return match["number"]
    following = _FOLLOWING_NUMBER.match(text, match.end())
    return following["number"] if following else None


def _is_name(text: str, name: str) -> bool:
    """Whether a word before "study" names it: capitals within it, and neither a code, an acronym of the text nor a common one."""
    first = name.split()[0]
    capitals = sum(character.isupper() for character in first)
    if capitals < 2 or len(first) < 4 or _CODE.fullmatch(first) or first in _no_trials():
        return False
    if f"({first})" in text or f"(“{first}”)" in text or f'("{first}")' in text:
        return False
    mixed = not first.isupper() and not any(character.isdigit() for character in first)
    return not mixed or capitals > 2


@cache
def _no_trials() -> frozenset[str]:
    return words("trial-not") | words("organization-acronyms") | words("condition-acronym") | words("places")
