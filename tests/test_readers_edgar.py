from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLAIN, TITLE, as_html

from kg import KnowledgeGraph
from kg.document import Document
from kg.errors import KgError
from kg.facts import FactsFile
from kg.readers import Item, Notice, read
from kg.readers.formats import edgar
from kg.readers.source import source_of

HEADER = """<SEC-DOCUMENT>0000999999-12-000012.txt : 20120604
<SEC-HEADER>0000999999-12-000012.hdr.sgml : 20120604
ACCESSION NUMBER:\t\t0000999999-12-000012
CONFORMED SUBMISSION TYPE:\t8-K
FILED AS OF DATE:\t\t20120605

FILER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tHEXAGENE INC
\t\tCENTRAL INDEX KEY:\t\t\t0000999999

\tFORMER COMPANY:
\t\tFORMER CONFORMED NAME:\tHEXAGON GENETICS INC
\t\tDATE OF NAME CHANGE:\t20010203
</SEC-HEADER>
"""


def block(kind: str, body: str, file: str = "a99.htm") -> str:
    return f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>2\n<FILENAME>{file}\n<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n"


FILING = HEADER + block("8-K", "<html><p>Item 8.01 Other events") + block("EX-99.1", as_html())


def items(folder: Path, filing: str) -> list[Item]:
    (folder / "filing.txt").write_text(filing)
    return list(read([folder / "filing.txt"]))


def test_the_header_tells_who_the_company_is(tmp_path: Path) -> None:
    facts = items(tmp_path, FILING)[0]
    assert isinstance(facts, FactsFile)
    assert (facts.document, facts.published, facts.title) == (
        "0000999999-12-000012", "2012-06-05", "8-K of HEXAGENE INC",
    )  # fmt: skip
    assert [(fact.predicate, fact.value, fact.status) for fact in facts.facts] == [
        ("centralIndexKey", "0000999999", "asserted"),
        ("formerlyNamed", "HEXAGON GENETICS INC", "asserted"),
    ]
    assert facts.entities["company1"].aliases == ("HEXAGON GENETICS INC",)
    assert [quote.quote for quote in facts.facts[0].evidence] == ["HEXAGENE INC", "0000999999"]


def test_exhibits_are_documents_of_their_own(tmp_path: Path) -> None:
    _, exhibit = items(tmp_path, FILING)
    assert isinstance(exhibit, Document)
    assert exhibit.text.split() == PLAIN.split()
    assert (exhibit.id, exhibit.title, exhibit.published) == (
        "0000999999-12-000012-ex-99.1",
        TITLE,
        "2012-06-04",
    )
    assert exhibit.source == "SEC EDGAR, form 8-K, 0000999999-12-000012"
    assert (exhibit.form, exhibit.filing) == ("8-K", "0000999999-12-000012")
    assert exhibit.url == "https://www.sec.gov/Archives/edgar/data/999999/000099999912000012/a99.htm"
    place = exhibit.text.index("Orphan Drug")
    assert FILING[exhibit.origin(place).source :].startswith("Orphan Drug")


def test_the_graph_ties_exhibits_to_their_filing(tmp_path: Path) -> None:
    (tmp_path / "filing.txt").write_text(FILING, encoding="utf-8")
    graph = KnowledgeGraph(tmp_path / "kg.db")
    graph.build([tmp_path / "filing.txt"])
    parts = "SELECT ?form ?number ?key { ?exhibit dcterms:type ?form ; dcterms:isPartOf ?filing . "
    head = "?filing dcterms:identifier ?number ; prov:wasAttributedTo/kg:centralIndexKey ?key }"
    assert [tuple(term and term.value for term in row.values()) for row in graph.query(parts + head)] == [
        ("8-K", "0000999999-12-000012", "0000999999")
    ]


def test_exhibits_of_plain_text_keep_their_lines(tmp_path: Path) -> None:
    body = "<PAGE>\nAcme Did Well\n\n<S>    <C>\nDose      Response\n5 mg      33%\n\np<0.05 & more"
    _, first, second = items(tmp_path, HEADER + block("EX-99", body) + block("EX-99", "Second release"))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == "Acme Did Well\n\nDose\tResponse\n5 mg\t33%\n\np<0.05 & more"
    assert first.published == "2012-06-05"
    assert (first.id[-5:], second.id[-7:]) == ("ex-99", "ex-99-2")


def test_a_single_exhibit_is_read(tmp_path: Path) -> None:
    (exhibit,) = items(tmp_path, block("EX-99.1", as_html()))
    assert isinstance(exhibit, Document)
    assert exhibit.id == "filing-ex-99.1"


@pytest.mark.parametrize(
    "blocks",
    ["", block("EX-10", "A contract"), block("EX-99.2", "begin 644 a.pdf\nM&%P\nend"), block("EX-99", " ")],
)
def test_a_filing_without_a_release_is_said_to_be_one(tmp_path: Path, blocks: str) -> None:
    facts, notice = items(tmp_path, HEADER + blocks)
    assert isinstance(facts, FactsFile)
    assert isinstance(notice, Notice)


def test_the_header_is_built(tmp_path: Path) -> None:
    items(tmp_path, FILING)
    graph = KnowledgeGraph(tmp_path / "kg.db")
    assert graph.build([tmp_path / "filing.txt"]).complete
    query = "ASK { ?company kg:centralIndexKey '0000999999' ; kg:formerlyNamed 'HEXAGON GENETICS INC' }"
    assert graph.query(query).truth


@given(st.lists(st.sampled_from([*FILING.splitlines(keepends=True), "<TEXT>", "</DOCUMENT>", "<", "\0"])))
def test_no_order_of_lines_breaks_the_reader(lines: list[str]) -> None:
    data = ("<DOCUMENT>\n<TYPE>" + "".join(lines)).encode()
    try:
        found = list(edgar.read(source_of(io.BytesIO(data), "x", ".txt", "x.txt")))
    except KgError:
        return
    assert all(isinstance(item, Document | FactsFile | Notice) for item in found)
