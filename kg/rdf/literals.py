"""Literals in the one form that a store gives back unchanged."""

from __future__ import annotations

from decimal import Decimal

from pyoxigraph import Literal

from kg.rdf.names import clean
from kg.rdf.namespaces import term

_DATE_TYPES = {4: term("xsd:gYear"), 7: term("xsd:gYearMonth"), 10: term("xsd:date")}


def date(value: str) -> Literal:
    """A year, month or day with the datatype of its precision."""
    return Literal(value, datatype=_DATE_TYPES[len(value)])


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=term("xsd:integer"))


def decimal(value: float) -> Literal:
    """A number without exponent, needless zeros or a negative zero."""
    return Literal(decimal_text(value), datatype=term("xsd:decimal"))


def decimal_text(value: float) -> str:
    """The shortest decimal digits that stand for a number.

    >>> decimal_text(33.0), decimal_text(1e-5), decimal_text(-0.0)
    ('33', '0.00001', '0')
    """
    number = Decimal(str(value))
    return format(number.normalize(), "f") if number else "0"


def literal(value: str | float, datatype: str) -> Literal:
    """A value as the literal that a property asks for.

    Args:
        value: A value as facts hold it.
        datatype: The local name of the property's range: decimal, integer, boolean, string, or Literal for
            dates.
    """
    match datatype:
        case "decimal" if not isinstance(value, str):
            return decimal(value)
        case "integer":
            return integer(int(value))
        case "boolean":
            return Literal(bool(value))
        case "Literal":
            return date(str(value))
        case _:
            return Literal(clean(value if isinstance(value, str) else decimal_text(value)))
