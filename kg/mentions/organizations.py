"""Organisations by form: universities, hospitals, institutes, regulators, societies, public bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from kg.mention import Mention
from kg.mentions.common.listed import listed
from kg.mentions.common.names import Spans, Word, occurrences, plain, run_left, run_right, words_of
from kg.mentions.common.words import words
from kg.structure import Page

_LEFT = frozenset({" ", ".", "&", '"', "’s"})
_INSIDE = frozenset({" ", ".", "&", '"', "’s", "of", "for", "and", "in", "at"})
_ACADEMIC = (
    "University",
    "Université",
    "Universidad",
    "Università",
    "Hospital",
    "Institute",
    "Center",
    "School",
    "College",
)
_ACRONYM = re.compile(
    r"[”\"’']?\s*\((?:the\s+|or\s+)?[“\"']?(?P<acronym>[A-Za-z][\w&./-]{1,14})[”\"']?(?:\)|\s+or\s|,|;)"
)
_SCIENTISTS = frozenset(
    {"Professor", "Faculty", "Department", "Division", "Chair", "Lecturer", "Dean", "Oncologist", "Physician"}
)
_WORKPLACE = re.compile(r"[^.;:“”()]{0,120}?\sat\s(?:the\s)?(?=[A-Z])")
_NOT_INSIDE = ("honorifics", "role-heads", "name-stop-words", "company-verbs")
_LONGEST = 12
_LEAST = 0.5
_NO_ACRONYM = frozenset({"the", "or", "and", "Company", "formerly"})


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of organisations; `aliases` are the other forms of the name in the document."""
    yield from organizations(page)


@lru_cache(maxsize=2)
def organizations(page: Page) -> tuple[Mention, ...]:
    """Mentions of organisations in the order of the text."""
    ties = _ties(page)
    known = {acronym for acronym in words("organization-acronyms") if acronym not in ties}
    found = list(_longest([*_listed(page), *_full_names(page)]))
    taken = Spans((mention.start, mention.end) for mention in found)
    forms = [*known, *(name for name in ties if len(name) > 2)]
    for (start, end), form in occurrences(page, forms):
        if not any(taken.over(start, end)):
            rule = "organisation acronym" if form in known else "organisation again"
            found.append(
                Mention(
                    start, end, "Organization", form, aliases=tuple(ties.get(form, ())), score=0.9, rule=rule
                )
            )
    return tuple(sorted(found))


def _longest(mentions: list[Mention]) -> Iterator[Mention]:
    """Of mentions that overlap the longest, or a listed one that the other only goes on after."""
    kept: Mention | None = None
    for mention in sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.rule)):
        if kept and mention.start < kept.end:
            if mention.end - mention.start > kept.end - kept.start and not _adds_purpose(kept, mention):
                kept = mention
            continue
        if kept:
            yield kept
        kept = mention
    if kept:
        yield kept


def _adds_purpose(listed_one: Mention, longer: Mention) -> bool:
    """Whether the longer name only adds "for ...": "Food and Drug Administration for Tarviva"."""
    return listed_one.rule == "vocabulary" and longer.name.startswith(f"{listed_one.name} for ")


def _listed(page: Page) -> Iterator[Mention]:
    """Organisations that the vocabulary lists, as the text names them."""
    for mention in listed(page):
        if mention.kind == "Organization" and mention.score > _LEAST:
            name = plain(page.text[mention.start : mention.end])
            yield replace(mention, name=name, aliases=_acronym(page.text, mention.end), score=0.9)


@lru_cache(maxsize=2)
def _ties(page: Page) -> dict[str, tuple[str, ...]]:
    """Other names by name: full names and the acronyms in the brackets after them."""
    ties: dict[str, tuple[str, ...]] = {}
    for mention in _full_names(page):
        for alias in mention.aliases:
            ties.setdefault(alias, (mention.name,))
        ties.setdefault(mention.name, mention.aliases)
    return ties


@lru_cache(maxsize=2)
def _full_names(page: Page) -> tuple[Mention, ...]:
    page_words = words_of(page)
    found: list[Mention] = []
    done = -1
    for index, word in enumerate(page_words):
        if index < done or word.text not in words("organization-heads"):
            continue
        first, after = _extent(page_words, index)
        first = max(first, done)
        if _is_name(page_words[first:after], word):
            found.append(
                _mention(page, page_words[first].start, page_words[after - 1].end, "organisation noun")
            )
            done = after
    spans = Spans((mention.start, mention.end) for mention in found)
    for word in page_words:
        if word.text in _SCIENTISTS and (match := _WORKPLACE.match(page.text, word.end)):
            found.extend(_workplace(page, match.end(), spans))
    return tuple(sorted(found))


