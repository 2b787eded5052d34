"""The many wordings in which releases tell what a compound is, what it was granted and what is planned."""

from __future__ import annotations

import pytest

from kg.document import Document
from kg.extract import extract

HEAD = (
    "Redwood Oncology Reports Progress of RWD-101\n\n"
    "BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a "
    "clinical-stage biotechnology company developing therapies for patients with cancer, today gave an "
    "update on its drug candidate RWD-101. Others work on antibody-drug conjugates (ADCs). "
)


def told(sentences: str, predicate: str, subject: str = "RWD-101") -> set[tuple[str, str]]:
    """What a short release tells of a compound by a relation, each with its status."""
    file = extract(Document(id="redwood-20250303", text=HEAD + sentences, published="2025-03-03"))
    return {
        (file.entities[fact.object].name if fact.object else str(fact.value), fact.status)
        for fact in file.facts
        if fact.predicate == predicate and fact.subject and file.entities[fact.subject].name == subject
    }


@pytest.mark.parametrize(
    ("sentence", "payload"),
    [
        ("RWD-101 carries a topoisomerase I inhibitor payload.", "topoisomerase I inhibitor"),
        ("RWD-101 is conjugated to MMAE via a cleavable linker.", "MMAE"),
        ("RWD-101 is a topoisomerase-1 inhibitor-based ADC targeting HER2.", "topoisomerase-1 inhibitor"),
        ("RWD-101 is an ADC armed with CAMP59, a derivative of camptothecin.", "CAMP59"),
        ("RWD-101, which carries exatecan rather than MMAE, is new.", "exatecan"),
        ("The payload of RWD-101 is MMAE.", "MMAE"),
        ("RWD-101 is an ADC. Its warhead is a synthetic version of amanitin.", "amanitin"),
    ],
)
def test_payloads(sentence: str, payload: str) -> None:
    assert told(sentence, "hasPayload") == {(payload, "asserted")}


def test_an_isotope_makes_a_radiopharmaceutical() -> None:
    assert told("RWD-101 is labeled with lutetium-177.", "hasModality") == {
        ("radiopharmaceutical", "asserted")
    }


@pytest.mark.parametrize(
    ("sentence", "targets"),
    [
        ("RWD-101 is an ADC aimed at CD37.", {"CD37"}),
        ("RWD-101 is an EGFR-CD3 bispecific T-cell engager.", {"EGFR", "CD3"}),
        ("RWD-101 (PD-L1 x 4-1BB) is a bispecific antibody.", {"PD-L1", "4-1BB"}),
        ("RWD-101 is designed to silence ANGPTL3.", {"ANGPTL3"}),
        ("RWD-101 hits two targets, EGFR and MET.", {"EGFR", "MET"}),
        ("RWD-101 is tested with the PD-1 antibody pembrolizumab.", set()),
    ],
)
def test_targets(sentence: str, targets: set[str]) -> None:
    assert {target for target, _ in told(sentence, "hasTarget")} == targets


def test_the_kind_of_a_companion_is_not_that_of_the_compound() -> None:
    sentence = "RWD-101 is given together with the bispecific antibody glofitamab."
    assert told(sentence, "hasModality") == set()
    assert told(sentence, "hasModality", "glofitamab") == {("bispecific antibody", "asserted")}


@pytest.mark.parametrize(
    ("sentence", "designation"),
    [
        ("In May the FDA bestowed Breakthrough Therapy designation on RWD-101.", "Breakthrough Therapy"),
        ("RWD-101 is an orphan drug in the United States.", "Orphan Drug"),
        ("RWD-101 enjoys PRIME status in Europe.", "PRIME"),
        ("The FDA's Fast Track designation covers RWD-101 in glioma.", "Fast Track"),
        ("RWD-101 has had its IND cleared by the FDA.", "IND cleared"),
        ("The IND of RWD-101 became effective in March.", "IND cleared"),
    ],
)
def test_designations(sentence: str, designation: str) -> None:
    assert told(sentence, "designation") == {(designation, "asserted")}


