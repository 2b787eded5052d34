from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLAIN, TITLE, as_docx, zipped

from kg.document import Document
from kg.errors import InputError
from kg.readers import Failure, read
from kg.readers.decoding import decode

BOMB = f"<a>{' ' * 30_000_000}</a>"
ENTITIES = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'


def read_one(folder: Path, data: bytes, name: str = "news.docx") -> Document | Failure:
    (folder / name).write_bytes(data)
    (found,) = read([folder / name])
    assert isinstance(found, Document | Failure)
    return found


@pytest.mark.parametrize("name", ["news.docx", "news.txt", "news"])
def test_the_release_is_read(tmp_path: Path, name: str) -> None:
    found = read_one(tmp_path, as_docx(), name)
    assert isinstance(found, Document)
    assert found.text.split() == PLAIN.split()
    assert (found.title, found.published) == (TITLE, "2012-06-04")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"word/document.xml": BOMB}), "unpacks to more than 20 MB"),
        (zipped({"word/document.xml": ENTITIES}), "declares entities"),
        (zipped({"word/document.xml": "<a><b>"}), "is broken XML"),
        (zipped({"word/other.xml": "<a/>"}), "is broken XML"),
        (as_docx()[:400], "is a damaged or locked zip"),
    ],
    ids=["bomb", "entities", "broken", "no text", "cut off"],
)
def test_bad_files_are_named(tmp_path: Path, data: bytes, reason: str) -> None:
    found = read_one(tmp_path, data)
    assert isinstance(found, Failure)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Acme’s naïve".encode("mac_roman") + b" Acme\xd5s", "Mac Roman"),
        ("Acme’s naïve".encode("cp1252"), "Windows-1252"),
        ("Acme says so".encode("utf-16-le"), "UTF-16-LE"),
        ("Acme says so".encode("utf-16-be"), "UTF-16-BE"),
        ("Acme’s naïve".encode(), "UTF-8"),
        ("Acme’s é".encode()[:-1], "UTF-8 that breaks off in a character"),
    ],
)
def test_encodings_are_found_and_said(data: bytes, encoding: str) -> None:
    assert decode(data)[1] == encoding


def test_a_declared_encoding_counts_where_it_can_be_so() -> None:
    assert decode("Łódź".encode("iso-8859-2"), "ISO-8859-2")[0] == "Łódź"
    assert decode("é’".encode("cp1252"), "iso-8859-1") == ("é’", "Windows-1252")
    assert decode("é".encode("cp1252"), "utf-8") == ("é", "Windows-1252")
    assert decode("é".encode("cp1252"), "base64") == ("é", "Windows-1252")


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "shift_jis", "hex", "no such", "gb2312"]))
def test_no_bytes_break_the_decoding(data: bytes, declared: str | None) -> None:
    try:
        text, _ = decode(data, declared)
    except InputError:
        return
    assert isinstance(text, str)
