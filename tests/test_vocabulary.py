from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SchemaError
from kg.mention import Mention
from kg.resources import ontology
from kg.vocabulary import Concept, Vocabulary, read_tables, vocabulary

MONDO = "http://purl.obolibrary.org/obo/MONDO_"
COMPANY = "https://w3id.org/biopharma-kg/resource/company/"


def sure(text: str) -> list[tuple[str, str]]:
    return [(m.kind, text[m.start : m.end]) for m in vocabulary().scan(text) if m.score > 0.5]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("a licence from ImmunoGen, Inc. for", "Company", "ImmunoGen, Inc."),
        ("with Lilly's compound", "Company", "Lilly"),
        ("SEATTLE GENETICS ANNOUNCES", "Company", "SEATTLE GENETICS"),
        (
            "the U.S. Food and Drug\nAdministration today",
            "Organization",
            "U.S. Food and Drug\nAdministration",
        ),
        (
            "University of California, San Francisco",
            "Organization",
            "University of California, San Francisco",
        ),
        ("treated with SAR3419 weekly", "Compound", "SAR3419"),
        ("treated with SAR-3419 weekly", "Compound", "SAR-3419"),
        ("patients on Kadcyla® (", "Compound", "Kadcyla"),
        ("T-DM1 plus", "Compound", "T-DM1"),
        ("plus Rituximab in", "Compound", "Rituximab"),
        ("with diffuse large B‑cell lymphoma", "Condition", "diffuse large B‑cell lymphoma"),
        ("in Alzheimer’s disease", "Condition", "Alzheimer’s disease"),
        ("in B-cell malignancies", "Condition", "B-cell malignancies"),
        ("for solid tumours and", "Condition", "solid tumours"),
        ("chronic lymphocytic leukaemia", "Condition", "chronic lymphocytic leukaemia"),
        ("NSCLC patients", "Condition", "NSCLC"),
        ("an anti-CD19 antibody", "Target", "CD19"),
        ("HER2-positive", "Target", "HER2"),
        ("the GLP-1 receptor", "Target", "GLP-1 receptor"),
        ("BCMA, TROP2", "Target", "BCMA"),
        ("TNFα and", "Target", "TNFα"),
        ("linked to DM4 by", "Payload", "DM4"),
        ("the auristatin MMAE", "Payload", "MMAE"),
        ("the sulfo-SPDB linker", "Linker", "sulfo-SPDB"),
        ("its DuoBody technology", "Technology", "DuoBody technology"),
        ("(NASDAQ: IMGN)", "Exchange", "NASDAQ"),
        ("at the ASCO Annual Meeting", "Conference", "ASCO Annual Meeting"),
    ],
)
def test_names_are_found(text: str, kind: str, words: str) -> None:
    assert (kind, words) in sure(text)


@pytest.mark.parametrize(
    "text",
    [
        "The lead program may march on; all of it has a date, can focus on life today and beat the market.",
        "LEAD PROGRAM HAS ALL IT CAN",
        "compounds, substances and a protein's retina",
        "the compound's name",
        "gold, silver, copper, zinc and water",
        "the organon of the lilly in the shape of a merck",
        "her 2 children had 19 pets",
        "Grade 3 at 2101 Main Street",
        "GEO-CM04S1, Lucid-MS and TNX-1500",
        "breast\n\ncancerous",
    ],
)
def test_ordinary_words_are_not_found(text: str) -> None:
    assert sure(text) == []


def test_names_do_not_cross_a_blank_line() -> None:
    assert ("Condition", "breast\ncancer") in sure("in breast\ncancer")
    assert ("Condition", "breast\n \ncancer") not in sure("in breast\n \ncancer")


def test_offsets_hold_where_lower_case_is_longer() -> None:
    text = "İİ ﬁ ß Behçet’s disease, İ and Rituximab; e\u0301 SAR3419®."
    found = {text[m.start : m.end] for m in vocabulary().scan(text)}
    assert {"Behçet’s disease", "Rituximab", "SAR3419"} <= found


def test_a_part_of_a_text_is_scanned_with_its_own_offsets() -> None:
    text = "rituximab, rituximab and rituximab"
    assert [m.start for m in vocabulary().scan(text, 5, 24)] == [11]


def test_the_longest_name_wins() -> None:
    assert sure("Roche Diagnostics") == [("Company", "Roche Diagnostics")]
    assert sure("American Cancer Society") == [("Organization", "American Cancer Society")]


def merck(text: str) -> Mention:
    return next(m for m in vocabulary().scan(text) if text[m.start : m.end] == "Merck")


def test_weak_names_need_support() -> None:
    alone = merck("Merck said")
    assert alone.score < 0.5
    assert {iri for _, iri in alone.values} == {COMPANY + "merck-and-co", COMPANY + "merck-kgaa"}
    supported = merck("Merck & Co., Inc. and others. Merck said")
    assert supported.score > 0.5
    assert supported.values == (("concept", COMPANY + "merck-and-co"),)
    assert supported.name == "Merck & Co., Inc."


