"""What a format reads from, and what a format is."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, TypeAlias, cast

from kg.errors import InputError
from kg.readers.items import Item

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

#: No release is longer in bytes; what is, is no release and would only fill the memory.
LARGEST = 20_000_000
#: So much of a file tells its format.
HEAD = 65_536
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Columns:
    """The names under which tables and JSON lines of other people keep what a document has."""

    text: str = "text"
    date: str = "published"
    source: str = "source"


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read.

    Attributes:
        name: The file's name without its ending; it names a document that has no name of its own.
        ending: The ending in lower case, with its dot; empty if there is none.
        place: The path, for messages.
        head: The first bytes, which `stream` gives too.
        stream: All bytes, from the first.
        columns: Where tables and JSON lines keep text, date and source.
    """

    name: str
    ending: str
    place: str
    head: bytes
    stream: BinaryIO
    columns: Columns = Columns()

    def all(self) -> bytes:
        """All bytes.

        Raises:
            InputError: there are more than a release has.
        """
        data = self.stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise InputError(f"is longer than {LARGEST // 1_000_000} MB, so it is no release; split it")
        return data


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write releases down.

    Attributes:
        name: What people call it.
        endings: Endings of its files; a folder's files that have one are read.
        recognises: Tells from the first bytes and the ending whether something is of the format.
        read: Gives what is in it. It may raise a KgError, which ends the file and nothing else.
        apart: Whether it is read in a process of its own, which limits of time and memory can stop.
    """

    name: str
    endings: tuple[str, ...]
    recognises: Callable[[bytes, str], bool]
    read: Read
    apart: bool = False


#: What a format's reader gives; a source in it is read as its own first bytes tell.
Read: TypeAlias = Callable[[Source], Iterator[Item | Source]]


def source_of(stream: BinaryIO, name: str, ending: str, place: str) -> Source:
    """A source of a stream, which is unpacked if it is packed with gzip."""
    head = _first(stream)
    if head.startswith(_GZIP):
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=_rejoined(head, stream)))
        head = _first(stream)
    return Source(name, ending, place, head, _rejoined(head, stream))


def _first(stream: BinaryIO) -> bytes:
    """As many of the first bytes as there are; a pipe gives them in pieces."""
    head = b""
    while len(head) < HEAD and (more := stream.read(HEAD - len(head))):
        head += more
    return head


def _rejoined(head: bytes, rest: BinaryIO) -> BinaryIO:
    if rest.seekable():
        rest.seek(0)
        return rest
    return cast("BinaryIO", io.BufferedReader(_Rejoined(head, rest)))


class _Rejoined(io.RawIOBase):
    """The first bytes of a stream that cannot go back, and the rest of it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        room = memoryview(buffer).cast("B")
        piece = self._head[: len(room)] or self._rest.read(len(room))
        self._head = self._head[len(room) :]
        room[: len(piece)] = piece
        return len(piece)
