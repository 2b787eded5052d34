"""What follows from the claims of a document by the meaning of the relations, and what contradicts them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from kg.relations.claims import Claim
from kg.relations.encode import Item
from kg.relations.entities import Things
from kg.relations.patterns import lines
from kg.relations.reader import Reading

#: A developer read by a pattern that is trusted less than this counts only where no other is read.
_WEAK_DEVELOPER = 0.75
#: A disease read by a pattern that is trusted no more than this may be one that the patients have besides.
_OF_THE_PATIENTS = 0.75
#: A disease read by a pattern that is trusted less than this is only near the compound.
_WEAK_AIM = 0.6
#: How far the ending of a name is trusted to tell what a compound is.
_BY_NAME = 0.8
#: A disease trusted less than this is only a family of diseases.
_DISTINCT = 0.6
_CONJUGATE, _RADIOACTIVE = "antibody-drug conjugate", "radiopharmaceutical"
#: Isotopes as payloads: "177Lu", "lutetium-177".
_ISOTOPE = re.compile(r"\d{2,3}[A-Z][a-z]?|[a-z]+-\d{2,3}")
#: A word with two capitals, as names of technologies are coined.
_COINED = re.compile(r"(?=(?:\w*[A-Z]){2})\w{3,}")
STEMS = Path(__file__).parent / "stems.txt"
#: How far it is trusted that a release speaks of its issuer's own compound.
_ISSUERS_OWN = 0.7
#: What only the developer of a compound announces.
_OWN_WORK = frozenset(
    {"developmentPhase", "hasIndication", "designation", "outcome", "studiedIn", "hasTarget", "hasModality"}
)
#: Rules of the compound recogniser that go by lists and endings of names.
_WELL_KNOWN = frozenset({"inn", "vocabulary"})
#: Who can have granted a licence, the surest first.
_GRANTORS = {"licensedTo": ("originatedBy", "developedBy"), "technologyLicensedTo": ("ownsTechnology",)}
#: Kinds of payments that whoever gets rights makes.
_FOR_RIGHTS = frozenset({"upfront", "milestone", "royalty", "option", "total"})


def conclude(reading: Reading) -> Iterator[Claim]:
    """The claims of a reading without those that surer ones exclude, and what follows from them."""
    sure = _without_weak_aims(reading, list(_without_weak_developers(reading.claims)))
    paid = _with_payers(reading, list(_without_own_licences(list(sure))))
    named = list(_with_licensors(list(paid), reading.things))
    claims = list(_without_early_phases(_aims(reading, list(_without_patients_diseases(named)))))
    claims += list(_accelerated_approvals(claims))
    yield from claims
    yield from _approvals(claims)
    yield from _licence_partners(claims)
    kinds = list(_conjugates(reading, claims))
    owners = list(_issuers_own(reading, claims))
    known = [*claims, *kinds, *owners]
    yield from (*kinds, *owners, *_kinds_by_name(reading, known), *_made_with(reading, known))


def _without_weak_developers(claims: Sequence[Claim]) -> Iterator[Claim]:
    strong = {
        claim.subject: claim.object
        for claim in claims
        if claim.predicate == "developedBy" and claim.trust >= _WEAK_DEVELOPER
    }
    for claim in claims:
        weak = claim.predicate == "developedBy" and claim.trust < _WEAK_DEVELOPER
        if not weak or strong.get(claim.subject, claim.object) == claim.object:
            yield claim


def _without_weak_aims(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A disease that is not tied to a compound by name is its aim where none else is told, and told most."""
    weak = [c for c in claims if c.predicate == "hasIndication" and c.trust < _WEAK_AIM]
    aimed = {c.subject for c in claims if c.predicate == "hasIndication" and c.trust >= _WEAK_AIM}
    developed = {c.subject for c in claims if c.predicate == "developedBy"} - aimed
    told = Counter(claim.object for claim in weak)
    for claim in claims:
        own = claim.subject in developed and _is_proprietary(reading, claim.subject)
        most = own and claim.status == "asserted" and told[claim.object] == max(told.values(), default=0)
        if claim not in weak or most:
            yield claim


def _without_patients_diseases(claims: Sequence[Claim]) -> Iterator[Claim]:
    """A vaccine that is meant for one disease is not meant for another that the people vaccinated have."""
    vaccines = {c.subject for c in claims if c.predicate == "hasModality" and c.value == "vaccine"}
    aims = [c for c in claims if c.predicate == "hasIndication" and c.subject in vaccines]
    meant = {c.subject for c in aims if c.trust > _OF_THE_PATIENTS}
    for claim in claims:
        weak = claim.predicate == "hasIndication" and claim.trust <= _OF_THE_PATIENTS
        if not weak or claim.subject not in meant:
            yield claim


