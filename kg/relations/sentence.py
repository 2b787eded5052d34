"""Reads the claims of one encoded sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

from kg.relations.claims import CONFIDENCE, Claim, Span
from kg.relations.encode import Encoded, Item
from kg.relations.focus import Focus
from kg.relations.patterns import Pattern, PatternSet
from kg.relations.references import brings_in
from kg.relations.status import Scope, scopes, status_at
from kg.schema import Predicate, Schema

#: What a claim keeps of its confidence when the sentence does not name what it speaks of.
_UNNAMED = 0.85
#: A longer sentence is not quoted whole.
_LONGEST_QUOTE = 400
_ENDS = ("subject", "object")
_NOT_LISTED = (*_ENDS, "value")
_OWN_CONSTANTS = ("status", "confidence", "value", "subject", "continues")
#: Words before those that name a measure.
_LEADING = re.compile(
    r"^(?:(?:with|and|an?|the|of|by|was|were|marking|showing|shown|showed|achieved|demonstrated)\s+)+",
    re.IGNORECASE,
)
#: Status of patterns for what is no fact.
_NONE = "none"
#: Subject of patterns that speak of the compound in the headline when nothing closer is named.
_TITLED = "titled"
#: Subject of patterns that speak of the one compound that a release is about when nothing closer is named.
_MAIN = "main"
#: Subject of patterns that speak of the compound that the release is about, whatever is in focus.
_LEAD = "lead"
#: How far behind a claim its list goes on, in characters.
_NEXT = 60
#: A slot that takes all that its number says: a share, and how many people of how many it stands for.
_NUMBER = "number"
#: What a fact is told apart by when it has no object: each of these in a sentence belongs to one fact.
_NUMBERS = frozenset({"Percent", "Fraction", "Quantity", "HazardRatio", "PValue"})
#: Those that tell how much or how many.
_SHARES = frozenset({"Percent", "Fraction", "Quantity"})


@dataclass(frozen=True, slots=True)
class _Match:
    """A pattern that matched: its span in the encoded sentence, where its last slot ends, items and words."""

    pattern: Pattern
    start: int
    end: int
    last: int
    slots: Mapping[str, list[Item]]
    words: Mapping[str, str]

    @property
    def beside_subject(self) -> list[Item]:
        """All items in slots but the subject's."""
        return [item for slot, items in self.slots.items() if slot != "subject" for item in items]

    @property
    def marks(self) -> list[Item]:
        """Sums of money or offices, which tell a fact from others between the same two parties."""
        return self.slots.get("amount") or self.slots.get("role", [])

    @property
    def numbers(self) -> list[Item]:
        """The numbers of a fact without an object."""
        return [] if "object" in self.slots else [i for i in self.beside_subject if i.kind in _NUMBERS]

    @property
    def anchors(self) -> list[Item]:
        """What tells the fact from others of its relation in the sentence."""
        ends = self.slots.get("object") or self.slots.get("value")
        return self.marks or self.numbers or ends or self.beside_subject

    def singly(self) -> Iterator[_Match]:
        """The match once for each item of a list that qualifies a claim, as in "was CEO and Chairman"."""
        lists = {
            slot: items for slot, items in self.slots.items() if slot not in _NOT_LISTED and len(items) > 1
        }
        for chosen in product(*lists.values()):
            one_each = {slot: [item] for slot, item in zip(lists, chosen, strict=True)}
            yield replace(self, slots={**self.slots, **one_each})


@dataclass(frozen=True, slots=True)
class _Told:
    """What a claim was told of and with which qualifiers, for the list that may go on behind it."""

    subject: Item | None
    object: Item | None
    qualifiers: Mapping[str, Any]


