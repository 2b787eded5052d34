"""The home page: what the graph holds, what is new, what the gate kept out, the latest releases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyoxigraph as ox

from kg.dates import last_day
from kg.graph.records import Source
from kg.schema import schema
from kg.serve.pages.catalogue import Catalogue
from kg.serve.pages.facts import Claim, Mention, Ref, claims, details, mention, phrase, ref
from kg.store import Refused

_NEW_DAYS = 30
_MOST_NEW, _MOST_RELEASES, _MOST_REFUSED = 12, 8, 5


@dataclass(frozen=True, slots=True)
class News:
    """A claim that no earlier document makes."""

    subject: Ref
    phrase: str
    object: Ref
    details: Mapping[str, Sequence[Ref]]
    status: str
    source: Mention


@dataclass(frozen=True, slots=True)
class Home:
    """What the home page shows.

    Attributes:
        things: How many things there are, by entity type.
        facts: How many statements there are, by status.
        documents: How many documents there are.
        first: The day of the earliest of them.
        last: The day of the latest.
        since: The day from which on something counts as new.
        new: How many claims are new.
        news: The latest of them.
        latest: The latest documents.
    """

    things: Mapping[str, int]
    facts: Mapping[str, int]
    documents: int
    first: str
    last: str
    since: str
    new: int
    news: Sequence[News]
    latest: Sequence[Source]


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A document that the gate refused, with what it found."""

    slug: str
    report: str


def home(catalogue: Catalogue, counts: Mapping[str, int]) -> Home:
    """The home page, without what the gate kept out.

    Args:
        catalogue: The catalogue.
        counts: How many things there are of each kind.
    """
    days = [source.published for source in catalogue.documents if source.published]
    since = _since(days[0]) if days else ""
    new = list(_new(catalogue, since)) if since else []
    statuses = Counter(each.status for each in catalogue.statements)
    return Home(
        things={kind: counts[kind] for kind in schema().entity_types if counts.get(kind)},
        facts={status: statuses[status] for status in schema().concepts["Status"]},
        documents=len(catalogue.documents),
        first=days[-1] if days else "",
        last=days[0] if days else "",
        since=since,
        new=len(new),
        news=[_news(claim, catalogue) for claim in new[:_MOST_NEW]],
        latest=catalogue.documents[:_MOST_RELEASES],
    )


def kept_out(refused: Sequence[Refused], most: int = _MOST_REFUSED) -> list[KeptOut]:
    """The first of what the gate refused."""
    return [KeptOut(each.slug, each.report.strip()) for each in refused[:most]]


def _since(newest: str) -> str:
    return (date.fromisoformat(last_day(newest)) - timedelta(days=_NEW_DAYS)).isoformat()


def _new(catalogue: Catalogue, since: str) -> Iterator[Claim]:
    """Claims between things that the documents of the last days are the first to make, the latest first."""
    published = {source.iri: last_day(source.published or "0000") for source in catalogue.documents}
    found = [claim for group in claims(catalogue.statements).values() for claim in group]
    linking = {
        name for name, known in schema().predicates.items() if known.range_kind in ("entity", "concept")
    }
    dated = (
        (min(published[each.document] for each in claim.all), claim)
        for claim in found
        if claim.first.predicate in linking
    )
    new = [(day, claim) for day, claim in dated if day >= since]
    yield from (
        claim for _, claim in sorted(new, key=lambda each: (each[0], each[1].first.statement), reverse=True)
    )


def _news(claim: Claim, catalogue: Catalogue) -> News:
    first = claim.first
    return News(
        subject=ref(first.subject, catalogue),
        phrase=phrase(first.predicate),
        object=ref(first.object, catalogue),
        details=details(catalogue.records.record(ox.NamedNode(first.statement)), catalogue),
        status=first.status,
        source=mention(first, catalogue),
    )
