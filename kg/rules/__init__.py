"""Rules: SPARQL CONSTRUCT files that derive edges from statements, each with what it was derived from.

A rule's template makes one blank node for each edge, with rdf:subject, rdf:predicate and rdf:object, and a
prov:wasDerivedFrom to each Statement used; the files beside this one are examples. What all rules derive goes
into the graph `kgr:derived` as nodes of the class `kg:Derivation`: it never is a plain edge, a Statement or a
source, so that queries meet it only where they ask for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TypeAlias, cast

import pyoxigraph as ox

from kg.errors import InputError, QueryError
from kg.query import ask
from kg.rdf.names import Names
from kg.rdf.namespaces import RESOURCE, term
from kg.store import Snapshot, Term

#: The graph of all that is derived.
DERIVED = ox.NamedNode(f"{RESOURCE}derived")

_ENDS = (term("rdf:subject"), term("rdf:predicate"), term("rdf:object"))
_USED = term("prov:wasDerivedFrom")

_Edge: TypeAlias = tuple[Term, Term, Term]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name, with its SPARQL text."""

    name: str
    text: str


def shipped() -> tuple[Rule, ...]:
    """The rules that the program comes with, sorted by name."""
    paths = sorted((files("kg") / "rules").iterdir(), key=lambda path: path.name)
    return tuple(
        Rule(path.name.removesuffix(".rq"), path.read_text(encoding="utf-8"))
        for path in paths
        if path.name.endswith(".rq")
    )


def read_rule(path: Path) -> Rule:
    """The rule in a file; its name is that of the file.

    Raises:
        InputError: The file cannot be read.
    """
    try:
        return Rule(path.stem, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: the rule cannot be read: {error}") from error


def derive(snapshot: Snapshot, rule: Rule) -> list[ox.Quad]:
    """What a rule derives, as quads of the graph `DERIVED`, sorted.

    Raises:
        QueryError: The rule is no CONSTRUCT query, or makes other things than edges with their statements.
    """
    names = Names()
    quads: set[ox.Quad] = set()
    for edge, used in _edges(snapshot, rule).items():
        node = names.hashed("derivation", rule.name, *map(str, edge))
        values: list[tuple[ox.NamedNode, Term]] = [
            (term("rdf:type"), term("kg:Derivation")),
            (term("kg:byRule"), ox.Literal(rule.name)),
            *zip(_ENDS, edge, strict=True),
            *((_USED, statement) for statement in used),
        ]
        quads |= {ox.Quad(node, property, value, DERIVED) for property, value in values}
    return sorted(quads, key=str)


def derive_all(snapshot: Snapshot, rules: Iterable[Rule]) -> dict[str, list[ox.Quad]]:
    """What rules derive, by their names.

    Raises:
        QueryError: As `derive`, or two rules have one name.
    """
    derived: dict[str, list[ox.Quad]] = {}
    for rule in rules:
        if rule.name in derived:
            raise _fault(rule, "another has the same name; rename its file")
        derived[rule.name] = derive(snapshot, rule)
    return derived


def _edges(snapshot: Snapshot, rule: Rule) -> Mapping[_Edge, set[Term]]:
    """Each edge that the rule makes, with the Statements that any of its solutions used."""
    edges: defaultdict[_Edge, set[Term]] = defaultdict(set)
    for made in _made(snapshot, rule):
        if made.keys() != {*_ENDS, _USED} or any(len(made[end]) != 1 for end in _ENDS):
            raise _fault(
                rule,
                "a blank node needs one rdf:subject, rdf:predicate and rdf:object, prov:wasDerivedFrom, "
                "and nothing else",
            )
        (subject,), (predicate,), (value,) = (made[end] for end in _ENDS)
        edges[subject, predicate, value] |= made[_USED]
    for each in sorted({statement for used in edges.values() for statement in used}, key=str):
        if not _is_statement(each, snapshot):
            raise _fault(rule, f"it derives from {each}, which is no Statement")
    return edges


def _made(snapshot: Snapshot, rule: Rule) -> Iterable[Mapping[ox.NamedNode, set[Term]]]:
    """What the rule says of each of its blank nodes."""
    try:
        answer = ask(snapshot, rule.text)
    except QueryError as error:
        raise _fault(rule, str(error)) from error
    if answer.columns != ("subject", "predicate", "object"):
        raise _fault(rule, "it is no CONSTRUCT query")
    made: defaultdict[object, defaultdict[ox.NamedNode, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for row in answer:
        if not isinstance(row["subject"], ox.BlankNode):
            raise _fault(rule, f"{row['subject']} is the subject of a triple; begin its template with []")
        if isinstance(row["object"], ox.BlankNode):
            raise _fault(rule, "a blank node is the object of a triple; name it")
        made[row["subject"]][cast("ox.NamedNode", row["predicate"])].add(cast("Term", row["object"]))
    return made.values()


def _is_statement(node: Term, snapshot: Snapshot) -> bool:
    if not isinstance(node, ox.NamedNode):
        return False
    return any(True for _ in snapshot.quads(node, term("rdf:type"), term("kg:Statement")))


def _fault(rule: Rule, what: str) -> QueryError:
    return QueryError(f"rule {rule.name}: {what}")
