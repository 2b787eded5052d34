"""Targets: symbols, receptors and antigens, what a compound acts on."""

from __future__ import annotations

import time

import pytest
from mention_pages import HOSTILE, TRADE, aliases, names, page, words

from kg.mentions.common.symbols import is_symbol
from kg.mentions.targets import recognise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It holds a CD19-binding antibody.", "CD19"),
        ("An anti-PD-1 antibody is used.", "PD-1"),
        ("It blocks the insulin-like growth factor 1 receptor.", "insulin-like growth factor 1 receptor"),
        (
            "An inhibitor of the fibroblast growth factor receptors 1, 2 and 3 (FGFR1-3).",
            "fibroblast growth factor receptors 1, 2 and 3",
        ),
        ("It binds to the interleukin-2 receptor.", "interleukin-2 receptor"),
        ("It targets folate receptor alpha (FRα) in tumors.", "folate receptor alpha"),
        ("The antibody is directed against Tissue Factor.", "Tissue Factor"),
        ("Small molecules targeting oxidized lipids for eye disease.", "oxidized lipids"),
        (
            "It inhibits NMDA receptors containing the NR2B subunit.",
            "NMDA receptors containing the NR2B subunit",
        ),
        ("RNA medicines targeting microRNA-21 in cancer.", "microRNA-21"),
        ("It is a ricin toxin vaccine.", "ricin toxin"),
        ("It encodes the Spike (S) and Nucleocapsid (N) proteins.", "Spike protein"),
        ("It encodes the Spike (S) and Nucleocapsid (N) proteins.", "Nucleocapsid protein"),
        (
            "It targets the heat shock response (HSR) and oxidative stress pathways.",
            "oxidative stress pathways",
        ),
        ("It binds prostate-specific membrane antigen (PSMA).", "prostate-specific membrane antigen"),
    ],
)
def test_targets_are_found(text: str, expected: str) -> None:
    assert expected in names(recognise, text, "Target")


@pytest.mark.parametrize(
    "text",
    [
        "The company is targeting patients in Europe.",
        "It targets completion by 2026.",
        "The cell carries two receptors and needs a growth factor.",
        "A vaccine against COVID-19.",
        "Tumors with the G12D mutation; a chimeric antigen receptor; glucagon-like effects.",
        "It is targeting post-traumatic stress disorder.",
    ],
)
def test_aims_are_no_targets(text: str) -> None:
    assert names(recognise, text, "Target") == set()


def test_the_span_is_the_target_alone() -> None:
    assert words(recognise, "HER2-positive and anti-CD20 therapy.") == {"HER2", "CD20"}


def test_short_forms_are_aliases() -> None:
    text = "It targets folate receptor alpha (FRα) in tumors."
    assert aliases(recognise, text, "folate receptor alpha") == {"FRα"}


@pytest.mark.parametrize(
    ("word", "expected"), [("CD19", True), ("IL-2R", True), ("XQ-2041", False), ("Phase", False)]
)
def test_symbols(word: str, expected: bool) -> None:
    assert is_symbol(word) is expected


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:10]))
def test_time_is_linear_on_hostile_text(text: str) -> None:
    list(recognise(page(TRADE)))
    hostile = page(text)
    begin = time.process_time()
    list(recognise(hostile))
    assert time.process_time() - begin < 5
