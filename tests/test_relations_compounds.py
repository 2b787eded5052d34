"""What a release tells of a compound: disease, target, kind, parts, technology, developer."""

from __future__ import annotations

import pytest

from kg.document import Document
from kg.extract import extract

HEAD = (
    "Redwood Oncology Reports Clinical Progress\n\n"
    "BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a "
    "clinical-stage biotechnology company developing therapies for patients with cancer, today gave an "
    "update on its trials. "
)


def told(sentences: str, predicate: str) -> set[tuple[str, str, str]]:
    """Subject, object or value, and status of the facts with a predicate in a short release."""
    file = extract(Document(id="redwood-20250303", text=HEAD + sentences, published="2025-03-03"))
    return {
        (
            file.entities[fact.subject].name,
            file.entities[fact.object].name if fact.object else str(fact.value),
            fact.status,
        )
        for fact in file.facts
        if fact.predicate == predicate and fact.subject
    }


@pytest.mark.parametrize(
    ("sentence", "diseases"),
    [
        ("RWD-101 is being developed for the treatment of multiple myeloma.", {"multiple myeloma"}),
        ("RWD-101 is intended for adults with psoriasis.", {"psoriasis"}),
        ("It announced a Phase 2 trial of RWD-101 in asthma and psoriasis.", {"asthma", "psoriasis"}),
        ("The Company will begin a Phase 1 trial of RWD-101 for psoriasis.", {"psoriasis"}),
        ("RWD-101, an implantable naltrexone pellet for the treatment of psoriasis, is new.", {"psoriasis"}),
        ("RWD-101, the Company's novel psoriasis treatment, did well.", {"psoriasis"}),
        ("RWD-101 was compared to placebo in patients with psoriasis.", {"psoriasis"}),
        ("RWD-101 has the potential to treat psoriasis.", {"psoriasis"}),
        ("RWD-101 treats psoriasis; adverse events of RWD-101 were asthma and fever.", {"psoriasis"}),
        ("RWD-101 prevents loss of myelin, the underlying mechanism of multiple sclerosis.", set()),
        (
            "It has a program for RWD-101 in asthma as well as its vaccine programs targeting psoriasis.",
            {"asthma"},
        ),
        ("RWD-101 is tested in asthma, and it is developing methods for psoriasis.", {"asthma"}),
        ("RWD-101 treats asthma. Later RWD-101 restricts response in psoriasis.", {"asthma"}),
        ("RWD-101 treats asthmas. It will begin a Phase 2 trial of RWD-101 in asthma.", {"asthmas"}),
        ("RWD-101 treats Parkinson’s. RWD-101 is for Parkinson’s disease.", {"Parkinson’s"}),
    ],
)
def test_diseases_that_a_compound_is_meant_for(sentence: str, diseases: set[str]) -> None:
    expected = {("RWD-101", disease, "asserted") for disease in diseases}
    assert told(sentence, "hasIndication") == expected


def test_diseases_and_compounds_listed_respectively() -> None:
    text = "RWD-101 and RWD-202 are being developed for psoriasis and asthma, respectively."
    assert told(text, "hasIndication") == {
        ("RWD-101", "psoriasis", "asserted"),
        ("RWD-202", "asthma", "asserted"),
    }


def test_the_disease_that_a_release_is_about_where_no_other_is_tied_to_its_compound() -> None:
    text = (
        "The Company is developing RWD-101. People with psoriasis have few medicines. "
        "Treatments for psoriasis are in demand."
    )
    assert told(text, "hasIndication") == {("RWD-101", "psoriasis", "asserted")}


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("RWD-101 is an anti-CD19 antibody.", {"monoclonal antibody"}),
        ("RWD-101, a portable dialysis device, was cleared.", {"medical device"}),
        ("RWD-101 phage therapy was given to ten patients.", {"other"}),
        ("RWD-101, an oral MEK inhibitor, is in Phase 2.", {"small molecule"}),
        ("RWD-101 is made with a peptide technology.", set()),
    ],
)
def test_kinds_told_by_head_nouns(sentence: str, kinds: set[str]) -> None:
    assert told(sentence, "hasModality") == {("RWD-101", kind, "asserted") for kind in kinds}


