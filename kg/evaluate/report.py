"""The figures as text that people read."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.evaluate.figures import Count, Figures, Miss


def table(figures: Figures) -> Iterator[str]:
    """Lines of the report: by predicate, by status, by entity type, by confidence."""
    for mode, counts in figures.predicates.items():
        yield f"{mode}: {_line(figures.overall(mode))}"
        for name, count in sorted(counts.items()):
            yield f"  {name:22} {_line(count)}"
        yield ""
    yield f"planned, potential, negated, with that status: {_line(figures.not_asserted)}"
    shares = figures.as_dict()
    yield f"mean of the documents' asserted F1: {shares['mean_document_f1']}"
    yield f"status agrees: {shares['status_agreement']}"
    yield f"measure of outcomes agrees: {shares['outcome_measure_agreement']}"
    yield ""
    yield "entities"
    for kind, row in shares["entities"].items():
        yield f"  {kind:14} gold {row['gold']:4}  recall {row['recall']:.2f}  typed {row['recall_typed']:.2f}"
    yield ""
    yield "asserted facts by confidence"
    for row in shares["calibration"]:
        yield f"  from {row['confidence']}  facts {row['facts']:5}  right {row['right']:.2f}"
    if figures.without_output:
        yield f"no output for {len(figures.without_output)} of {len(figures.documents)} documents"


def _line(count: Count) -> str:
    return (
        f"P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}"
        f"  (gold {count.gold}, system {count.system}, right {count.right})"
    )


def miss_line(miss: Miss) -> str:
    """One miss on one line, without the evidence's offsets."""
    fact = {key: value for key, value in miss.fact.items() if key != "evidence"}
    quotes = [evidence["quote"] for evidence in miss.fact.get("evidence", ())]
    shown = fact | ({"quotes": quotes} if quotes else {})
    return f"{miss.kind:6} {miss.document:30.30} {json.dumps(shown, ensure_ascii=False)}"
