"""One JSON object: a facts file, or a document as {"id": ..., "text": ...}."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.readers.items import Item
from kg.readers.making import text_of
from kg.readers.records import item_of, parsed
from kg.readers.source import Format, Source

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\s*[\"}]")


def read(source: Source) -> Iterator[Item]:
    """The facts or the document.

    Raises:
        InputError: the source holds neither.
        FactsError: the facts break the format.
    """
    text = yield from text_of(source)
    yield item_of(parsed(text), source.place, source.columns)


def _recognises(head: bytes, ending: str) -> bool:
    return ending == ".json" or bool(_OBJECT.match(head))


FORMAT = Format("JSON", (".json",), _recognises, read)
