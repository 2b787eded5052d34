"""Claims: what patterns read from the sentences of one document, before they are told once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from kg.relations.encode import Encoded, Item
from kg.relations.patterns import Pattern, PatternSet
from kg.relations.references import Focus, brings_in
from kg.relations.status import Scope, scopes, status_at
from kg.schema import Predicate, Schema

#: How far a claim is trusted when its pattern says nothing else.
CONFIDENCE = 0.9
#: What a claim keeps of its confidence when the sentence does not name what it speaks of.
UNNAMED = 0.85

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """One reading of one pattern.

    Attributes:
        predicate: The relation.
        subject: Number of the thing, or None where the relation allows it.
        object: Number of the thing, or None when the relation has a value.
        value: The value, or None.
        qualifiers: Everything else that was said, by qualifier; numbers of things as `Item`s.
        status: asserted, planned, potential or negated.
        confidence: In 0..1.
        spans: Where the words stand in the text.
        place: File and line of the pattern.
        headline: Whether a headline says it.
    """

    predicate: str
    subject: int | None
    object: int | None
    value: Any
    qualifiers: Mapping[str, Any] = field(default_factory=dict)
    status: str = "asserted"
    confidence: float = CONFIDENCE
    spans: tuple[Span, ...] = ()
    place: str = ""
    headline: bool = False


class SentenceReader:
    """Reads the claims of one encoded sentence."""

    def __init__(self, sentence: Encoded, span: Span, focus: Focus, schema: Schema, *, headline: bool = False) -> None:
        self._sentence = sentence
        self._span = span
        self._focus = focus
        self._schema = schema
        self._headline = headline
        self._scopes: tuple[Scope, ...] = scopes(sentence.text)
        self._taken: set[tuple[str, int]] = set()

    def claims(self, patterns: PatternSet) -> Iterator[Claim]:
        """Claims of all patterns that match, earlier patterns of a relation first."""
        for pattern in patterns.matching(self._sentence.text):
            for match in pattern.expression.finditer(self._sentence.text):
                yield from self._claims(pattern, match)

    def _claims(self, pattern: Pattern, match: Any) -> Iterator[Claim]:
        slots = {slot: self._sentence.among(*match.span(group)) for slot, group in pattern.slots.items()}
        others = [item for slot, items in slots.items() if slot != "subject" for item in items]
        anchors = slots.get("object") or slots.get("value") or others
        free = [item for item in anchors if (pattern.predicate, item.start) not in self._taken]
        if anchors and not free:
            return
        ends = self._ends(pattern, slots, free, int(match.start()))
        self._taken.update((pattern.predicate, item.start) for item in others if ends)
        qualifiers = self._qualifiers(pattern, slots)
        for subject, other in ends:
            place = free[0] if free and (other is None or other not in free) else other
            status = pattern.constants.get("status") or status_at(self._place(match, place), self._scopes)
            if status != "opinion":
                yield self._claim(pattern, match, subject, other, qualifiers, status)

    def _ends(
        self, pattern: Pattern, slots: Mapping[str, list[Item]], free: list[Item], start: int
    ) -> list[tuple[Item | None, Item | None]]:
        """Pairs of subject and object; what the pattern does not take from the sentence comes from the focus."""
        predicate = self._schema.predicates[pattern.predicate]
        receiver = self._receiver(predicate)
        subjects: Sequence[Item | None] = slots.get("subject", ())
        objects: Sequence[Item | None] = [None]
        if "object" in slots or ("value" in slots and predicate.range_kind in ("concept", "literal")):
            objects = free
        elif receiver or predicate.range_kind == "entity":
            objects = self._in_focus(receiver or predicate.range, [item for item in subjects if item], start)
        if not subjects:
            subjects = [None] if receiver else self._in_focus(predicate.domain, free, start)
        pairs = [(a, b) for a, b in product(subjects, objects) if a is None or b is None or not _same(a, b)]
        return [(a, b) for a, b in pairs if a is not None or b is not None]

    def _receiver(self, predicate: Predicate) -> frozenset[str]:
        """What the object of a fact can be that gives a record with two parties; nothing for all others."""
        part = (
            self._schema.parts[predicate.range_name].get("object")
            if predicate.range_kind == "record"
            else None
        )
        return part.range if part else frozenset()

    def _claim(
        self,
        pattern: Pattern,
        match: Any,
        subject: Item | None,
        other: Item | None,
        qualifiers: dict[str, Any],
        status: str,
    ) -> Claim:
        named = [item for item in (subject, other) if item is not None]
        outside = [
            item for item in named if item.reference or not self._span[0] <= item.start < self._span[1]
        ]
        spans = [self._span] if self._span[1] - self._span[0] <= 400 else [self._sentence.span(*match.span())]
        spans += [(item.mention.start, item.mention.end) for item in outside]
        own = float(pattern.constants.get("confidence", CONFIDENCE))
        score = min((item.mention.score for item in named), default=1.0)
        is_value = other is not None and other.entity is None
        return Claim(
            pattern.predicate,
            subject.entity if subject else None,
            other.entity if other else None,
            _value(other) if other and is_value else qualifiers.get("value", pattern.constants.get("value")),
            {key: said for key, said in qualifiers.items() if key != "value"},
            status,
            round(own * score * (UNNAMED if outside else 1.0), 3),
            tuple(dict.fromkeys(spans)),
            pattern.place,
            self._headline,
        )

    def _place(self, match: Any, anchor: Item | None) -> int:
        """Index in the sentence where the status of a claim is decided: that of its object or value."""
        here = (index for index, item in self._sentence.items.items() if item is anchor)
        return next(here, int(match.end()) - 1)

    def _in_focus(self, kinds: Iterable[str], besides: Sequence[Item], start: int) -> list[Item]:
        """What words speak of that do not name it.

        A company is the one that speaks; all else is what the sentence named last before `start`, or what the
        sentences before it named last, unless this one brings in something without a name.
        """
        for kind in sorted(kinds):
            here = [item for item in self._sentence.among(0, start) if item.kind == kind]
            item = (
                self._focus.speaker if kind == "Company" else here[-1] if here else self._focus.recent(kind)
            )
            new = kind != "Company" and not here and brings_in(kind, self._sentence.text)
            if item is not None and not new and not any(_same(item, other) for other in besides):
                return [item]
        return []

    def _qualifiers(self, pattern: Pattern, slots: Mapping[str, Sequence[Item]]) -> dict[str, Any]:
        said: dict[str, Any] = {
            key: text
            for key, text in pattern.constants.items()
            if key not in ("status", "confidence", "value")
        }
        for slot, items in slots.items():
            if slot in ("subject", "object") or not items:
                continue
            item = items[0]
            if item.entity is not None:
                said[slot] = item
            elif slot in dict(item.mention.values):
                said.update(dict(item.mention.values))
            elif slot != "value":
                said[slot] = item.mention.name
        return said


def _same(one: Item, other: Item) -> bool:
    return one.entity is not None and one.entity == other.entity


def _value(item: Item) -> Any:
    return dict(item.mention.values).get("value", item.mention.name)
