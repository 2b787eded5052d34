"""Evidence that namings are of one thing, in the order in which it is taken.

Each rule gives groups of namings that it holds for one thing; `kg.identity.clusters` joins what nothing
contradicts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.identity.forms import bare, form
from kg.identity.naming import Naming
from kg.names import shortens

_LONGEST_ACRONYM = 6


@dataclass(frozen=True, slots=True)
class Group:
    """Namings that one piece of evidence holds for one thing.

    Attributes:
        rule: Its kind, a value of the scheme of coreference rules in the ontology.
        token: What they share: an identifier, a concept, a form of a name.
        namings: At least two, sorted.
    """

    rule: str
    token: str
    namings: tuple[Naming, ...]


def certain(namings: Iterable[Naming]) -> Iterator[Group]:
    """Groups by what identifies: the vocabulary, then registry numbers and tickers, then the spelling."""
    known = sorted(namings)
    for rule, tokens in _RULES.items():
        shared: defaultdict[str, list[Naming]] = defaultdict(list)
        for naming in known:
            for token in tokens(naming):
                shared[token].append(naming)
        for token, group in sorted(shared.items()):
            if len(group) > 1:
                yield Group(rule, token, tuple(group))


def _concept(naming: Naming) -> Iterator[str]:
    if len(naming.concepts) == 1:
        yield naming.concepts[0]


def _identifiers(naming: Naming) -> Iterator[str]:
    yield from naming.identifiers


def _spelling(naming: Naming) -> Iterator[str]:
    """The spelling, together with what else a name of several things stands for."""
    open_to = "|".join(naming.concepts) if naming.ambiguous else ""
    yield f"{naming.kind} {naming.form} {naming.scope} {open_to}"


_RULES: Mapping[str, Callable[[Naming], Iterator[str]]] = {
    "vocabulary": _concept,
    "identifier": _identifiers,
    "spelling": _spelling,
}


@dataclass(frozen=True, slots=True)
class Alias:
    """A second name, with the namings that declare it and those that have it as their first name."""

    kind: str
    form: str
    claimants: tuple[Naming, ...]
    holders: tuple[Naming, ...]

    @property
    def is_short(self) -> bool:
        """Whether it is but an acronym, or a short form of the names of those that declare it."""
        return self._is_acronym() or all(shortens(self.form, naming.name) for naming in self.claimants)

    def _is_acronym(self) -> bool:
        names = (bare(self.kind, name) for naming in self.claimants for name in naming.aliases)
        spelt = [name for name in names if form(self.kind, name) == self.form]
        return all(name.isalpha() and name.isupper() and len(name) <= _LONGEST_ACRONYM for name in spelt)


def aliases(namings: Iterable[Naming]) -> list[Alias]:
    """The second names that documents declare: names of their own first, short forms last."""
    known = [naming for naming in sorted(namings) if not naming.scope]
    claimants: defaultdict[tuple[str, str], list[Naming]] = defaultdict(list)
    for naming in known:
        for second in {form(naming.kind, alias) for alias in naming.aliases} - {naming.form, ""}:
            claimants[naming.kind, second].append(naming)
    holders: defaultdict[tuple[str, str], list[Naming]] = defaultdict(list)
    for naming in known:
        if not naming.ambiguous and (naming.kind, naming.form) in claimants:
            holders[naming.kind, naming.form].append(naming)
    found = [Alias(*key, tuple(group), tuple(holders[key])) for key, group in claimants.items()]
    return sorted(found, key=lambda alias: (alias.is_short, alias.kind, alias.form))
