"""Conditions: names by form, stages, abbreviations, coordination."""

from __future__ import annotations

import time

import pytest
from mention_pages import HOSTILE, TRADE, aliases, names, page, words

from kg.mentions.conditions import recognise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It treats diffuse large B-cell lymphoma.", {"diffuse large B-cell lymphoma"}),
        ("It is for relapsed or refractory multiple myeloma.", {"multiple myeloma"}),
        ("It prevents retinopathy of prematurity in infants.", {"retinopathy of prematurity"}),
        ("It is studied in head and neck cancer.", {"head and neck cancer"}),
        ("Patients with Merkel cell carcinoma took part.", {"Merkel cell carcinoma"}),
        ("It treats breast, ovarian and lung cancer.", {"breast cancer", "ovarian cancer", "lung cancer"}),
        ("It helps patients with type 2 diabetes and psoriasis.", {"type 2 diabetes", "psoriasis"}),
        ("It is for Prader-Willi syndrome, a rare disorder.", {"Prader-Willi syndrome"}),
        ("It may treat Crohn’s disease.", {"Crohn’s disease"}),
        ("It got a designation for oral and pharyngeal cancers.", {"oral and pharyngeal cancers"}),
        ("It treats central nervous system (“CNS”) disorders.", {"central nervous system disorders"}),
        ("It treats acute migraine with or without aura.", {"migraine with or without aura"}),
        ("It is for operable triple-negative breast cancer.", {"triple-negative breast cancer"}),
    ],
)
def test_conditions_are_found(text: str, expected: set[str]) -> None:
    assert names(recognise, text, "Condition") == expected


@pytest.mark.parametrize(
    "text",
    [
        "The American Cancer Society met.",
        "It kills cancer cells.",
        "The diagnosis and prognosis of patients improved, said Mr. Thomas.",
        "It got Rare Pediatric Disease designation.",
        "Many diseases and disorders remain.",
        "See https://example.org/cancer-therapeutics-market for more.",
    ],
)
def test_no_conditions(text: str) -> None:
    assert names(recognise, text, "Condition") == set()


def test_the_span_covers_the_stage_and_the_name_does_not() -> None:
    text = "It treats advanced, refractory CD19+ lymphoma and HER2-positive breast cancer."
    assert "HER2-positive breast cancer" in words(recognise, text)
    assert aliases(recognise, text, "breast cancer") == {"HER2-positive breast cancer"}


def test_abbreviations_are_found_where_the_text_defines_them() -> None:
    text = "Chronic lumbar disc disease (cLDD) hurts. Relapsed cLDD is rare."
    assert aliases(recognise, text, "Chronic lumbar disc disease") == {"cLDD"}
    assert "Relapsed cLDD" in words(recognise, text)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:10]))
def test_time_is_linear_on_hostile_text(text: str) -> None:
    list(recognise(page(TRADE)))
    hostile = page(text)
    begin = time.process_time()
    list(recognise(hostile))
    assert time.process_time() - begin < 5
