"""Results of studies: which numbers are told, of which measure, and which are not."""

from __future__ import annotations

from typing import Any

import pytest

from kg.document import Document
from kg.extract import extract

HEAD = (
    "Redwood Oncology Reports Clinical Data\n\n"
    "BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a "
    "clinical-stage biotechnology company developing therapies for patients with cancer, "
    "today announced results of a trial. RWD-101 is an investigational antibody. "
)


def outcomes(sentences: str) -> list[dict[str, Any]]:
    """The outcomes that a short release tells, without evidence and confidence."""
    facts = extract(Document(id="redwood-20250303", text=HEAD + sentences, published="2025-03-03")).facts
    kept = {"measure", "percent", "count", "total", "value", "unit", "pValue", "hazardRatio"}
    return [fact.model_dump(include=kept, exclude_none=True) for fact in facts if fact.predicate == "outcome"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The objective response rate was 33% (7/21).",
            {"measure": "objective response rate", "percent": 33, "count": 7, "total": 21},
        ),
        (
            "Median progression-free survival was 9.6 months.",
            {"measure": "progression-free survival", "value": 9.6, "unit": "months"},
        ),
        (
            "RWD-101 showed a 58% reduction in surgical site infections (p=0.003).",
            {"measure": "reduction in surgical site infections", "percent": 58, "pValue": 0.003},
        ),
    ],
)
def test_a_number_is_told_with_its_measure(sentence: str, told: dict[str, Any]) -> None:
    assert outcomes(sentence) == [told]


def test_numbers_of_the_control_arm_are_not_the_drugs() -> None:
    told = outcomes("The complete response rate was 40% versus 18% with placebo.")
    assert [fact["percent"] for fact in told] == [40]


@pytest.mark.parametrize(
    "sentence",
    ["In mice the objective response rate was 80%.", "Revenue saw a 20% increase in sales."],
)
def test_numbers_of_animals_and_books_are_no_outcomes(sentence: str) -> None:
    assert outcomes(sentence) == []
