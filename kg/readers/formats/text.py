"""Plain text and Markdown: one document, named after its file."""

from __future__ import annotations

from collections.abc import Iterator

from kg.readers.items import Item
from kg.readers.making import make_document, text_of
from kg.readers.source import Format, Source


def read(source: Source) -> Iterator[Item]:
    """One document.

    Raises:
        InputError: the source holds no text.
    """
    text = yield from text_of(source)
    yield make_document(text, source.name, path=source.place)


FORMAT = Format("text", (".txt", ".text", ".md", ".markdown"), lambda *_: True, read)
