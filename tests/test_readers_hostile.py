"""Files that are broken or made to hurt are named, within limits of time and memory, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import os
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import PLAIN, as_html
from made_pdf import as_pdf

from kg.document import Document
from kg.errors import InputError
from kg.readers import Failure, read
from kg.readers.apart import Apart, Limits
from kg.readers.formats import named
from kg.readers.source import LARGEST, Format, source_of

GOOD = PLAIN.encode()


def pdf_bomb(megabytes: int) -> bytes:
    """A page whose packed content is full of words."""
    content = zlib.compress(b"BT /F 1 Tf (words) Tj ET " * (megabytes * 40_000), 9)
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(content), content),
    )
    numbered = (b"%d 0 obj%s endobj\n" % each for each in enumerate(objects, 1))
    return b"%PDF-1.4\n" + b"".join(numbered) + b"trailer<</Root 1 0 R>>\n%%EOF"


HOSTILE: dict[str, bytes] = {
    "empty.html": b"",
    "cut-off.pdf": as_pdf()[:1500],
    "no-pdf.pdf": b"\x00\x01\x02\x03" * 50,
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "packed.txt.gz": gzip.compress(bytes(LARGEST + 1)),
    "cut-off.txt.gz": gzip.compress(GOOD)[:-20],
    "long.txt": b"a" * (LARGEST + 1),
    "no-words.html": b"<html><body><script>1</script>",
    "zeros.txt": bytes(1000),
    "no-line-ends.csv": b"id,text," * 20_000,
    "open-quote.csv": b'id,text\n1,"' + b"words\n" * (LARGEST // 6 + 1),
}
HARMLESS: dict[str, bytes] = {
    "page-in.txt": as_html().encode(),
    "pdf-in.html": as_pdf(),
    "wrong-bytes.txt": GOOD + b" \xff\xfe\x81 end",
    "cut-off-in-a-letter.txt": GOOD + "’é".encode()[:-1],
    "marks.txt": GOOD.replace(b"HGX", "H\u200dG\u202eX\0".encode()),
    "brackets.html": b"<html><p>" + b"<" * 20_000 + GOOD,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_file_is_named_and_the_rest_goes_on(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])
    (tmp_path / "zz.txt").write_bytes(GOOD)
    failure, document = read([tmp_path])
    assert isinstance(failure, Failure)
    assert Path(failure.place).name == name
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    ("name", "data"), [("a.jsonl", b"{}\n" * 5000), ("a.csv", b"text\n" + b'" "\n' * 5000)]
)
def test_what_holds_no_records_at_all_is_left(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    failures = [item for item in read([tmp_path / name]) if isinstance(item, Failure)]
    assert len(failures) == 1001
    assert failures[-1].reason == f"has 1000 records that cannot be read; the rest of {name} was left"


@pytest.mark.parametrize("name", HARMLESS)
def test_what_can_be_read_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(HARMLESS[name])
    (document,) = (item for item in read([tmp_path]) if isinstance(item, Document))
    assert "HGX-214 carries the payload DM4" in document.text


def test_deep_pages_are_read(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_bytes(b"<div>" * 200_000 + GOOD + b"</div>" * 200_000)
    (document,) = read([tmp_path])
    assert isinstance(document, Document)


def test_unreadable_files_pipes_and_loops_of_links_are_named(tmp_path: Path) -> None:
    locked = tmp_path / "locked.txt"
    locked.write_bytes(GOOD)
    locked.chmod(0)
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "z.txt").write_bytes(GOOD.replace(b"HGX", b"HGY"))
    items = list(read([tmp_path]))
    named_so = {Path(item.place).name for item in items if isinstance(item, Failure)}
    assert named_so >= {"loop.txt", "lost.txt"}
    assert "z" in [item.id for item in items if isinstance(item, Document)]
    assert os.geteuid() == 0 or "locked.txt" in named_so


def limited(format: Format, data: bytes, limits: Limits) -> list[object]:
    with Apart(limits) as apart:
        return list(apart.read(format, source_of(io.BytesIO(data), "x", "", "x")))


def test_a_file_that_takes_too_long_is_left() -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match="took more than 1 seconds"):
        limited(named("PDF"), pdf_bomb(60), Limits(seconds=1))
    assert time.monotonic() - began < 5


def test_a_file_that_takes_too_much_memory_is_left() -> None:
    with pytest.raises(InputError, match=r"MB; it was left|more memory"):
        limited(named("PDF"), pdf_bomb(60), Limits(seconds=60, megabytes=300))


def test_the_process_reads_on_after_it_was_ended() -> None:
    def texts(apart: Apart) -> Iterator[str]:
        for data in (as_pdf(), as_pdf()[:900], as_pdf()):
            try:
                found = list(apart.read(named("PDF"), source_of(io.BytesIO(data), "x", "", "x")))
            except InputError:
                yield "failed"
            else:
                yield from (item.text.split()[0] for item in found if isinstance(item, Document))

    with Apart() as apart:
        assert list(texts(apart)) == ["Hexagene", "failed", "Hexagene"]
