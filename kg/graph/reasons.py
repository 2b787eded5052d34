"""Why names are of one thing: evidence across documents, and the words of a document that gives both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from typing import cast

import pyoxigraph as ox

from kg.identity import IDENTITY, form
from kg.names import normal_form
from kg.query import name_of
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.store import Snapshot, is_of_a_document

#: Of other rules the basis is but a form of the names.
_TOLD_BY_BASIS = frozenset({"decision", "identifier", "vocabulary"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two names are of one thing.

    Attributes:
        names: The two names.
        rule: The kind of evidence, of the scheme of coreference rules.
        basis: What it rests on: a concept, a ticker, a spelling, the IRI of a decision; may be empty.
        documents: Those that use the names.
        words: The words of a document that give both names, if any do.
    """

    names: tuple[str, ...]
    rule: str
    basis: str
    documents: tuple[str, ...]
    words: str = ""

    def __str__(self) -> str:
        """The reason for people, on one line."""
        basis = f", {self.basis}" if self.basis and self.rule in _TOLD_BY_BASIS else ""
        shown = f', "{self.words}"' if self.words else basis
        return f"{' = '.join(self.names)}: {self.rule}{shown} ({', '.join(self.documents)})"


def reasons(
    thing: ox.NamedNode, given: Mapping[str, Collection[str]], snapshot: Snapshot
) -> Iterable[Reason]:
    """Why the names of a thing are its names: findings across documents, then what one document tells.

    Args:
        thing: The thing.
        given: Its names, as `names_of` gives them.
        snapshot: The graph.
    """
    return dict.fromkeys(_reasons(thing, given, snapshot))


def _reasons(
    thing: ox.NamedNode, given: Mapping[str, Collection[str]], snapshot: Snapshot
) -> Iterator[Reason]:
    explained: set[str] = set()
    for quad in sorted(snapshot.quads(None, term("kg:thing"), thing, IDENTITY), key=str):
        node = cast("ox.NamedNode", quad.subject)
        if term("kg:Coreference") in nodes(node, "rdf:type", snapshot):
            reason = _across(node, thing, given, snapshot)
            explained.update(reason.names)
            yield reason
    for name in sorted(given.keys() - explained):
        yield from _within(name, thing, given, snapshot)


def names_of(thing: ox.NamedNode, snapshot: Snapshot) -> Mapping[str, Collection[str]]:
    """The names that documents give a thing, each with these documents."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    documents: dict[ox.NamedNode, str] = {}
    for property in ("rdfs:label", "skos:altLabel"):
        for quad in snapshot.quads(thing, term(property)):
            graph = cast("ox.NamedNode", quad.graph_name)
            if is_of_a_document(graph):
                if graph not in documents:
                    # In its own graph, which also a document has that another replaces.
                    (made,) = snapshot.quads(graph, term("prov:wasDerivedFrom"), graph=graph)
                    document = cast("ox.NamedNode", made.object)
                    (documents[graph],) = texts(document, "dcterms:identifier", snapshot)
                found[cast("ox.Literal", quad.object).value].add(documents[graph])
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


def _across(
    node: ox.NamedNode, thing: ox.NamedNode, given: Mapping[str, Collection[str]], snapshot: Snapshot
) -> Reason:
    """What the identity graph tells; of a second name, with what a document says that has both names."""
    names, (basis,) = texts(node, "kg:name", snapshot), texts(node, "kg:basis", snapshot)
    (rule,) = nodes(node, "kg:rule", snapshot)
    kind = name_of(rule, snapshot)
    documents = [name_of(each, snapshot) for each in nodes(node, "prov:wasDerivedFrom", snapshot)]
    reason = Reason(tuple(names), kind, basis, tuple(documents))
    if kind != "declared":
        return reason
    joining = _joining(node, basis, given, snapshot)
    said = (each for document in documents for each in _said(thing, document, snapshot))
    told = next((each for each in said if not joining.isdisjoint(each.names)), None)
    return replace(reason, rule=told.rule, words=told.words) if told else reason


def _joining(node: ox.NamedNode, basis: str, names: Iterable[str], snapshot: Snapshot) -> Set[str]:
    """The names with the form that joins."""
    things = nodes(node, "kg:thing", snapshot)
    types = {each.value for thing in things for each in nodes(thing, "rdf:type", snapshot)}
    kinds = {each.rpartition("#")[2] for each in types}
    return {name for name in names if any(form(kind, name) == basis for kind in kinds)}


def _within(
    name: str, thing: ox.NamedNode, given: Mapping[str, Collection[str]], snapshot: Snapshot
) -> Iterator[Reason]:
    """The reason for a name that documents give only as another name of the thing, by the first of them."""
    names = Names()
    issued = {each: texts(names.document(each), "dcterms:issued", snapshot) for each in given[name]}
    document = min(given[name], key=lambda each: (issued[each] or ["9999"], each))
    said = next((each for each in _said(thing, document, snapshot) if name in each.names), None)
    if said is not None:
        yield said
        return
    for quad in snapshot.quads(thing, term("rdfs:label"), None, names.graph(document)):
        label = cast("ox.Literal", quad.object).value
        if normal_form(label) != normal_form(name):
            yield Reason((label, name), "declared", "", (document,))


def _said(thing: ox.NamedNode, document: str, snapshot: Snapshot) -> Iterator[Reason]:
    """What a document's own graph tells of the names that it has for a thing."""
    for quad in sorted(snapshot.quads(None, term("kg:thing"), thing, Names().graph(document)), key=str):
        node = cast("ox.NamedNode", quad.subject)
        (rule,) = nodes(node, "kg:rule", snapshot)
        quotes = [
            text
            for evidence in nodes(node, "kg:evidence", snapshot)
            for selector in nodes(evidence, "oa:hasSelector", snapshot)
            for text in texts(selector, "oa:exact", snapshot)
        ]
        basis = next(iter(texts(node, "kg:basis", snapshot)), "")
        words = " ".join(next(iter(quotes), "").split())
        yield Reason(
            tuple(texts(node, "kg:name", snapshot)), name_of(rule, snapshot), basis, (document,), words
        )