def test_lookup_keeps_all_readings() -> None:
    assert {e.iri for e in vocabulary().lookup("merck")} == {COMPANY + "merck-and-co", COMPANY + "merck-kgaa"}
    kinds = {entry.kind for entry in vocabulary().lookup("MMAE")}
    assert "Payload" in kinds
    assert vocabulary().lookup("MMAE", "Payload")[0].label == "monomethyl auristatin E"
    assert vocabulary().lookup("no such name") == ()


def test_names_of_one_drug_meet() -> None:
    def concept(name: str) -> set[str]:
        return {entry.iri for entry in vocabulary().lookup(name, "Compound")}

    assert concept("T-DM1") == concept("trastuzumab emtansine") == concept("Kadcyla") != set()
    assert concept("SAR3419") == concept("coltuximab ravtansine") != concept("SAR245408")


def test_broader_conditions() -> None:
    words = vocabulary()
    (dlbcl,) = {entry.iri for entry in words.lookup("DLBCL", "Condition")}
    above: set[str] = set()
    fresh = {dlbcl}
    while fresh:
        fresh = {upper for iri in fresh for upper in words.broader(iri)} - above
        above |= fresh
    assert {"lymphoma", "cancer"} <= {words.label(iri) for iri in above}
    assert words.broader(MONDO + "none") == ()
    assert words.label(MONDO + "none") is None


def test_banks_and_lawyers_are_marked() -> None:
    (bank,) = vocabulary().lookup("Goldman Sachs", "Company")
    assert vocabulary().broader(bank.iri) == ("https://w3id.org/biopharma-kg/resource/company-group/bank",)


def test_scanning_is_deterministic() -> None:
    text = "ImmunoGen and Sanofi test SAR3419 (huB4-DM4) in NHL and DLBCL at MGH."
    fresh = Vocabulary(read_tables(ontology() / "vocabulary"))
    assert list(fresh.scan(text)) == list(vocabulary().scan(text))


@pytest.mark.parametrize("unit", ["A", "(", " ", "\n", "a-", "İ", "cancer ", "non-", "® ", "T-", "s", "'"])
def test_time_is_linear_on_hostile_text(unit: str) -> None:
    begin = time.process_time()
    for _ in vocabulary().scan(unit * (100_000 // len(unit))):
        pass
    assert time.process_time() - begin < 5


@given(st.text(max_size=60) | st.text("aS-İ™ \n'’αCDHER2cancerT", max_size=40))
def test_spans_lie_in_the_text_in_order(text: str) -> None:
    found = list(vocabulary().scan(text))
    assert all(0 <= m.start < m.end <= len(text) for m in found)
    places = sorted({(m.start, m.end) for m in found})
    assert all(a[1] <= b[0] for a, b in pairwise(places))


def test_tables_are_small_and_name_their_source() -> None:
    folder = ontology() / "vocabulary"
    assert sum(path.stat().st_size for path in folder.glob("*.gz")) < 6_000_000
    sources = (folder / "SOURCES.md").read_text("utf-8")
    assert all(path.name in sources for path in folder.glob("*.gz"))


def test_own_concepts() -> None:
    concept = Concept("https://example.org/1", "Compound", "foobarib", ("foobarib", "FB-101"))
    words = Vocabulary([concept])
    assert [m.values for m in words.scan("FB-101 and Foobarib")] == [(("concept", concept.iri),)] * 2
    assert words.concept(concept.iri) == concept


def test_damaged_files_are_named(tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("<a> <b", "utf-8")
    with pytest.raises(SchemaError, match=r"bad\.ttl"):
        list(read_tables(tmp_path))
    bad.write_text("<urn:a> a <https://w3id.org/biopharma-kg/ontology#Company> .", "utf-8")
    with pytest.raises(SchemaError, match="prefLabel"):
        list(read_tables(tmp_path))


def concepts(name: str) -> set[str]:
    return {entry.iri for entry in vocabulary().lookup(name, "Compound")}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("trastuzumab", "trastuzumab emtansine"),
        ("trastuzumab", "trastuzumab-dkst"),
        ("rituximab", "rituximab-abbs"),
        ("rituximab", "CT-P10"),
        ("Truxima", "Riabni"),
        ("cantuzumab mertansine", "cantuzumab ravtansine"),
        ("huC242-DM1", "huC242-DM4"),
        ("cyclobenzaprine", "TNX-102"),
        ("paclitaxel", "nab-paclitaxel"),
        ("testosterone", "testosterone undecanoate"),
    ],
)
def test_drugs_that_stay_apart(one: str, other: str) -> None:
    assert concepts(one)
    assert concepts(other)
    assert not concepts(one) & concepts(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("berotralstat", "berotralstat hydrochloride"),
        ("Orladeyo", "BCX7353"),
        ("rituximab", "Rituxan"),
        ("mogamulizumab", "mogamulizumab-kpkc"),
        ("trastuzumab deruxtecan", "Enhertu"),
    ],
)
def test_drugs_that_are_one(one: str, other: str) -> None:
    assert len(concepts(one)) == 1
    assert concepts(one) == concepts(other)


def test_identifiers_of_hand_kept_things_lead_to_them() -> None:
    (mu,) = vocabulary().lookup("OPRM1", "Target")
    assert mu.label == "mu-opioid receptor"
    by_identifier = vocabulary().concept("https://identifiers.org/hgnc:8156")
    assert by_identifier is not None
    assert by_identifier.iri == mu.iri