def _extent(page_words: tuple[Word, ...], head: int) -> tuple[int, int]:
    """First word and word after the last of the name around a head noun."""
    first = run_left(page_words, head, _LEFT)
    for index in range(first, head):
        if page_words[index].text in words("company-verbs", "organization-lead"):
            first = index + 1
    while first < head and _is_lead(page_words[first], page_words[first + 1]):
        first += 1
    joined = first > 1 and page_words[first - 1].gap in {"and", "of", "for"}
    if joined and first == head and page_words[first - 1].gap == "and":
        first = run_left(page_words, head - 1, _LEFT)  # "Food and Drug Administration" has its noun last
    after = head + 1
    while after < len(page_words) and after - first < _LONGEST and page_words[after - 1].gap in _INSIDE:
        if not _goes_on(page_words, first, head, after):
            break
        after += 1
    return _and_left(page_words, first, head), after


def _and_left(page_words: tuple[Word, ...], first: int, head: int) -> int:
    """Includes the part before "and" of a name whose noun stands last: "Food and Drug Administration"."""
    noun_last = page_words[head].text in {
        "Administration",
        "Agency",
        "Authority",
        "Society",
        "Association",
        "Hospital",
        "Hospitals",
    }
    if noun_last and first > 0 and page_words[first - 1].gap == "and" and head - first <= 2:
        left = run_left(page_words, first - 1, _LEFT)
        while left < first and _is_lead(page_words[left], page_words[left + 1]):
            left += 1
        if left < first and not any(
            word.text in words("organization-heads") for word in page_words[left:first]
        ):
            return left
    return first


def _goes_on(page_words: tuple[Word, ...], first: int, head: int, after: int) -> bool:
    """Whether the name goes on with the word `after`."""
    gap, following = page_words[after - 1].gap, page_words[after]
    inside = page_words[first:after]
    has_of = any(word.gap in {"of", "for"} for word in inside[:-1])
    if any(following.text in words(name) for name in _NOT_INSIDE):
        return False
    if gap == " " and head < after - 2 and following.text not in words("organization-heads"):
        return has_of or any(
            word.text in words("organization-heads") for word in page_words[after - 1 : after]
        )
    if gap == "and":
        return (
            has_of
            and following.text not in words("organization-heads")
            and following.text not in words("organization-acronyms")
        )
    if gap in {"in", "at"}:
        return (gap == "at" and has_of) or all(
            word.text in {"University", "Hospital", "Hospitals", "Clinic"} for word in inside
        )
    if gap == "’s":
        return inside[-1].text not in words("organization-heads") and not has_of
    return True


def _is_lead(word: Word, following: Word) -> bool:
    if f"{word.text} {following.text}" in words("places"):
        return False
    return (
        word.text in words("name-stop-words")
        or word.text in words("honorifics")
        or word.text in words("role-heads")
    )


def _is_name(name: tuple[Word, ...], head: Word) -> bool:
    texts = [word.text for word in name]
    if len(name) < 2 or any(text in words("organization-not") for text in texts):
        return False
    if texts[0] in {"Department", "Division", "Faculty", "Office"}:
        return texts[1] in {
            "Defense",
            "Defence",
            "Health",
            "Veterans",
            "Energy",
            "Homeland",
            "Justice",
            "Agriculture",
            "Science",
        }
    strong = [
        text
        for text in texts
        if text in words("organization-heads") and text not in words("organization-weak-heads")
    ]
    if strong:
        return True
    if any(word.gap in {"of", "for"} for word in name[:-1]) or len(name) > 2:
        return (
            head.text not in {"Network", "Services", "Library", "Registry", "Union", "Office"}
            or len(name) > 3
        )
    return texts[0] in words("places") or texts[0].isupper()


def _workplace(page: Page, start: int, taken: Spans) -> Iterator[Mention]:
    """The name after "Professor ... at" where no noun tells that it is an organisation ("City of Hope")."""
    page_words = words_of(page)
    index = next((number for number, word in enumerate(page_words) if word.start == start), -1)
    if index < 0 or any(taken.over(start, start + 1)):
        return
    after = run_right(page_words, index, {" ", "of", "&"})
    yield _mention(page, start, page_words[after - 1].end, "workplace of a scientist")


def _mention(page: Page, start: int, end: int, rule: str) -> Mention:
    text = page.text
    opened = text.count("“", start, end) - text.count("”", start, end)
    if opened > 0 and text[end : end + 1] == "”":
        end += 1
    name = plain(text[start:end])
    return Mention(start, end, "Organization", name, aliases=_acronym(text, end), score=0.85, rule=rule)


def _acronym(text: str, end: int) -> tuple[str, ...]:
    """The acronym in brackets behind a name, if there is one."""
    match = _ACRONYM.match(text, end)
    form = match["acronym"] if match else ""
    refused = form in words("not-companies", "credentials") or form in _NO_ACRONYM
    return (form,) if not refused and _is_acronym(form) else ()


def _is_acronym(form: str) -> bool:
    return sum(character.isupper() for character in form) >= 2