def test_a_study_in_another_disease_is_a_plan() -> None:
    text = (
        "RWD-101 is being developed for psoriasis. The Company plans to start a trial of RWD-101 in asthma."
    )
    assert told(text, "hasIndication") == {
        ("RWD-101", "psoriasis", "asserted"),
        ("RWD-101", "asthma", "planned"),
    }


def test_a_vaccine_is_not_meant_for_what_its_study_population_has() -> None:
    text = (
        "RWD-201, a next-generation COVID-19 vaccine, is in Phase 2. "
        "One study tests RWD-201 in patients with chronic lymphocytic leukemia."
    )
    assert told(text, "hasIndication") == {("RWD-201", "COVID-19", "asserted")}


def test_an_acronym_goes_with_the_only_name_that_has_its_initials() -> None:
    text = "RWD-101 is a candidate for multiple sclerosis. RWD-101 is in Phase 2 for MS."
    assert len(told(text, "hasIndication")) == 1


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("RWD-101 targets CD19.", "CD19"),
        ("RWD-101 is a selective inhibitor of STAT3.", "STAT3"),
        ("RWD-101 is an antibody-drug conjugate (ADC) against CD30.", "CD30"),
        ("RWD-101 consists of a CD19-binding antibody and a toxin.", "CD19"),
    ],
)
def test_targets(sentence: str, target: str) -> None:
    assert told(sentence, "hasTarget") == {("RWD-101", target, "asserted")}


def test_the_name_of_a_conjugate_tells_its_kind() -> None:
    text = "Redwood Oncology is developing somatuzumab vedotin for multiple myeloma."
    assert told(text, "hasModality") == {("somatuzumab vedotin", "antibody-drug conjugate", "asserted")}


def test_a_comparator_is_told_no_kind_by_its_name() -> None:
    assert told("RWD-101 was compared with nivolumab in psoriasis.", "hasModality") == set()


def test_a_product_is_made_with_the_platform_in_its_name() -> None:
    text = "Redwood Oncology owns its proprietary KRYX platform. It is developing KRYX-17 for psoriasis."
    assert {compound for compound, _, _ in told(text, "usesTechnology")} == {"KRYX-17"}


def test_a_payload_goes_by_its_own_name() -> None:
    text = "RWD-101 is an antibody-drug conjugate that carries the maytansinoid DM4."
    assert told(text, "hasPayload") == {("RWD-101", "DM4", "asserted")}


def test_plans_leave_the_developer_asserted() -> None:
    text = "Redwood Oncology plans to start a Phase 2 trial of RWD-101 in psoriasis."
    assert told(text, "developedBy") == {("RWD-101", "Redwood Oncology, Inc.", "asserted")}


@pytest.mark.parametrize(
    ("sentence", "owned"),
    [
        ("Quelta's telehealth platform will offer prescription RWD-202.", False),
        ("Redwood Oncology's portfolio includes Quelta Inc.'s RWD-202.", False),
        ("Lurasidone was approved for psoriasis.", False),
        ("RWD-202 was approved for psoriasis.", True),
        ("Redwood Oncology's drug candidate RWD-202 did well.", True),
    ],
)
def test_what_is_not_the_issuers_own(sentence: str, owned: bool) -> None:
    owners = {owner for _, owner, _ in told(sentence, "developedBy")}
    assert ("Redwood Oncology, Inc." in owners) is owned


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Alongside the application for RWD-202, it develops RWD-101, a drug. The formulation was granted"
            " Fast Track designation.",
            ("RWD-101", "Fast Track"),
        ),
        ("The FDA cleared RWD-202 of Redwood and Phase 3 RWD-101 trial goes on.", ("RWD-101", "Phase 3")),
    ],
)
def test_the_compound_in_focus_takes_nothing_of_another(text: str, expected: tuple[str, str]) -> None:
    facts = told(text, "designation") | told(text, "developmentPhase")
    assert {(name, value) for name, value, _ in facts} == {expected}


