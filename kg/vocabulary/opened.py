"""Vocabularies from folders of lists, packed once and opened at once from then on."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from kg.vocabulary.matcher import Vocabulary
from kg.vocabulary.merge import merged
from kg.vocabulary.pack import open_pack, pack
from kg.vocabulary.tables import read_tables


def open_vocabulary(folders: Sequence[Path], packed: Path) -> Vocabulary:
    """The vocabulary of all lists in some folders.

    Args:
        folders: Where the lists are; those of the first lead.
        packed: The file that keeps it ready; it is written anew when the lists are others. Where it cannot
            be written, the vocabulary is made in memory.

    Raises:
        SchemaError: A list cannot be read.
    """
    stamp = stamp_of(folders)
    ready = open_pack(packed, stamp)
    if ready:
        return Vocabulary(ready, stamp)
    concepts = merged(chain.from_iterable(map(read_tables, folders)))
    if _keep(packed, pack(concepts, stamp)) and (ready := open_pack(packed, stamp)):
        return Vocabulary(ready, stamp)
    return Vocabulary(concepts, stamp)


def stamp_of(folders: Sequence[Path]) -> str:
    """A digest of the lists in some folders, and of the code that packs them."""
    digest = hashlib.sha256()
    for folder in (Path(__file__).parent, *folders):
        for path in sorted(path for path in folder.glob("*") if path.name.endswith((".py", ".ttl", ".gz"))):
            digest.update(f"{path.name}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _keep(path: Path, data: bytes) -> bool:
    """Write a file whole or not at all; False if that is not possible."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.{os.getpid()}")
        new.write_bytes(data)
        new.replace(path)
    except OSError:
        return False
    return True
