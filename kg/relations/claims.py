"""Claims: what patterns read from the sentences of one document, before each is told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Span: TypeAlias = tuple[int, int]

#: How far a claim is trusted when its pattern says nothing else.
CONFIDENCE = 0.9


@dataclass(frozen=True, slots=True)
class Claim:
    """One reading of one pattern.

    Attributes:
        predicate: The relation.
        subject: Number of the thing, or None where the relation allows it.
        object: Number of the thing, or None when the relation has a value.
        value: The value, or None.
        qualifiers: Everything else that was said, by qualifier; things as `Item`s.
        status: asserted, planned, potential or negated.
        confidence: In 0..1.
        trust: How far the pattern is trusted, whatever it reads.
        spans: Where the words stand in the text.
        place: File and line of the pattern; empty for what was concluded.
        headline: Whether a headline says it.
    """

    predicate: str
    subject: int | None
    object: int | None
    value: str | float | None
    qualifiers: Mapping[str, Any] = field(default_factory=dict)
    status: str = "asserted"
    confidence: float = CONFIDENCE
    trust: float = CONFIDENCE
    spans: tuple[Span, ...] = ()
    place: str = ""
    headline: bool = False
