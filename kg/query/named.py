"""Named queries: files in kg/queries whose first comments say what they answer and take.

# question: Who licenses a technology, and for what?
# param technology (entity-name): the technology, by any of its names
# param asOf (date, optional): the last day that counts
# column licensee: who has the right
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast, get_args

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.syntax import near
from kg.query.things import iri_of, things_meant
from kg.rdf.namespaces import term
from kg.store import Snapshot, Term

Kind = Literal["text", "iri", "date", "entity-name"]

_HEADER = re.compile(r"# (question|param|column)\b ?(\w+)?(?: \(([\w-]+)(, optional)?\))?: (.+)")
_BODY = re.compile(r"^SELECT[^{]*\{", re.MULTILINE)
_DATES = {
    r"\d{4}-\d{2}-\d{2}": "xsd:date",
    r"\d{4}-\d{2}": "xsd:gYearMonth",
    r"\d{4}": "xsd:gYear",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named query takes."""

    name: str
    kind: Kind
    optional: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with its SPARQL text."""

    name: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    text: str

    def bind(self, values: Mapping[str, str], snapshot: Snapshot) -> tuple[str, dict[str, Term]]:
        """The text that asks about the things that a user named, and the terms of other values by name.

        A name is looked up once and the query is given IRIs: to search for names in it would take the engine
        from where the answer is.

        Raises:
            QueryError: A parameter is unknown, missing or malformed, or nothing has the name given.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in values:
            if name not in known:
                hint = near(name, known) or f" It takes {', '.join(known) or 'none'}."
                raise QueryError(f"query {self.name} has no parameter {name!r}.{hint}")
        for parameter in self.parameters:
            if not parameter.optional and parameter.name not in values:
                raise QueryError(
                    f"query {self.name} needs --param {parameter.name}=... ({parameter.meaning})"
                )
        text, terms = self.text, dict[str, Term]()
        for name, value in sorted(values.items()):
            if known[name].kind == "entity-name":
                text = _about(text, name, things_meant(value, snapshot))
            else:
                terms[name] = _term(known[name], value)
        return text, terms


def named_query(name: str) -> NamedQuery:
    """The query of that name.

    Raises:
        QueryError: There is none.
    """
    queries = named_queries()
    if name not in queries:
        hint = near(name, queries) or f" There are {', '.join(queries)}."
        raise QueryError(f"no query is named {name!r}.{hint}")
    return queries[name]


@cache
def named_queries() -> dict[str, NamedQuery]:
    """All named queries by name, sorted."""
    paths = sorted((files("kg") / "queries").iterdir(), key=lambda path: path.name)
    named = [(path.name.removesuffix(".rq"), path) for path in paths if path.name.endswith(".rq")]
    return {name: _parse(name, path.read_text(encoding="utf-8")) for name, path in named}


def _parse(name: str, text: str) -> NamedQuery:
    headers = list(_headers(name, text))
    (question,) = (meaning for key, _, _, _, meaning in headers if key == "question")
    parameters = tuple(
        Parameter(label, cast(Kind, kind), optional, meaning)
        for key, label, kind, optional, meaning in headers
        if key == "param"
    )
    columns = {label: meaning for key, label, _, _, meaning in headers if key == "column"}
    return NamedQuery(name, question, parameters, columns, text)


def _headers(name: str, text: str) -> Iterator[tuple[str, str, str, bool, str]]:
    for line in text.splitlines():
        if not line.startswith("# "):
            return
        match = _HEADER.fullmatch(line)
        if not match or (match[1] == "param" and match[3] not in get_args(Kind)):
            raise ValueError(f"{name}.rq: not a header line: {line!r}")
        yield match[1], match[2] or "", match[3] or "", bool(match[4]), match[5]


def _about(text: str, name: str, things: Iterable[ox.NamedNode]) -> str:
    """A query that asks about these things only; of itself it asks about all that the variable may be."""
    return _BODY.sub(
        lambda begin: f"{begin[0]} VALUES ?{name} {{ {' '.join(map(str, things))} }}", text, count=1
    )


def _term(parameter: Parameter, value: str) -> Term:
    match parameter.kind:
        case "iri":
            return _iri(parameter, value)
        case "date":
            return _date(parameter, value)
        case _:
            return ox.Literal(value)


def _iri(parameter: Parameter, value: str) -> ox.NamedNode:
    if (iri := iri_of(value)) is None:
        raise QueryError(f"{parameter.name}={value}: not an IRI")
    return iri


def _date(parameter: Parameter, value: str) -> ox.Literal:
    for form, datatype in _DATES.items():
        if re.fullmatch(form, value):
            return ox.Literal(value, datatype=term(datatype))
    raise QueryError(f"{parameter.name}={value}: not a date; write YYYY, YYYY-MM or YYYY-MM-DD")
