"""The same release gives the same facts in every format; what is in no English gives none."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from answers import rows
from made import PLAIN, as_docx, as_html
from made_pdf import as_pdf
from test_readers_edgar import FILING
from test_readers_rows import RSS

from kg import KnowledgeGraph
from kg.extract import extract
from kg.facts import FactsFile
from kg.readers import Document, Failure, make_document, read


def as_csv() -> str:
    stream = io.StringIO()
    csv.writer(stream).writerows([("id", "text"), ("n", PLAIN)])
    return stream.getvalue()


FORMATS: dict[str, bytes] = {
    "news.md": PLAIN.encode(),
    "utf16.txt": PLAIN.encode("utf-16"),
    "cp1252.txt": PLAIN.encode("cp1252"),
    "page.html": as_html().encode(),
    "news.pdf": as_pdf(),
    "news.docx": as_docx(),
    "filing.txt": FILING.encode(),
    "feed.rss": RSS.encode(),
    "rows.csv": as_csv().encode(),
    "lines.jsonl": json.dumps({"id": "n", "text": PLAIN}).encode(),
}


def told(facts: FactsFile) -> list[tuple[object, ...]]:
    """What the facts say, with the words they were read from."""

    def name(key: str | None) -> str | None:
        return facts.entities[key].name if key in facts.entities else key

    return sorted(
        (
            str(name(fact.subject)),
            fact.predicate,
            str(name(fact.object)),
            str(fact.value),
            fact.status,
            " | ".join(" ".join(quote.quote.split()) for quote in fact.evidence),
        )
        for fact in facts.facts
    )


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_facts(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(FORMATS[name])
    document = next(item for item in read([tmp_path / name]) if isinstance(item, Document))
    expected = told(extract(make_document(PLAIN, "plain")))
    assert len(expected) > 10
    assert told(extract(document)) == expected


def xml_of(docx: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("page.html", FORMATS["page.html"].decode()),
        ("ends.html", FORMATS["page.html"].decode().replace("<p>", "\n<p>")),
        ("filing.txt", FILING),
        ("news.docx", xml_of(FORMATS["news.docx"])),
    ],
)
def test_evidence_leads_back_to_the_file(tmp_path: Path, name: str, original: str) -> None:
    ends = original.replace("\n", "\r\n").encode()
    (tmp_path / name).write_bytes(FORMATS.get(name, ends))
    document = next(item for item in read([tmp_path / name]) if isinstance(item, Document))
    for evidence in (each for fact in extract(document).facts for each in fact.evidence):
        start, end = map(int, str(evidence.fragment).removeprefix("char=").split(","))
        words = re.findall(r"\w+", evidence.quote)
        assert original[start:].startswith(words[0])
        assert original[:end].rstrip(".,;:)").endswith(words[-1])


def test_places_and_addresses_are_in_the_graph(tmp_path: Path) -> None:
    for name in ("page.html", "news.pdf"):
        (tmp_path / name).write_bytes(FORMATS[name])
    graph = KnowledgeGraph(tmp_path / "kg.db")
    assert graph.build([tmp_path / "page.html", tmp_path / "news.pdf"]).complete
    place = (
        "kg:evidence/oa:hasSelector ?place . "
        "?place a oa:FragmentSelector ; rdf:value ?value ; dcterms:conformsTo ?standard"
    )
    found = rows(
        graph.query(f"SELECT DISTINCT ?standard (SUBSTR(?value, 1, 6) AS ?start) {{ ?fact {place} }}")
    )
    told = {(row["standard"].rsplit("/")[-1], row["start"]) for row in found}
    assert {("rfc3778", "page=1"), ("rfc3778", "page=2")} < told
    assert {standard for standard, start in told if start.startswith("char=")} == {"rfc5147"}
    address = "?document schema:url 'https://wire.example/n/214'^^xsd:anyURI ; prov:wasAttributedTo ?issuer"
    assert graph.query(f"ASK {{ {address} }}").truth
    assert "(page 2)" in str(graph.explain("HexaLink"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Das Unternehmen hat heute mit der Firma einen Vertrag über die Lizenz für das Medikament. " * 4,
            "German",
        ),
        (
            "La société a annoncé que le médicament est dans une étude pour les patients avec des tumeurs. "
            * 4,
            "French",
        ),
        ("会社は本日新しい薬の開発について発表しました。" * 9, "a language of other letters"),
    ],
)
def test_other_languages_are_said_and_kept_aside(tmp_path: Path, text: str, language: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    (failure,) = read([tmp_path / "a.txt"])
    assert isinstance(failure, Failure)
    assert failure.reason == f"is in {language}; only English is read"
