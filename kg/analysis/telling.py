"""Paths in words: "Sanofi licensed SAR3419, which uses TAP, which ImmunoGen owns"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from kg.analysis.network import Network, Quote


@dataclass(frozen=True, slots=True)
class _Step:
    """A fact as a step of a path, along its direction or against it."""

    start: str
    end: str
    fact: Mapping[str, Any]
    forward: bool

    def begin(self) -> str:
        return f"{self.start} {self._phrases[not self.forward]} {self.end}"

    def go_on(self, sentence: str) -> str:
        """The sentence, which has come to the start of the step, with the step."""
        does, is_done = self._phrases
        if not sentence.endswith(self.start):
            return f"{sentence}, and {self.begin()}"
        if self.forward:
            return f"{sentence}, which {does} {self.end}"
        # "which it is developed by" reads better as "which develops it".
        clause = f"{is_done} {self.end}" if does.startswith("is ") else f"{self.end} {does}"
        return f"{sentence}, which {clause}"

    @property
    def quote(self) -> Quote | None:
        """The first words that state it."""
        return min(self.fact["quotes"], key=_dated_and_full, default=None)

    @property
    def _phrases(self) -> tuple[str, str]:
        return phrases_of(self.fact["predicate"])


def _dated_and_full(quote: Quote) -> tuple[object, ...]:
    return not quote.published, quote.published, quote.document, -len(quote.text), quote.text


def told(network: Network, path: Sequence[str]) -> tuple[str, tuple[Quote, ...]]:
    """A path as a sentence, and the words that state its steps.

    Of several facts between two things, the one that most documents state is told.
    """
    steps = [_step(network, start, end) for start, end in pairwise(path)]
    sentence = steps[0].begin()
    for step in steps[1:]:
        sentence = step.go_on(sentence)
    quotes = dict.fromkeys(step.quote for step in steps if step.quote)
    return f"{sentence.rstrip('.')}.", tuple(quotes)


def _step(network: Network, start: str, end: str) -> _Step:
    labels = network.nodes[start]["label"], network.nodes[end]["label"]
    steps = [
        _Step(*labels, fact, forward)
        for forward, (source, target) in ((True, (start, end)), (False, (end, start)))
        for _, fact in sorted((network[source].get(target) or {}).items())
    ]
    return max(steps, key=lambda step: (step.fact["sources"], step.fact["confidence"], step.forward))


def phrases_of(predicate: str) -> tuple[str, str]:
    """What the subject of a predicate does, and what its object does.

    >>> phrases_of("developedBy")
    ('is developed by', 'develops')
    """
    return _phrases().get(predicate, (f"({predicate})", f"(is {predicate} of)"))


@cache
def _phrases() -> Mapping[str, tuple[str, str]]:
    """What subject and object of a predicate do."""
    lines = (files("kg") / "analysis" / "phrases.txt").read_text(encoding="utf-8").splitlines()
    rows = ([part.strip() for part in line.split("|")] for line in lines if not line.startswith("#"))
    return {name: (does, is_done) for name, does, is_done in rows}