def _aims(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What a compound is to be studied in or may help in is its aim, unless the text tells another."""
    aimed = {c.subject for c in claims if c.predicate == "hasIndication" and c.status == "asserted"}
    for claim in claims:
        alone = claim.predicate == "hasIndication" and claim.subject not in aimed
        hoped = claim.status == "potential" and _is_proprietary(reading, claim.subject)
        lifted = alone and (claim.status == "planned" or hoped)
        yield replace(claim, status="asserted") if lifted else claim


def _without_early_phases(claims: Iterable[Claim]) -> Iterator[Claim]:
    """A compound that the text shows in a clinical phase is no longer told to be preclinical."""
    known = list(claims)
    phases = [c for c in known if c.predicate == "developmentPhase" and c.status == "asserted"]
    clinical = {c.subject for c in phases if c.value != "Preclinical"}
    for claim in known:
        if (
            claim.predicate != "developmentPhase"
            or claim.value != "Preclinical"
            or claim.subject not in clinical
        ):
            yield claim


def _accelerated_approvals(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Accelerated approval is an approval, for the disease that the same words name."""
    for claim in claims:
        if claim.value != "Accelerated Approval" or claim.status != "asserted":
            continue
        yield replace(claim, predicate="developmentPhase", value="Approved", qualifiers={})
        for aim in claims:
            meant = aim.predicate == "hasIndication" and aim.subject == claim.subject
            if meant and aim.spans[0] == claim.spans[0] and aim.confidence >= _DISTINCT:
                yield replace(aim, predicate="approvedFor", status="asserted", qualifiers={})


def _approvals(claims: Sequence[Claim]) -> Iterator[Claim]:
    for claim in claims:
        if claim.predicate == "approvedFor" and claim.status == "asserted":
            yield replace(claim, predicate="hasIndication", qualifiers={})
            yield replace(claim, predicate="developmentPhase", object=None, value="Approved", qualifiers={})


def _licence_partners(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Licensor and licensee of one thing are partners, where nobody else could be the licensor."""
    for claim in claims:
        if claim.predicate in _GRANTORS and claim.status == "asserted":
            relations = _GRANTORS[claim.predicate]
            owners = {_owner_of(claim.subject, owner) for owner in claims if owner.predicate in relations}
            owners -= {None, claim.object}
            if len(owners) == 1:
                yield replace(claim, predicate="partnerOf", subject=owners.pop(), qualifiers={})


def _without_own_licences(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Nobody needs a licence to a technology of their own."""
    owned = {(c.subject, c.object) for c in claims if c.predicate == "ownsTechnology"}
    for claim in claims:
        if claim.predicate != "technologyLicensedTo" or (claim.object, claim.subject) not in owned:
            yield claim


def _with_payers(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Payments for rights with their payer: the licensee in the sentence, else who shares the headline."""
    pair = {item.entity for item in reading.pair}
    for claim in claims:
        payer = None
        if claim.predicate == "payment" and claim.subject is None and claim.qualifiers["kind"] in _FOR_RIGHTS:
            here = {c.object for c in claims if c.predicate in _GRANTORS and c.spans[0] == claim.spans[0]}
            others = (here or (pair if claim.object in pair else set())) - {claim.object}
            payer = others.pop() if len(others) == 1 else None
        yield claim if payer is None else replace(claim, subject=payer)


def _with_licensors(claims: Sequence[Claim], things: Things) -> Iterator[Claim]:
    """Licences with their licensor, where the text tells of one other party that could grant the rights."""
    for claim in claims:
        grantors: set[int] = set()
        for relation in _GRANTORS.get(claim.predicate, ()):
            told = {_owner_of(claim.subject, each) for each in claims if each.predicate == relation}
            grantors = grantors or {owner for owner in told if owner is not None and owner != claim.object}
        if len(grantors) == 1 and "licensor" not in claim.qualifiers:
            number = next(iter(grantors))
            mention = things[number].mentions[0]
            licensor = Item(things[number].kind, mention.start, mention.end, mention, number)
            yield replace(claim, qualifiers={**claim.qualifiers, "licensor": licensor})
        else:
            yield claim


def _owner_of(thing: int | None, claim: Claim) -> int | None:
    """Whose a thing is by a claim that is stated, if the claim is about that thing."""
    owner, owned = claim.object, claim.subject
    if claim.predicate == "ownsTechnology":
        owner, owned = owned, owner
    return owner if owned == thing and claim.status == "asserted" else None


def _conjugates(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """What carries a payload is an antibody-drug conjugate, or radioactive, unless the text calls it else."""
    called = {claim.subject for claim in claims if claim.predicate == "hasModality"}
    for claim in claims:
        if claim.predicate == "hasPayload" and claim.status == "asserted" and claim.subject not in called:
            active = claim.object is not None and _ISOTOPE.fullmatch(reading.things[claim.object].name)
            kind = _RADIOACTIVE if active else _CONJUGATE
            sure = claim.confidence * 0.9
            yield replace(claim, predicate="hasModality", object=None, value=kind, confidence=sure)


def _kinds_by_name(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The kind that the name of a compound tells, where the text tells none.

    The name of a conjugate is always told; other drugs are told of their developers only.
    """
    called = {claim.subject for claim in claims if claim.predicate == "hasModality"}
    owner = reading.issuer.entity if reading.issuer else None
    for claim in claims:
        number = claim.subject
        if number is None or number in called or claim.predicate not in (*_OWN_WORK, "developedBy"):
            continue
        if reading.things[number].kind != "Compound" or (kind := _kind_of(reading, number)) is None:
            continue
        if kind == _CONJUGATE or (claim.predicate == "developedBy" and claim.object == owner):
            called.add(number)
            yield Claim("hasModality", number, None, kind, confidence=_BY_NAME, spans=claim.spans)


def _names(reading: Reading, number: int) -> tuple[str, ...]:
    thing = reading.things[number]
    return (thing.name, *thing.aliases)


def _kind_of(reading: Reading, number: int) -> str | None:
    for name in _names(reading, number):
        word = re.sub(r"-[a-z]{4}$", "", name.lower())
        for ending, kind in _stems():
            if word.endswith(ending):
                return kind
    return None


def _made_with(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A compound is made with the technology that its name repeats: "DPX-RSV", "OncoPLEX"."""
    compounds = {c.subject: c for c in claims if c.predicate in (*_OWN_WORK, "developedBy")}
    technologies = {c.object: c for c in claims if c.predicate == "ownsTechnology"}
    for compound, told in compounds.items():
        for technology, owned in technologies.items():
            if compound is not None and technology is not None and _repeats(reading, compound, technology):
                spans = (*told.spans[:1], *owned.spans[:1])
                yield Claim("usesTechnology", compound, technology, None, confidence=_BY_NAME, spans=spans)


def _repeats(reading: Reading, compound: int, technology: int) -> bool:
    """Whether a name of a compound holds the first word of a technology's name, in its capitals."""
    firsts = {match[0] for name in _names(reading, technology) if (match := _COINED.match(name))}
    return any(
        re.search(rf"(?<![A-Z]){re.escape(first)}(?![A-Za-z])", name) and name != first
        for first in firsts
        for name in _names(reading, compound)
    )


@cache
def _stems() -> tuple[tuple[str, str], ...]:
    """Endings of names with the kinds of compound that they tell."""
    known = (line.partition(": ") for _, line in lines(STEMS))
    return tuple((ending, kind) for kind, _, endings in known for ending in endings.split())


def _issuers_own(reading: Reading, claims: Sequence[Claim]) -> Iterator[Claim]:
    """A compound of unknown developer belongs to whom the text is about where it reports work on it."""
    placed = {c.subject for c in claims if c.predicate in ("developedBy", "licensedTo")}
    for claim in claims:
        owner = reading.home(claim.spans[0][0])
        if (
            claim.predicate in _OWN_WORK
            and claim.subject not in placed
            and _is_proprietary(reading, claim.subject)
            and not _is_well_known(reading, claim.subject)
            and owner is not None
        ):
            placed.add(claim.subject)
            spans = (*claim.spans, (owner.mention.start, owner.mention.end))
            yield Claim(
                "developedBy", claim.subject, owner.entity, None, confidence=_ISSUERS_OWN, spans=spans
            )


def _is_proprietary(reading: Reading, number: int | None) -> bool:
    """Whether a compound goes by a code or brand rather than by a name that anyone may use."""
    if number is None:
        return False
    names = _names(reading, number)
    return any(re.search(r"\d", name) for name in names) or all(name != name.lower() for name in names)


def _is_well_known(reading: Reading, number: int | None) -> bool:
    """Whether a compound goes by plain words of the vocabulary alone: active substances, brands long sold."""
    if number is None or any(re.search(r"\d|\B[A-Z]|-[A-Z]", name) for name in _names(reading, number)):
        return False
    return {mention.rule for mention in reading.things[number].mentions} <= _WELL_KNOWN
