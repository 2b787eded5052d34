from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.document import Document, normalise
from kg.facts import FactsFile
from kg.readers import ENDINGS, Failure, Notice, read
from kg.readers.dateline import date_in_name, read_head

SHARED = Path(__file__).parents[1].parent / "shared"
NEWS = "Acme Gains Rights\n\nBOSTON, Mass. -- May 3, 2022 -- Acme Inc. said so."


def put(folder: Path, name: str, content: str | bytes = NEWS) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def facts_file(**more: object) -> str:
    fact = {"subject": "c", "predicate": "ticker", "value": "NASDAQ:ACME"}
    entities = {"c": {"type": "Company", "name": "Acme Inc."}}
    return json.dumps({"document": "news.txt", "entities": entities, "facts": [fact]} | more)


@pytest.mark.parametrize(
    ("line", "published", "place", "source"),
    [
        ("WALTHAM, Mass. -- June 04, 2012", "2012-06-04", "WALTHAM, Mass.", None),
        ("ATLANTA, GA - September 15, 2025 (NEWMEDIAWIRE) - X", "2025-09-15", "ATLANTA, GA", "NEWMEDIAWIRE"),
        ("FREMONT, CA - (NewMediaWire) - March 5, 2025 - X", "2025-03-05", "FREMONT, CA", "NEWMEDIAWIRE"),
        ("WEDEL, Germany, May 3, 2022 /PRNewswire/ -- X", "2022-05-03", "WEDEL, Germany", "PRNewswire"),
        ("OSLO, Nov. 14, 2011 (GLOBE NEWSWIRE) -- X", "2011-11-14", "OSLO", "GLOBE NEWSWIRE"),
        ("WALTHAM, MA, USA | June 5, 2011 | X", "2011-06-05", "WALTHAM, MA, USA", None),
        ("Fukuoka, Japan/New York – July 1st 2025 – X", "2025-07-01", "Fukuoka, Japan/New York", None),
        ("Rome, Italy and Lodi, WI; 14 September 2010 – X", "2010-09-14", "Rome, Italy and Lodi, WI", None),
        ("Miami, Florida (Newsworthy.ai) Tuesday Jun 25, 2024 @ 8:00 AM — X", "2024-06-25", "Miami, Florida",
         "Newsworthy.ai"),
        ("TAIPEI - [Media OutReach Newswire](https://x.example/) - 2 July 2026 - X", "2026-07-02", "TAIPEI",
         "Media OutReach Newswire"),
        ("LODI, Wis.--(BUSINESS WIRE)--June 4, 2012-- X", "2012-06-04", "LODI, Wis.", "Business Wire"),
        ("**LODI, Wis. -- June 10, 2019 (BUSINESS WIRE) --** X", "2019-06-10", "LODI, Wis.", "Business Wire"),
        ("Sun City, Ariz., Sunday, June 10, 2012 -- X", "2012-06-10", "Sun City, Ariz.", None),
        ("June 4, 2012", "2012-06-04", None, None),
        ("On February 20, 2025, Acme unveiled its plan.", None, None, None),
        ("# Acme to Present on April 16, 2025", None, None, None),
        ("The goal date of August 15, 2025 - set by the FDA", None, None, None),
        ("BOSTON, June 31, 2012 -- no such day", None, None, None),
    ],
)  # fmt: skip
def test_dateline(line: str, published: str | None, place: str | None, source: str | None) -> None:
    head = read_head(f"A Headline\n\n{line}\n")
    assert (head.published, head.place, head.source) == (published, place, source)


def test_wire_on_a_line_of_its_own() -> None:
    assert read_head("Title\n\nBusiness Wire\n\nWALTHAM, Mass. -- June 04, 2012\n").source == "Business Wire"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Q&amp;A on **X**\n\nText", "Q&A on X"),
        ("Exhibit 99.1\n\nAcme Moves On\n", "Acme Moves On"),
        ("FOR IMMEDIATE RELEASE\nAcme Moves On", "Acme Moves On"),
        (
            "Acme Gains All Rights to a Compound That Nobody Else\nWanted\n\nText",
            "Acme Gains All Rights to a Compound That Nobody Else Wanted",
        ),
        ("word " * 200, None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert read_head(text).title == title


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("geovax-20250915", "2025-09-15"),
        ("a-2025-09-15-b", "2025-09-15"),
        ("a-20251315", None),
        ("a-123", None),
    ],
)
def test_date_in_name(name: str, date: str | None) -> None:
    assert date_in_name(name) == date


