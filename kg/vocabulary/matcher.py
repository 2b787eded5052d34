"""Names in texts: the longest listed name at each place, and all that a name may stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.mention import Mention
from kg.vocabulary.concept import Concept
from kg.vocabulary.fold import SHORT, fits, fold
from kg.vocabulary.index import Index, Listed, singulars
from kg.vocabulary.merge import merged
from kg.vocabulary.pack import NAME, WEAK, Pack, pack

#: What a span may stand for: kind, name, concepts, score.
_Reading = tuple[str, str, tuple[tuple[str, str], ...], float]
SURE, SUPPORTED, UNSUPPORTED = 0.9, 0.8, 0.3
_AMBIGUOUS = 0.7
#: Kinds whose names are written with capitals: "Organon" is a company, "organon" is not.
_PROPER = frozenset({"Company", "Organization", "Conference", "Technology", "Exchange"})
_HYPHENATED = re.compile(r"(\w+)-$")
_PREFIXES = frozenset({"anti", "non", "pre", "post"})
_PLURALS = frozenset({"Condition", "Target", "Payload"})


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One thing that a name may stand for.

    Attributes:
        kind: Its entity type.
        iri: Its concept.
        label: Its preferred name.
        name: The listed name that was asked for.
        weak: Whether the name alone is too little evidence: an acronym or short form with other meanings.
        kept_by_hand: Whether it comes from a hand-kept list; such a reading wins over a registry's.
    """

    kind: str
    iri: str
    label: str
    name: str
    weak: bool
    kept_by_hand: bool


class Vocabulary:
    """All listed names, ready for look-up and for scanning texts.

    Attributes:
        stamp: Tells what lists it was made of.
    """

    def __init__(self, listed: Iterable[Concept] | Pack, stamp: str = "") -> None:
        """Take concepts, or a packed vocabulary; names that fold alike are kept side by side."""
        self.stamp = stamp
        self._index = Index(listed if isinstance(listed, Pack) else Pack(pack(merged(listed))))
        # The same few names make up most of all texts.
        self._readings = lru_cache(maxsize=20_000)(self._read)

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Mention]:
        """Yield the longest names that stand in a text, from left to right, none inside another.

        A name is found at word boundaries only, never across a blank line or inside a code name ("CM04S1" is
        not in "GEO-CM04S1"). A span with readings of several kinds gives one mention for each kind; one with
        several things of a kind gives one mention that carries all their concepts. A weak name scores low
        unless a sure name of the same thing stands in the text too; then it means that thing.

        Args:
            text: Any text; offsets count in it.
            start: Where to begin.
            end: Where to stop; None for the end of the text.
        """
        found = list(self._found(text, start, len(text) if end is None else end))
        sure = {concept for mention in found if mention.score > SUPPORTED for concept in mention.values}
        for mention in found:
            supported = tuple(concept for concept in mention.values if concept in sure)
            if mention.score > UNSUPPORTED or not supported:
                yield mention
            else:
                name = self.label(supported[0][1]) or mention.name
                yield replace(mention, name=name, values=supported, score=_score(SUPPORTED, len(supported)))

    def lookup(self, name: str, kind: str | None = None, *, as_written: bool = False) -> tuple[Entry, ...]:
        """All things that a name may stand for, hand-kept ones first.

        One thing that carries the name in two writings is there twice.

        Args:
            name: A name in any writing; hyphens do not count.
            kind: Only things of this entity type; None for all.
            as_written: Only names that may be written so: case counts where it does in texts.
        """
        key = fold(name)
        listed = [one for one in self._index.listed(key) if not as_written or self._stands(one, name)]
        found = {entry for entry in map(self._entry, listed) if kind in (None, entry.kind)}
        return tuple(sorted(found, key=lambda entry: (not entry.kept_by_hand, entry.weak, entry)))

    def known_among(self, names: Iterable[str]) -> set[str]:
        """Those of many names for which `lookup` finds anything."""
        asked = list(names)
        keys = fold("\n".join(asked)).split("\n") if asked else []
        return {name for name, key in zip(asked, keys, strict=True) if self._index.listed(key)}

    def concept(self, iri: str) -> Concept | None:
        """The concept with an IRI, its own or another identifier; None if there is none."""
        return self._index.concept(iri)

    def label(self, iri: str) -> str | None:
        """The preferred name of a concept, or None if it is unknown."""
        concept = self.concept(iri)
        return concept.label if concept else None

    def broader(self, iri: str) -> tuple[str, ...]:
        """The concepts directly above a concept, sorted; empty if there are none or it is unknown."""
        concept = self.concept(iri)
        return concept.broader if concept else ()

    def _entry(self, listed: Listed) -> Entry:
        concept = self._index.concept_at(listed.place)
        weak = listed.how == WEAK
        return Entry(concept.kind, concept.iri, concept.label, listed.name, weak, concept.by_hand)

    def _found(self, text: str, start: int, end: int) -> Iterator[Mention]:
        done = start
        for candidates in self._index.candidates(text, start, end):
            for key, begin, stop in candidates:
                if begin < done or _inside_code(text, begin, stop):
                    continue
                for kind, name, concepts, score in self._readings(key, text[begin:stop]):
                    yield Mention(begin, stop, kind, name, concepts, (), score, "vocabulary")
                    done = stop

    def _read(self, key: str, surface: str) -> tuple[_Reading, ...]:
        return tuple(_readings(_best(self._entries(key, surface)), key))

    def _entries(self, key: str, surface: str) -> list[Entry]:
        listed = [self._entry(one) for one in self._index.listed(key) if self._stands(one, surface)]
        if listed or not key.endswith("s"):
            return listed
        plural = [listed for one in singulars(key) for listed in self._index.listed(one)]
        entries = [self._entry(one) for one in plural if self._stands(one, surface)]
        return [entry for entry in entries if entry.kind in _PLURALS]

    def _stands(self, listed: Listed, surface: str) -> bool:
        if self._index.concept_at(listed.place).kind in _PROPER and not _capitals(listed.name, surface):
            return False
        return fits(listed.name, surface, exact=listed.how != NAME or len(fold(listed.name)) <= SHORT)


