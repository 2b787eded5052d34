"""Why names are of one thing: evidence across documents, and the words of a document that gives both."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import pyoxigraph as ox

from kg.identity import form
from kg.names import normal_form
from kg.query import name_of
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.store import Snapshot, is_of_a_document

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two names are of one thing.

    Attributes:
        names: The two names.
        rule: The kind of evidence: decision, vocabulary, identifier, spelling or declared.
        basis: What it rests on: a concept, a ticker, a spelling, the IRI of a decision.
        documents: Those that use the names.
        words: Of a declared name, the words of a document that hold both.
    """

    names: tuple[str, ...]
    rule: str
    basis: str
    documents: tuple[str, ...]
    words: str = ""

    def __str__(self) -> str:
        """The reason for people, on one line."""
        basis = "" if self.rule == "declared" else f", {self.basis}"
        shown = f', "{self.words}"' if self.words else basis
        return f"{' = '.join(self.names)}: {self.rule}{shown} ({', '.join(self.documents)})"


def reasons(thing: ox.NamedNode, snapshot: Snapshot) -> Iterator[Reason]:
    """Why the names of a thing are its names: findings across documents, then what one document tells."""
    given = names_of(thing, snapshot)
    explained: set[str] = set()
    for node in nodes(thing, "kg:thing", snapshot, inverse=True):
        if term("kg:Coreference") in nodes(node, "rdf:type", snapshot):
            reason = _across(node, given, snapshot)
            explained.update(reason.names)
            yield reason
    for name in sorted(given.keys() - explained):
        yield from _within(name, thing, given, snapshot)


def names_of(thing: ox.NamedNode, snapshot: Snapshot) -> Mapping[str, Collection[str]]:
    """The names that documents give a thing, each with these documents."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for property in ("rdfs:label", "skos:altLabel"):
        for quad in snapshot.quads(thing, term(property)):
            if is_of_a_document(quad.graph_name):
                (document,) = nodes(cast("ox.NamedNode", quad.graph_name), "prov:wasDerivedFrom", snapshot)
                found[cast("ox.Literal", quad.object).value].add(name_of(document, snapshot))
    return found


def nodes(
    node: ox.NamedNode, property: str, snapshot: Snapshot, *, inverse: bool = False
) -> list[ox.NamedNode]:
    """The things that a property, a prefixed name, leads to, or from; sorted."""
    quads = snapshot.quads(None, term(property), node) if inverse else snapshot.values(node, term(property))
    ends = {quad.subject if inverse else quad.object for quad in quads}
    return sorted((end for end in ends if isinstance(end, ox.NamedNode)), key=lambda end: end.value)


def texts(node: ox.NamedNode, property: str, snapshot: Snapshot) -> list[str]:
    """The texts of a property, a prefixed name; sorted."""
    values = (quad.object for quad in snapshot.values(node, term(property)))
    return sorted(value.value for value in values if isinstance(value, ox.Literal))


def shortest_window(text: str, one: str, other: str) -> str:
    """The shortest part of a text that holds two names apart from each other; empty if there is none.

    >>> shortest_window("Kadcyla (T-DM1), or Kadcyla® (ado-T-DM1)", "T-DM1", "Kadcyla")
    'Kadcyla (T-DM1)'
    """
    longer, shorter = (
        r"\s+".join(map(re.escape, name.split())) for name in sorted((one, other), key=len)[::-1]
    )
    found = re.finditer(rf"(?<!\w)(?:({longer})|{shorter})(?!\w)", text)
    windows = ((a.start(), b.end()) for a, b in pairwise(found) if (a[1] is None) != (b[1] is None))
    start, end = min(windows, key=lambda window: (window[1] - window[0], window), default=(0, 0))
    closing = re.compile(r"[”’\"']?\)").match(text, end) if "(" in text[start:end] else None
    return " ".join(text[start : closing.end() if closing else end].split())


def _across(node: ox.NamedNode, given: Mapping[str, Collection[str]], snapshot: Snapshot) -> Reason:
    names, (basis,) = texts(node, "kg:name", snapshot), texts(node, "kg:basis", snapshot)
    (rule,) = nodes(node, "kg:rule", snapshot)
    kind = name_of(rule, snapshot)
    documents = [name_of(each, snapshot) for each in nodes(node, "prov:wasDerivedFrom", snapshot)]
    joining = _joining(node, basis, given, snapshot) if kind == "declared" else set()
    words = _words(names, joining, documents, given, snapshot)
    return Reason(tuple(names), kind, basis, tuple(documents), words)


def _joining(node: ox.NamedNode, basis: str, names: Iterable[str], snapshot: Snapshot) -> Collection[str]:
    """The names with the form that joins."""
    things = nodes(node, "kg:thing", snapshot)
    types = {each.value for thing in things for each in nodes(thing, "rdf:type", snapshot)}
    kinds = {each.rpartition("#")[2] for each in types}
    return {name for name in names if any(form(kind, name) == basis for kind in kinds)}


def _words(
    names: Iterable[str],
    joining: Collection[str],
    documents: Iterable[str],
    given: Mapping[str, Collection[str]],
    snapshot: Snapshot,
) -> str:
    """The words of the document that gives one of two names and a name that joins it with the other."""
    for document in documents:
        here = {name for name in given if document in given[name]}
        for one in sorted(here.intersection(names).difference(joining)):
            for other in sorted(here.intersection(joining)):
                if words := _quote(document, one, other, snapshot):
                    return words
    return ""


def _within(
    name: str, thing: ox.NamedNode, given: Mapping[str, Collection[str]], snapshot: Snapshot
) -> Iterator[Reason]:
    """The reason for a name that some documents give only as another name of the thing."""
    names = Names()
    issued = {each: texts(names.document(each), "dcterms:issued", snapshot) for each in given[name]}
    document = min(given[name], key=lambda each: (issued[each] or ["9999"], each))
    for quad in snapshot.quads(thing, term("rdfs:label"), None, names.graph(document)):
        label = cast("ox.Literal", quad.object).value
        if normal_form(label) != normal_form(name):
            words = _quote(document, label, name, snapshot)
            yield Reason((label, name), "declared", normal_form(name), (document,), words)


def _quote(document: str, one: str, other: str, snapshot: Snapshot) -> str:
    text = texts(Names().document(document), "kg:text", snapshot)
    words = shortest_window(text[0], one, other) if text else ""
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
