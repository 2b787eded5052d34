"""Which of the diseases told near a compound it is meant for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.relations.claims import Claim
from kg.relations.products import is_proprietary
from kg.relations.reader import Reading

#: A disease read by a pattern that is trusted no more than this may be one that the patients have besides.
_OF_THE_PATIENTS = 0.75
#: A disease read by a pattern that is trusted less than this is only near the compound.
_WEAK_AIM = 0.6


def without_weak_aims(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A disease that is not tied to a compound by name is its aim where none else is told, and told most."""
    weak = [c for c in claims if c.predicate == "hasIndication" and c.trust < _WEAK_AIM]
    aimed = {c.subject for c in claims if c.predicate == "hasIndication" and c.trust >= _WEAK_AIM}
    developed = {c.subject for c in claims if c.predicate == "developedBy"} - aimed
    told = Counter(claim.object for claim in weak)
    for claim in claims:
        own = claim.subject in developed and is_proprietary(reading, claim.subject)
        most = own and claim.status == "asserted" and told[claim.object] == max(told.values(), default=0)
        if claim not in weak or most:
            yield claim


def without_patients_diseases(_: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A vaccine that is meant for one disease is not meant for another that the people vaccinated have."""
    vaccines = {c.subject for c in claims if c.predicate == "hasModality" and c.value == "vaccine"}
    aims = [c for c in claims if c.predicate == "hasIndication" and c.subject in vaccines]
    meant = {c.subject for c in aims if c.trust > _OF_THE_PATIENTS}
    for claim in claims:
        weak = claim.predicate == "hasIndication" and claim.trust <= _OF_THE_PATIENTS
        if not weak or claim.subject not in meant:
            yield claim


def with_plans_as_aims(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What a compound is to be studied in or may help in is its aim, unless the text tells another."""
    aims = [c for c in claims if c.predicate == "hasIndication" and c.status == "asserted"]
    for claim in claims:
        others = (aim for aim in aims if aim.subject == claim.subject)
        alone = claim.predicate == "hasIndication" and all(_is_wider(reading, o, claim) for o in others)
        hoped = claim.status == "potential" and is_proprietary(reading, claim.subject)
        lifted = alone and (claim.status == "planned" or hoped)
        yield replace(claim, status="asserted") if lifted else claim


def _is_wider(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether the disease of one claim is only the kind of the other's: "cancer" of "breast cancer"."""
    if one.object is None or other.object is None or one.object == other.object:
        return False
    kind, disease = (reading.things[number].name.lower() for number in (one.object, other.object))
    return disease.endswith(f" {kind.rstrip('s')}") or disease.endswith(f" {kind}")
