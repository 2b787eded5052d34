"""Scientific meetings: "2024 Annual Meeting of the American Society of Hematology (ASH)", "ASH 2024"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mention import Mention
from kg.mentions.common.listed import listed
from kg.mentions.common.names import Spans, Word, last_before, occurrences, plain, run_left, words_of
from kg.mentions.common.words import words
from kg.structure import Page

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_GAPS = frozenset({" ", ".", ",", "&", "and", "of", "for", "’s", "in"})
_AFTER = re.compile(
    r"(?:\s+(?:on|of|for)\s+(?:the\s+)?(?P<subject>[A-Z][\w’'&-]*(?:(?:\s+|,\s+|\s+(?:of|and|for|&|on)\s+(?:the\s+)?|,\s+and\s+)[A-Z][\w’'&-]*){0,9}))?"
    r"(?P<bracket>\s*\([“\"]?[A-Za-z][\w&/ -]{1,20}[”\"]?\))?"
    r"(?:\s+(?:Congress|Conference|Meeting)\b)?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
)
_BEFORE = re.compile(
    r"(?:(?:19|20)\d\d|\d{1,3}\^?(?:st|nd|rd|th)|[XVI]{1,6})(?:\s+(?:[Aa]nnual))?\s+\Z|\b[Aa]nnual\s+\Z"
)
_BRACKET_GAP = re.compile(
    r"\s\((?P<acronym>[A-Z][\w&/-]{1,12})\)\s(?:(?:19|20)\d\d\s|\d{1,3}\w\w\s)?(?:Hybrid\s|Virtual\s)?\Z"
)
_LEAST = 0.5
_AT = re.compile(r"\b(?:at|during)\s(?:the\s)?(?:(?:19|20)\d\d\s)?\Z")
_YEAR = re.compile(
    rf"(?:'\d\d|(?:\s|,\s(?:{_MONTHS})[a-z]*\.?\s)(?:19|20)\d\d)(?:\s(?:Annual\s)?(?:Meeting|Congress|Conference|Workshop|Symposium))?\b"
)
_CITED = re.compile(rf"et al\.?,\s(?P<name>[A-Z][\w-]{{1,9}}),\s(?:{_MONTHS})[a-z]*\.?\s(?:19|20)\d\d")
_DEFINED = re.compile(r"\s*\([“\"]?(?P<name>[A-Za-z][\w&/ -]{1,20}?)[”\"]?\)")

Span = tuple[int, int]


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of scientific meetings; `aliases` are the name without year and number, and the acronym."""
    found = [*_by_noun(page), *_by_acronym(page)]
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    yield from kept
    yield from _again(page, kept)


@cache
def _heads() -> AhoCorasick:
    return AhoCorasick(sorted(words("conference-heads")), matchkind=MatchKind.LeftmostLongest)


def _nouns(text: str, start: int, end: int) -> Iterator[Span]:
    """Places of nouns of meetings."""
    for _, at, after_last in _heads().find_matches_as_indexes(text[start:end]):
        first, last = start + at, start + after_last
        after = text[last : last + 8].lower()
        if not (
            text[first - 1 : first].isalnum()
            or after[:1].isalnum()
            or after.startswith((" call", " cent", " room"))
        ):
            yield first, last


def _by_noun(page: Page) -> Iterator[Mention]:
    text = page.text
    for sentence in page.readable:
        done = sentence.start
        for first, last in _nouns(text, sentence.start, sentence.end):
            if first < done:
                continue
            start = _start(page, first, sentence.start)
            after = _AFTER.match(text, last, sentence.end)
            end = after.end() if after else last
            if (
                after
                and after["subject"]
                and all(word.strip(",") in words("places") for word in after["subject"].split())
            ):
                end = last
            if _is_meeting(text, start, first, last, end):
                done = end
                yield _mention(page, start, end)


