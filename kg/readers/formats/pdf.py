"""PDF: the text of its pages in reading order, with the number of the page for every place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.readers.items import Item, Notice
from kg.readers.making import made_of
from kg.readers.source import Format, Source
from kg.readers.transcript import Transcript

if TYPE_CHECKING:
    from kg.readers.pages.characters import Piece

_MOST_PAGES = 300
_FEWEST_CHARACTERS = 20
_PASSWORD = 4


def read(source: Source) -> Iterator[Item]:
    """The release, with a Notice for pages that are pictures.

    Raises:
        InputError: the file is damaged, locked, scanned or too long.
    """
    # PDFium is loaded only where there is a PDF.
    from kg.readers.pages.furniture import without_furniture  # noqa: PLC0415
    from kg.readers.pages.layout import columns, headline  # noqa: PLC0415
    from kg.readers.pages.writing import write  # noqa: PLC0415

    pages = list(_pages(source.all()))
    empty = [number for number, page in enumerate(pages, 1) if _is_empty(page)]
    if len(empty) == len(pages):
        raise InputError("is a scanned PDF: its pages are pictures without text; run OCR on it first")
    if empty:
        yield Notice(source.place, f"has pages that are pictures without text, not read: {_few(empty)}")
    out = Transcript()
    laid_out = [columns(page) for page in without_furniture(pages)]
    write(laid_out, out)
    yield made_of(source, out.finish(), {"title": headline(laid_out[0])})


def _pages(data: bytes) -> Iterator[list[Piece]]:
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415

    from kg.readers.pages.characters import pieces  # noqa: PLC0415

    try:
        document = PdfDocument(data)
        if not 0 < len(document) <= _MOST_PAGES:
            raise InputError(f"has {len(document)} pages; a release has from 1 to {_MOST_PAGES}")
        for page in document:
            textpage = page.get_textpage()
            yield pieces(textpage.raw)
            textpage.close()
            page.close()
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise InputError("is a PDF locked with a password; save it without one") from error
        raise InputError(f"is a damaged PDF: {error}") from error


def _is_empty(page: list[Piece]) -> bool:
    return sum(len(piece.text) for piece in page) < _FEWEST_CHARACTERS


def _few(numbers: list[int]) -> str:
    more = " ..." if len(numbers) > 10 else ""
    return ", ".join(map(str, numbers[:10])) + more


FORMAT = Format("PDF", (".pdf",), lambda head, _: b"%PDF-" in head[:1024], read, apart=True)
