"""Sieves let every expression pass that matches, and few others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sieve import Sieve, needed

EXPRESSIONS = (
    r"(?i)(?<![\w.])(?P<number>\d{1,3})\s?(?:%|percent\b|per cent\b)",
    r"(?i)\b(?:hazard\sratio|HR)(?:\s?\(HR\))?\s?[=:,]?\s?\d\.\d{1,3}",
    r"\b(?:the|this) (?:platform|technolog(?:y|ies))\b",
    r"(?:licen[sc]ed|granted){1,2}(?: an?)? option(?! to)",
    r"(?i)(?:US|C)?\$\s?\d+|[€£]\d+",
    r"one(?=\s(?:of|in)\s)",
    r"(?i:sIk)+x?\s[μµ]?[0-9]",
    r"(?:(?<=size of )|(?<=was ))\d\.\d",
    r"[^a]*|b",
)


@pytest.mark.parametrize("expression", EXPRESSIONS)
@given(data=st.data())
def test_what_matches_passes(expression: str, data: st.DataObject) -> None:
    compiled = re.compile(expression)
    text = data.draw(st.from_regex(compiled))
    start = data.draw(st.integers(0, len(text)))
    if compiled.search(text, start):
        assert list(Sieve([("it", compiled)]).passing(text, start))
    assert [name for name, _ in Sieve([("it", compiled)]).passing(text)] == ["it"]


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        (EXPRESSIONS[0], [{f"0{a}{b}" for a in ("", " ") for b in ("%", "percent", "per cent")}, {"0"}]),
        (EXPRESSIONS[4], [{"$0", "$ 0", "us$0", "us$ 0", "c$0", "c$ 0", "€0", "£0"}, {"0"}]),
        (
            EXPRESSIONS[2],
            [{f"{a} {b}" for a in ("the", "this") for b in ("platform", "technology", "technologies")}],
        ),
        (EXPRESSIONS[-1], []),
    ],
)
def test_needed_words(expression: str, words: list[set[str]]) -> None:
    assert [set(each) for each in needed(re.compile(expression))] == words


def test_passing_keeps_the_order_and_leaves_out_what_cannot_match() -> None:
    sieve = Sieve((name, re.compile(name)) for name in ("omega", "alpha", "phi", "a|b"))
    assert [name for name, _ in sieve.passing("ALPHA to OMEGA")] == ["omega", "alpha", "a|b"]


@pytest.mark.parametrize("text", ["12 µg", "３ MCG", "7\u00a0μg", "5\tMG"])
def test_signs_that_an_expression_takes_for_one_another(text: str) -> None:
    compiled = re.compile(r"(?i)\d\s(?:mg|mcg|µg)")
    assert compiled.search(text)
    assert list(Sieve([("dose", compiled)]).passing(text))
