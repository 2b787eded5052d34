"""Files in a zip, read within limits, whatever they say of their own size."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from kg.errors import InputError
from kg.readers.source import LARGEST

MAGIC = b"PK\x03\x04"
_DAMAGE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


@contextmanager
def opened(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The files in a zip.

    Raises:
        InputError: it is damaged, locked or packed in a way that is not known.
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            yield archive
    except _DAMAGE as error:
        raise InputError(f"is a damaged or locked zip: {error}") from error


def member(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of a file in a zip; none if there is no such file.

    Raises:
        InputError: there are more than a release has.
    """
    if name not in archive.NameToInfo:
        return b""
    with archive.open(name) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"holds {name[:80]!r}, which unpacks to more than {LARGEST // 1_000_000} MB")
    return data
