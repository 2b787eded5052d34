"""Controlled values: phases, modalities, designations and measures, by the labels of the schemes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mention import Mention
from kg.names import fold
from kg.schema import schema
from kg.sieve import Sieve
from kg.structure.page import Page

_LISTED = ("Modality", "Designation", "Measure")
#: A label up to this length that has capitals must be met with the same capitals.
_ACRONYM = 5
#: An acronym may stand for something that the text defines; whoever knows that is surer.
_ACRONYM_SCORE = 0.7
_GAPS = re.compile(r"\s\s|[^\S ]")
_HYPHENS = "‐‑–"
#: "Other" is a value for what has no name of its own; the word in a text says nothing.
_NOT_A_NAME = "other"
_NUMERALS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMERALS |= {"one": 1, "two": 2, "three": 3, "four": 4}
_NUMERAL = r"(?:[1-4]|I{1,3}|IV|i{1,3}|iv)(?:[ ]?\(?[abAB]\)?(?:[1-3])?)?"
#: "Phase two" is one of a trial if the words behind it say so; buildings have phases too.
_NUMBER_WORD = (
    r"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our)"
    r"(?=\s(?:clinical|trial|stud|human|data|results|safety)|[ab]\b)"
)
_PHASE = re.compile(
    rf"\b[Pp](?:HASE|hase)s?[ \n\-‑]{{0,3}}(?P<first>{_NUMERAL}|{_NUMBER_WORD})"
    rf"(?:[ ]?[/\-–][ ]?(?P<second>{_NUMERAL}))?(?![\w%.]\w)\b"
)
_FURTHER_PHASE = re.compile(
    rf"(?:,| and| or| to|,? as well as)[ ](?P<first>{_NUMERAL})(?P<second>(?!))?(?=[ ,.;)])\b"
)
_STAGES = re.compile(
    r"(?i)\b(?P<Preclinical>pre-?clinical|IND[- ]enabling|non-?clinical)\b"
    r"|\b(?P<Filed>(?:BLA|NDA|MAA|sNDA|sBLA|Biologics License Application"
    r"|(?<!investigational )New Drug Application|Marketing Authori[sz]ation Application)s?)\b"
)


#: With each form whether it gives a number.
_FORMS = Sieve([(True, _PHASE), (False, _STAGES)])


@cache
def _labels() -> tuple[AhoCorasick, tuple[tuple[str, str, str], ...]]:
    """An automaton over folded wordings, and for each wording its kind, concept label and exact spelling."""
    found: dict[str, tuple[str, str, str]] = {}
    for kind in _LISTED:
        for concept in schema().concepts[kind].values():
            for wording in (concept.label, *concept.alternatives):
                if wording == _NOT_A_NAME:
                    continue
                found.setdefault(fold(wording), (kind, concept.label, wording))
                if not wording.endswith("s") and len(wording) > _ACRONYM:
                    found.setdefault(fold(wording) + "s", (kind, concept.label, wording))
    ordered = sorted(found)
    return AhoCorasick(ordered, matchkind=MatchKind.LeftmostLongest), tuple(
        found[wording] for wording in ordered
    )


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of controlled values in the readable sentences; `name` is the label of the concept."""
    for sentence in page.readable:
        found = list(_labelled(page.text, sentence.start, sentence.end))
        for mention, following in zip_longest(found, found[1:]):
            if following is None or not _qualifies(mention, following):
                yield mention
        yield from _phases(page.text, sentence.start, sentence.end)


def _qualifies(mention: Mention, following: Mention) -> bool:
    """Whether of two kinds side by side one only tells which the other is: "a peptide vaccine"."""
    return mention.kind == following.kind == "Modality" and following.start - mention.end == 1


def _labelled(text: str, start: int, end: int) -> Iterator[Mention]:
    automaton, labels = _labels()
    words, places = _single_spaced(text, start, end)
    for index, first, last in automaton.find_matches_as_indexes(fold(words)):
        kind, label, wording = labels[index]
        if _stands_alone(words, first, last) and _same_case(words[first:last], wording):
            sure = _ACRONYM_SCORE if words[first:last].isupper() else 1.0
            yield Mention(places[first], places[last - 1] + 1, kind, label, score=sure, rule="scheme label")


def _single_spaced(text: str, start: int, end: int) -> tuple[str, Sequence[int]]:
    """The words of a sentence with single spaces and plain hyphens, and where each character stands."""
    if not _GAPS.search(text, start, end):
        return _with_hyphens(text[start:end]), range(start, end)
    places = [
        place
        for place in range(start, end)
        if not text[place].isspace() or (place > start and not text[place - 1].isspace())
    ]
    words = "".join(" " if text[place].isspace() else text[place] for place in places)
    return _with_hyphens(words), places


def _with_hyphens(words: str) -> str:
    for hyphen in _HYPHENS if not words.isascii() else ():
        words = words.replace(hyphen, "-")
    return words


def _stands_alone(words: str, start: int, end: int) -> bool:
    return not (start and words[start - 1].isalnum()) and not (end < len(words) and words[end].isalnum())


def _same_case(found: str, wording: str) -> bool:
    return len(wording) > _ACRONYM or wording.islower() or found.startswith(wording)


def _phases(text: str, start: int, end: int) -> Iterator[Mention]:
    for numbered, match in _FORMS.finditer(text, start, end):
        if not numbered:
            yield Mention(*match.span(), "Phase", str(match.lastgroup), rule="stage", score=0.95)
        further = match if numbered else None
        while further is not None:
            if name := _phase_name(further["first"], further["second"]):
                begin = further.start("first") if further is not match else match.start()
                yield Mention(begin, further.end(), "Phase", name)
            further = _FURTHER_PHASE.match(text, further.end(), end)


def _phase_name(first: str, second: str | None) -> str | None:
    """The label of a phase by its numerals; letters after them are dropped.

    >>> _phase_name("1b", "2a"), _phase_name("II", None)
    ('Phase 1/2', 'Phase 2')
    """
    numbers = [
        _NUMERALS[match[0]]
        for part in (first, second)
        if part and (match := re.match(r"[1-4]|[iv]+|[a-z]+", part.lower()))
    ]
    name = f"Phase {'/'.join(str(number) for number in dict.fromkeys(numbers))}"
    return name if name in schema().concepts["Phase"] else None
