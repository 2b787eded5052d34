"""Vocabularies in one file that is ready at once: sorted lines, read where they lie.

The file begins with a line of JSON: a stamp that tells what it was made of, and the lengths of the parts:

names     lines of folded name, name, how it counts, and where the line of its concept begins; sorted
concepts  lines of concepts, and of other identifiers of them; sorted
heads     beginnings of folded names; those of plurals last
openers   first words of short names
starts    where the names of each head begin, and where all end: 32-bit numbers, the least byte first
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path

from kg.vocabulary.concept import Concept
from kg.vocabulary.fold import SHORT, TOKEN, fold

#: Length of the beginnings by which longer names are known; shorter names count only in their own case, so
#: that their first word as it is written tells.
HEAD = SHORT + 1
PARTS = ("names", "concepts", "heads", "openers", "starts")
NAME, EXACT, WEAK = "n", "e", "w"
#: Set before the IRI of the concept that leads, in the line of another identifier of it.
SEE = "\t\t"


class Pack:
    """The parts of a packed vocabulary.

    Attributes:
        stamp: What it was made of.
        heads: Beginnings of folded names, by number; those of plurals last.
        openers: First words of short names, as they may be written.
    """

    def __init__(self, data: bytes | mmap) -> None:
        """Take the content of a file."""
        end = data.find(b"\n")
        head = json.loads(data[:end])
        self.stamp: str = head["stamp"]
        self._data = data
        edges = [end + 1]
        for length in head["lengths"]:
            edges.append(edges[-1] + length)
        bounds = dict(zip(PARTS, pairwise(edges), strict=True))
        self._names, self._concepts = bounds["names"][0], bounds["concepts"]
        self.heads = {text: number for number, text in enumerate(self._lines(*bounds["heads"]))}
        self.openers = frozenset(self._lines(*bounds["openers"]))
        self._starts = _in_order(array("I", data[slice(*bounds["starts"])]))

    def _lines(self, start: int, end: int) -> list[str]:
        return self._data[start:end].decode().split("\n")

    def names(self, head: str) -> list[str]:
        """The lines of all names with a head."""
        number = self.heads.get(head, len(self._starts))
        if number >= len(self._starts) - 1:
            return []
        start, end = self._starts[number : number + 2]
        return self._lines(self._names + start, self._names + end - 1)

    def concept(self, place: int) -> str:
        """The line of the concept that begins at a place."""
        start = self._concepts[0] + place
        return self._data[start : self._data.find(b"\n", start)].decode()

    def find(self, iri: str) -> list[str]:
        """The lines that begin with an IRI."""
        asked = f"{iri}\t".encode()
        start, stop = self._concepts
        low, high = start, stop
        while low < high:  # the first line that is not less lies in low..high, which are beginnings of lines
            middle = self._data.rfind(b"\n", start, (low + high) // 2) + 1 or start
            middle = max(middle, low)
            end = self._data.find(b"\n", middle) + 1
            if self._data[middle:end] < asked:
                low = end
            else:
                high = middle
        found = []
        while low < stop and self._data[low : low + len(asked)] == asked:
            found.append(self.concept(low - start))
            low = self._data.find(b"\n", low) + 1
        return found


def open_pack(path: Path, stamp: str) -> Pack | None:
    """The pack in a file; None if there is none, or it was made of something else than the stamp tells."""
    try:
        with path.open("rb") as file:
            if file.readline() and (pack := Pack(mmap(file.fileno(), 0, access=ACCESS_READ))).stamp == stamp:
                return pack
    except (OSError, ValueError, KeyError):
        return None  # a half-written or foreign file is as good as none
    return None


def pack(concepts: Iterable[Concept], stamp: str = "") -> bytes:
    """The content of a file with the concepts, the same bytes for the same concepts.

    Args:
        concepts: What `merged` gives.
        stamp: Tells what they were made of.
    """
    listed = list(concepts)
    own = [concept.line().encode() + b"\n" for concept in listed]
    lines = sorted(own + [line.encode() for line in _references(listed)])
    begins = dict(zip(lines, accumulate(map(len, lines), initial=0), strict=False))
    places = [begins[line] for line in own]
    names = list(_names(listed, places))
    keys = fold("\n".join(name for name, _ in names)).split("\n") if names else []
    entries = sorted({f"{key}\t{name}\t{rest}" for key, (name, rest) in zip(keys, names, strict=True) if key})
    heads, starts = _heads(entries)
    openers = sorted(
        {word for key, (name, _) in zip(keys, names, strict=True) for word in _openers(name, key)}
    )
    parts = (
        "".join(f"{entry}\n" for entry in entries).encode(),
        b"".join(lines),
        "\n".join([*heads, *_plural_heads(keys, heads)]).encode(),
        "\n".join(openers).encode(),
        _in_order(array("I", starts)).tobytes(),
    )
    head = json.dumps({"stamp": stamp, "lengths": [len(part) for part in parts]})
    return b"".join((head.encode(), b"\n", *parts))


def _in_order(numbers: array[int]) -> array[int]:
    """The numbers in the byte order of the file, or back again."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def _references(concepts: list[Concept]) -> Iterator[str]:
    own = {(concept.kind, concept.iri) for concept in concepts}
    for concept in concepts:
        yield from (f"{iri}{SEE}{concept.iri}\n" for iri in concept.matches if (concept.kind, iri) not in own)


def _names(concepts: list[Concept], places: list[int]) -> Iterator[tuple[str, str]]:
    """Names, with how they count and where their concepts are."""
    for concept, place in zip(concepts, places, strict=True):
        for how, names in ((NAME, concept.names), (EXACT, concept.exact), (WEAK, concept.weak)):
            rest = f"{how}\t{place}"
            for name in names:
                yield name, rest


def _heads(entries: list[str]) -> tuple[list[str], list[int]]:
    """The beginnings of sorted names, and where the names of each begin; at last, where all end."""
    heads: list[str] = []
    starts: list[int] = []
    place = 0
    for entry in entries:
        head = entry.partition("\t")[0][:HEAD]
        if not heads or head != heads[-1]:
            heads.append(head)
            starts.append(place)
        place += len(entry.encode()) + 1
    return heads, [*starts, place]


def _plural_heads(keys: list[str], heads: list[str]) -> list[str]:
    """The beginnings of plurals that no name itself begins with."""
    plurals = {key + "s" for key in keys if len(key) == SHORT}
    plurals.update((key[:-1] + "ies")[:HEAD] for key in keys if key[-1:] == "y")
    return sorted(plurals.difference(heads))


def _openers(name: str, key: str) -> Iterator[str]:
    """First words of the shorter names, as written, and as a sentence begins with them, and their plurals."""
    if 0 < len(key) < HEAD:
        word = name if name.isalnum() else TOKEN.findall(name)[0]
        yield from (word, word + "s")
        if word[0].islower():
            capital = word[0].upper() + word[1:]
            yield from (capital, capital + "s")
