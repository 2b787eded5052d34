"""Names by form and context: companies, tickers, people, roles, organisations, meetings and trials."""

from __future__ import annotations

import time

import pytest

from kg.document import Document
from kg.mention import Mention
from kg.mentions import companies, conferences, organizations, people, trials
from kg.structure import lay_out

HEAD = "# Results of the year\n\n"


def found(text: str, kind: str) -> list[Mention]:
    page = lay_out(Document("x", HEAD + text))
    family = {
        "Company": companies, "Ticker": companies, "Person": people, "Role": people,
        "Organization": organizations, "Conference": conferences, "Trial": trials,
    }[kind]  # fmt: skip
    mentions = [mention for mention in family.recognise(page) if mention.kind == kind]
    for mention in mentions:
        assert 0 <= mention.start < mention.end <= len(page.text)
    return mentions


def names(text: str, kind: str) -> set[str]:
    return {name for mention in found(text, kind) for name in (mention.name, *mention.aliases)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yesterday Orvex A/S and the Danish firm spoke.", {"Orvex A/S"}),
        ("It was sold by medira GmbH in May.", {"medira GmbH"}),
        ("It is Belmont Pharma AG's work, and Norvane Ltd’s.", {"Belmont Pharma AG", "Norvane Ltd"}),
        (
            "Quellon Biologics, Inc. (“Quellon” or the “Company”) grows. Quellon is small.",
            {"Quellon Biologics, Inc.", "Quellon"},
        ),
        ("Tarvia (NYSE American: TRV) (NEO: TRV) grows.", {"Tarvia"}),
        ("Zelgen, a clinical-stage biotechnology company, grows.", {"Zelgen"}),
        ("The drug came through a collaboration with Ruvonta and others.", {"Ruvonta"}),
        (
            "Its partners include Amvela, Bexor HealthCare and Corvita.",
            {"Amvela", "Bexor HealthCare", "Corvita"},
        ),
        ("Work goes on with Nolvex, a member of the Ardent Group.", {"Nolvex", "Ardent Group"}),
        ("It has a subsidiary, Pelmora, in Spain.", {"Pelmora"}),
        ("He was CEO of Staron before.", {"Staron"}),
        (
            "Velia Nutrition Corp. (formerly Osto Foods Corp.) sells it.",
            {"Velia Nutrition Corp.", "Osto Foods Corp."},
        ),
        ("Partners of the company are:\n\n * Ambrol\n * Castex Pharma\n", {"Ambrol", "Castex Pharma"}),
        ("Rights outside Asia belong to Genentech and Pfizer.", {"Genentech", "Pfizer"}),
        ("It was tested by Roche. F. Hoffmann-La Roche Ltd sells it.", {"Roche", "F. Hoffmann-La Roche Ltd"}),
        ("Tarvia Corp. (NASDAQ: TRVC) grows. It was licensed from TRVC.", {"Tarvia Corp.", "TRVC"}),
    ],
)
def test_companies(text: str, expected: set[str]) -> None:
    assert expected <= names(text, "Company")


@pytest.mark.parametrize(
    "text",
    [
        "The Company has a Fast Track designation and a listing on Nasdaq.",
        "Dr. Marlo Quint joined Harvard University.",
        "The FDA granted it in the United States on May 3.",
        "CARSON CITY, NV is a town. A publicly traded Company grows.",
        "Sales of its Specialized BioTherapeutics business segment grew.",
        "It has a collaboration with GMP facilities and a partnership with Key Opinion Leaders.",
        "A study of GX-0101 began. It holds rights to GX-0101 from then on.",
        "The journal Haematologica has printed it; the wire is Business Wire, the bank was Jefferies.",
    ],
)
def test_no_companies(text: str) -> None:
    assert names(text, "Company") == set()


def test_short_forms_stand_for_the_company_but_common_words_do_not() -> None:
    text = (
        "Quellon Biologics, Inc. is here. Quellon grows. Global Sarvex Corp. too. The Global market is large."
    )
    assert [mention.name for mention in found(text, "Company")] == [
        "Quellon Biologics, Inc.",
        "Quellon",
        "Global Sarvex Corp.",
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Tarvia (NASDAQ: TRV) grows.", ["NASDAQ:TRV"]),
        ("Tarvia (Nasdaq: LEXX, LEXXW) grows.", ["NASDAQ:LEXX", "NASDAQ:LEXXW"]),
        ("Tarvia (NYSEAmerican: CYB) (NEO: CYB) grows.", ["NYSE American:CYB", "NEO:CYB"]),
        (
            "Tarvia (TSX: “HBP”, OTC PINK: “HBPCD”, FRANKFURT: “HBP0”) grows.",
            ["TSX:HBP", "OTC Pink:HBPCD", "FRANKFURT:HBP0"],
        ),
        ("Tarvia (OTCQB:BVAXF) grows.", ["OTCQB:BVAXF"]),
        ("Tarvia Corp. is listed on the TSX under the symbol “HBP”.", ["TSX:HBP"]),
        ("The ratio (p: 0.05) and the note (see: A) say nothing.", []),
    ],
)
def test_tickers(text: str, values: list[str]) -> None:
    assert [dict(mention.values)["value"] for mention in found(text, "Ticker")] == values


