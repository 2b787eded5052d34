"""What one document calls one thing, and what the vocabulary and the document itself tell of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.facts import Entity, FactsFile
from kg.identity.codes import contradict, is_symbol_of, registry_numbers
from kg.identity.editions import edition, years
from kg.identity.forms import bare, form, is_head
from kg.names import is_part
from kg.rdf.names import Names, digest
from kg.vocabulary import Entry, Vocabulary

#: How the mapping asks for an entity: by its type and name.
Key = tuple[str, str]

#: Kinds whose names describe them, so that a part of the name is the name of something wider.
_BUILT_OF_WORDS = frozenset({"Condition", "Technology"})


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """How a document speaks of a thing. Documents that speak of it alike share a naming.

    Attributes:
        kind: Entity type.
        name: The fullest name.
        aliases: Other names that the document itself gives, sorted.
        concepts: IRIs of the vocabulary's things that it may be: one, if it is known; several, if the name
            is ambiguous and the document does not decide.
        ambiguous: Whether the name alone may stand for several things of the vocabulary.
        identifiers: Tickers that fit the name, and registry numbers, sorted.
        scope: The document, where the name means nothing outside it; else empty.
    """

    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    ambiguous: bool = False
    identifiers: tuple[str, ...] = ()
    scope: str = ""

    @property
    def form(self) -> str:
        """The name without what spellings differ in."""
        return form(self.kind, self.name)

    def local(self, names: Names) -> str:
        """The IRI that the name alone gives."""
        iri = names.named(self.kind, self.name).value
        return f"{iri}{of_document(self.scope)}" if self.scope else iri


def of_document(document: str) -> str:
    """The end of the IRI of a thing that a name means in one document only."""
    return f"-{digest(document)[:8]}"


def namings(facts: FactsFile, vocabulary: Vocabulary) -> dict[Key, Naming]:
    """What a document calls the things its facts speak of, by type and name."""
    context = _Context(facts, vocabulary)
    entities = _entities(facts)
    claims = Counter(
        (kind, second)
        for (kind, _), aliases in entities.items()
        for second in {form(kind, alias) for alias in aliases}
    )
    return {
        (kind, name): context.naming(
            kind, name, sorted(alias for alias in aliases if claims[kind, form(kind, alias)] == 1)
        )
        for (kind, name), aliases in entities.items()
    }


def _entities(facts: FactsFile) -> dict[Key, set[str]]:
    """The aliases of each thing; trials that a fact only names beside it are things too."""
    beside = {fact.trial for fact in facts.facts if fact.trial and fact.trial not in facts.entities}
    found: dict[Key, set[str]] = {}
    for entity in (*facts.entities.values(), *(Entity(type="Trial", name=name) for name in sorted(beside))):
        found.setdefault((entity.type, entity.name), set()).update(entity.aliases)
    return found


class _Context:
    """What the whole document tells of its names."""

    def __init__(self, facts: FactsFile, vocabulary: Vocabulary) -> None:
        self._document, self._text = facts.document, facts.text or ""
        self._vocabulary = vocabulary
        self._tickers: dict[Key, set[str]] = {}
        for fact in facts.facts:
            if fact.predicate == "ticker" and fact.subject and fact.status == "asserted":
                company = facts.entities[fact.subject]
                self._tickers.setdefault((company.type, company.name), set()).add(str(fact.value))

    def naming(self, kind: str, name: str, aliases: list[str]) -> Naming:
        """The naming of a thing with these names."""
        if is_general(kind, name):
            return Naming(kind, name, scope=self._document)
        own = [alias for alias in aliases if _is_second_name(kind, name, alias)]
        if kind == "Conference" and len(told := years((name, *own))) == 1:
            return self._edition(name, own, *told)
        tickers = self._tickers.get((kind, name), set())
        by_name = _things(self._vocabulary, kind, name)
        if not by_name and kind == "Technology" and all(map(str.islower, (name, *own))):
            return Naming(kind, name, scope=self._document)  # what it is like, not what it is called
        by_alias = {alias: _things(self._vocabulary, kind, alias) for alias in own}
        concepts = _decided(by_name, [things for things in by_alias.values() if len(things) == 1])
        if len(concepts) > 1:
            concepts = self._fitting(concepts, tickers)
        # An alias that stands for another known thing is a wider or neighbouring name, no second name.
        kept = tuple(each for each in own if not by_alias[each] or not concepts or by_alias[each] & concepts)
        numbers = registry_numbers((name, *kept)) if kind == "Trial" else set()
        symbols = {f"ticker {ticker}" for ticker in tickers if is_symbol_of(ticker, name)}
        identifiers = tuple(sorted(symbols | numbers))
        return Naming(kind, name, kept, tuple(sorted(concepts)), len(by_name) > 1, identifiers)

    def _edition(self, name: str, aliases: Sequence[str], year: str) -> Naming:
        """The naming of the meeting of a year; names without the year are those of all such meetings."""
        known = edition(year, (name, *aliases), lambda each: _things(self._vocabulary, "Conference", each))
        kept = tuple(alias for alias in aliases if year in alias)
        return Naming("Conference", name, kept, (known,) if known else ())

    def _fitting(self, concepts: frozenset[str], tickers: set[str]) -> frozenset[str]:
        """The one thing whose surroundings the text speaks of; all, if it is none or several."""
        known = (concept for iri in concepts if (concept := self._vocabulary.concept(iri)))
        fitting = {
            concept.iri
            for concept in known
            if any(word in tickers or self._says(word) for word in concept.context)
        }
        return frozenset(fitting) if len(fitting) == 1 else concepts

    def _says(self, word: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", self._text) is not None


def _things(vocabulary: Vocabulary, kind: str, name: str) -> frozenset[str]:
    """The vocabulary's things of a kind that carry a name, as far as these are the best founded.

    Names go before acronyms, hand-kept things before listed ones, and preferred names before others.
    """
    entries = vocabulary.lookup(name, kind) or vocabulary.lookup(bare(kind, name), kind)
    for is_better in (_is_strong, _is_kept_by_hand, _is_preferred):
        entries = tuple(filter(is_better, entries)) or entries
    return frozenset(entry.iri for entry in entries)


def _is_strong(entry: Entry) -> bool:
    return not entry.weak


def _is_kept_by_hand(entry: Entry) -> bool:
    return entry.kept_by_hand


def _is_preferred(entry: Entry) -> bool:
    return entry.name.casefold() == entry.label.casefold()


def _decided(by_name: frozenset[str], by_alias: Iterable[frozenset[str]]) -> frozenset[str]:
    """What the name stands for, if need be by help of the aliases that stand for one thing."""
    told = frozenset().union(*by_alias)
    if not by_name:
        return told if len(told) == 1 else frozenset()
    both = by_name & told
    return both if len(both) == 1 else by_name


def _is_second_name(kind: str, name: str, alias: str) -> bool:
    """Whether an alias may stand for the thing elsewhere: no general word, no wider term, no other code."""
    if is_general(kind, alias) or contradict(name, alias) or is_head(alias, name):
        return False
    return kind not in _BUILT_OF_WORDS or not is_part(bare(kind, alias), bare(kind, name))


def is_general(kind: str, name: str) -> bool:
    """Whether a name says nothing outside its document: "ADC technology", a surname alone."""
    if kind == "Person" and len(bare(kind, name).split()) == 1:
        return True
    return (kind, form(kind, name)) in _general_names()


@cache
def _general_names() -> frozenset[tuple[str, str]]:
    return frozenset(_read_general())


def _read_general() -> Iterator[tuple[str, str]]:
    text = (files("kg") / "identity" / "general-names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, _, name = line.partition("\t")
            yield kind, form(kind, name)
