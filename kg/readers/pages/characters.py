"""Characters of a page to pieces of lines, each with its place on the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from kg.readers.scripts import shifted

_HYPHENS = "\u00ad\u2010"
_UNKNOWN = "\ufffd"
_BREAKS = "\r\n"
#: Parts of a character's size: what is so far away is another piece, what is so small and high is raised.
FAR = 1.2
_BACK = 0.6
_SMALL = 0.8
_HIGH = 0.18


@dataclass(slots=True)
class Piece:
    """Words that stand together on one line.

    Attributes:
        text: The characters, one for each that PDFium counts.
        start: The number of the first on the page.
        left, right, bottom, top: The box in points, from the lower left corner of the page.
        size: The size of the type.
    """

    text: str
    start: int
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class _Glyph:
    character: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def pieces(textpage: pdfium.FPDF_TEXTPAGE) -> list[Piece]:
    """The pieces of a page in the order in which the file has them."""
    found: list[Piece] = []
    last: Piece | None = None
    for number, glyph in enumerate(_glyphs(textpage)):
        if glyph is None:
            last = None
        elif glyph.size == 0 or glyph.character == " ":
            if last:
                last.text += " "
        elif last and _goes_on(last, glyph):
            if not last.text[0].isalnum() and len(last.text.strip()) == 1:
                # A bullet may be of another size than its item.
                last.bottom, last.top, last.size = glyph.bottom, glyph.top, glyph.size
            last.text += _raised(last, glyph)
            last.right = max(last.right, glyph.right)
        else:
            last = Piece(
                glyph.character, number, glyph.left, glyph.right, glyph.bottom, glyph.top, glyph.size
            )
            found.append(last)
    return [piece for piece in found if piece.text.strip()]


def _glyphs(textpage: pdfium.FPDF_TEXTPAGE) -> Iterator[_Glyph | None]:
    """The characters of a page, None for the end of a line; what stands nowhere has the size 0."""
    box = pdfium.FS_RECTF()
    for number in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, number)
        character = chr(code) if 0 < code < 0x110000 else _UNKNOWN
        if character in _HYPHENS or pdfium.FPDFText_IsHyphen(textpage, number) == 1:
            character = "-"
        if character in _BREAKS:
            yield None
        elif pdfium.FPDFText_IsGenerated(textpage, number) == 1 and character.isspace():
            yield _Glyph(" ", 0, 0, 0, 0, 0)
        else:
            pdfium.FPDFText_GetLooseCharBox(textpage, number, ctypes.byref(box))
            size = max(box.top - box.bottom, 1.0)
            yield _Glyph(
                " " if character.isspace() else character, box.left, box.right, box.bottom, box.top, size
            )


def _goes_on(piece: Piece, glyph: _Glyph) -> bool:
    overlap = min(piece.top, glyph.top) - max(piece.bottom, glyph.bottom)
    if overlap < 0.4 * min(piece.size, glyph.size):
        return False
    return -_BACK * piece.size < glyph.left - piece.right < FAR * piece.size


def _raised(piece: Piece, glyph: _Glyph) -> str:
    """The character, or its superscript if it stands so: one character in either case."""
    if glyph.size < _SMALL * piece.size and glyph.bottom - piece.bottom > _HIGH * piece.size:
        moved = shifted(glyph.character, "sup")
        return moved if len(moved) == 1 else glyph.character
    return glyph.character
