"""CSV and TSV: a document a row, read as a stream; `Columns` tells where text, date and source stand."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

from kg.errors import InputError, KgError
from kg.readers.decoding import decode
from kg.readers.items import Failure, Item, Notice
from kg.readers.records import item_of
from kg.readers.source import LARGEST, Format, Source

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
    lines = codecs.getreader(codec)(source.stream, "replace")
    delimiter = "\t" if source.ending == ".tsv" else ","
    csv.field_size_limit(LARGEST)
    rows = csv.DictReader(lines, delimiter=delimiter)
    if source.columns.text not in (names := rows.fieldnames or ()):
        raise InputError(
            f"has no column {source.columns.text!r}; name it with --text-column: {', '.join(names)[:300]}"
        )
    try:
        for row in rows:
            yield _row(row, rows.line_num, source)
    except csv.Error as error:
        raise InputError(f"is a broken table at line {rows.line_num}: {error}") from error


def _row(row: dict[str, str], line: int, source: Source) -> Item:
    place = f"{source.place}:{line}"
    try:
        return item_of(row, place, source.columns, id=f"{source.name}-{line}")
    except KgError as error:
        return Failure(place, str(error))


FORMAT = Format("table", _ENDINGS, lambda _, ending: ending in _ENDINGS, read)
