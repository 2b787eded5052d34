"""Facts on pages: what documents tell alike is one row, and rows stand in groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from kg.analysis import phrases_of
from kg.facts import Evidence
from kg.graph.records import FactRecord
from kg.plot.forest import Rate, rate_of
from kg.schema import schema
from kg.serve.pages.catalogue import Catalogue, Told
from kg.serve.pages.links import href, words_of
from kg.serve.pages.terms import label_of

_MOST_SOURCES = 100
#: What is no detail: a row shows it by itself, or the page of a trial that goes with a fact does.
_APART = frozenset({"date", "altLabel", "identifier"})


@dataclass(frozen=True, slots=True)
class Group:
    """Facts that stand together on a page: see groups.txt."""

    key: str
    title: str
    form: str
    predicates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing or a text; `href` is empty where there is nothing to lead to."""

    name: str
    href: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that tells a fact, with the way to its words."""

    name: str
    day: str
    href: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What documents tell alike: the same things, predicate and status.

    Attributes:
        first: The statement of the first document.
        all: All statements, in order of time.
    """

    first: Told
    all: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A claim as a page shows it.

    Attributes:
        subject: What it speaks of.
        phrase: What it says of it.
        object: Of what else.
        status: "asserted", "planned", "potential" or "negated".
        day: The first day that it counts from.
        sources: The first releases, in order of time; of copies of one release, the first.
        unlisted: How many releases more there are.
        quote: The words of the first.
        details: What else that says, by label.
        told: The same as texts, by the name of the property.
        rate: Of an outcome, the rate of patients if it tells one.
    """

    subject: Ref
    phrase: str
    object: Ref
    status: str
    day: str
    sources: tuple[Mention, ...]
    unlisted: int
    quote: str
    details: Mapping[str, Sequence[Ref]]
    told: Mapping[str, str]
    rate: Rate | None

    @property
    def open(self) -> bool:
        """Whether it is not asserted."""
        return self.status != "asserted"


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in order."""
    lines = (files("kg.serve.pages") / "groups.txt").read_text(encoding="utf-8").splitlines()
    rows = ([part.strip() for part in line.split("|")] for line in lines if not line.startswith("#"))
    return tuple(Group(key, title, form, tuple(names.split())) for key, title, form, names in rows)


def claims(statements: Iterable[Told]) -> dict[Group, list[Claim]]:
    """The claims that statements make, group by group: the asserted first, then what most documents tell."""
    together: defaultdict[tuple[str, str, str, str], list[Told]] = defaultdict(list)
    for each in statements:
        together[each.subject, each.predicate, each.object, each.status].append(each)
    found: defaultdict[Group, list[Claim]] = defaultdict(list)
    for same in together.values():
        found[_group_of(same[0].predicate)].append(Claim(same[0], tuple(same)))
    return {group: sorted(found[group], key=_order) for group in groups() if group in found}


def row(claim: Claim, catalogue: Catalogue) -> Row:
    """A claim with names, words and sources."""
    record = catalogue.records.record(ox.NamedNode(claim.first.statement))
    told = releases(claim.all, catalogue)
    return Row(
        subject=ref(record.subject_iri, catalogue, record.subject),
        phrase=phrase(record.predicate),
        object=ref(record.object_iri, catalogue, record.object),
        status=record.status,
        day=claim.first.day,
        sources=tuple(mention(each, catalogue) for each in told[:_MOST_SOURCES]),
        unlisted=max(len(told) - _MOST_SOURCES, 0),
        quote=found.quote if (found := fullest(record)) else "",
        details=details(record, catalogue),
        told=record.details,
        rate=rate_of(record) if record.predicate == "outcome" else None,
    )


def fullest(record: FactRecord) -> Evidence | None:
    """The longest of the words that a fact was read from: beside the sentence there may be a name alone."""
    return max(record.evidence, key=lambda each: each.end - each.start, default=None)


def details(record: FactRecord, catalogue: Catalogue) -> dict[str, list[Ref]]:
    """What else a record says, by label; a controlled value and its words are told once."""
    shown = {
        name: [ref(iri, catalogue) for iri in record.things.get(name, ())] or [Ref(text)]
        for name, text in record.details.items()
        if name not in _APART and not _said_by_value(name, record)
    }
    return {label_of(name): refs for name, refs in shown.items()}


def ref(iri: str, catalogue: Catalogue, name: str = "") -> Ref:
    """A thing by its IRI; without one, only the name."""
    if not iri:
        return Ref(name)
    return Ref(name or catalogue.name(iri), href(iri), catalogue.kinds.get(iri, ""))


def releases(same: Iterable[Told], catalogue: Catalogue) -> list[Told]:
    """The first statement of each release; copies of a release, as from two wires, count as one."""
    first: dict[str, Told] = {}
    for each in same:
        first.setdefault(catalogue.sources[each.document].release, each)
    return list(first.values())


def mention(told: Told, catalogue: Catalogue) -> Mention:
    """The document of a statement."""
    source = catalogue.sources[told.document]
    return Mention(source.title or source.id, source.published, words_of(source.iri, told.statement))


def phrase(predicate: str) -> str:
    """What the subject of a predicate does, in words."""
    does, _ = phrases_of(predicate)
    return label_of(predicate) if does.startswith("(") else does


def _said_by_value(name: str, record: FactRecord) -> bool:
    """Whether a detail holds the words of another one that is there as a thing."""
    return name.endswith("Text") and name.removesuffix("Text") in record.things


def _group_of(predicate: str) -> Group:
    return next((group for group in groups() if predicate in group.predicates), groups()[-1])


def _order(claim: Claim) -> tuple[int, int, int, tuple[str, str, str]]:
    statuses = list(schema().concepts["Status"])
    predicates = _group_of(claim.first.predicate).predicates or tuple(schema().predicates)
    return (
        statuses.index(claim.first.status),
        predicates.index(claim.first.predicate) if claim.first.predicate in predicates else 0,
        -len(claim.all),
        claim.first.place_in_time,
    )