def test_a_study_of_an_unnamed_product_is_not_told_of_the_main_compound() -> None:
    text = (
        "RWD-101 is a drug. RWD-101 treats asthma. RWD-101 did well. The firm runs the ZELDA trial for its"
        " inhaled alpha protein therapy."
    )
    assert told(text, "studiedIn") == set()


def test_a_goal_date_is_no_date_of_a_designation() -> None:
    text = (
        HEAD
        + "With Fast Track designation and a goal date of August 15, 2025, RWD-101 is a new psoriasis drug."
    )
    facts = extract(Document(id="redwood-20250303", text=text, published="2025-03-03")).facts
    assert [fact.date for fact in facts if fact.predicate == "designation"] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "RWD-101 (sirolimus with a new coating) has begun a Phase 1 trial.",
        "It dosed the first patient in a Phase 1 trial of its Sirolimus Therapy RWD-101.",
    ],
)
def test_an_ingredient_beside_a_product_has_no_phase_of_its_own(sentence: str) -> None:
    assert told(sentence, "developmentPhase") == {("RWD-101", "Phase 1", "asserted")}


def test_a_path_to_a_submission_is_none_yet() -> None:
    sentence = (
        "The Company met the FDA on the potential path to submission of a New Drug Application for RWD-101."
    )
    assert ("RWD-101", "Filed", "asserted") not in told(sentence, "developmentPhase")


def test_a_meeting_on_an_application_is_no_conference() -> None:
    assert not told("RWD-101 was discussed in a pre-New Drug Application (NDA) meeting.", "presentedAt")


def test_the_dose_for_a_phase_is_no_phase() -> None:
    sentence = "RWD-101 completed a Phase 1 trial that set a recommended Phase 2 dose of 0.4 mg/kg."
    assert told(sentence, "developmentPhase") == {("RWD-101", "Phase 1", "asserted")}


def test_a_drug_approved_as_an_investigational_one_is_cleared_for_trials() -> None:
    sentence = "RWD-101 was approved by the FDA as an investigational new drug in 2019."
    assert told(sentence, "designation") == {("RWD-101", "IND cleared", "asserted")}
    assert not told(sentence, "developmentPhase")


def test_an_antibody_with_a_payload_is_a_conjugate() -> None:
    sentence = "RWD-101 is a humanized monoclonal antibody against CD19 that carries the payload DM4."
    assert told(sentence, "hasModality") == {("RWD-101", "antibody-drug conjugate", "asserted")}


def test_of_two_kinds_the_last_is_meant() -> None:
    sentence = "RWD-101 is a peptide vaccine for patients with glioma."
    assert told(sentence, "hasModality") == {("RWD-101", "vaccine", "asserted")}


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The Company has ceased development of RWD-102 for melanoma.", "negated"),
        ("RWD-102 was formerly in development for melanoma.", "negated"),
        ("Global studies, among them a Phase 2 trial of RWD-102 which Redwood expects to open.", "planned"),
        ("It received clearance to open a Phase 2 trial of RWD-102 in melanoma.", "planned"),
    ],
)
def test_what_is_over_and_what_is_to_come(sentence: str, status: str) -> None:
    found = told(sentence, "hasIndication") | told(sentence, "developmentPhase")
    assert status in {each for _, _, each in found}
    assert "asserted" not in {each for _, value, each in found if value == "Phase 2"}
    if status == "negated":
        assert ("RWD-102", "Redwood Oncology, Inc.", "asserted") not in told(sentence, "developedBy")


def test_an_isotope_is_a_payload_and_no_compound() -> None:
    sentence = (
        "RWD-102 is a radioligand labelled with lutetium-177. It is in a Phase 2 trial; lutetium-177 is new."
    )
    assert told(sentence, "hasPayload") == {("RWD-102", "lutetium-177", "asserted")}
    assert {subject for subject, _, _ in told(sentence, "developmentPhase")} <= {"RWD-102"}