def test_text_date_goes_before_the_name(tmp_path: Path) -> None:
    (document,) = read([put(tmp_path, "acme-20250101.txt")])
    assert isinstance(document, Document)
    assert (document.id, document.published) == ("acme-20250101", "2022-05-03")
    (other,) = read([put(tmp_path, "other-20250101.md", "# Title\n\nNo date")])
    assert isinstance(other, Document)
    assert (other.published, other.title) == ("2025-01-01", "Title")


def test_folder_is_read_by_name_and_hidden_files_are_not(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", ".hidden.txt", ".git/x.txt", "README.md", "picture.png"):
        put(tmp_path, name, f"Text of {name}")
    items = list(read([tmp_path]))
    assert [item.id for item in items if isinstance(item, Document)] == ["b", "z"]
    assert [str(item) for item in items if isinstance(item, Notice)] == [
        f"{tmp_path}: 1 file(s) of other kinds passed over (.png)"
    ]


@pytest.mark.parametrize("name", ["x.jsonl", "x.jsonl.gz", "x.ndjson"])
def test_json_lines_with_bad_lines_between(tmp_path: Path, name: str) -> None:
    lines = [
        json.dumps({"id": "a", "text": NEWS, "published": "2020-01", "title": "T", "place": "P"}),
        '{"id": "b", "text"',
        "",
        '{"text": "no id"}',
        '{"id": "c", "text": ""}',
        '["a list"]',
        '{"id": "d", "text": "x", "published": "yesterday"}',
        json.dumps({"id": 7, "text": "\ud800ok"}),
    ]
    content = "\n".join(lines).encode()
    items = list(read([put(tmp_path, name, gzip.compress(content) if name.endswith(".gz") else content)]))
    first, last = items[0], items[-1]
    assert isinstance(first, Document)
    assert (first.id, first.published, first.title, first.place) == ("a", "2020-01", "T", "P")
    assert isinstance(last, Document)
    assert (last.id, last.text) == ("7", "ok")
    failures = [item for item in items if isinstance(item, Failure)]
    assert [item.place.rpartition(":")[2] for item in failures] == ["2", "4", "5", "6", "7"]
    assert "broken JSON" in failures[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"%PDF-1.7 text", "is a damaged PDF"),
        (bytes(range(256)) * 4, "is not text"),
        (b"\0" * 100, "is not text"),
        (b"\xff\xfeA", "is not text"),
    ],
    ids=["empty", "blank", "pdf", "bytes", "zeros", "half a character"],
)
def test_bad_file_is_named_and_the_rest_goes_on(tmp_path: Path, content: bytes, reason: str) -> None:
    bad = put(tmp_path, "a.txt", content)
    put(tmp_path, "b.txt")
    failure, document = read([tmp_path])
    assert isinstance(failure, Failure)
    assert str(failure).startswith(f"{bad}: {reason}")
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("codec", "said"),
    [("utf-16", "UTF-16"), ("utf-8-sig", None), ("utf-32", "UTF-32"), ("cp1252", "Windows-1252")],
)
def test_other_encodings_are_read_and_said(tmp_path: Path, codec: str, said: str | None) -> None:
    text = "Acme’s naïve news – really"
    *notices, document = read([put(tmp_path, "a.txt", text.encode(codec))])
    assert isinstance(document, Document)
    assert document.text == text
    assert [str(notice).endswith(f"read as {said}") for notice in notices] == ([True] if said else [])


def test_missing_path_damaged_gz_and_empty_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    damaged = put(tmp_path, "x.jsonl.gz", gzip.compress(b'{"id": "a", "text": "b"}\n' * 3)[:-9])
    plain = put(tmp_path, "y.jsonl.gz", b"no gzip")
    items = list(read([tmp_path / "nowhere", damaged, plain, tmp_path / "empty"]))
    reasons = [item.reason for item in items if isinstance(item, Failure)]
    assert [reason.split(":")[0] for reason in reasons] == [
        "cannot be read",
        "is a damaged .gz file",
        "is broken JSON",
        f"holds no file that can be read ({', '.join(ENDINGS)}, each also .gz)",
    ]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path, "outside/secret.txt")
    folder = put(tmp_path, "in/news.txt").parent
    (folder / "link.txt").symlink_to(secret)
    (folder / "links").symlink_to(secret.parent)
    (folder / "loop").symlink_to(folder)
    items = list(read([folder]))
    assert [item.id for item in items if isinstance(item, Document)] == ["news"]
    assert [Path(item.place).name for item in items if isinstance(item, Failure)] == ["link.txt", "links"]


