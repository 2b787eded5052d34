"""PDFs of our own: lines of Helvetica at places on pages, and a release typeset with them."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import NamedTuple

from made import PARAGRAPHS, TITLE

WIDTH, HEIGHT, LEFT, TOP, LEADING = 612, 792, 72, 700, 14


class Line(NamedTuple):
    """Words at a place; a fi-ligature may be among them."""

    x: float
    y: float
    words: str
    size: float = 11


def pdf(*pages: list[Line], picture: bool = False) -> bytes:
    """A file of the pages; with a picture on each if wanted."""
    image = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    font = (
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
        b"/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/fi]>>>>"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font, _stream(b"\x80", image)]
    kids = []
    for page in pages:
        content = b"q 400 0 0 400 50 50 cm /I Do Q " * picture + b"".join(map(_shown, page))
        objects.append(_stream(content))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>>>" % (WIDTH, HEIGHT, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _shown(line: Line) -> bytes:
    words = line.words.replace("ﬁ", "\x01").encode("cp1252")
    for mark in (b"\\", b"(", b")"):
        words = words.replace(mark, b"\\" + mark)
    return b"BT /F %.1f Tf %.2f %.2f Td (%s) Tj ET\n" % (line.size, line.x, line.y, words)


def _stream(data: bytes, head: bytes = b"<<") -> bytes:
    return b"%s/Length %d>>\nstream\n%s\nendstream" % (head, len(data), data)


def _file(objects: list[bytes]) -> bytes:
    data = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return b"%sxref\n0 %d\n0000000000 65535 f \n%s%s" % (data, len(objects) + 1, table, end)


def as_pdf() -> bytes:
    """The release on two pages with running headers, numbers, wrapped lines and a table."""
    pages: list[list[Line]] = [[]]
    y: float = TOP - 2 * LEADING
    pages[0].append(Line(LEFT, TOP, TITLE, 16))
    for place, words in enumerate(PARAGRAPHS):
        if place == 4:
            pages.append([])
            y = TOP
        row = "\t" in words
        y -= 0 if row and "\t" in PARAGRAPHS[place - 1] else LEADING
        for line in _lines(words, y):
            pages[-1].append(line)
            y = line.y
        y -= LEADING
    return pdf(*(_framed(page, number) for number, page in enumerate(pages, 1)))


def _lines(words: str, y: float) -> Iterator[Line]:
    for column, cell in enumerate(words.split("\t")) if "\t" in words else ():
        yield Line(LEFT + 150 * column, y, cell)
    for number, line in enumerate(wrap(words, 85, break_on_hyphens=True) if "\t" not in words else ()):
        yield Line(LEFT, y - number * LEADING, line.replace("fi", "ﬁ"))


def _framed(page: list[Line], number: int) -> list[Line]:
    head = Line(LEFT, HEIGHT - 40, "Hexagene, Inc. | Press Release", 8)
    return [head, *page, Line(WIDTH / 2, 30, f"Page {number} of 2", 8)]