def _start(page: Page, head: int, limit: int) -> int:
    """Start of the words before a meeting's noun that belong to its name."""
    text, page_words = page.text, words_of(page)
    bracket = _BRACKET_GAP.search(text, max(limit, head - 40), head)
    start = head
    anchor = bracket.start() if bracket else _ordinal(text, head, limit)
    last = last_before(page, anchor)
    if (
        last >= 0
        and page_words[last].start >= limit
        and text[page_words[last].end : anchor].strip(" \n^'’s") == ""
    ):
        start = page_words[_first(page_words, last)].start
        if start < anchor:
            return _ordinal(text, start, limit)
    return min(_ordinal(text, head, limit), head)


def _first(page_words: tuple[Word, ...], last: int) -> int:
    first = run_left(page_words, last, _GAPS, 9)
    leads = words("name-stop-words") | words("company-verbs") | words("honorifics")
    for index in range(last, first - 1, -1):
        if page_words[index].text in leads or (index < last and page_words[index].gap == "in"):
            return index + 1
    while first < last and page_words[first].gap == ",":
        first += 1 if page_words[first].text in words("places") else 0
        break
    return first


def _ordinal(text: str, start: int, limit: int) -> int:
    match = _BEFORE.search(text, max(limit, start - 24), start)
    return match.start() if match else start


def _is_meeting(text: str, start: int, first: int, last: int, end: int) -> bool:
    before, noun, said = text[start:first], text[first:last], text[start:end]
    if any(word in said for word in words("conference-not")):
        return False
    known = words("places") | {"U.S.", "Annual"}
    named = any(part[0].isupper() and part not in known for part in before.split())
    subject = any(part[0].isupper() for part in text[last:end].split())
    if noun[0].islower() or noun in {"Meeting", "Forum", "Summit", "Sessions", "Convention"}:
        return named and (subject or len(before.split()) > 1)
    return named or subject


def _by_acronym(page: Page) -> Iterator[Mention]:
    acronyms = words("conference-acronyms")
    for word in words_of(page):
        if word.text in acronyms and (match := _YEAR.match(page.text, word.end)):
            yield _mention(page, word.start, match.end())
    for mention in listed(page):
        told = mention.kind == "Conference" and mention.score > _LEAST
        if told and _AT.search(page.text, max(0, mention.start - 16), mention.start):
            yield _mention(page, mention.start, mention.end)
    for match in _CITED.finditer(page.text):
        yield _mention(page, match.start("name"), match.end())


def _mention(page: Page, start: int, end: int) -> Mention:
    name = plain(page.text[start:end]).replace("^", "").strip(" ,.")
    aliases = []
    if acronym := re.search(r"\(([^()]{2,20})\)", name):
        aliases += [acronym[1].strip('“”"'), plain(name.replace(acronym[0], " "))]
    elif defined := _DEFINED.match(page.text, end):
        aliases.append(defined["name"])
    for form in (name, *aliases):
        bare = re.sub(
            r"(?:\b(?:19|20)\d\d\b|\b\d{1,3}(?:st|nd|rd|th)\b|^[XVI]{2,6}\b|^Annual\b|,\s[A-Z][a-z]{2,8}\.?\s*$)",
            "",
            form,
        )
        bare = plain(bare).strip(" ,.")
        if bare != form and len(bare) > 2:
            aliases.append(re.sub(r",\s[A-Z][a-z]{2,8}\.?$", "", bare))
    return Mention(
        start, end, "Conference", name, aliases=tuple(dict.fromkeys(aliases)), score=0.85, rule="meeting"
    )


def _again(page: Page, found: list[Mention]) -> Iterator[Mention]:
    """The acronym of a named meeting where it stands without the name."""
    names = {
        alias: mention.name
        for mention in found
        for alias in mention.aliases
        if alias.isalnum() and alias not in words("organization-acronyms")
    }
    taken = Spans((mention.start, mention.end) for mention in found)
    for (start, end), form in occurrences(page, list(names)):
        if not any(taken.over(start, end)):
            yield Mention(
                start, end, "Conference", form, aliases=(names[form],), score=0.8, rule="meeting again"
            )
