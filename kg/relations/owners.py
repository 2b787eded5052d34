"""Whose a compound or technology is: developers, licensors, and who pays for rights."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from operator import itemgetter

from kg.relations.claims import Claim, Span
from kg.relations.encode import Item
from kg.relations.products import OWN_WORK, is_proprietary, is_well_known
from kg.relations.reader import Reading

#: A developer read by a pattern that is trusted less than this counts only where no other is read.
_WEAK_DEVELOPER = 0.75
#: How far it is trusted that a release speaks of its issuer's own compound.
_ISSUERS_OWN = 0.7
#: What tells whether a compound is still worked on.
_PURSUED = frozenset({"developmentPhase", "hasIndication"})
#: Who can have granted a licence, the surest first.
_GRANTORS = {"licensedTo": ("originatedBy", "developedBy"), "technologyLicensedTo": ("ownsTechnology",)}
#: Kinds of payments that whoever gets rights, or a company, makes.
_FOR_RIGHTS = frozenset({"upfront", "milestone", "royalty", "option", "total", "purchase price"})
#: So many sentences before a payment may name who makes it.
_SENTENCES_BEFORE = 2


def without_weak_developers(_: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The claims without developers that are less sure than another developer of the compound."""
    strong = {
        claim.subject: claim.object
        for claim in claims
        if claim.predicate == "developedBy" and claim.trust >= _WEAK_DEVELOPER
    }
    for claim in claims:
        weak = claim.predicate == "developedBy" and claim.trust < _WEAK_DEVELOPER
        if not weak or strong.get(claim.subject, claim.object) == claim.object:
            yield claim


def without_own_licences(_: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Nobody needs a licence to a technology of their own."""
    owned = {(c.subject, c.object) for c in claims if c.predicate == "ownsTechnology"}
    for claim in claims:
        if claim.predicate != "technologyLicensedTo" or (claim.object, claim.subject) not in owned:
            yield claim


def with_payers(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Payments for rights with both parties, where the words leave one out and no third could be meant.

    It is the licensee in the sentence, else the only other company named there or shortly before, else who
    shares the headline.
    """
    pair = {item.entity for item in reading.pair}
    companies = _companies(reading)
    licensees: dict[Span, set[int | None]] = {}
    for claim in claims:
        if claim.predicate in _GRANTORS:
            licensees.setdefault(claim.spans[0], set()).add(claim.object)
    for claim in claims:
        known = {claim.subject, claim.object} - {None}
        told = claim.predicate == "payment" and claim.qualifiers["kind"] in _FOR_RIGHTS
        if not told or len(known) != 1 or _is_sum_of_many(claim):
            yield claim
            continue
        others = licensees.get(claim.spans[0], set()) - known or _named_before(
            reading, claim, known, companies
        )
        others = others or (pair - known if known <= pair else set())
        other = others.pop() if len(others) == 1 else None
        yield replace(
            claim,
            subject=other if claim.subject is None else claim.subject,
            object=other if claim.object is None else claim.object,
        )


def _companies(reading: Reading) -> list[tuple[int, int]]:
    """Where companies are named, and which."""
    numbers = (number for number in range(len(reading.things)) if reading.things[number].kind == "Company")
    return sorted(
        (mention.start, number) for number in numbers for mention in reading.things[number].mentions
    )


def _is_sum_of_many(claim: Claim) -> bool:
    """Whether a payment is what several partners have paid so far."""
    return claim.qualifiers["kind"] == "total" and claim.status == "asserted"


def _named_before(
    reading: Reading, claim: Claim, besides: Set[int | None], companies: Sequence[tuple[int, int]]
) -> set[int | None]:
    """The companies, but for some, that the sentence of a claim names, else those of the sentences before."""
    start, end = claim.spans[0]
    last = bisect_right(reading.homes, start, key=itemgetter(0)) - 1
    for first in range(last, max(-1, last - 1 - _SENTENCES_BEFORE), -1):
        begin = bisect_left(companies, (reading.homes[first][0],))
        named = {number for _, number in companies[begin : bisect_left(companies, (end,))]}
        if named - besides:
            return set(named - besides)
    return set()


def with_licensors(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Licences with their licensor, where the text tells of one other party that could grant the rights."""
    for claim in claims:
        grantors: set[int] = set()
        for relation in _GRANTORS.get(claim.predicate, ()):
            told = {_owner_of(claim.subject, each) for each in claims if each.predicate == relation}
            grantors = grantors or {owner for owner in told if owner is not None and owner != claim.object}
        if len(grantors) == 1 and "licensor" not in claim.qualifiers:
            number = next(iter(grantors))
            thing = reading.things[number]
            mention = thing.mentions[0]
            licensor = Item(thing.kind, mention.start, mention.end, mention, number)
            yield replace(claim, qualifiers={**claim.qualifiers, "licensor": licensor})
        else:
            yield claim


def licence_partners(_: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Licensor and licensee of one thing are partners, where nobody else could be the licensor."""
    for claim in claims:
        if claim.predicate in _GRANTORS and claim.status == "asserted":
            relations = _GRANTORS[claim.predicate]
            owners = {_owner_of(claim.subject, owner) for owner in claims if owner.predicate in relations}
            owners -= {None, claim.object}
            if len(owners) == 1:
                yield replace(claim, predicate="partnerOf", subject=owners.pop(), qualifiers={})


def issuers_own(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A compound of unknown developer belongs to whom the text is about where it reports work on it."""
    placed = {c.subject for c in claims if c.predicate in ("developedBy", "licensedTo")}
    told = [claim for claim in claims if claim.predicate in _PURSUED]
    pursued = {claim.subject for claim in told if claim.status != "negated"}
    dropped = {claim.subject for claim in told} - pursued
    for claim in claims:
        owner = reading.home(claim.spans[0][0])
        if (
            claim.predicate in OWN_WORK
            and claim.subject not in placed
            and is_proprietary(reading, claim.subject)
            and not is_well_known(reading, claim.subject)
            and owner is not None
        ):
            placed.add(claim.subject)
            spans = (*claim.spans, (owner.mention.start, owner.mention.end))
            status = "negated" if claim.subject in dropped else "asserted"
            yield Claim(
                "developedBy",
                claim.subject,
                owner.entity,
                None,
                status=status,
                confidence=_ISSUERS_OWN,
                spans=spans,
            )


def _owner_of(thing: int | None, claim: Claim) -> int | None:
    """Whose a thing is by a claim that is stated, if the claim is about that thing."""
    owner, owned = claim.object, claim.subject
    if claim.predicate == "ownsTechnology":
        owner, owned = owned, owner
    return owner if owned == thing and claim.status == "asserted" else None
