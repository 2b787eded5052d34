"""Readers: from files, folders and streams to documents, one bad input never stopping the rest.

    for item in read(["releases/", "more.jsonl.gz", "-"]):
        match item:
            case Document() | FactsFile(): ...      # go on with it
            case Failure() | Notice(): print(item)  # one clear line

A format is told by a file's first bytes, its ending counts where they leave it open. A new one is a module in
`kg.readers.formats` and a line in its table.
"""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeVar

from kg.document import Document
from kg.errors import KgError
from kg.facts import FactsFile, facts_from
from kg.readers.apart import Apart
from kg.readers.formats import ENDINGS, format_of
from kg.readers.items import Failure, Item, Notice
from kg.readers.language import other_language
from kg.readers.making import make_document
from kg.readers.source import Columns, Source, source_of
from kg.readers.walk import ending, files_in, shown

__all__ = [
    "ENDINGS",
    "Columns",
    "Document",
    "FactsFile",
    "Failure",
    "Item",
    "Notice",
    "make_document",
    "read",
]

T = TypeVar("T")


def read(
    inputs: Iterable[str | Path], *, stdin: BinaryIO | None = None, columns: Columns | None = None
) -> Iterator[Item]:
    """Documents and facts of the inputs in order, with a Failure for each thing kept aside.

    A folder is read with its subfolders, by name; "-" is the standard input. Of two inputs with one id the
    second is kept aside, and passed over with a Notice if it has the same text. Facts without a text are
    passed over in a folder, and get the text of the document they name where they are named themselves.

    Parameters:
        inputs: Paths of files and folders, or "-".
        stdin: What "-" stands for, if not the process's standard input.
        columns: Where tables and JSON lines keep text, date and source, if not under the usual names.
    """
    seen: dict[str, _Seen] = {}
    with Apart() as apart:
        reading = _Reading(columns or Columns(), apart)
        for name in inputs:
            for place, item in reading.of(name, stdin):
                found = _in_english(item)
                yield _first_only(found, place, seen) if isinstance(found, Document | FactsFile) else found


@dataclass(frozen=True, slots=True)
class _Reading:
    """Gives items of inputs, each with its place."""

    columns: Columns
    apart: Apart

    def of(self, name: str | Path, stdin: BinaryIO | None) -> Iterator[tuple[str, Item]]:
        path = Path(name)
        if str(name) == "-":
            place, stream = "standard input", stdin or sys.stdin.buffer
            yield from _guarded(place, lambda: self._items(source_of(stream, "stdin", "", place)))
        elif path.is_dir():
            yield from self._folder(path)
        else:
            yield from ((where, self._with_text(item, path)) for where, item in self._file(path))

    def _folder(self, folder: Path) -> Iterator[tuple[str, Item]]:
        bare = 0
        for place, found in _guarded(shown(folder), lambda: files_in(folder)):
            for where, item in self._file(found) if isinstance(found, Path) else [(place, found)]:
                if isinstance(item, FactsFile) and item.text is None:
                    bare += 1
                else:
                    yield where, item
        if bare:
            message = f"{bare} facts file(s) without a text passed over; name one itself to build from it"
            yield shown(folder), Notice(shown(folder), message)

    def _file(self, path: Path) -> Iterator[tuple[str, Item]]:
        def items() -> Iterator[Item]:
            name, suffix = ending(path)
            with path.open("rb") as stream:
                yield from self._items(source_of(stream, name, suffix, shown(path)))

        return _guarded(shown(path), items)

    def _items(self, source: Source) -> Iterator[Item]:
        source = replace(source, columns=self.columns)
        format = format_of(source.head, source.ending)
        for item in self.apart.read(format, source) if format.apart else format.read(source):
            if isinstance(item, Source):
                yield from (inner for _, inner in self._inner(item))
            else:
                yield item

    def _inner(self, source: Source) -> Iterator[tuple[str, Item]]:
        return _guarded(source.place, lambda: self._items(source))

    def _with_text(self, item: Item, path: Path) -> Item:
        """Facts without a text get that of the document they name, where it lies beside them."""
        if not isinstance(item, FactsFile) or item.text is not None:
            return item
        beside = path.parent / item.document
        if Path(item.document).name == item.document and beside.is_file() and beside != path:
            for _, document in self._file(beside):
                if isinstance(document, Document):
                    return facts_from(item.model_dump() | {"text": document.text})
        return item


def _guarded(place: str, items: Callable[[], Iterator[T]]) -> Iterator[tuple[str, T | Failure]]:
    """The items with their place; an error that ends them becomes a Failure."""
    try:
        for item in items():
            yield place, item
    except KgError as error:
        yield place, Failure(place, str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield place, Failure(place, f"is a damaged .gz file: {error}")
    except OSError as error:
        yield place, Failure(place, f"cannot be read: {error.strerror or error}")


def _in_english(item: Item) -> Item:
    """The item, unless it is a document in a language that no facts can be read from."""
    if isinstance(item, Document) and (language := other_language(item.text)):
        return Failure(item.path, f"is in {language}; only English is read")
    return item


@dataclass(frozen=True, slots=True)
class _Seen:
    place: str
    text: str
    content: str


def _first_only(item: Document | FactsFile, place: str, seen: dict[str, _Seen]) -> Item:
    """The item, unless an earlier one has its id."""
    if isinstance(item, Document):
        id, new = item.id, _Seen(item.path, item.sha256, item.sha256)
    else:
        id = ending(Path(item.document))[0]
        item = item.model_copy(update={"document": id})
        new = _Seen(place, _digest(item.text or ""), _digest(item.model_dump_json()))
    earlier = seen.setdefault(id, new)
    if earlier is new:
        return item
    if earlier.content == new.content or (isinstance(item, Document) and earlier.text == new.text):
        return Notice(new.place, f"the same as {earlier.place}; read once")
    return Failure(new.place, f"has the id {id!r} of {earlier.place} but another content; rename one of them")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
