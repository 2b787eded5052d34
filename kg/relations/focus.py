"""Focus: what the sentences read so far are about, and whom or what their references mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.relations.encode import Item
from kg.relations.entities import Things
from kg.relations.references import PAIR, referring
from kg.structure import Section

#: A thing stays in focus for this many sentences after it was named; in a section about a company for fewer.
REACH = 3
_REACH_IN_ABOUT = 1
#: Kinds of which a text speaks for longer than a few sentences.
_LASTING = ("Company", "Conference")
_SUBJECTS = {"Party": ("Company",), "Any": ("Company", "Compound")}
#: What a text about one company after the other speaks of no longer when the next one begins.
_PRODUCTS = ("Compound", "Technology", "Trial")
#: How far a role stands from the person, and a company from the role, in characters.
_OFFICE_OF, _OFFICE_AT = 40, 12

#: The beginning of a phrase that stands before the subject of its sentence.
_OPENING = re.compile(
    r"\W*(?:In|With|Through|Following|Under|Despite|Beyond|Alongside|Besides|By|As|After|Based|Building|Leveraging|"
    r"Using|For|At|Since|To|On|During|Drawing|Given)\b[^,;:]*"
)
#: What follows the subject of a sentence, but no name in apposition.
_ACTS = re.compile(r"(?:\s\([^()]{1,80}\))?\s[a-z]")
#: What stands so close behind a name explains it, and means another: "X, the company's subsidiary".
_APPOSED = 3


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
        home = next((item for item in items if item.entity in self.listed), self.home)
        if home is not None and self.home is not None and home.entity != self.home.entity:
            for kind in _PRODUCTS:
                self.last.pop(kind, None)
        self.home = home
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
        known = list(items)
        for begin, finish, kind, way in referring(text[start:end]):
            first, last = start + begin, start + finish
            own = text[first:last].endswith("Company") or self.reach == _REACH_IN_ABOUT
            capital = way == "defined" and own
            meant = _led_up_to(text, start, first, kind, known) if way == "subject" else None
            meant = meant or self._meant(kind, "issuer" if capital else way, first, known)
            if meant is not None and not _names_it(last, items, meant.kind):
                reference = Item(meant.kind, first, last, meant.mention, meant.entity, reference=True)
                known = sorted([*known, reference], key=lambda item: item.start)
                yield reference

    def _meant(self, kind: str, way: str, place: int, items: Sequence[Item]) -> Item | None:
        if way == "issuer":
            return self.speaker
        if way in PAIR:
            return dict(zip(PAIR, self.pair, strict=False)).get(way)
        if way in ("recent", "defined"):
            before = [item for item in items if item.kind == kind and item.end <= place - _APPOSED]
            return before[-1] if before else self.last.get(kind, (self.recent(kind), 0))[0]
        kinds = _SUBJECTS[kind]
        before = [item for item in items if item.kind in kinds and item.end <= place]
        earlier = [item for item in self.subjects if item.kind in kinds]
        return next(iter(before or earlier), self.speaker if kind == "Party" else None)


def _names_it(place: int, items: Sequence[Item], kind: str) -> bool:
    """Whether the name itself follows at once, as in "the compound, SAR3419"."""
    return any(item.kind == kind and 0 <= item.start - place <= 3 for item in items)


def _led_up_to(text: str, start: int, place: int, kind: str, items: Sequence[Item]) -> Item | None:
    """The subject behind an opening phrase that refers to it: "In addition to its work on A, X ..."."""
    kinds = _SUBJECTS[kind]
    named = any(item.kind in kinds and item.end <= place for item in items)
    if named or _OPENING.fullmatch(text, start, place) is None:
        return None
    behind = (item for item in items if item.start > place and item.kind in kinds)
    return next((i for i in behind if text.endswith(", ", 0, i.start) and _ACTS.match(text, i.end)), None)
