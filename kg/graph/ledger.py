"""The ledger: what each document's graph was made from, kept in the store beside the graph."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, astuple, dataclass
from typing import Any, cast

import pyoxigraph as ox

from kg.facts import FactsFile, facts_from, facts_json
from kg.graph.release import Release
from kg.identity import Key, Naming
from kg.rdf.literals import integer
from kg.rdf.names import Names
from kg.rdf.namespaces import term
from kg.store import LEDGER, Snapshot, Writer

_FACTS, _NAMINGS, _WARNINGS = term("kg:factsFile"), term("kg:namings"), term("kg:warnings")
_TEXT = term("kg:text")


def entry(facts: FactsFile, namings: Mapping[Key, Naming], release: Release, warnings: int) -> set[ox.Quad]:
    """What the ledger holds of a document; `warnings` is how many the gate had."""
    node = Names().document(facts.document)
    said = {
        "namings": [astuple(naming) for naming in namings.values()],
        "release": asdict(release),
    }
    return {
        ox.Quad(node, _FACTS, ox.Literal(facts_json(facts.model_copy(update={"text": None}))), LEDGER),
        ox.Quad(node, _NAMINGS, ox.Literal(json.dumps(said, ensure_ascii=False)), LEDGER),
        ox.Quad(node, _WARNINGS, integer(warnings), LEDGER),
    }


@dataclass(frozen=True, slots=True)
class Entry:
    """What resolution needs to know of a document: the release that it is, and what it calls things."""

    release: Release
    namings: list[Naming]


def entries(writer: Writer) -> Iterator[Entry]:
    """What is known of each document."""
    for quad in writer.quads(LEDGER, _NAMINGS):
        said = json.loads(_text(quad))
        head = said["release"]
        release = Release(**head | {"title": tuple(head["title"]), "sketch": tuple(head["sketch"])})
        yield Entry(release, [_naming(parts) for parts in said["namings"]])


def warnings(snapshot: Snapshot) -> int:
    """How many warnings the gate had for all documents."""
    return sum(int(_text(quad)) for quad in snapshot.quads(None, _WARNINGS, graph=LEDGER))


def kept(state: Writer | Snapshot, document: str) -> set[ox.Quad]:
    """The quads that the ledger has of a document now."""
    return state.about(Names().document(document), LEDGER)


def text_of(state: Writer | Snapshot, document: str) -> str | None:
    """The text of a document, if it has one."""
    names = Names()
    about = state.about(names.document(document), names.graph(document))
    return next((_text(quad) for quad in about if quad.predicate == _TEXT), None)


def facts_of(writer: Writer, document: str) -> FactsFile:
    """The facts that a document's graph was made from, with its text."""
    return facts_from(data_of(writer, document))


def data_of(state: Writer | Snapshot, document: str) -> dict[str, Any]:
    """The same as JSON data, which need not fit the ontology of today."""
    [facts] = (_text(quad) for quad in kept(state, document) if quad.predicate == _FACTS)
    text = text_of(state, document)
    found: dict[str, Any] = json.loads(facts)
    return found if text is None else found | {"text": text}


def name_of(writer: Writer, document: str) -> str:
    """The name of a document that is given by it, or by the last part of its IRI."""
    return str(_said(writer, document)["release"]["document"])


def namings_of(writer: Writer, document: str) -> dict[Key, Naming]:
    """What a document calls the things its facts speak of, by type and name."""
    named = (_naming(parts) for parts in _said(writer, document)["namings"])
    return {(naming.kind, naming.name): naming for naming in named}


def _said(writer: Writer, document: str) -> dict[str, Any]:
    [said] = (_text(quad) for quad in kept(writer, document) if quad.predicate == _NAMINGS)
    found: dict[str, Any] = json.loads(said)
    return found


def _naming(parts: list[Any]) -> Naming:
    kind, name, aliases, concepts, ambiguous, identifiers, scope = parts
    return Naming(kind, name, tuple(aliases), tuple(concepts), ambiguous, tuple(identifiers), scope)


def _text(quad: ox.Quad) -> str:
    return cast("ox.Literal", quad.object).value
