"""The same release gives the same facts in every format; what is in no English gives none."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from made import PLAIN, as_docx, as_html
from made_pdf import as_pdf
from test_readers_edgar import FILING
from test_readers_rows import RSS

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
