"""Concepts: things with names, as vocabularies list them, one line of text each."""

from __future__ import annotations

from dataclasses import dataclass, fields

#: What separates the parts of a line, and the members of a part.
COLUMN, MEMBER = "\t", "|"


@dataclass(frozen=True, slots=True)
class Concept:
    """A thing that names stand for.

    Attributes:
        iri: Its IRI: one of this project's for hand-kept things, else the registry's.
        kind: Its entity type ("Compound").
        label: Its preferred name.
        names: Names that count wherever they stand, in any case.
        exact: Names that count wherever they stand as they are written.
        weak: Names that need support by the text, for they may mean something else.
        broader: IRIs of the concepts directly above it.
        matches: IRIs of the same thing elsewhere: its identifiers.
        context: Words beside a name of several things that decide for this one: places, products, tickers.
        by_hand: Whether it is from a hand-kept list, whose readings win over those of a registry.
    """

    iri: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    by_hand: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        """All its names, the preferred one first."""
        return tuple(dict.fromkeys((self.label, *self.names, *self.exact, *self.weak)))

    @property
    def identifiers(self) -> tuple[str, ...]:
        """IRIs that stand for it, its own first."""
        return (self.iri, *self.matches)

    def line(self) -> str:
        """The concept as one line of text, which `parse` reads."""
        lists = (MEMBER.join(getattr(self, name)) for name in _LISTS)
        return COLUMN.join((self.iri, self.kind, self.label, *lists, "1" if self.by_hand else ""))


COLUMNS = tuple(field.name for field in fields(Concept))
_LISTS = COLUMNS[3:-1]


def parse(line: str) -> Concept:
    """The concept that a line of `Concept.line` stands for."""
    iri, kind, label, *parts, by_hand = line.split(COLUMN)
    names, exact, weak, broader, matches, context = map(members, parts)
    return Concept(iri, kind, label, names, exact, weak, broader, matches, context, bool(by_hand))


def members(part: str) -> tuple[str, ...]:
    """The members of a part of a line."""
    return tuple(part.split(MEMBER)) if part else ()
