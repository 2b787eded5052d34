"""Layout of releases: blocks, sections, sentences and quoted speech."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.document import Document, normalise
from kg.structure import Page, Sentence, lay_out

RELEASE = """# Acme Bio Announces Results of AB-101

Company to start a Phase 3 trial

BASEL, Switzerland - May 4, 2021 (GLOBE NEWSWIRE) - Acme Bio AG (SIX: ACME), a biotechnology company, today
announced results. "We are very happy with these results. They give us hope," said Dr. Jane R. Miller, CEO.

 * 33% (7/21) responded
 * the p-value was 0.03 vs. 0.4 before

About AB-101AB-101 is an antibody. It binds CD19.

About Acme Bio

Acme Bio develops antibodies.

^1Miller, J. et al., ASH, Dec. 2020

AB-101 is a trademark of Acme Bio AG.

Forward-Looking Statements

This release contains forward-looking statements.

Contact:
Jane Miller
info@acme.example

About TradeWire

TradeWire is a specialized communications platform.

---

[Original](https://wire.example/1)
"""


def page(text: str) -> Page:
    return lay_out(Document("x", normalise(text)))


def said(laid: Page, sentence: Sentence) -> str:
    return " ".join(laid.text[sentence.start : sentence.end].split())


def kinds(laid: Page) -> dict[str, str]:
    return {said(laid, sentence): sentence.section.kind for sentence in laid.sentences}


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("# Acme Bio Announces Results of AB-101", "headline"),
        ("Company to start a Phase 3 trial", "summary"),
        ("BASEL, Switzerland - May 4, 2021 (GLOBE NEWSWIRE) -", "dateline"),
        ("Acme Bio AG (SIX: ACME), a biotechnology company, today announced results.", "body"),
        ("* 33% (7/21) responded", "body"),
        ("AB-101 is an antibody.", "about"),
        ("Acme Bio develops antibodies.", "about"),
        ("^1Miller, J. et al., ASH, Dec. 2020", "footnote"),
        ("AB-101 is a trademark of Acme Bio AG.", "boilerplate"),
        ("This release contains forward-looking statements.", "safe-harbour"),
        ("info@acme.example", "contacts"),
        ("TradeWire is a specialized communications platform.", "boilerplate"),
        ("[Original](https://wire.example/1)", "links"),
    ],
)
def test_kind_of_section(sentence: str, kind: str) -> None:
    assert kinds(page(RELEASE))[sentence] == kind


@pytest.mark.parametrize(
    "dateline",
    [
        "**BASEL, Switzerland - May 4, 2021 (GLOBE NEWSWIRE)** -",
        "**BASEL, Switzerland -- May 4, 2021 (GLOBE NEWSWIRE) --**",
        "BASEL, Switzerland | May 4, 2021 |",
        "BASEL, Switzerland, May 4, 2021 -- Business Wire --",
    ],
)
def test_datelines(dateline: str) -> None:
    laid = page(f"# Title\n\nBy Jane Miller, TradeWire\n\n{dateline} Acme pays.")
    assert kinds(laid)["Acme pays."] == "body"
    assert [said(laid, one) for one in laid.sentences if one.section.kind == "dateline"] == [dateline]


def test_a_tail_of_the_wire_is_cut_off() -> None:
    tail = "This news story relied on content distributed by Acme. Read it."
    text = f"# Title\n\nBASEL, May 4, 2021 - It sells. {tail}"
    assert list(kinds(page(text)).values()) == ["headline", "dateline", "body", "boilerplate", "boilerplate"]


def test_titles_of_about_sections() -> None:
    titles = [section.title for section in page(RELEASE).sections if section.kind == "about"]
    assert titles == ["AB-101", "Acme Bio"]


def test_facts_are_not_read_from_what_wire_and_lawyers_add() -> None:
    laid = page(RELEASE)
    read = {sentence.section.kind for sentence in laid.readable}
    assert read == {"headline", "summary", "dateline", "body", "about", "footnote"}


def test_speech_spans_its_sentences() -> None:
    laid = page(RELEASE)
    quoted = [laid.text[start:end] for sentence in laid.sentences for start, end in sentence.quoted]
    assert quoted == ["We are very happy with these results. ".strip(), "They give us hope,"]


def test_wrapped_lines_are_one_sentence() -> None:
    line = "The compound was created by Acme and it was licensed to a partner as part of a\n"
    laid = page(
        "Headline of the release\n\n"
        + line
        + "broader collaboration that began in 2012. It goes on in many countries, and the\nend is open.\n"
    )
    assert [said(laid, sentence) for sentence in laid.sentences][1:] == [
        "The compound was created by Acme and it was licensed to a partner as part of a broader "
        "collaboration that began in 2012.",
        "It goes on in many countries, and the end is open.",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Acme, Inc. Announces a deal with Beta Corp. Inc. in the U.S. Food and Drug Administration.",
        "A dose of 0.5 mg vs. 1.5 mg i.v. was given by Dr. A. B. Smith, Ph.D., in St. Louis, Mo.",
        "See Fig. 2 and No. 7 at www.acme.com in Jan. 2020.",
        "Analysts of H.C. Wainwright raised it.",
    ],
)
def test_abbreviations_do_not_end_sentences(sentence: str) -> None:
    laid = page(f"# Title\n\n{sentence} The next one follows.\n")
    assert [said(laid, found) for found in laid.sentences][1:] == [sentence, "The next one follows."]


@pytest.mark.parametrize(
    ("glued", "parts"),
    [
        ("It is viable.About Acme Bio", ["It is viable.", "About Acme Bio"]),
        ("About ACMEACME is a Basel firm.", ["About ACME", "ACME is a Basel firm."]),
        (
            "Acme Bio grows.\n\nA Strong PositionAcme Bio has cash.",
            ["Acme Bio grows.", "A Strong Position", "Acme Bio has cash."],
        ),
        ("They met in the hospital.Acme pays.", ["They met in the hospital.", "Acme pays."]),
        ("Presenter: Jane Miller, CEODate: May 4", ["Presenter: Jane Miller, CEO", "Date: May 4"]),
    ],
)
def test_glued_headings_are_cut(glued: str, parts: list[str]) -> None:
    laid = page(f"# Title\n\n{glued}")
    assert [said(laid, found) for found in laid.sentences][1:] == parts


def test_camel_case_names_are_not_cut() -> None:
    laid = page("# Title\n\nThe firm GeoBio and its BioCare unit met ImmunoTech in San Diego.")
    assert len(laid.sentences) == 2


@given(st.text(alphabet='aA .\n“”"()-*#1:About', max_size=300))
@settings(max_examples=200, deadline=None)
def test_sections_cover_the_text_and_hold_their_sentences(text: str) -> None:
    laid = page(text)
    position = 0
    for section in laid.sections:
        assert section.start == position
        position = section.end
    assert not laid.sections or position == len(laid.text)
    for sentence in laid.sentences:
        assert sentence.section.start <= sentence.start < sentence.end <= sentence.section.end
        assert laid.text[sentence.start : sentence.end].strip() == laid.text[sentence.start : sentence.end]


@pytest.mark.parametrize("piece", ["A", "(", " ", ".", "aA", "A. ", '"', "About ", "- ", "[", "\n", "—"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = (piece * 50_000)[:50_000]
    began = time.process_time()
    page(text)
    assert time.process_time() - began < 2