def _capitals(name: str, surface: str) -> bool:
    """Whether the words of a proper name have the capitals that the name asks for; more do no harm."""
    pairs = zip(name.split(), surface.split(), strict=False)
    return all(word[0].isupper() or word[0] == asked[0] for asked, word in pairs)


def _inside_code(text: str, start: int, end: int) -> bool:
    """Whether hyphens tie the span to a longer code ("CM04S1" in "GEO-CM04S1", "TNX" in "TNX-102")."""
    after = text[end : end + 2]
    if after[:1] == "-" and after[1:].isdigit():
        return True
    before = _HYPHENATED.search(text, max(start - 20, 0), start)
    if not before or not text[start:end].isupper() or before.group(1).lower() in _PREFIXES:
        return False
    return any(sign.isupper() or sign.isdigit() for sign in before.group(1))


def _best(entries: list[Entry]) -> list[Entry]:
    """The readings that nothing better stands against: names before acronyms, hand-kept before listed."""
    strong = [entry for entry in entries if not entry.weak] or entries
    return [entry for entry in strong if entry.kept_by_hand] or strong


def _readings(entries: list[Entry], key: str) -> Iterator[_Reading]:
    for kind in sorted({entry.kind for entry in entries}):
        things = {entry.iri: entry for entry in sorted(entries, reverse=True) if entry.kind == kind}
        named = {iri: entry for iri, entry in things.items() if fold(entry.label) == key}
        chosen = sorted((named or things).values(), key=lambda entry: entry.iri)
        score = UNSUPPORTED if chosen[0].weak else _score(SURE, len(chosen))
        yield kind, chosen[0].label, tuple(("concept", entry.iri) for entry in chosen), score


def _score(score: float, readings: int) -> float:
    return score * _AMBIGUOUS if readings > 1 else score
