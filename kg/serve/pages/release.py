"""A release with its evidence: the text in pieces, each with the facts that were read from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import pyoxigraph as ox

from kg.graph.records import FactRecord, Source
from kg.rdf.namespaces import RESOURCE, term
from kg.schema import schema
from kg.serve.pages.catalogue import Catalogue
from kg.serve.pages.facts import Ref, details, fullest, phrase, ref
from kg.serve.pages.links import local
from kg.serve.pages.terms import label_of

_DOCUMENTS, _GRAPHS = f"{RESOURCE}document/", f"{RESOURCE}graph/"


@dataclass(frozen=True, slots=True)
class ReleaseFact:
    """A fact of a release.

    Attributes:
        key: What an address names it by.
        place: Where its words begin, as the piece that it leads to names it; empty if it has none.
    """

    key: str
    subject: Ref
    phrase: str
    object: Ref
    status: str
    confidence: float
    details: Mapping[str, Sequence[Ref]]
    place: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text.

    Attributes:
        start: Where it begins in the text.
        facts: Keys of the facts that have it in their evidence; none for what lies between.
        depth: How many these are, up to three.
        open: Whether none of them is asserted.
        chosen: Whether the fact that the reader chose is among them.
    """

    start: int
    text: str
    facts: tuple[str, ...] = ()
    depth: int = 0
    open: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """A document as a page shows it: `head` is what is known of it beside its text and facts."""

    source: Source
    head: Mapping[str, Sequence[Ref]]
    replaced_by: tuple[Ref, ...]
    pieces: tuple[Piece, ...]
    facts: tuple[ReleaseFact, ...]
    shown: tuple[ReleaseFact, ...]


def release(iri: str, catalogue: Catalogue, *, fact: str = "", place: int | None = None) -> Release:
    """A document with its facts in the order of their words.

    Args:
        iri: The document, one of the catalogue's.
        catalogue: The catalogue.
        fact: The key of the fact that a reader chose, if one.
        place: The place in the text that a reader chose, if one: then only facts told there are shown.
    """
    records = sorted(_records(iri, catalogue), key=lambda record: (*_span(record), record.statement))
    text = _texts(iri, "kg:text", catalogue)
    pieces = tuple(_pieces(text[0] if text else "", records, fact))
    facts = tuple(_fact(record, catalogue, fact) for record in records)
    here = next((piece.facts for piece in pieces if piece.start == place and piece.facts), None)
    return Release(
        source=catalogue.sources[iri],
        head=_head(iri, catalogue),
        replaced_by=tuple(_refs(iri, "dcterms:isReplacedBy", catalogue)),
        pieces=pieces,
        facts=facts,
        shown=facts if here is None else tuple(each for each in facts if each.key in here),
    )


def _records(iri: str, catalogue: Catalogue) -> Iterator[FactRecord]:
    """The facts of a document's own graph, which also a document that was corrected still has."""
    graph = ox.NamedNode(_GRAPHS + iri.removeprefix(_DOCUMENTS))
    for quad in catalogue.snapshot.quads(None, term("rdf:type"), term("kg:Statement"), graph):
        yield catalogue.records.record(cast("ox.NamedNode", quad.subject))


def _span(record: FactRecord) -> tuple[int, int]:
    """Where the words of a fact begin and end."""
    found = fullest(record)
    return (found.start, found.end) if found else (0, 0)


def _pieces(text: str, records: Iterable[FactRecord], chosen: str) -> Iterator[Piece]:
    """The text cut wherever evidence begins or ends, so that overlapping evidence has pieces of its own."""
    spans = [(each.start, each.end, record) for record in records for each in record.evidence]
    cuts = sorted({0, len(text), *(start for start, _, _ in spans), *(end for _, end, _ in spans)})
    for start, end in pairwise(cuts):
        here = {
            local(record.statement): record for first, last, record in spans if first <= start and end <= last
        }
        yield Piece(
            start=start,
            text=text[start:end],
            facts=tuple(here),
            depth=min(len(here), 3),
            open=bool(here) and all(record.status != "asserted" for record in here.values()),
            chosen=chosen in here,
        )


def _fact(record: FactRecord, catalogue: Catalogue, chosen: str) -> ReleaseFact:
    key = local(record.statement)
    return ReleaseFact(
        key=key,
        subject=ref(record.subject_iri, catalogue, record.subject),
        phrase=phrase(record.predicate),
        object=_object(record, catalogue),
        status=record.status,
        confidence=record.confidence,
        details=details(record, catalogue),
        place=str(_span(record)[0]) if record.evidence else "",
        chosen=key == chosen,
    )


def _object(record: FactRecord, catalogue: Catalogue) -> Ref:
    """What a fact says; a result or a payment by its kind, as the details tell what it consists of."""
    known = schema().predicates[record.predicate]
    name = label_of(known.range_name).lower() if known.range_kind == "record" else record.object
    return ref(record.object_iri, catalogue, name)


def _head(iri: str, catalogue: Catalogue) -> dict[str, list[Ref]]:
    source = catalogue.sources[iri]
    texts = {"Name": source.id, "Published": source.published, "Source": source.publisher}
    texts |= {"Place": next(iter(_texts(iri, "dcterms:spatial", catalogue)), "")}
    shown = {label: [Ref(text)] for label, text in texts.items() if text}
    things = {
        "Issuer": "prov:wasAttributedTo",
        "Corrects": "dcterms:replaces",
        "Same release": "prov:alternateOf",
    }
    return shown | {
        label: refs for label, name in things.items() if (refs := list(_refs(iri, name, catalogue)))
    }


def _texts(iri: str, property: str, catalogue: Catalogue) -> list[str]:
    quads = catalogue.snapshot.values(ox.NamedNode(iri), term(property))
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.Literal))


def _refs(iri: str, property: str, catalogue: Catalogue) -> Iterator[Ref]:
    quads = catalogue.snapshot.values(ox.NamedNode(iri), term(property))
    for value in sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)):
        yield ref(value, catalogue)
