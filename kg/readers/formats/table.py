"""CSV and TSV: a document a row, read as a stream; `Columns` tells where text, date and source stand."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from kg.errors import InputError, KgError
from kg.readers.decoding import decode
from kg.readers.items import Failure, Item, Notice
from kg.readers.records import few_bad, item_of
from kg.readers.source import HEAD, LARGEST, Format, Source

_ENDINGS = (".csv", ".tsv")


def read(source: Source) -> Iterator[Item]:
    """The document of each row; one without a column "id" is named after the file and its line.

    Raises:
        InputError: the table has no such column.
    """
    _, encoding = decode(source.head)
    codec = "utf-8-sig" if encoding.startswith("UTF-8") else encoding
    if codec != "utf-8-sig":
        yield Notice(source.place, f"is not UTF-8; read as {encoding}")
    text = io.TextIOWrapper(source.stream, codec, "replace", newline="")
    try:
        yield from few_bad(_rows(text, source), source.place)
    except csv.Error as error:
        raise InputError(f"is a broken table: {error}") from error
    finally:
        text.detach()


def _rows(text: io.TextIOWrapper, source: Source) -> Iterator[Item]:
    lines = iter(lambda: text.readline(LARGEST), "")
    delimiter = "\t" if source.ending == ".tsv" else ","
    csv.field_size_limit(LARGEST)
    if len(source.head) == HEAD and b"\n" not in source.head and b"\r" not in source.head:
        raise InputError("has a first line that is too long for names of columns")
    rows = csv.DictReader(lines, delimiter=delimiter)
    if source.columns.text not in (names := rows.fieldnames or ()):
        raise InputError(
            f"has no column {source.columns.text!r}; name it with --text-column: {', '.join(names)[:300]}"
        )
    yield from (_row(row, rows.line_num, source) for row in rows)


def _row(row: dict[str, str], line: int, source: Source) -> Item:
    place = f"{source.place}:{line}"
    try:
        return item_of(row, place, source.columns, id=f"{source.name}-{line}")
    except KgError as error:
        return Failure(place, str(error))


FORMAT = Format("table", _ENDINGS, lambda _, ending: ending in _ENDINGS, read)
