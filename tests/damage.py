"""Graphs damaged at random, with a seed: what slips and bad readers do to a document's graph."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import TypeAlias

import pyoxigraph as ox
from shapes_fixture import VALID

from kg.document import Document
from kg.extract import extract
from kg.rdf import to_quads
from kg.rdf.namespaces import term
from kg.readers import read

SAMPLES = Path(__file__).parents[1] / "kg" / "samples"
NUMBERS = ("-7", "0", "33.5", "101", "1e3", "NaN", "9" * 30, "+5", "5.", "")
DATES = ("2012-06-04", "2012-02-30", "2012-02-29", "2012-06", "2012", "0000", "2012-06-04Z", "soon")
DATATYPES = ("xsd:string", "xsd:integer", "xsd:decimal", "xsd:double", "xsd:boolean", "xsd:date", "xsd:gYear")
NUMERIC = (term("xsd:integer"), term("xsd:decimal"))
Graph: TypeAlias = list[ox.Quad]
Value: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@cache
def whole() -> list[Graph]:
    """Graphs without damage: the valid one of the shapes' tests, and those of the samples."""
    documents = [item for item in read([SAMPLES]) if isinstance(item, Document)]
    return [sorted(VALID, key=str), *(to_quads(extract(document)) for document in documents)]


def damaged(seed: int) -> Graph:
    """A graph with one damage to three."""
    chance = Random(seed)
    graph = list(chance.choice(whole()))
    for _ in range(chance.choice((1, 1, 2, 3))):
        chance.choice(DAMAGES)(graph, chance)
    return graph


def _drop(graph: Graph, chance: Random) -> None:
    graph.remove(chance.choice(graph))


def _drop_property(graph: Graph, chance: Random) -> None:
    predicate = chance.choice(graph).predicate
    graph[:] = [quad for quad in graph if quad.predicate != predicate or chance.random() < 0.5]


def _drop_quotes(graph: Graph, chance: Random) -> None:
    lost = chance.choice(("oa:exact", "oa:hasSelector", "kg:evidence", "kg:text", "oa:start"))
    graph[:] = [quad for quad in graph if quad.predicate != term(lost) or chance.random() < 0.5]


def _alter(graph: Graph, chance: Random) -> None:
    _put(graph, chance.randrange(len(graph)), chance.choice(graph).object)


def _add(graph: Graph, chance: Random) -> None:
    """A second value of a property."""
    quad = chance.choice(graph)
    graph.append(ox.Quad(quad.subject, quad.predicate, chance.choice(graph).object))


def _duplicate(graph: Graph, chance: Random) -> None:
    """A triple twice, which is no damage."""
    graph.append(chance.choice(graph))


def _retype(graph: Graph, chance: Random) -> None:
    typed = [place for place, quad in enumerate(graph) if quad.predicate == term("rdf:type")]
    _put(graph, chance.choice(typed), graph[chance.choice(typed)].object)


def _misread(graph: Graph, chance: Random) -> None:
    """A number or a date that is another, none at all, or of another datatype."""
    literal = ox.Literal(chance.choice(NUMBERS + DATES), datatype=term(chance.choice(DATATYPES)))
    places = [place for place, quad in enumerate(graph) if isinstance(quad.object, ox.Literal)]
    _put(graph, chance.choice(places), literal)


def _miscount(graph: Graph, chance: Random) -> None:
    """A number that is somewhat or far off."""
    places = {place: quad.object for place, quad in enumerate(graph) if isinstance(quad.object, ox.Literal)}
    place = chance.choice([place for place, literal in places.items() if literal.datatype in NUMERIC])
    number = Decimal(places[place].value)
    off = chance.choice((-number, number * 100, number + 1, number - 1))
    _put(graph, place, ox.Literal(str(off), datatype=places[place].datatype))


def _tag(graph: Graph, chance: Random) -> None:
    place = chance.randrange(len(graph))
    _put(graph, place, ox.Literal(str(graph[place].object)[:40], language="en"))


def _blank(graph: Graph, chance: Random) -> None:
    _put(graph, chance.randrange(len(graph)), ox.BlankNode("nothing"))


def _put(graph: Graph, place: int, value: Value) -> None:
    """Change the object of a triple."""
    graph[place] = ox.Quad(graph[place].subject, graph[place].predicate, value)


DAMAGES = (
    *(_drop, _drop_property, _drop_quotes, _alter, _add, _duplicate),
    *(_retype, _misread, _miscount, _tag, _blank),
)