def test_a_ticker_knows_its_company() -> None:
    mention = found("Quellon Bio, Inc. (“Quellon”) (NASDAQ: QLB) grows.", "Ticker")[0]
    assert mention.aliases == ("Quellon Bio, Inc",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“It works,” said Dr. Ana-Luz (Lucy) Moretti, CEO of Tarvia.", "Ana-Luz (Lucy) Moretti"),
        ("“It works,” said Pieter van der Berg, Ph.D., Chief Executive Officer.", "Pieter van der Berg"),
        ("Kelly T. Moran, Jr., M.D., Chief Medical Officer of Tarvia, agreed.", "Kelly T. Moran"),
        ("CEO Marta D’Onofrio spoke.", "Marta D’Onofrio"),
        ("Tarvia appointed Jörg Stahl as Chief Financial Officer.", "Jörg Stahl"),
        ("Lena Brandt, Tarvia’s Chief Executive Officer, agreed.", "Lena Brandt"),
        ("Richard A. Orvell is its chairman and chief executive officer.", "Richard A. Orvell"),
        ("Lena Brandt has joined Tarvia Bio as Chief Financial Officer.", "Lena Brandt"),
        ("The team of Lena Brandt, who leads the unit, agreed.", "Lena Brandt"),
    ],
)
def test_people(text: str, name: str) -> None:
    assert name in names(text, "Person")


def test_a_surname_ties_to_the_full_name() -> None:
    mentions = found("“It works,” said Dr. Lena Brandt, CEO. Later Brandt left.", "Person")
    assert [(mention.name, mention.aliases) for mention in mentions] == [
        ("Lena Brandt", ()),
        ("Brandt", ("Lena Brandt",)),
    ]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Lena Brandt, President and CEO of Tarvia, agreed.", "President and CEO"),
        (
            "Lena Brandt, Senior Vice President and Chief Medical Officer at Tarvia, agreed.",
            "Senior Vice President and Chief Medical Officer",
        ),
        ("Lena Brandt, Head of Business Development at Tarvia, agreed.", "Head of Business Development"),
        (
            "Lena Brandt, Professor, Department of Hematology at City of Hope, agreed.",
            "Professor, Department of Hematology",
        ),
        (
            "Lena Brandt, Associate Professor of Radiology at Harvard University, agreed.",
            "Associate Professor of Radiology",
        ),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert [dict(mention.values)["role"] for mention in found(text, "Role")] == [role]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It came from the University of California at San Diego.", "University of California at San Diego"),
        ("The U.S. Food and Drug Administration (FDA) agreed.", "U.S. Food and Drug Administration"),
        ("The FDA agreed.", "FDA"),
        ("Work at Massachusetts General Hospital goes on.", "Massachusetts General Hospital"),
        ("Work at New York University goes on.", "New York University"),
        ("Ann Bell, MD, Professor of Medicine at City of Hope, agreed.", "City of Hope"),
        ("The European Society for Medical Oncology met.", "European Society for Medical Oncology"),
    ],
)
def test_organizations(text: str, name: str) -> None:
    assert name in names(text, "Organization")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shown at the American Society of Clinical Oncology (ASCO) annual meeting in May.", "ASCO"),
        ("Shown at the ASCO 2011 Annual Meeting.", "ASCO 2011 Annual Meeting"),
        (
            "Shown at the 25th Annual Leukemia & Myeloma Congress in Rome.",
            "25th Annual Leukemia & Myeloma Congress",
        ),
        ("Shown at the XXI International Workshop on Chronic Leukemia (iwCL 2025).", "iwCL 2025"),
        ("^1Young, A. et al., ASH, Dec. 2009", "ASH, Dec. 2009"),
        (
            "Shown at the 2010 Annual Meeting of the American Heart Society.",
            "2010 Annual Meeting of the American Heart Society",
        ),
    ],
)
def test_conferences(text: str, name: str) -> None:
    assert name in names(text, "Conference")


@pytest.mark.parametrize(
    "text",
    ["We host a conference call today.", "The Annual Meeting of Stockholders is near.", "Congress met."],
)
def test_no_conferences(text: str) -> None:
    assert not found(text, "Conference")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("It runs as NCT01234567 and EudraCT 2020-001234-56.", "NCT01234567"),
        ("It runs as NCT01234567 and EudraCT 2020-001234-56.", "2020-001234-56"),
        ("The Phase 1b/2 rEDGe-1 study starts.", "rEDGe-1"),
        ("In the CASCADE trial all went well.", "CASCADE"),
        ("The Phase 3 BARRIER II trial met its aim.", "BARRIER II"),
        ("A trial called “LUMEN-3” starts.", "LUMEN-3"),
        ("It is founded on AMELIORA, a Phase III trial in 99 patients.", "AMELIORA"),
        ("A third Phase 2 study, MYRTEL, ended early.", "MYRTEL"),
        ("It is in the Phase 3 trial TRoPICA-02 as well.", "TRoPICA-02"),
        ("The trials (SOLVO-I and SOLVO-II) ended.", "SOLVO-II"),
        ("The APPROVA and EXTENDA trials ended.", "APPROVA"),
        ("The reason lies in CARMINA (NCT01234567).", "CARMINA"),
    ],
)
def test_trials(text: str, name: str) -> None:
    assert name in names(text, "Trial")


@pytest.mark.parametrize(
    "text",
    [
        "An IND study starts.",
        "In clinical studies, GXR-55 worked.",
        "Phase I-IV trials are run.",
        "GXL-21-302, a possible treatment on its way to Phase 2 trials, is new.",
        "The GX-101 vaccine is new. A GX-101 trial starts.",
        "A clinical trial starts.",
    ],
)
def test_no_trials(text: str) -> None:
    assert not found(text, "Trial")


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "(",
        " ",
        "A ",
        "A, ",
        "A and ",
        "Dr. A ",
        "with A, ",
        "University of ",
        "(A: ",
        "CEO ",
        "A B Inc. ",
    ],
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    page = lay_out(Document("x", (piece * 50_000)[:50_000]))
    began = time.process_time()
    for family in (companies, people, organizations, conferences, trials):
        list(family.recognise(page))
    assert time.process_time() - began < 5
