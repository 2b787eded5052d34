"""Concepts of several lists that are one thing by their identifiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.vocabulary.concept import Concept


def merged(concepts: Iterable[Concept]) -> list[Concept]:
    """Each thing once, with all its names; the first concept of a thing gives its IRI and label.

    Concepts are one thing if they are of one kind and share an identifier: their own IRI, or an exact match.
    Broader concepts are named by the IRI that leads.
    """
    things: list[list[Concept]] = []
    owners: dict[tuple[str, str], int] = {}
    for concept in concepts:
        keys = [(concept.kind, iri) for iri in concept.identifiers]
        number = next((owners[key] for key in keys if key in owners), len(things))
        if number == len(things):
            things.append([])
        things[number].append(concept)
        for key in keys:
            owners.setdefault(key, number)
    leaders = {key: things[number][0].iri for key, number in owners.items()}
    return [_joined(parts, leaders) for parts in things]


def _joined(parts: list[Concept], leaders: dict[tuple[str, str], str]) -> Concept:
    first = parts[0]
    broader = {leaders.get((first.kind, iri), iri) for part in parts for iri in part.broader}
    if len(parts) == 1 and set(first.broader) == broader:
        return first
    names = _once(name for part in parts for name in part.names)
    exact = _once((name for part in parts for name in part.exact), names)
    return replace(
        first,
        names=names,
        exact=exact,
        weak=_once((name for part in parts for name in part.weak), (*names, *exact)),
        broader=tuple(sorted(broader - {first.iri})),
        matches=_once((iri for part in parts for iri in part.identifiers), (first.iri,)),
        context=_once(word for part in parts for word in part.context),
    )


def _once(values: Iterator[str], without: tuple[str, ...] = ()) -> tuple[str, ...]:
    known = set(without)
    return tuple(value for value in dict.fromkeys(values) if value not in known)
