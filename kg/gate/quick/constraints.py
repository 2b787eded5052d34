"""Constraint components of SHACL Core as functions: whether they hold for a focus node and its values.

They count on `Index`, which lets in neither blank nodes nor literals but well-formed ones.
Source: https://www.w3.org/TR/shacl/#core-components
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

import pyoxigraph as ox

from kg.gate.quick.index import Index, Node, Undecided
from kg.rdf.namespaces import term

if TYPE_CHECKING:
    from kg.gate.quick.shapes import Shapes

Holds: TypeAlias = Callable[[Index, Node, Collection[Node]], bool]
_Order: TypeAlias = Callable[[Decimal, Decimal], bool]
_Builder: TypeAlias = Callable[[Node, "Shapes"], Holds]

_NUMBERS = (term("xsd:integer"), term("xsd:decimal"))
_IRI, _IRI_OR_LITERAL = term("sh:IRI"), term("sh:IRIOrLiteral")


def _count(order: Callable[[int, int], bool]) -> _Builder:
    def build(bound: Node, _: Shapes) -> Holds:
        limit = int(text(bound))
        return lambda _index, _focus, values: order(len(values), limit)

    return build


def _length(order: Callable[[int, int], bool]) -> _Builder:
    def build(bound: Node, _: Shapes) -> Holds:
        limit = int(text(bound))
        return _each(lambda _, value: order(len(text(value)), limit))

    return build


def _number(order: _Order) -> _Builder:
    def build(bound: Node, _: Shapes) -> Holds:
        limit = _decimal(bound)
        return _each(lambda _, value: order(_decimal(value), limit))

    return build


def _beside(order: _Order) -> _Builder:
    def build(other: Node, _: Shapes) -> Holds:
        return lambda index, focus, values: all(
            order(_decimal(value), _decimal(bound))
            for bound in index.values(focus, other)
            for value in values
        )

    return build


def _disjoint(other: Node, _: Shapes) -> Holds:
    return lambda index, focus, values: not any(value in values for value in index.values(focus, other))


def _has_value(wanted: Node, _: Shapes) -> Holds:
    return lambda _index, _focus, values: wanted in values


def _datatype(wanted: Node, _: Shapes) -> Holds:
    return _each(lambda _, value: isinstance(value, ox.Literal) and value.datatype == wanted)


def _node_kind(wanted: Node, _: Shapes) -> Holds:
    if wanted not in (_IRI, _IRI_OR_LITERAL):
        raise Undecided
    return _each(lambda _, value: wanted == _IRI_OR_LITERAL or isinstance(value, ox.NamedNode))


def _class(wanted: Node, _: Shapes) -> Holds:
    return _each(lambda index, value: value in index.instances(wanted))


def _pattern(pattern: Node, _: Shapes) -> Holds:
    search = re.compile(text(pattern)).search
    return _each(lambda _, value: search(text(value)) is not None)


def _conforming(shape: Node, shapes: Shapes) -> Holds:
    return _each(shapes.conforming(shape))


def _not(shape: Node, shapes: Shapes) -> Holds:
    conforms = shapes.conforming(shape)
    return _each(lambda index, value: not conforms(index, value))


def _or(choice: Node, shapes: Shapes) -> Holds:
    choices = [shapes.conforming(shape) for shape in shapes.items(choice)]
    return _each(lambda index, value: any(conforms(index, value) for conforms in choices))


def _each(test: Callable[[Index, Node], bool]) -> Holds:
    return lambda index, _, values: all(test(index, value) for value in values)


def text(value: Node) -> str:
    """An IRI, or the characters of a literal."""
    if isinstance(value, ox.NamedNode | ox.Literal):
        return value.value
    raise Undecided


def _decimal(value: Node) -> Decimal:
    """A number; engines compare other values in different ways."""
    if isinstance(value, ox.Literal) and value.datatype in _NUMBERS:
        return Decimal(value.value)
    raise Undecided


#: What makes a function of each constraint parameter.
CONSTRAINTS: Mapping[Node, _Builder] = {
    term(name): build
    for name, build in {
        "sh:minCount": _count(operator.ge),
        "sh:maxCount": _count(operator.le),
        "sh:minLength": _length(operator.ge),
        "sh:maxLength": _length(operator.le),
        "sh:minInclusive": _number(operator.ge),
        "sh:minExclusive": _number(operator.gt),
        "sh:maxInclusive": _number(operator.le),
        "sh:lessThan": _beside(operator.lt),
        "sh:lessThanOrEquals": _beside(operator.le),
        "sh:disjoint": _disjoint,
        "sh:hasValue": _has_value,
        "sh:datatype": _datatype,
        "sh:nodeKind": _node_kind,
        "sh:class": _class,
        "sh:pattern": _pattern,
        "sh:node": _conforming,
        "sh:property": _conforming,
        "sh:not": _not,
        "sh:or": _or,
    }.items()
}
