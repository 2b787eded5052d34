"""Reads the claims of a laid-out document, sentence by sentence, keeping track of what it speaks about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter

from kg.mention import Mention
from kg.mentions.common.words import either
from kg.relations.claims import Claim
from kg.relations.companions import with_companions
from kg.relations.details import with_details
from kg.relations.encode import Item, encode, without_asides, without_overlaps
from kg.relations.entities import ENTITY_KINDS, Things, gather
from kg.relations.focus import Focus
from kg.relations.patterns import pattern_sets
from kg.relations.payments import with_kind
from kg.relations.sentence import SentenceReader
from kg.relations.topics import (
    find_issuer,
    find_lead,
    find_listed,
    find_main,
    find_pair,
    find_titled,
    section_subject,
)
from kg.schema import schema
from kg.structure import Page, Sentence

_BULLETS = frozenset("*•·-–▪●")
#: A bullet up to this length is an item of a list rather than a sentence of its own, and a line a heading.
_SHORT_BULLET = 60


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a document.

    Attributes:
        things: What the document names.
        issuer: The company that it speaks for.
        claims: What it says, in the order of the text.
        homes: Where the text turns to another company, and to which.
        pair: The two companies that it begins with, if it begins with two.
    """

    things: Things
    issuer: Item | None
    claims: tuple[Claim, ...]
    homes: tuple[tuple[int, Item | None], ...]
    pair: tuple[Item, ...]

    def home(self, place: int) -> Item | None:
        """The company that the text is about at a place."""
        before = bisect_right(self.homes, place, key=itemgetter(0))
        return self.homes[before - 1][1] if before else self.issuer


def read(page: Page, mentions: Iterable[Mention]) -> Reading:
    """The claims of a page."""
    found = sorted(set(mentions))
    things = gather(found, page.text)
    sentences = passages(page)
    items = list(_items_by_sentence(sentences, found, things))
    issuer = find_issuer(page, sentences, things, items)
    focus = Focus(things, issuer, find_lead(sentences, items), find_titled(sentences, items))
    focus.listed, focus.main = find_listed(items), find_main(items)
    focus.pair = find_pair(sentences, items)
    homes: list[tuple[int, Item | None]] = []
    claims = tuple(_claims(page, sentences, focus, items, homes))
    return Reading(things, issuer, claims, tuple(homes), focus.pair)


def passages(page: Page) -> tuple[Sentence, ...]:
    """The readable sentences, each list of short bullets joined to the words that bring it in.

    "Our partners are:" and the bullets "* A", "* B" make one passage.
    """
    found: list[Sentence] = []
    for sentence in page.readable:
        words = page.text[sentence.start : sentence.end].strip()
        before = found[-1] if found else None
        listed = words[:1] in _BULLETS and len(words) <= _SHORT_BULLET
        if before and listed and before.section is sentence.section and _opens_list(page.text, before):
            found[-1] = replace(before, end=sentence.end)
        else:
            found.append(sentence)
    return tuple(found)


def _opens_list(text: str, sentence: Sentence) -> bool:
    words = text[sentence.start : sentence.end].strip()
    return words.endswith(":") or (":" in words and words.rsplit("\n", 1)[-1].strip()[:1] in _BULLETS)


def _items_by_sentence(
    sentences: Sequence[Sentence], mentions: list[Mention], things: Things
) -> Iterator[list[Item]]:
    """For each sentence its mentions as items, without overlaps."""
    position = 0
    for sentence in sentences:
        while position < len(mentions) and mentions[position].start < sentence.start:
            position += 1
        inside = []
        for mention in mentions[position:]:
            if mention.start >= sentence.end:
                break
            if mention.end <= sentence.end:
                inside.append(_item(mention, things))
        yield without_overlaps(inside)


def _item(mention: Mention, things: Things) -> Item:
    if mention.kind not in ENTITY_KINDS:
        calling = mention.kind == "Role" and _callings().fullmatch(mention.name)
        return Item("Calling" if calling else mention.kind, mention.start, mention.end, mention)
    number = things.number(mention)
    return Item(things[number].kind, mention.start, mention.end, mention, number)


@cache
def _callings() -> re.Pattern[str]:
    """Roles that are no office of the company in focus: callings, and the president of a country."""
    return re.compile(rf"(?:.*\b)?{either('role-callings')}\b.*|President", re.IGNORECASE | re.DOTALL)


def _claims(
    page: Page,
    sentences: Sequence[Sentence],
    focus: Focus,
    items: list[list[Item]],
    homes: list[tuple[int, Item | None]],
) -> Iterator[Claim]:
    plain, full = pattern_sets()
    section = None
    for sentence, named in zip(sentences, items, strict=True):
        if sentence.section is not section:
            section = sentence.section
            focus.enter(section, section_subject(section, focus.things))
        if section.kind == "body" and not focus.listed and _is_heading(page, sentence):
            focus.turn(named)
        focus.hear(sentence.quoted, named)
        homes.append((sentence.start, focus.home))
        references = list(focus.references(page.text, sentence.start, sentence.end, named))
        apart = without_overlaps([*named, *references]) if references else named
        items_here = with_companions(page.text, sentence.start, apart)
        encoded = encode(page.text, sentence.start, sentence.end, items_here)
        span = _trimmed(page, sentence)
        headline = section.kind in ("headline", "summary")
        for form, patterns in ((without_asides(encoded), plain), (encoded, full)):
            reader = SentenceReader(form, span, focus, schema(), headline=headline)
            told = (with_kind(claim, form) for claim in reader.claims(patterns))
            yield from (with_details(claim, form) for claim in told if claim is not None)
        focus.leave(items_here, counts=_is_whole(page, span))


def _is_whole(page: Page, span: tuple[int, int]) -> bool:
    """Whether words are a sentence rather than a heading, a table's row or an item of a list."""
    return page.text[span[0] : span[1]].rstrip('"”’)*').endswith((".", "!", "?"))


def _is_heading(page: Page, sentence: Sentence) -> bool:
    """Whether a line of the body is a heading: a few words that end without a stop and are no bullet."""
    words = page.text[sentence.start : sentence.end].strip()
    bullet = words[:1] in _BULLETS and words[1:2].isspace()
    return not bullet and len(words) <= _SHORT_BULLET and words.strip("*# ")[-1:].isalnum()


def _trimmed(page: Page, sentence: Sentence) -> tuple[int, int]:
    words = page.text[sentence.start : sentence.end]
    return sentence.start + len(words) - len(words.lstrip()), sentence.start + len(words.rstrip())
