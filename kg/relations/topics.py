"""Whom and what a release is about: its issuer, its compound, the subjects of its sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kg.mention import Mention
from kg.names import normal_form
from kg.relations.encode import Item
from kg.relations.entities import Things
from kg.relations.references import PAIR
from kg.structure import Page, Section, Sentence

_PARTIES = ("Company", "Organization")
_FIRST_OF_TITLE = re.compile(r"\s(?:&|and|[-–—(])\s?|[:,]\s")
#: A release that gives the tickers of so many companies tells of one after the other.
_ROUND_UP = 3
#: A compound named this many times as often as any other is the one that a release is about.
_FAR_MORE = 3


def find_listed(items: Sequence[Sequence[Item]]) -> frozenset[int]:
    """The companies of a round-up: those named with ticker symbols, if there are several."""
    listed = frozenset(
        item.entity
        for found in items
        for item, following in pairwise(found)
        if item.kind == "Company" and following.kind == "Ticker" and item.entity is not None
    )
    return listed if len(listed) >= _ROUND_UP else frozenset()


def find_lead(sentences: Sequence[Sentence], items: Sequence[Sequence[Item]]) -> Item | None:
    """The compound that a release is about: the first in its headline, else the one that it names most."""
    ranked = _most_named(items)
    return find_titled(sentences, items) or (ranked[0][0] if ranked else None)


def find_main(items: Sequence[Sequence[Item]]) -> Item | None:
    """The compound that a release names far more often than any other."""
    ranked = _most_named(items)
    others = ranked[1][1] if len(ranked) > 1 else 1
    return ranked[0][0] if ranked and ranked[0][1] >= _FAR_MORE * others else None


def _most_named(items: Sequence[Sequence[Item]]) -> list[tuple[Item, int]]:
    """Compounds with how often they are named, the most named first."""
    counts: Counter[int] = Counter()
    first: dict[int, Item] = {}
    for found in items:
        for item in found:
            if item.kind == "Compound" and item.entity is not None:
                first.setdefault(item.entity, item)
                counts[item.entity] += 1
    ranked = sorted(counts, key=lambda number: (-counts[number], number))
    return [(first[number], counts[number]) for number in ranked]


def find_titled(sentences: Sequence[Sentence], items: Sequence[Sequence[Item]]) -> Item | None:
    """The compound that a headline names first."""
    headlines = (
        found for sentence, found in zip(sentences, items, strict=True) if sentence.section.kind == "headline"
    )
    return next((item for found in headlines for item in found if item.kind == "Compound"), None)


def find_pair(sentences: Sequence[Sentence], items: Sequence[Sequence[Item]]) -> tuple[Item, ...]:
    """The two companies of the first sentence that names several, unless the body names one before."""
    for sentence, found in zip(sentences, items, strict=True):
        first: dict[int | None, Item] = {}
        for item in found:
            if item.kind == "Company":
                first.setdefault(item.entity, item)
        if len(first) > 1 or (first and sentence.section.kind not in ("headline", "summary")):
            return tuple(first.values()) if len(first) == len(PAIR) else ()
    return ()


def find_issuer(
    page: Page, sentences: Sequence[Sentence], things: Things, items: Sequence[Sequence[Item]]
) -> Item | None:
    """The company that a release speaks for, as headline, first sentence, ticker and "About" tell."""
    scores: dict[int, float] = {}
    first: dict[int, Item] = {}
    bodies = 0
    for sentence, found in zip(sentences, items, strict=True):
        companies = [item for item in found if item.kind == "Company"]
        bodies += sentence.section.kind in ("body", "dateline") and bool(companies)
        opens = bodies == 1 and (not first or any(item.entity in first for item in companies))
        weight = 3.0 if sentence.section.kind == "headline" else 4.0 if found and opens else 0.1
        for place, item in enumerate(found):
            if item.kind in _PARTIES and item.entity is not None and things[item.entity].kind == "Company":
                first.setdefault(item.entity, item)
                listed = place + 1 < len(found) and found[place + 1].kind == "Ticker"
                scores[item.entity] = scores.get(item.entity, 0.0) + weight + (1.0 if listed else 0.0)
                weight *= 0.5
    for section in page.sections:
        form = normal_form(section.title) if section.kind == "about" else ""
        for number in scores:
            scores[number] += 2.0 if form and form in _forms(things, number) else 0.0
    best = min(scores, key=lambda number: (-scores[number], number), default=None)
    return None if best is None else first[best]


def _forms(things: Things, number: int) -> set[str]:
    thing = things[number]
    return {normal_form(name) for name in (thing.name, *thing.aliases)}


def section_subject(section: Section, things: Things) -> Item | None:
    """The thing that an "About X" section is about, as far as its title names one."""
    if section.kind != "about" or not section.title:
        return None
    for title in (section.title, _FIRST_OF_TITLE.split(section.title)[0]):
        form = normal_form(title)
        for number in range(len(things)):
            if form in _forms(things, number):
                mention: Mention = things[number].mentions[0]
                return Item(things[number].kind, mention.start, mention.end, mention, number)
    return None