@pytest.mark.parametrize(
    ("sentence", "phase"),
    [
        ("A Phase 2 study of RWD-101 could begin as early as 2026.", ("Phase 2", "planned")),
        ("A BLA submission is envisaged for 2025.", ("Filed", "planned")),
        ("A Phase 1 study of RWD-101 is to follow.", ("Phase 1", "planned")),
        ("A pivotal Phase 3 study of RWD-101 is in preparation.", ("Phase 3", "planned")),
        ("Redwood hopes to start a Phase 3 study of RWD-101 in 2026.", ("Phase 3", "planned")),
        ("Topline data from the ongoing Phase 2 trial are expected in June.", ("Phase 2", "asserted")),
        ("RWD-101 continues in Phase 1.", ("Phase 1", "asserted")),
    ],
)
def test_phases_reached_and_planned(sentence: str, phase: tuple[str, str]) -> None:
    assert told(sentence, "developmentPhase") == {phase}


def test_an_approval_that_is_only_sought_is_none() -> None:
    assert told("Redwood made progress toward FDA approval of RWD-101 for psoriasis.", "approvedFor") == set()
    assert told("In May the FDA gave its approval to RWD-101 for psoriasis.", "approvedFor") == {
        ("psoriasis", "asserted")
    }


def test_work_that_has_ended() -> None:
    ended = "RWD-101 is in development for melanoma. Development in glioma has been stopped."
    assert {("melanoma", "asserted"), ("glioma", "negated")} <= told(ended, "hasIndication")


def test_a_generic_name_beside_the_product_in_the_headline_does_not_come_into_focus() -> None:
    arms = "Patients are randomized to RWD-101 or to capecitabine. The trial (NCT05150691) is in Phase 2."
    assert told(arms, "studiedIn") == {("NCT05150691", "asserted")}
    assert told(arms, "studiedIn", "capecitabine") == set()


@pytest.mark.parametrize(
    ("sentence", "technologies"),
    [
        ("RWD-101 was made with VersaLink, Redwood's conjugation platform.", {"VersaLink"}),
        ("Using VersaLink®, its antibody engineering platform, Redwood has built RWD-101.", {"VersaLink"}),
        ("RWD-101 rests on Versatan, a linker-payload system of Redwood.", {"Versatan"}),
        ("*RWD-101*, a CD37 × CD3 Versa2 molecule, is new. Redwood owns one platform, Versa2.", {"Versa2"}),
        ("RWD-101 is new. Norvane, an antibody discovery platform company, is not.", set()),
    ],
)
def test_technologies_by_what_explains_them(sentence: str, technologies: set[str]) -> None:
    assert {name for name, _ in told(sentence, "usesTechnology")} == technologies


@pytest.mark.parametrize(
    ("sentence", "predicate", "party"),
    [
        (
            "Belmont Pharma AG took part. RWD-101, Belmont's anti-CD38 antibody, is in Phase 2.",
            "developedBy",
            "Belmont Pharma AG",
        ),
        ("Development of RWD-101 lies with Belmont Pharma AG.", "developedBy", "Belmont Pharma AG"),
        ("RWD-101 is in the hands of Belmont Pharma AG.", "developedBy", "Belmont Pharma AG"),
        ("Belmont Pharma AG is taking RWD-101 through Phase 3.", "developedBy", "Belmont Pharma AG"),
        ("The discovery of RWD-101 was the work of Belmont Pharma AG.", "originatedBy", "Belmont Pharma AG"),
        ("RWD-101 is the creation of Belmont Pharma AG.", "originatedBy", "Belmont Pharma AG"),
        ("Rights to RWD-101 in Asia were acquired by Belmont Pharma AG.", "licensedTo", "Belmont Pharma AG"),
        (
            "Under rights granted by Redwood, Belmont Pharma AG may sell RWD-101.",
            "licensedTo",
            "Belmont Pharma AG",
        ),
    ],
)
def test_whose_a_compound_is(sentence: str, predicate: str, party: str) -> None:
    assert (party, "asserted") in told(sentence, predicate)


@pytest.mark.parametrize(
    "sentence",
    [
        "RWD-101, a CD19 antibody, has been approved for gout.",
        "In Japan RWD-101 has been on the market for gout since 2018.",
        "RWD-101 was cleared for sale in the EU for gout in 2021.",
    ],
)
def test_an_approval_behind_other_words(sentence: str) -> None:
    assert told(sentence, "approvedFor") == {("gout", "asserted")}