class SentenceReader:
    """Reads one sentence with sets of patterns.

    Args:
        sentence: The encoded sentence.
        span: Where it stands in the text.
        focus: What the text has spoken of so far.
        schema: What facts may say.
        headline: Whether the sentence is a headline.
    """

    def __init__(
        self, sentence: Encoded, span: Span, focus: Focus, schema: Schema, *, headline: bool = False
    ) -> None:
        self._sentence = sentence
        self._span = span
        self._focus = focus
        self._schema = schema
        self._headline = headline
        self._taken: set[tuple[str, int]] = set()
        self._closed: set[str] = set()
        self._told: dict[str, dict[int, _Told]] = {}

    def claims(self, patterns: PatternSet) -> Iterator[Claim]:
        """Claims of all patterns that match, earlier patterns of a relation first."""
        for pattern in patterns.matching(self._sentence.text):
            for found in pattern.expression.finditer(self._sentence.text):
                slots = {
                    slot: self._sentence.among(*found.span(group))
                    for slot, group in pattern.slots.items()
                    if found[group]
                }
                words = {
                    name: _LEADING.sub("", self._sentence.words(*found.span(group)))
                    for name, group in pattern.words.items()
                    if found[group]
                }
                last = max((found.end(pattern.slots[slot]) for slot in slots), default=found.end())
                yield from self._claims(_Match(pattern, found.start(), found.end(), last, slots, words))

    @cached_property
    def _scopes(self) -> tuple[Scope, ...]:
        return scopes(self._sentence.text)

    def _claims(self, match: _Match) -> Iterator[Claim]:
        predicate = match.pattern.predicate
        free = [item for item in match.anchors if (predicate, item.start) not in self._taken]
        if predicate in self._closed or (match.numbers and len(free) < len(match.anchors)):
            return
        if match.pattern.constants.get("status") == _NONE:
            self._taken.update((predicate, item.start) for item in match.beside_subject)
            self._closed.update(() if match.slots else (predicate,))
            return
        before = self._before(match)
        if "continues" in match.pattern.constants and before is None:
            return
        pairs = self._pairs(match, free, before) if free or not match.anchors else []
        if pairs:
            self._taken.update((predicate, item.start) for item in match.beside_subject)
        for subject, other in pairs:
            anchor = other if other in free else next(iter(free), None)
            status = match.pattern.constants.get("status") or status_at(
                self._place(match, anchor), self._scopes
            )
            for single in match.singly() if status != "opinion" else ():
                claim = self._claim(single, subject, other, status, before)
                self._told.setdefault(predicate, {})[match.last] = _Told(subject, other, claim.qualifiers)
                yield claim

    def _before(self, match: _Match) -> _Told | None:
        """The claim whose list a match goes on with: the last one, if no other number stands between."""
        if "continues" not in match.pattern.constants:
            return None
        told = self._told.get(match.pattern.predicate, {})
        end = max((end for end in told if end <= match.start + 1), default=-_NEXT)
        between = self._sentence.among(end, match.start)
        near = match.start - end < _NEXT and not any(item.kind in _SHARES for item in between)
        return told[end] if near and ";" not in self._sentence.text[end : match.start] else None

    def _pairs(
        self, match: _Match, free: list[Item], before: _Told | None
    ) -> list[tuple[Item | None, Item | None]]:
        """Subjects with objects; what the pattern does not take from the sentence comes from the focus."""
        predicate = self._schema.predicates[match.pattern.predicate]
        receiver = self._receiver(predicate)
        known = [before.subject] if before else []
        subjects: Sequence[Item | None] = match.slots.get("subject", known)
        objects: Sequence[Item | None] = [None]
        if match.marks and "object" in match.slots:
            objects = match.slots["object"]
        elif "object" in match.slots or (
            "value" in match.slots and predicate.range_kind in ("concept", "literal")
        ):
            objects = free
        elif receiver:
            objects = [before.object] if before else self._in_focus(receiver, subjects) or [None]
        elif predicate.range_kind == "entity":
            objects = self._in_focus(predicate.range, subjects)
        if not subjects:
            subjects = [None] if receiver else self._unnamed(match, predicate.domain, free)
        respectively = "respectively" in self._sentence.text and len(subjects) == len(objects)
        pairs = zip(subjects, objects, strict=True) if respectively else product(subjects, objects)
        return [(one, other) for one, other in pairs if (one or other) and not _same(one, other)]

    def _unnamed(self, match: _Match, kinds: Iterable[str], free: Sequence[Item]) -> Sequence[Item]:
        """What a pattern speaks of that leaves it out."""
        meant = match.pattern.constants.get("subject")
        if meant == _LEAD:
            lead = self._focus.lead
            others = [item for item in self._sentence.items.values() if item.kind in kinds]
            return [lead] if lead and lead.kind in kinds and all(_same(lead, it) for it in others) else []
        nearest = self._nearest(kinds, free, match.start)
        return nearest or self._meant(meant, kinds)

    def _receiver(self, predicate: Predicate) -> frozenset[str]:
        """What the object of a fact can be that gives a record with two parties; nothing for all others."""
        if predicate.range_kind != "record":
            return frozenset()
        part = self._schema.parts[predicate.range_name].get("object")
        return part.range if part else frozenset()

    def _claim(
        self, match: _Match, subject: Item | None, other: Item | None, status: str, before: _Told | None
    ) -> Claim:
        pattern = match.pattern
        named = [item for item in (subject, other) if item is not None]
        outside = [
            item for item in named if item.reference or not self._span[0] <= item.start < self._span[1]
        ]
        short = self._span[1] - self._span[0] <= _LONGEST_QUOTE
        spans = [self._span if short else self._sentence.span(match.start, match.end)]
        spans += [(item.mention.start, item.mention.end) for item in outside]
        trust = float(pattern.constants.get("confidence", CONFIDENCE))
        sure = trust * min((item.mention.score for item in named), default=1.0)
        sure *= _UNNAMED if outside else 1.0
        qualifiers = self._qualifiers(match)
        if before and "measure" in before.qualifiers:
            qualifiers.setdefault("measure", before.qualifiers["measure"])
        value = qualifiers.pop("value", pattern.constants.get("value"))
        return Claim(
            pattern.predicate,
            subject.entity if subject else None,
            other.entity if other else None,
            _value(other) if other and other.entity is None else value,
            qualifiers,
            status,
            round(sure, 3),
            trust,
            tuple(dict.fromkeys(spans)),
            pattern.place,
            self._headline,
        )

    def _place(self, match: _Match, anchor: Item | None) -> int:
        """Index in the sentence where the status of a claim is decided: that of its object or value."""
        here = (index for index, item in self._sentence.items.items() if item is anchor)
        return next(here, match.end - 1)

    def _nearest(self, kinds: Iterable[str], besides: Sequence[Item], start: int) -> Sequence[Item]:
        """The thing of these kinds that the sentence named last before `start`, else the one in focus."""
        here = [item for item in self._sentence.among(0, start) if item.kind in kinds]
        return here[-1:] or self._in_focus(kinds, besides)

    def _in_focus(self, kinds: Iterable[str], besides: Iterable[Item | None]) -> list[Item]:
        """What words speak of that do not name it.

        Whoever may be a company is the one that speaks; all else is what was named last, unless the sentence
        brings in something without a name.
        """
        for kind in ("Company",) if "Company" in kinds else sorted(kinds):
            item = self._focus.speaker if kind == "Company" else self._focus.recent(kind)
            new = kind != "Company" and brings_in(kind, self._sentence.text)
            if item is not None and not new and not any(_same(item, other) for other in besides):
                return [item]
        return []

    def _meant(self, meant: str | None, kinds: Iterable[str]) -> list[Item]:
        """What the headline or the release names most, unless the sentence brings in something unnamed."""
        titled = self._focus.titled if meant == _TITLED else None
        item = titled or (self._focus.main if meant in (_TITLED, _MAIN) else None)
        if item is None or item.kind not in kinds or brings_in(item.kind, self._sentence.text):
            return []
        return [item]

    def _qualifiers(self, match: _Match) -> dict[str, Any]:
        said: dict[str, Any] = {
            key: text for key, text in match.pattern.constants.items() if key not in _OWN_CONSTANTS
        }
        said.update(match.words)
        for slot, items in match.slots.items():
            if slot in _ENDS or not items:
                continue
            values = dict(items[0].mention.values)
            if items[0].entity is not None:
                said[slot] = items[0]
            elif slot in values or slot == _NUMBER:
                said.update(values)
            elif slot != "value":
                said[slot] = items[0].mention.name
        return said


def _same(one: Item | None, other: Item | None) -> bool:
    return one is not None and other is not None and one.entity is not None and one.entity == other.entity


def _value(item: Item) -> str | float:
    values: dict[str, str | float] = dict(item.mention.values)
    return values.get("value", item.mention.name)
