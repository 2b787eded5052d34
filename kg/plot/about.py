"""Which facts a picture is of."""

from __future__ import annotations

from collections.abc import Iterator

from kg.graph import FactRecord, KnowledgeGraph
from kg.query import name_of, things_meant
from kg.schema import schema


def named(graph: KnowledgeGraph, name: str) -> tuple[frozenset[str], str]:
    """The IRIs of the things of a name, and the name that is shown for them.

    Raises:
        QueryError: Nothing has it.
    """
    things = things_meant(name, graph.snapshot())
    labels = sorted({name_of(thing, graph.snapshot()) for thing in things})
    return frozenset(thing.value for thing in things), " / ".join(labels)


def of_compounds(
    graph: KnowledgeGraph, *predicates: str, about: str | None, as_of: str | None
) -> Iterator[FactRecord]:
    """Facts of some predicates, those denied left out: of all compounds, or of those that a thing has.

    Raises:
        QueryError: Nothing has that name, or the date is none.
    """
    wanted = _compounds(graph, about) if about else None
    for predicate in predicates:
        for fact in graph.facts(predicate=predicate, as_of=as_of):
            if fact.status != "negated" and (wanted is None or fact.subject_iri in wanted):
                yield fact


def _compounds(graph: KnowledgeGraph, name: str) -> frozenset[str]:
    """The things of that name, and the compounds that are said to be theirs, or for or against them."""
    own = {
        known.name
        for known in schema().predicates.values()
        if known.domain == {"Compound"} and known.range_kind == "entity" and not known.symmetric
    }
    facts = (fact for fact in graph.facts(about=name, status="asserted") if fact.predicate in own)
    things, _ = named(graph, name)
    return things | {fact.subject_iri for fact in facts}
