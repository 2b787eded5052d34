"""References: "the Company", "its", "the compound", and what a sentence without a name is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from kg.errors import PatternError
from kg.mention import Mention
from kg.names import fold, normal_form
from kg.relations.encode import SIGN, Item
from kg.relations.entities import Things
from kg.relations.patterns import lines
from kg.sieve import Sieve
from kg.structure import Page, Section, Sentence

REFERENCES = Path(__file__).parent / "references.txt"
#: A thing stays in focus for this many sentences after it was named; in a section about a company for fewer.
REACH = 3
_REACH_IN_ABOUT = 1
#: Kinds of which a text speaks for longer than a few sentences.
_LASTING = ("Company", "Conference")
_PARTIES = ("Company", "Organization")
_SUBJECTS = {"Party": ("Company",), "Any": ("Company", "Compound")}
_CUE_LENGTH = 20
#: Kinds of items that may stand between "with" and a compound, or right before "with".
_BETWEEN = frozenset({"Modality", "Target", "Measure", "Quantity", "Percent", "Fraction"})
_PAIR = ("first", "second")
_REFERRING = ("issuer", "defined", "recent", "subject", *_PAIR)
_WAYS = (*_REFERRING, "cue", "follows", "inside", "new")
_FIRST_OF_TITLE = re.compile(r"\s(?:&|and|[-–—(])\s?|[:,]\s")
#: How far a role stands from the person, and a company from the role, in characters.
_OFFICE_OF, _OFFICE_AT = 40, 12
#: A release that gives the tickers of so many companies tells of one after the other.
_ROUND_UP = 3
#: A compound named this many times as often as any other is the one that a release is about.
_FAR_MORE = 3
_LISTED = re.compile(r"[\s,/&+]*(?:and|or|plus)?[\s,]*")
_CAPITALISED = re.compile(r"[A-Z]\w{2}")
_LINE = re.compile(r"(?P<kind>\w+) (?P<way>\w+): (?P<expression>.+)")


@cache
def _references() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    found = []
    for number, line in lines(REFERENCES):
        match = _LINE.fullmatch(line)
        if match is None or match["way"] not in _WAYS:
            raise PatternError(f"{REFERENCES.name}:{number}: expected 'KIND WAY: expression', found {line!r}")
        signs = re.sub(r"\{([A-Z]\w+)\}", lambda kind: SIGN[kind[1]], match["expression"])
        found.append((match["kind"], match["way"], re.compile(signs)))
    return tuple(found)


@cache
def _sieve(*ways: str) -> Sieve[tuple[str, str]]:
    return Sieve(((kind, way), expression) for kind, way, expression in _references() if way in ways)


@dataclass
class Focus:
    """What the sentences read so far are about.

    Attributes:
        things: The document's things.
        issuer: Number of the company that the release speaks for.
        listed: The companies of a round-up of several listed ones, each told of in its turn; else nothing.
        home: The company that the text is about here, by default the issuer.
        speaker: The company that "we" and "our" mean here: in quoted speech that of whoever speaks.
        employers: For each person quoted the company where they were said to hold an office.
        lead: The compound that the release is about.
        titled: The compound that the headline names first.
        main: The compound that the release names far more often than any other.
        pair: The two companies that the release begins with, if it begins with two.
        last: For each kind the item named last, with its sentence's number.
        subjects: Companies and compounds of the sentence before, in order.
        sentence: Number of the sentence being read.
        reach: For how many sentences a thing stays in focus here.
    """

    things: Things
    issuer: Item | None
    lead: Item | None = None
    titled: Item | None = None
    main: Item | None = None
    pair: tuple[Item, ...] = ()
    listed: frozenset[int] = frozenset()
    home: Item | None = None
    speaker: Item | None = None
    employers: dict[int, Item] = field(default_factory=dict)
    last: dict[str, tuple[Item, int]] = field(default_factory=dict)
    subjects: tuple[Item, ...] = ()
    sentence: int = 0
    reach: int = REACH

    def enter(self, section: Section, title: Item | None) -> None:
        """Begin a section; an "About X" section is about X and nothing before it."""
        self.home = self.home if self.listed and self.home else self.issuer
        self.subjects = ()
        self.reach = _REACH_IN_ABOUT if title is not None and title.kind == "Company" else REACH
        if section.kind == "footnote" and self.lead is not None:
            self.last["Compound"] = (self.lead, self.sentence)
        if section.kind == "about":
            self.last.clear()
            if title is not None:
                self.last[title.kind] = (title, self.sentence)
                self.subjects = (title,)
                if title.kind == "Company":
                    self.home = title
        self.speaker = self.home

    def turn(self, items: Sequence[Item]) -> None:
        """Take note of a heading: what follows is of the one company that it names, else of the issuer."""
        named = {item.entity: item for item in items if item.kind == "Company"}
        self.home = self.speaker = next(iter(named.values())) if len(named) == 1 else self.issuer

    def hear(self, quoted: Sequence[tuple[int, int]], items: Sequence[Item]) -> None:
        """Take note of who speaks in a sentence.

        Args:
            quoted: Spans of quoted speech; speech without a new speaker goes on from the sentence before.
            items: What the sentence names.
        """
        self.home = next((item for item in items if item.entity in self.listed), self.home)
        told = [item for item in items if not any(first <= item.start < last for first, last in quoted)]
        for person, role, company in zip(told, told[1:], told[2:], strict=False):
            near = role.start - person.end <= _OFFICE_OF and company.start - role.end <= _OFFICE_AT
            kinds = (person.kind, role.kind, company.kind)
            if quoted and kinds == ("Person", "Role", "Company") and near and person.entity is not None:
                self.employers[person.entity] = company
        speakers = [item.entity for item in told if item.kind == "Person" and item.entity is not None]
        if speakers or not quoted:
            self.speaker = (self.employers.get(speakers[0]) if speakers and quoted else None) or self.home

    def recent(self, kind: str) -> Item | None:
        """The thing of a kind that was named last, unless that is too far back."""
        item, sentence = self.last.get(kind, (None, 0))
        if item is not None and (kind in _LASTING or self.sentence - sentence <= self.reach):
            return item
        return self.speaker if kind == "Company" else None

    def leave(self, items: Sequence[Item], *, counts: bool = True) -> None:
        """Take note of a sentence's items once it has been read.

        Args:
            items: What it names or refers to; what only keeps another company never comes into focus.
            counts: Whether what is in focus moves one sentence away.
        """
        named = [i for i in items if i.entity is not None and not (i.reference or self._is_background(i))]
        for item in reversed(named):
            self.last[item.kind] = (item, self.sentence)
        for item in items:
            known = self.last.get(item.kind)
            if item.reference and known is not None and known[0].entity == item.entity:
                self.last[item.kind] = (known[0], self.sentence)
        self.subjects = tuple(item for item in named if item.kind in _SUBJECTS["Any"])
        self.sentence += counts

    def _is_background(self, item: Item) -> bool:
        """Whether a compound goes by one name that anyone may use, beside the product in the headline."""
        if item.kind != "Compound" or self.lead is None or item.entity == self.lead.entity:
            return False
        name = item.mention.name
        return name.islower() and " " not in name and not self.lead.mention.name.islower()

    def references(self, text: str, start: int, end: int, items: Sequence[Item]) -> Iterator[Item]:
        """Items for the words of a sentence that refer to a thing without naming it."""
        sentence = fold(text[start:end]).replace("\n", " ")
        found = sorted(
            (match.start() + start, match.end() + start, kind, way)
            for (kind, way), match in _sieve(*_REFERRING).finditer(sentence)
        )
        known = list(items)
        for first, last, kind, way in found:
            own = text[first:last].endswith("Company") or self.reach == _REACH_IN_ABOUT
            capital = way == "defined" and own
            meant = self._meant(kind, "issuer" if capital else way, first, known)
            if meant is not None and not _names_it(last, items, meant.kind):
                reference = Item(meant.kind, first, last, meant.mention, meant.entity, reference=True)
                known = sorted([*known, reference], key=lambda item: item.start)
                yield reference

    def _meant(self, kind: str, way: str, place: int, items: Sequence[Item]) -> Item | None:
        if way == "issuer":
            return self.speaker
        if way in _PAIR:
            return dict(zip(_PAIR, self.pair, strict=False)).get(way)
        if way in ("recent", "defined"):
            before = [item for item in items if item.kind == kind and item.end <= place]
            return before[-1] if before else self.last.get(kind, (self.recent(kind), 0))[0]
        kinds = _SUBJECTS[kind]
        before = [item for item in items if item.kind in kinds and item.end <= place]
        earlier = [item for item in self.subjects if item.kind in kinds]
        return next(iter(before or earlier), self.speaker if kind == "Party" else None)


def with_companions(text: str, start: int, items: Sequence[Item]) -> list[Item]:
    """The items of a sentence from `start` on; compounds that only keep another company are marked."""
    marked: list[Item] = []
    for item in items:
        companion = item.kind == "Compound" and _is_companion(text, start, marked, item)
        marked.append(replace(item, kind="Companion") if companion else item)
    return marked


def _is_companion(text: str, start: int, marked: Sequence[Item], item: Item) -> bool:
    before = _plain(text[marked[-1].end if marked else start : item.start])
    if marked and marked[-1].kind == "Companion" and _LISTED.fullmatch(before):
        return True
    after = _plain(text[item.end : item.end + _CUE_LENGTH])
    further = _plain(text[_behind(marked, start) : item.start])
    return _tells("cue", further) or _tells("follows", after) or _is_ingredient(text, marked, item)


def _behind(items: Sequence[Item], start: int) -> int:
    """Where the last item ends but for kinds and numbers: "with the PD-1 antibody X", "9 months with X"."""
    return next((item.end for item in reversed(items) if item.kind not in _BETWEEN), start)


def _plain(words: str) -> str:
    return fold(words).replace("\n", " ")


def _tells(sought: str, words: str) -> bool:
    return any(expression.search(words) for _, expression in _sieve(sought).passing(words))


def _is_ingredient(text: str, before: Sequence[Item], item: Item) -> bool:
    """Whether a name in small letters is what the product named before it is made of."""
    products = [other for other in before if other.kind == "Compound"]
    if not products or _CAPITALISED.search(text[item.start : item.end]):
        return False
    product = products[-1]
    coined = not text[product.start : product.end].islower() and product.entity != item.entity
    return coined and _tells("inside", _plain(text[product.end : item.start]))


def brings_in(kind: str, sentence: str) -> bool:
    """Whether an encoded sentence brings in an unnamed thing of a kind ("a vaccine against mpox")."""
    return any(of == kind and words.search(sentence) for (of, _), words in _sieve("new").passing(sentence))


def _names_it(place: int, items: Sequence[Item], kind: str) -> bool:
    """Whether the name itself follows at once, as in "the compound, SAR3419"."""
    return any(item.kind == kind and 0 <= item.start - place <= 3 for item in items)


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
            return tuple(first.values()) if len(first) == len(_PAIR) else ()
    return ()


def find_issuer(
    page: Page, sentences: Sequence[Sentence], things: Things, items: Sequence[Sequence[Item]]
) -> Item | None:
    """The company that a release speaks for, as headline, first sentence, ticker and "About" tell."""
    scores: dict[int, float] = {}
    first: dict[int, Item] = {}
    bodies = 0
    for sentence, found in zip(sentences, items, strict=True):
        bodies += sentence.section.kind in ("body", "dateline") and any(
            item.kind == "Company" for item in found
        )
        weight = 3.0 if sentence.section.kind == "headline" else 4.0 if found and bodies == 1 else 0.1
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
