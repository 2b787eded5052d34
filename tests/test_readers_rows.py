from __future__ import annotations

import csv
import io
import json
from html import escape
from pathlib import Path

import pytest
from click.testing import CliRunner
from made import PLAIN, TITLE, as_html

from kg.cli import cli
from kg.document import Document
from kg.readers import Columns, Failure, Item, read

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example Wire</title><link>https://wire.example/</link>
<item><title>{TITLE}</title><link>https://wire.example/n/214</link><guid>n214</guid>
<pubDate>Mon, 04 Jun 2012 09:00:00 -0400</pubDate><description>Short.</description>
<c:encoded>{escape(as_html())}</c:encoded></item>
<item><title>Second &amp;amp; last</title><pubDate>soon</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Acme News</title><entry><id>urn:1</id>
<title>Acme Gains Rights</title><link rel="self" href="https://a.example/self"/><link href="https://a.example/1"/>
<published>2012-06-04T09:00:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Acme gained rights.</p><p>It did so today.</p></div></content></entry></feed>"""


def items(folder: Path, name: str, content: str, columns: Columns | None = None) -> list[Item]:
    (folder / name).write_text(content)
    return list(read([folder / name], columns=columns))


def documents(found: list[Item]) -> list[Document]:
    return [item for item in found if isinstance(item, Document)]


@pytest.mark.parametrize("name", ["feed.rss", "feed.xml", "feed.txt", "feed"])
def test_entries_of_a_feed_are_documents(tmp_path: Path, name: str) -> None:
    first, second = documents(items(tmp_path, name, RSS))
    assert first.text.split() == PLAIN.split()
    assert (first.title, first.published, first.source) == (TITLE, "2012-06-04", "Example Wire")
    assert first.url == "https://wire.example/n/214"
    assert (second.title, second.published) == ("Second & last", None)


def test_atom(tmp_path: Path) -> None:
    (found,) = documents(items(tmp_path, "a.xml", ATOM))
    assert found.text == "Acme Gains Rights\n\nAcme gained rights.\n\nIt did so today."
    assert (found.published, found.url) == ("2012-06-04", "https://a.example/1")


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        ("<rss><channel></channel></rss>", "without entries"),
        (RSS[:-100], "is broken XML"),
        ('<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', "declares entities"),
        ("<rss><channel><item></item></channel></rss>", "without title and text"),
    ],
)
def test_bad_feeds_are_named(tmp_path: Path, feed: str, reason: str) -> None:
    (failure,) = items(tmp_path, "a.rss", feed)
    assert isinstance(failure, Failure)
    assert reason in failure.reason


def table(delimiter: str = ",") -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerows(
        [("body", "day", "wire"), (PLAIN, "2012-06", "W"), ("", "2012", "W"), ("Words\nof more", "", "")]
    )
    return stream.getvalue()


@pytest.mark.parametrize(("name", "content"), [("t.csv", table()), ("t.tsv", table("\t"))])
def test_rows_of_a_table_are_documents(tmp_path: Path, name: str, content: str) -> None:
    found = items(tmp_path, name, content, Columns("body", "day", "wire"))
    first, last = documents(found)
    assert (first.text, first.published, first.source) == (PLAIN, "2012-06", "W")
    assert (last.text, last.published, last.source) == ("Words\nof more", None, None)
    assert len([item for item in found if isinstance(item, Failure)]) == 1


def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path) -> None:
    (failure,) = items(tmp_path, "t.csv", table())
    assert isinstance(failure, Failure)
    assert "--text-column: body, day, wire" in failure.reason


def test_json_lines_with_names_of_others(tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "body": PLAIN, "day": "2011"})
    (found,) = documents(items(tmp_path, "t.jsonl", line, Columns("body", "day", "wire")))
    assert (found.text, found.published) == (PLAIN, "2011")


@pytest.mark.parametrize("command", [("build", "--store"), ("extract", "--output")])
def test_the_commands_take_names_of_columns(tmp_path: Path, command: tuple[str, str]) -> None:
    (tmp_path / "t.csv").write_text(table())
    arguments = [command[0], str(tmp_path / "t.csv"), command[1], str(tmp_path / "out")]
    names = ["--text-column", "body", "--date-column", "day", "--source-column", "wire"]
    result = CliRunner().invoke(cli, [*arguments, *names])
    assert result.exit_code == 1  # one row has no text
    assert "2 document(s)" in result.stdout or "2 facts file(s)" in result.stdout
