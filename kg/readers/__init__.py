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
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeVar

from kg.document import Document
from kg.errors import KgError
from kg.facts import FactsFile, facts_from
from kg.readers.formats import ENDINGS, format_of
from kg.readers.items import Failure, Item, Notice
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
    for name in inputs:
        for place, item in _read_input(name, stdin, columns):
            yield _first_only(item, place, seen) if isinstance(item, Document | FactsFile) else item


def _read_input(
    name: str | Path, stdin: BinaryIO | None, columns: Columns | None
) -> Iterator[tuple[str, Item]]:
    path = Path(name)
    if str(name) == "-":
        stream = stdin or sys.stdin.buffer
        place = "standard input"
        yield from _guarded(place, lambda: _items(source_of(stream, "stdin", "", place, columns)))
    elif path.is_dir():
        yield from _read_folder(path, columns)
    else:
        yield from ((where, _with_text(item, path)) for where, item in _read_file(path, columns))


def _read_folder(folder: Path, columns: Columns | None) -> Iterator[tuple[str, Item]]:
    bare = 0
    for place, found in _guarded(shown(folder), lambda: files_in(folder)):
        for where, item in _read_file(found, columns) if isinstance(found, Path) else [(place, found)]:
            if isinstance(item, FactsFile) and item.text is None:
                bare += 1
            else:
                yield where, item
    if bare:
        message = f"{bare} facts file(s) without a text passed over; name such a file itself to build from it"
        yield shown(folder), Notice(shown(folder), message)


def _read_file(path: Path, columns: Columns | None = None) -> Iterator[tuple[str, Item]]:
    def items() -> Iterator[Item]:
        name, suffix = ending(path)
        with path.open("rb") as stream:
            yield from _items(source_of(stream, name, suffix, shown(path), columns))

    return _guarded(shown(path), items)


def _items(source: Source) -> Iterator[Item]:
    return format_of(source.head, source.ending).read(source)


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


def _with_text(item: Item, path: Path) -> Item:
    """Facts without a text get that of the document they name, where it lies beside them."""
    if not isinstance(item, FactsFile) or item.text is not None or Path(item.document).name != item.document:
        return item
    beside = path.parent / item.document
    for _, document in _read_file(beside) if beside.is_file() and beside != path else ():
        if isinstance(document, Document):
            return facts_from(item.model_dump() | {"text": document.text})
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
