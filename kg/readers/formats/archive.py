"""A zip of releases or study records: each file in it is read as what it is."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from kg.errors import InputError
from kg.readers import zips
from kg.readers.items import Failure, Item
from kg.readers.source import Format, Source, source_of


def read(source: Source) -> Iterator[Item | Source]:
    """The files in it, in the order of their names.

    Raises:
        InputError: it is damaged, locked or empty.
    """
    stream = source.stream if source.stream.seekable() else cast("BinaryIO", BytesIO(source.all()))
    with zips.opened(stream) as archive:
        names = sorted(name for name in archive.namelist() if not name.endswith("/"))
        if not names:
            raise InputError("is an empty zip")
        for name in names:
            yield _inner(zips.member(archive, name), name, f"{source.place}/{name}")


def _inner(data: bytes, name: str, place: str) -> Source | Failure:
    if data.startswith(zips.MAGIC) and not name.lower().endswith(".docx"):
        return Failure(place, "is a zip in a zip; unpack it first")
    path = PurePosixPath(name)
    return source_of(cast("BinaryIO", BytesIO(data)), path.stem, path.suffix.lower(), place)


FORMAT = Format("zip", (".zip",), lambda head, _: head.startswith(zips.MAGIC), read)
