"""Corrections: which releases are there in place of earlier ones of the same issuer.

A correction is known by its headline or first words ("CORRECTION", "Correcting and Replacing", "Updated"). It
replaces what the same issuer published in the month before with nearly the same title or text. That follows
from the two releases alone, so the order in which they are read does not count.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from zlib import crc32

from pyoxigraph import Quad

from kg.dates import last_day
from kg.facts import FactsFile
from kg.names import normal_form
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.store import CORRECTIONS

_MARK = re.compile(
    r"""\b c\ ?o\ ?r\ ?r\ ?e\ ?c\ ?t\ ?(?: i\ ?o\ ?n | i\ ?n\ ?g | e\ ?d ) \b (?: \ and\ replac(?:ing|es) )?
    | \b (?: updated? | replacement ) \b""",
    re.IGNORECASE | re.VERBOSE,
)
#: A wire may say what it is above the headline.
_FIRST_WORDS = 200
_MOST_DAYS = 31
_SAME_TITLE, _SAME_TEXT = 0.8, 0.7
_SHINGLE, _SKETCH = 5, 64

_Pair: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Release:
    """What tells whether one release corrects another.

    Attributes:
        document: Its name.
        published: Its date, None if unknown.
        issuer: Who speaks, in the form that spellings share; empty if unknown.
        title: The words of the title, without those of a correction.
        sketch: A sample of the text's sequences of words.
        corrects: Whether it says that it is a correction.
    """

    document: str
    published: str | None
    issuer: str
    title: tuple[str, ...]
    sketch: tuple[int, ...]
    corrects: bool

    @classmethod
    def of(cls, facts: FactsFile) -> Release:
        """The release that facts are of."""
        title, text = facts.title or "", facts.text or ""
        issuer = normal_form(facts.entities[facts.issuer].name) if facts.issuer else ""
        words = sorted({*_words(_MARK.sub(" ", title))})
        corrects = any(map(_MARK.search, (title, text[:_FIRST_WORDS])))
        return cls(facts.document, facts.published, issuer, tuple(words), _sketch(text), corrects)

    def replaces(self, other: Release) -> bool:
        """Whether this is there in place of another."""
        if not (self.corrects and self.issuer == other.issuer and self.published and other.published):
            return False
        ours, theirs = (date.fromisoformat(last_day(day)) for day in (self.published, other.published))
        comes_after = ours > theirs or (ours == theirs and not other.corrects)
        return comes_after and (ours - theirs).days <= _MOST_DAYS and self._resembles(other)

    def _resembles(self, other: Release) -> bool:
        alike = _share(set(self.title), set(other.title)) >= _SAME_TITLE
        return alike or _resemblance(self.sketch, other.sketch) >= _SAME_TEXT


class Corrections:
    """The releases of a store, and which of them replace which."""

    def __init__(self, releases: Iterable[Release]) -> None:
        """Know these releases."""
        self._releases = {release.document: release for release in releases}
        self._by_issuer: defaultdict[str, dict[str, Release]] = defaultdict(dict)
        for release in self._releases.values():
            self._by_issuer[release.issuer][release.document] = release

    def put(self, document: str, release: Release | None) -> tuple[set[Quad], set[Quad]]:
        """Take in a release in place of what it was, None to forget it; quads that go and come, come back."""
        before = set(self._pairs(document))
        if old := self._releases.pop(document, None):
            del self._by_issuer[old.issuer][document]
        if release:
            self._releases[document] = self._by_issuer[release.issuer][document] = release
        after = set(self._pairs(document))
        return set(_quads(before - after)), set(_quads(after - before))

    def replaced(self, document: str) -> list[str]:
        """The documents in whose place a document is, sorted."""
        return sorted(old for new, old in self._pairs(document) if new == document)

    def _pairs(self, document: str) -> Iterator[_Pair]:
        """Each release that replaces another, with that, if one of both is the document."""
        own = self._releases.get(document)
        for other in self._by_issuer[own.issuer].values() if own else ():
            for new, old in ((own, other), (other, own)):
                if new and old and new.replaces(old):
                    yield new.document, old.document


def _quads(pairs: Iterable[_Pair]) -> Iterator[Quad]:
    names = Names()
    for new, old in pairs:
        corrected, replaced = names.document(new), names.document(old)
        yield Quad(corrected, term("dcterms:replaces"), replaced, CORRECTIONS)
        yield Quad(replaced, term("dcterms:isReplacedBy"), corrected, CORRECTIONS)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _sketch(text: str) -> tuple[int, ...]:
    """The least hashes of the text's shingles (Broder 1997, "On the resemblance and containment")."""
    words = _words(text)
    shingles = {" ".join(words[start : start + _SHINGLE]) for start in range(len(words) - _SHINGLE + 1)}
    return tuple(sorted(crc32(shingle.encode()) for shingle in shingles)[:_SKETCH])


def _resemblance(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How much of two texts is the same, from 0 to 1, as far as their sketches tell."""
    if not (one and other):
        return 0
    least = sorted({*one, *other})[:_SKETCH]
    return len({*one} & {*other} & {*least}) / len(least)


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0
