"""A document's graph as the quick engine asks it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TypeAlias

import pyoxigraph as ox

from kg.gate.ontology import ASKED_BY_CORE
from kg.rdf.namespaces import term

Node: TypeAlias = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
#: Triples by predicate and subject. Nodes are keys of dictionaries, so that their order is that of the graph.
_Found: TypeAlias = dict[Node, dict[Node, dict[Node, None]]]

_TYPE, _BELOW = term("rdf:type"), term("rdfs:subClassOf")
#: Forms of literals that every engine reads alike. Others are left to pySHACL, also right ones that are rare,
#: such as a language tag or the 29th of February.
_FORMS = {
    term(datatype): re.compile(form)
    for datatype, form in {
        "xsd:string": "(?s:.*)",
        "xsd:boolean": "true|false",
        "xsd:integer": "-?[0-9]{1,18}",
        "xsd:decimal": r"-?[0-9]{1,18}(\.[0-9]{1,18})?",
        "xsd:anyURI": "https?://[!#-;=?-~]+",
        "xsd:gYear": "[1-9][0-9]{3}",
        "xsd:gYearMonth": "[1-9][0-9]{3}-(0[1-9]|1[0-2])",
        "xsd:date": "[1-9][0-9]{3}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
        "|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)",
    }.items()
}


class Undecided(Exception):  # noqa: N818 - nothing is wrong: pySHACL decides
    """The quick engine leaves a graph to pySHACL."""


class Index:
    """The triples of a graph, and of the ontology what constraints in SHACL Core ask of it."""

    def __init__(self, quads: Iterable[ox.Quad], ontology: Ontology) -> None:
        """Index the triples of quads of any graphs.

        Raises:
            Undecided: A term can be read in more than one way, or the graph says what the ontology should.
        """
        self._found: _Found = {}
        for subject, predicate, value, _ in quads:
            if not (isinstance(subject, ox.NamedNode) and (isinstance(value, ox.NamedNode) or _plain(value))):
                raise Undecided
            self._found.setdefault(predicate, {}).setdefault(subject, {})[value] = None
        if not self._found.keys().isdisjoint(ontology.found):
            raise Undecided
        self._found |= ontology.found
        self._instances: dict[Node, dict[Node, None]] = {}
        for node, classes in self._found.get(_TYPE, {}).items():
            for each in classes:
                for above in ontology.above(each):
                    self._instances.setdefault(above, {})[node] = None

    def values(self, node: Node, predicate: Node) -> Collection[Node]:
        """The values of a property at a node."""
        return self._found.get(predicate, {}).get(node, ())

    def subjects(self, predicate: Node) -> Collection[Node]:
        """The nodes that have a property."""
        return self._found.get(predicate, ())

    def instances(self, of: Node) -> Collection[Node]:
        """The nodes of a class or one below it."""
        return self._instances.get(of, ())


class Ontology:
    """Classes above classes, and the predicates of facts."""

    def __init__(self, vocabulary: Iterable[ox.Quad]) -> None:
        """Take what is needed from `kg.gate.ontology.vocabulary`."""
        self.found: _Found = {predicate: {} for predicate in ASKED_BY_CORE}
        for subject, predicate, value, _ in vocabulary:
            if predicate in self.found:
                self.found[predicate].setdefault(subject, {})[value] = None
        self._above: dict[Node, dict[Node, None]] = {}

    def above(self, of: Node) -> Collection[Node]:
        """A class and all above it."""
        if of not in self._above:
            reached = {of: None}
            new = [of]
            while new:
                direct = self.found[_BELOW].get(new.pop(), ())
                new.extend(up for up in direct if up not in reached)
                reached |= dict.fromkeys(direct)
            self._above[of] = reached
        return self._above[of]


def _plain(value: Node) -> bool:
    if not isinstance(value, ox.Literal):
        return False
    form = _FORMS.get(value.datatype)
    return form is not None and form.fullmatch(value.value) is not None
