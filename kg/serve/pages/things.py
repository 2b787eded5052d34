"""The page of a thing: what it is, its names and identifiers, and its facts in groups."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from kg.graph.claims import local
from kg.query import shortened
from kg.rdf.namespaces import VOCABULARIES, term
from kg.schema import schema
from kg.serve.pages.catalogue import Catalogue, Derived
from kg.serve.pages.facts import Claim, Group, Ref, Row, claims, phrase, ref, releases, row
from kg.serve.pages.links import href
from kg.serve.pages.terms import classes, definition_of, label_of
from kg.serve.pages.timeline import Timeline, timeline

#: How many rows of a group a thing's page has, and how many a page of the group alone.
_FEW, _PAGE = 8, 50
_MOST_VALUES = 100
#: Properties that a thing's page shows by other means.
_SHOWN = frozenset(
    term(name)
    for name in (
        "rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "skos:definition",
        "skos:exactMatch", "skos:inScheme", "skos:topConceptOf", "kg:status",
    )
)  # fmt: skip
_CHANGES = """
SELECT DISTINCT ?thing ?change ?kind ?date ?before ?after ?source {
  { ?change org:originalOrganization ?thing } UNION { ?change org:resultingOrganization ?thing }
  ?change a ?kind ; org:originalOrganization ?before ; org:resultingOrganization ?after .
  OPTIONAL { ?change dcterms:date ?date } OPTIONAL { ?change dcterms:source ?source }
} ORDER BY ?date ?change ?before ?after
"""


@dataclass(frozen=True, slots=True)
class Section:
    """A group of facts on a page.

    Attributes:
        asserted: Rows of what is asserted.
        open: Rows of what is planned, possible or denied.
        total: How many claims there are.
        page: Of the page of the group alone, which; 0 on the page of the thing.
        pages: How many such pages there are.
    """

    group: Group
    asserted: tuple[Row, ...]
    open: tuple[Row, ...]
    total: int
    page: int = 0
    pages: int = 1

    @property
    def left_out(self) -> int:
        """How many claims have no row here."""
        return self.total - len(self.asserted) - len(self.open)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a company, as a vocabulary knows it."""

    kind: str
    day: str
    before: Ref
    after: Ref
    source: str


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing as its page shows it; `properties` is what is known of it beside names and facts."""

    iri: str
    short: str
    name: str
    aliases: Sequence[str]
    kinds: Sequence[tuple[str, str]]
    definition: str
    identifiers: Sequence[Ref]
    properties: Mapping[str, Sequence[Ref]]
    sections: Sequence[Section]
    timeline: Timeline | None
    derived: Sequence[tuple[Ref, str, Ref, str]]
    changes: Sequence[Change]
    releases: int


def thing(iri: str, catalogue: Catalogue, *, group: str = "", page: int = 1) -> Thing:
    """A thing that the catalogue knows.

    Args:
        iri: Its IRI.
        catalogue: The catalogue.
        group: The key of the one group that is wanted; by default all, with the first facts of each.
        page: Which page of that group.
    """
    node = ox.NamedNode(iri)
    told = catalogue.about.get(iri, [])
    grouped = claims(told)
    chosen = {each: found for each, found in grouped.items() if not group or each.key == group}
    trials = [claim for each, found in chosen.items() if each.form == "trials" for claim in found]
    name, *aliases = catalogue.names(iri)
    return Thing(
        iri=iri,
        short=shortened(node),
        name=name,
        aliases=aliases,
        kinds=[(local(kind), definition_of(kind)) for kind in _kinds(node, catalogue)],
        definition=definition_of(iri),
        identifiers=list(_identifiers(node, catalogue)),
        properties=properties(node, catalogue, without=_SHOWN | _plain_edges()),
        sections=[_section(each, found, catalogue, page if group else 0) for each, found in chosen.items()],
        timeline=timeline(trials, catalogue),
        derived=[] if group else [_derived(edge, catalogue) for edge in catalogue.derived.get(iri, ())],
        changes=[] if group else list(_changes(node, catalogue)),
        releases=len(releases(told, catalogue)),
    )


def properties(
    node: ox.NamedNode, catalogue: Catalogue, *, without: frozenset[ox.NamedNode] = frozenset()
) -> dict[str, list[Ref]]:
    """The properties of a thing or record and their values, by label."""
    found: dict[str, list[Ref]] = {}
    quads = sorted(catalogue.snapshot.values(node), key=lambda quad: (quad.predicate.value, str(quad.object)))
    for quad in quads:
        if quad.predicate not in without:
            values = found.setdefault(_property_label(quad.predicate), [])
            if len(values) < _MOST_VALUES:
                values.append(_value(quad.object, catalogue))
    return found


def _section(group: Group, found: Sequence[Claim], catalogue: Catalogue, page: int) -> Section:
    if page:
        chosen = list(found[_PAGE * (page - 1) : _PAGE * page])
    else:
        asserted = [claim for claim in found if claim.first.status == "asserted"]
        chosen = asserted[:_FEW] + [claim for claim in found if claim.first.status != "asserted"][:_FEW]
    rows = [row(claim, catalogue) for claim in chosen]
    if group.form == "outcomes":
        rows.sort(key=lambda each: each.told.get("measure", each.told.get("measureText", "")))
    return Section(
        group=group,
        asserted=tuple(each for each in rows if not each.open),
        open=tuple(each for each in rows if each.open),
        total=len(found),
        page=page,
        pages=-(-len(found) // _PAGE),
    )


def _kinds(node: ox.NamedNode, catalogue: Catalogue) -> list[str]:
    """The classes of a thing that the ontology declares."""
    quads = catalogue.snapshot.values(node, term("rdf:type"))
    kinds = sorted(quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode))
    return [kind for kind in kinds if kind.startswith(VOCABULARIES["kg"]) and local(kind) in classes()]


def _identifiers(node: ox.NamedNode, catalogue: Catalogue) -> Iterator[Ref]:
    for quad in sorted(catalogue.snapshot.values(node, term("skos:exactMatch")), key=str):
        iri = cast("ox.NamedNode", quad.object).value
        yield Ref(local(iri).replace("_", ":", 1), href(iri))


def _plain_edges() -> frozenset[ox.NamedNode]:
    """The properties that are facts, which groups show."""
    return frozenset(ox.NamedNode(predicate.iri) for predicate in schema().predicates.values())


def _property_label(predicate: ox.NamedNode) -> str:
    name = local(predicate.value)
    if predicate.value.startswith(VOCABULARIES["kg"]):
        return label_of(name)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _value(value: object, catalogue: Catalogue) -> Ref:
    if isinstance(value, ox.NamedNode):
        return ref(value.value, catalogue)
    return Ref(cast("ox.Literal", value).value)


def _derived(edge: Derived, catalogue: Catalogue) -> tuple[Ref, str, Ref, str]:
    """A derived edge with the rule that gave it; its object is a thing, or a number."""
    value = ref(edge.object, catalogue) if edge.object in catalogue.kinds else Ref(edge.object)
    return ref(edge.subject, catalogue), phrase(edge.predicate), value, edge.rule


def _changes(node: ox.NamedNode, catalogue: Catalogue) -> Iterable[Change]:
    for found in cast("ox.QuerySolutions", catalogue.snapshot.query(_CHANGES, {"thing": node})):
        kind = local(found["kind"].value)
        if kind in classes():
            yield Change(
                kind=label_of(kind),
                day=found["date"].value if found["date"] else "",
                before=ref(found["before"].value, catalogue),
                after=ref(found["after"].value, catalogue),
                source=found["source"].value if found["source"] else "",
            )
