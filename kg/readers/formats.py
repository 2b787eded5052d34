"""The formats that can be read: one function each, from a stream of bytes to documents or facts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator
from typing import Any, BinaryIO, TypeAlias

from kg.document import Document, normalise
from kg.errors import InputError
from kg.facts import facts_from
from kg.readers.dateline import date_in_name, read_head
from kg.readers.decoding import decode
from kg.readers.items import Failure, Item, Notice

#: No release is longer in bytes; what is, is no release and would only fill the memory.
LARGEST = 20_000_000

#: Reads a stream; the name is the file's without its ending, the place is for messages.
Format: TypeAlias = Callable[[BinaryIO, str, str], Iterator[Item]]

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_STATED = ("published", "title", "source", "place", "language")


def make_document(text: str, id: str, *, path: str = "", stated: dict[str, str] | None = None) -> Document:
    """A document of a text, with the headline, date, place and wire that its first lines tell.

    Parameters:
        text: The text as it was read.
        id: The document's name; a date in its digits counts where the text has none.
        path: Where it was read from, for messages.
        stated: What is known without the text: published, title, source, place, language.
    """
    text = normalise(text)
    head = read_head(text)
    known = stated or {}
    return Document(
        id=" ".join(normalise(id).split()),
        text=text,
        published=known.get("published") or head.published or date_in_name(id),
        source=known.get("source") or head.source,
        title=known.get("title") or head.title,
        place=known.get("place") or head.place,
        language=known.get("language") or "en",
        path=path,
    )


def read_text(stream: BinaryIO, name: str, place: str) -> Iterator[Item]:
    """One document of plain text or Markdown; its id is the file's name.

    Raises:
        InputError: the stream holds no text.
    """
    text = yield from _text_of(stream, place)
    yield make_document(text, name, path=place)


def read_json(stream: BinaryIO, name: str, place: str) -> Iterator[Item]:  # noqa: ARG001 - a Format
    """A facts file, or one document as {"id": ..., "text": ...}.

    Raises:
        InputError: the stream holds neither.
        FactsError: the facts break the format.
    """
    text = yield from _text_of(stream, place)
    yield _facts_or_document(_parse(text), place)


def read_lines(stream: BinaryIO, name: str, place: str) -> Iterator[Item]:  # noqa: ARG001 - a Format
    """One document a line: {"id", "text"}, and where known published, title, source, place, language.

    Raises:
        InputError: there is no line.
    """
    empty = True
    for number, line in enumerate(iter(lambda: stream.readline(LARGEST), b""), 1):
        if line.strip():
            empty = False
            yield _line(line, f"{place}:{number}")
    if empty:
        raise InputError("is empty")


def read_either(stream: BinaryIO, name: str, place: str) -> Iterator[Item]:
    """What comes without a name's ending: a facts file or JSON lines if it looks like one, else one text.

    Raises:
        InputError: the stream holds none.
        FactsError: the facts break the format.
    """
    text = yield from _text_of(stream, place)
    if (whole := _record(text)) is not None:
        yield _facts_or_document(whole, place)
    elif _record(text.lstrip().partition("\n")[0]) is not None:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip():
                yield _line(line.encode(), f"{place}:{number}")
    else:
        yield make_document(text, name, path=place)


FORMATS: dict[str, Format] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".json": read_json,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
}


def _text_of(stream: BinaryIO, place: str) -> Generator[Item, None, str]:
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"is longer than {LARGEST // 1_000_000} MB, so it is no release; split it")
    text, encoding = decode(data)
    if not text.strip():
        raise InputError("is empty")
    if encoding != "UTF-8":
        yield Notice(place, f"is not UTF-8; read as {encoding}")
    return text


def _line(line: bytes, place: str) -> Document | Failure:
    try:
        return _document_of(_parse(decode(line)[0]), place)
    except InputError as error:
        return Failure(place, str(error))


def _facts_or_document(record: dict[str, Any], place: str) -> Item:
    return facts_from(record) if "facts" in record else _document_of(record, place)


def _record(text: str) -> dict[str, Any] | None:
    """The JSON object that the text is, if it is one."""
    try:
        return _parse(text)
    except InputError:
        return None


def _parse(text: str) -> dict[str, Any]:
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"is broken JSON: {error.msg} at line {error.lineno}, column {error.colno}"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"is JSON that cannot be read: {error}") from error
    if not isinstance(record, dict):
        raise InputError('is no JSON object; a document is {"id": ..., "text": ...}')
    return record


def _document_of(record: dict[str, Any], place: str) -> Document:
    id, text = record.get("id"), record.get("text")
    if not isinstance(id, str | int) or not str(id).strip():
        raise InputError('has no "id"; a document is {"id": ..., "text": ...}')
    if not isinstance(text, str) or not text.strip():
        raise InputError(f'has no "text" for the id {str(id)[:80]!r}')
    stated = {key: value for key in _STATED if isinstance(value := record.get(key), str) and value}
    if not _DATE.fullmatch(stated.get("published", "2000")):
        raise InputError(f"has the date {stated['published'][:40]!r}; write YYYY, YYYY-MM or YYYY-MM-DD")
    return make_document(text, str(id), path=place, stated=stated)
