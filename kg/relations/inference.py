"""What follows from the claims of a document by the meaning of the relations, and what contradicts them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.relations.claims import Claim
from kg.relations.reader import Reading

#: A developer claimed with less than this counts only where nobody else is claimed as one.
_WEAK_DEVELOPER = 0.75
#: How far it is trusted that a release speaks of its issuer's own compound.
_ISSUERS_OWN = 0.7
#: What only the developer of a compound announces.
_OWN_WORK = frozenset(
    {"developmentPhase", "hasIndication", "designation", "outcome", "studiedIn", "hasTarget", "hasModality"}
)


def conclude(reading: Reading) -> Iterator[Claim]:
    """The claims of a reading without those that surer ones exclude, and what follows from them."""
    claims = list(_without_early_phases(_without_weak_developers(reading.claims)))
    yield from claims
    yield from _approvals(claims)
    yield from _licence_partners(claims)
    yield from _conjugates(claims)
    yield from _issuers_own(reading, claims)


def _without_weak_developers(claims: Sequence[Claim]) -> Iterator[Claim]:
    strong = {
        claim.subject: claim.object
        for claim in claims
        if claim.predicate == "developedBy" and claim.confidence >= _WEAK_DEVELOPER
    }
    for claim in claims:
        weak = claim.predicate == "developedBy" and claim.confidence < _WEAK_DEVELOPER
        if not weak or strong.get(claim.subject, claim.object) == claim.object:
            yield claim


def _without_early_phases(claims: Iterator[Claim]) -> Iterator[Claim]:
    """A compound that the text shows in a clinical phase is no longer told to be preclinical."""
    known = list(claims)
    clinical = {c.subject for c in known if c.predicate == "developmentPhase" and c.value != "Preclinical"}
    for claim in known:
        if (
            claim.predicate != "developmentPhase"
            or claim.value != "Preclinical"
            or claim.subject not in clinical
        ):
            yield claim


def _approvals(claims: Sequence[Claim]) -> Iterator[Claim]:
    for claim in claims:
        if claim.predicate == "approvedFor" and claim.status == "asserted":
            yield replace(claim, predicate="hasIndication", qualifiers={})
            yield replace(claim, predicate="developmentPhase", object=None, value="Approved", qualifiers={})


def _licence_partners(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Licensor and licensee of one thing are partners."""
    owners = {"licensedTo": ("originatedBy", "developedBy"), "technologyLicensedTo": ("ownsTechnology",)}
    for claim in claims:
        for owner in claims if claim.predicate in owners and claim.status == "asserted" else ():
            mine = owner.subject if owner.predicate == "ownsTechnology" else owner.object
            thing = owner.object if owner.predicate == "ownsTechnology" else owner.subject
            if owner.predicate in owners[claim.predicate] and thing == claim.subject and mine != claim.object:
                yield replace(claim, predicate="partnerOf", subject=mine, qualifiers={})


def _conjugates(claims: Sequence[Claim]) -> Iterator[Claim]:
    """What carries a payload is an antibody-drug conjugate, unless the text calls it something else."""
    called = {claim.subject for claim in claims if claim.predicate == "hasModality"}
    for claim in claims:
        if claim.predicate == "hasPayload" and claim.status == "asserted" and claim.subject not in called:
            yield replace(
                claim,
                predicate="hasModality",
                object=None,
                value="antibody-drug conjugate",
                confidence=claim.confidence * 0.9,
            )


def _issuers_own(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A compound that a release reports work on and nobody else is said to develop is its issuer's own."""
    issuer = reading.issuer
    if issuer is None or issuer.entity is None:
        return
    placed = {c.subject for c in claims if c.predicate in ("developedBy", "licensedTo")}
    for claim in claims:
        if (
            claim.predicate in _OWN_WORK
            and claim.subject not in placed
            and _is_proprietary(reading, claim.subject)
        ):
            placed.add(claim.subject)
            issuer_span = (issuer.mention.start, issuer.mention.end)
            yield Claim(
                "developedBy",
                claim.subject,
                issuer.entity,
                None,
                confidence=_ISSUERS_OWN,
                spans=(*claim.spans, issuer_span),
            )


def _is_proprietary(reading: Reading, number: int | None) -> bool:
    """Whether a compound goes by a code or brand rather than by a name that anyone may use."""
    if number is None:
        return False
    thing = reading.things[number]
    names = (thing.name, *thing.aliases)
    return any(re.search(r"\d", name) for name in names) or all(name != name.lower() for name in names)
