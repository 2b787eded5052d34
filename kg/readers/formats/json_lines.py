"""JSON lines: a document or a facts file a line, read as a stream of any length."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import InputError, KgError
from kg.readers.decoding import decode
from kg.readers.items import Failure, Item
from kg.readers.records import few_bad, item_of, parsed
from kg.readers.source import LARGEST, Format, Source

_ENDINGS = (".jsonl", ".ndjson")


def read(source: Source) -> Iterator[Item]:
    """What each line holds: {"id", "text"}, and where known published, title, source, place, language.

    Raises:
        InputError: there is no line, or too many that cannot be read.
    """
    yield from few_bad(_lines(source), source.place)


def _lines(source: Source) -> Iterator[Item]:
    empty = True
    for number, line in enumerate(iter(lambda: source.stream.readline(LARGEST), b""), 1):
        if line.strip():
            empty = False
            yield _line(line, f"{source.place}:{number}", source)
    if empty:
        raise InputError("is empty")


def _line(line: bytes, place: str, source: Source) -> Item:
    try:
        return item_of(parsed(decode(line)[0]), place, source.columns)
    except KgError as error:
        return Failure(place, str(error))


def _recognises(head: bytes, ending: str) -> bool:
    if ending in _ENDINGS:
        return True
    line, end, rest = head.lstrip().partition(b"\n")
    if not end or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return bool(parsed(line.decode()))
    except (InputError, UnicodeDecodeError):
        return False


FORMAT = Format("JSON lines", _ENDINGS, _recognises, read)
