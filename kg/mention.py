"""Mentions: typed spans of a document's text, the common currency of recognisers and patterns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A span of the text that names a thing or a value.

    Attributes:
        start: First code point, counted in `Document.text`.
        end: Code point after the last.
        kind: An entity type ("Compound") or a value kind ("Phase", "Percent", "Money", "Role").
        name: For an entity its normalised surface form; for a controlled value the label of its concept
            ("Phase 1/2"); else the words themselves.
        values: Parsed parts by the qualifier that they fill: {"percent": 33.0}, or {"amount": 1e6,
            "currency": "USD"}.
        aliases: Other names that the text ties to this one at this place ("X (Y)", "X, formerly Y").
        score: How sure the recogniser is, in 0..1.
        rule: Name of the rule that found it, for `kg explain` and for tuning.
    """

    start: int
    end: int
    kind: str
    name: str
    values: tuple[tuple[str, Any], ...] = field(default=(), compare=False)
    aliases: tuple[str, ...] = field(default=(), compare=False)
    score: float = field(default=1.0, compare=False)
    rule: str = field(default="", compare=False)
