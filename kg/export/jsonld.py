"""JSON-LD in the terms of `ontology/context.jsonld`: one node a line, for tools that know JSON alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import IO, TypeAlias, cast

import pyoxigraph as ox

from kg import resources
from kg.rdf.namespaces import term

_Term: TypeAlias = ox.NamedNode | ox.Literal
_Value: TypeAlias = str | int | dict[str, str]

_TYPE = term("rdf:type")
#: Literals that JSON has in the same form, by datatype.
_NATIVE = {"xsd:boolean": re.compile("true|false"), "xsd:integer": re.compile("0|-?[1-9][0-9]{0,14}")}


def write_jsonld(quads: Iterable[ox.Quad], output: IO[bytes]) -> None:
    """Write quads of IRIs and literals, sorted by graph and subject, graph by graph."""
    path = resources.ontology() / "context.jsonld"
    context = json.loads(path.read_text(encoding="utf-8"))["@context"]
    terms = _Terms(context)
    output.write(f'{{"@context": {_json(context)},\n"@graph": ['.encode())
    for number, (graph, inside) in enumerate(groupby(quads, key=lambda quad: quad.graph_name)):
        nodes = ",\n".join(map(_json, terms.nodes(inside)))
        if isinstance(graph, ox.NamedNode):
            nodes = f'{{"id": {_json(graph.value)}, "@graph": [\n{nodes}\n]}}'
        output.write(f"{',' if number else ''}\n{nodes}".encode())
    output.write(b"\n]}\n")


class _Terms:
    """The names that a context gives to IRIs, and the types that it gives to values of properties."""

    def __init__(self, context: Mapping[str, str | Mapping[str, str]]) -> None:
        self._types = {name: value["@type"] for name, value in context.items() if isinstance(value, dict)}
        meant = {
            name: value.get("@id", name) if isinstance(value, dict) else str(value)
            for name, value in context.items()
        }
        self._terms = {short: name for name, short in meant.items()}
        self._prefixes = {iri: name for name, iri in meant.items() if "//" in iri}

    def nodes(self, quads: Iterable[ox.Quad]) -> Iterator[dict[str, object]]:
        """Each subject with all that is said of it."""
        for subject, about in groupby(quads, key=lambda quad: quad.subject):
            node: dict[str, list[_Value]] = {}
            for quad in about:
                name = "type" if quad.predicate == _TYPE else self._name(quad.predicate)
                node.setdefault(name, []).append(self._value(name, cast(_Term, quad.object)))
            yield {"id": subject.value} | {
                name: values[0] if len(values) == 1 else values for name, values in node.items()
            }

    def _name(self, iri: ox.NamedNode) -> str:
        for base, prefix in self._prefixes.items():
            if iri.value.startswith(base):
                short = f"{prefix}:{iri.value[len(base) :]}"
                return self._terms.get(short, short)
        return iri.value

    def _value(self, property: str, node: _Term) -> _Value:
        given = self._types.get(property)
        if isinstance(node, ox.NamedNode):
            if property == "type":
                return self._name(node)
            return node.value if given == "@id" else {"id": node.value}
        if node.language:
            return {"@value": node.value, "@language": node.language}
        datatype = self._name(node.datatype)
        if given in (None, datatype) and datatype in _NATIVE and _NATIVE[datatype].fullmatch(node.value):
            return cast(int, json.loads(node.value))
        if datatype == (given or "xsd:string"):
            return node.value
        return {"@value": node.value, "@type": datatype}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