def test_second_file_with_one_id_is_kept_aside(tmp_path: Path) -> None:
    first, same, other = (put(tmp_path, name) for name in ("a/x.txt", "b/x.md", "c/x.txt"))
    other.write_text("Something else")
    items = list(read([tmp_path, first]))
    assert isinstance(items[0], Document)
    assert [str(item) for item in items[1:]] == [
        f"{same}: the same as {first}; read once",
        f"{other}: has the id 'x' of {first} but another content; rename one of them",
        f"{first}: the same as {first}; read once",
    ]


def test_facts_file_is_facts_and_stands_for_its_document(tmp_path: Path) -> None:
    put(tmp_path, "news.txt")
    put(tmp_path, "news.json", facts_file(text=NEWS))
    facts, notice = read([tmp_path])
    assert isinstance(facts, FactsFile)
    assert (facts.document, facts.text) == ("news", NEWS)
    assert isinstance(notice, Notice)


def test_facts_without_a_text(tmp_path: Path) -> None:
    put(tmp_path, "news.txt")
    bare = put(tmp_path, "news.json", facts_file())
    document, notice = read([tmp_path])
    assert isinstance(notice, Notice)
    assert isinstance(document, Document)
    (facts,) = read([bare])
    assert isinstance(facts, FactsFile)
    assert facts.text == NEWS
    (outside,) = read([put(tmp_path, "sub/far.json", facts_file(document="../news.txt"))])
    assert isinstance(outside, FactsFile)
    assert outside.text is None


def test_broken_facts_file_names_the_place(tmp_path: Path) -> None:
    broken = put(tmp_path, "news.json", facts_file(issuer="nobody"))
    (failure,) = read([broken])
    assert str(failure) == f"{broken}: issuer 'nobody' is not among the entities"


@pytest.mark.parametrize(
    ("content", "ids"),
    [
        (NEWS, ["stdin"]),
        ('\n{"id": "a", "text": "b\u2028e"}\n\n{"id": "c", "text": "d"}\n', ["a", "c"]),
        ("{1} note", ["stdin"]),
    ],
)
def test_standard_input(content: str, ids: list[str]) -> None:
    items = list(read(["-"], stdin=io.BytesIO(content.encode())))
    assert [item.id for item in items if isinstance(item, Document)] == ids


def test_a_facts_file_from_standard_input() -> None:
    (facts,) = read(["-"], stdin=io.BytesIO(json.dumps(json.loads(facts_file()), indent=1).encode()))
    assert isinstance(facts, FactsFile)


def test_a_thousand_files_with_three_bad_ones(tmp_path: Path) -> None:
    for number in range(1000):
        put(tmp_path, f"{number:04}.txt", b"\x00\x01" if number in {7, 70, 700} else f"Text {number}")
    items = list(read([tmp_path]))
    assert sum(isinstance(item, Document) for item in items) == 997
    assert [Path(item.place).stem for item in items if isinstance(item, Failure)] == ["0007", "0070", "0700"]


@settings(deadline=None, max_examples=25)
@given(
    content=st.binary(max_size=300) | st.text(max_size=200).map(str.encode),
    ending=st.sampled_from([*ENDINGS, ".gz"]),
)
def test_no_bytes_break_a_reader(
    content: bytes, ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = put(tmp_path_factory.getbasetemp(), f"any{ending}", content)
    for item in read([path]):
        assert isinstance(item, Document | FactsFile | Failure | Notice)
        assert not isinstance(item, Document) or normalise(item.text) == item.text


@pytest.mark.skipif(not SHARED.exists(), reason="the shared releases are not here")
def test_dates_of_real_releases() -> None:
    gold = {
        path.stem: json.loads(path.read_text())["published"] for path in (SHARED / "gold/dev").glob("*.json")
    }
    documents = [item for item in read([SHARED / "gold/dev"]) if isinstance(item, Document)]
    assert {document.id: document.published for document in documents} == gold
