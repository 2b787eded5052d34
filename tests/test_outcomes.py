"""Results of studies: which numbers are told, of which measure, and which are not."""

from __future__ import annotations

from typing import Any

import pytest

from kg.document import Document
from kg.extract import extract

HEAD = (
    "Redwood Oncology Reports Clinical Data\n\n"
    "BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a "
    "clinical-stage biotechnology company developing therapies for patients with cancer, "
    "today announced results of a trial. RWD-101 is an investigational antibody. "
)


def outcomes(sentences: str) -> list[dict[str, Any]]:
    """The outcomes that a short release tells, without evidence and confidence."""
    facts = extract(Document(id="redwood-20250303", text=HEAD + sentences, published="2025-03-03")).facts
    kept = {"measure", "percent", "count", "total", "value", "unit", "pValue", "hazardRatio"}
    return [fact.model_dump(include=kept, exclude_none=True) for fact in facts if fact.predicate == "outcome"]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The objective response rate was 33% (7/21).",
            {"measure": "objective response rate", "percent": 33, "count": 7, "total": 21},
        ),
        (
            "Median progression-free survival was 9.6 months.",
            {"measure": "progression-free survival", "value": 9.6, "unit": "months"},
        ),
        (
            "RWD-101 showed a 58% reduction in surgical site infections (p=0.003).",
            {"measure": "reduction in surgical site infections", "percent": 58, "pValue": 0.003},
        ),
    ],
)
def test_a_number_is_told_with_its_measure(sentence: str, told: dict[str, Any]) -> None:
    assert outcomes(sentence) == [told]


ORR, CR, PR, PFS = (
    "objective response rate",
    "complete response",
    "partial response",
    "progression-free survival",
)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The confirmed ORR was 41.8% (95% CI: 32.5, 51.6) with 5 CRs.",
            [{"measure": ORR, "percent": 41.8}, {"measure": CR, "count": 5}],
        ),
        (
            "33 of 79 evaluable patients (42%) responded to RWD-101.",
            [{"measure": ORR, "percent": 42, "count": 33, "total": 79}],
        ),
        (
            "Of 79 evaluable patients, 33 achieved a partial response.",
            [{"measure": PR, "count": 33, "total": 79}],
        ),
        (
            "Of these, 11 (27%) achieved a complete response and 14 (34%) a partial response.",
            [{"measure": CR, "percent": 27, "count": 11}, {"measure": PR, "percent": 34, "count": 14}],
        ),
        (
            "All 12 patients who had received CAR-T therapy responded.",
            [{"measure": ORR, "count": 12, "total": 12}],
        ),
        (
            "At 3 mg/kg three of six patients showed a partial response, including one complete remission.",
            [{"measure": PR, "count": 3, "total": 6}, {"measure": "complete remission", "count": 1}],
        ),
        (
            "The objective response rate was 50% in breast cancer (26/52) and 38.5% in lung cancer (5/13).",
            [
                {"measure": ORR, "percent": 50, "count": 26, "total": 52},
                {"measure": ORR, "percent": 38.5, "count": 5, "total": 13},
            ],
        ),
        (
            "Median PFS was 9.7 months versus 4.2 months (HR: 0.48 [95% CI: 0.35-0.66]; p<0.001).",
            [{"measure": PFS, "value": 9.7, "unit": "months", "hazardRatio": 0.48, "pValue": "<0.001"}],
        ),
        (
            "Cytokine release syndrome of any grade was seen in 43.9% of patients.",
            [{"measure": "cytokine release syndrome", "percent": 43.9}],
        ),
        ("Patients lost 12.4% of their body weight.", [{"measure": "weight loss", "percent": 12.4}]),
        (
            "Patients showed a 4.2-point improvement in pain versus 2.1 points with placebo (p=0.01).",
            [{"measure": "improvement in pain", "value": 4.2, "unit": "point", "pValue": 0.01}],
        ),
        ("Twelve-month survival was 62%.", [{"measure": "Twelve-month survival", "percent": 62}]),
        ("LS mean change in HbA1c of -1.21% was seen.", [{"measure": "HbA1c change", "percent": -1.21}]),
    ],
)
def test_numbers_in_the_wordings_of_releases(sentence: str, told: list[dict[str, Any]]) -> None:
    assert sorted(outcomes(sentence), key=str) == sorted(told, key=str)


def test_rows_of_a_table_are_results() -> None:
    rows = (
        "| Endpoint | All (N=30) |",
        "| --- | --- |",
        "| Overall response rate | 93.3% (28/30) |",
        "| Partial response | 2 patients (6.7%) |",
    )
    table = "\n".join(("Results:\n", *rows, ""))
    assert sorted(outcomes(table), key=str) == [
        {"measure": ORR, "percent": 93.3, "count": 28, "total": 30},
        {"measure": PR, "percent": 6.7, "count": 2},
    ]


def test_a_result_that_is_told_more_fully_elsewhere_is_told_once() -> None:
    told = outcomes("The ORR was 33%. In detail, the objective response rate was 33% (7/21).")
    assert told == [{"measure": ORR, "percent": 33, "count": 7, "total": 21}]


def test_numbers_of_the_control_arm_are_not_the_drugs() -> None:
    told = outcomes("The complete response rate was 40% versus 18% with placebo.")
    assert [fact["percent"] for fact in told] == [40]


@pytest.mark.parametrize(
    "sentence",
    [
        "In mice the objective response rate was 80%.",
        "Revenue saw a 20% increase in sales.",
        "About 60% of patients had received three prior lines of therapy.",
        "KRAS mutations were found in 90% of pancreatic cancers.",
        "The company expects an ORR of 40% to be competitive.",
        "The median age was 64 years and 55% of patients were male.",
        "In the placebo group, 22% of patients responded.",
        "At baseline, 45% of patients had liver metastases.",
        "Median overall survival had not been reached after a median follow-up of 14.2 months.",
    ],
)
def test_numbers_of_animals_books_and_hopes_are_no_outcomes(sentence: str) -> None:
    assert outcomes(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Median overall survival was 14.2 months with RWD-101 compared with 11.8 months with docetaxel "
            "(HR=0.71; 95% CI 0.55-0.92; p=0.008).",
            [(14.2, 0.71, 0.008), (11.8, None, None)],
        ),
        (
            "The rate of pain fell by 31% with 10 mg (p=0.01), 44% with 20 mg (p=0.002) and 52% with 40 mg.",
            [(31, None, 0.01), (44, None, 0.002), (52, None, None)],
        ),
        (
            "The most common side effects were nausea (45%), fatigue (32%) and headache (18%).",
            [(45, None, None), (32, None, None), (18, None, None)],
        ),
        (
            "Objective response rates were 38% and 22% in the RWD-101 and docetaxel arms, respectively.",
            [(38, None, None), (22, None, None)],
        ),
        ("The response rate was 38% and 22% in the RWD-101 and placebo arms.", [(38, None, None)]),
        (
            "RWD-101 prolonged overall survival: the median was 8.6 months compared to 6.3 months with "
            "chemotherapy (HR: 0.70, one-sided p=0.0001).",
            [(8.6, 0.7, 0.0001)],
        ),
        ("Patients lived a median of 9.1 months without progression.", [(9.1, None, None)]),
    ],
)
def test_arms_doses_and_lists_have_a_number_each(
    sentence: str, told: list[tuple[float, float | None, float | None]]
) -> None:
    numbers = [
        (fact.get("percent", fact.get("value")), fact.get("hazardRatio"), fact.get("pValue"))
        for fact in outcomes(sentence)
    ]
    assert sorted(numbers, key=str) == sorted(told, key=str)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "Of the 43 patients treated, all of whom had relapsed, 17 responded (39.5%).",
            [{"measure": ORR, "percent": 39.5, "count": 17, "total": 43}],
        ),
        (
            "Among 34 patients given the full dose, the rate of complete response was 35%.",
            [{"measure": CR, "percent": 35, "total": 34}],
        ),
        (
            "In an exploratory cohort of nine patients with bladder cancer, two responded.",
            [{"measure": ORR, "count": 2, "total": 9}],
        ),
        (
            "Two of nine patients responded, and among 12 others the ORR was 50% (3/6).",
            [
                {"measure": ORR, "count": 2, "total": 9},
                {"measure": ORR, "percent": 50, "count": 3, "total": 6},
            ],
        ),
        (
            "Of 100 patients randomized, 40% had a partial response versus 20% on placebo.",
            [{"measure": PR, "percent": 40}],
        ),
    ],
)
def test_of_how_many_people_a_sentence_speaks(sentence: str, told: list[dict[str, Any]]) -> None:
    assert sorted(outcomes(sentence), key=str) == sorted(told, key=str)


@pytest.mark.parametrize(
    "sentence",
    [
        "Median PFS was 8.1 versus 5.4 months (HR 0.63; p=0.004).",
        "Median PFS was 8.1 and 5.4 months, respectively, a difference that reached significance (hazard "
        "ratio 0.63; p=0.004).",
        "Median PFS was 8.1 months with the combination as against 5.4 months in the control arm (hazard "
        "ratio 0.63; p=0.004).",
        "Median PFS was 8.1 months with RWD-101 and 5.4 months without (HR 0.63; p=0.004).",
        "PFS favored the combination as well (median 8.1 versus 5.4 months; HR 0.63; p=0.004).",
        "Median PFS was 8.1 months in the RWD-101 arm versus 5.4 months in the placebo arm (HR 0.63, "
        "p=0.004).",
        "PFS, the primary endpoint, rose from a median of 5.4 months in the placebo group to 8.1 months in "
        "the RWD-101 group; the hazard ratio was 0.63 (p=0.004).",
    ],
)
def test_two_arms_make_one_fact_of_the_drug(sentence: str) -> None:
    (told,) = outcomes(sentence)
    assert told == {"measure": PFS, "value": 8.1, "unit": "months", "hazardRatio": 0.63, "pValue": 0.004}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "The most common adverse reactions (≥20%) were fatigue (44%), nausea (38%), and alopecia (21%).",
            {"fatigue": 44, "nausea": 38, "alopecia": 21},
        ),
        ("Stomatitis (31%) and nail toxicity (26%) followed.", {"Stomatitis": 31, "nail toxicity": 26}),
        (
            "The drug caused rash in 27 percent and infusion reactions in 11 percent of patients.",
            {"rash": 27, "infusion reactions": 11},
        ),
        (
            "Neutropenia was reported in 23% of patients and hearing loss in 7%.",
            {"Neutropenia": 23, "hearing loss": 7},
        ),
        (
            "Cytokine release syndrome was noted in 61% of patients, in two of them (6%) at grade 3.",
            {"cytokine release syndrome": 61, "grade 3": 6},
        ),
        (
            "Five patients (8%) stopped treatment because of side effects.",
            {"stopped treatment because of side effects": 8},
        ),
    ],
)
def test_each_side_effect_has_its_share(sentence: str, told: dict[str, float]) -> None:
    assert {fact["measure"]: fact["percent"] for fact in outcomes(sentence)} == told


def test_drugs_that_prepare_for_a_treatment_get_no_results() -> None:
    text = HEAD + "Patients received fludarabine for lymphodepletion, then RWD-101.\n\n* The ORR was 63%\n"
    file = extract(Document(id="redwood-20250303", text=text, published="2025-03-03"))
    told = {file.entities[f.subject].name for f in file.facts if f.predicate == "outcome" and f.subject}
    assert told == {"RWD-101"}


def test_the_arm_of_a_named_drug_is_that_drugs() -> None:
    text = HEAD + "The rate of severe rash was 18% with RWD-101 and 35% with docetaxel."
    file = extract(Document(id="redwood-20250303", text=text, published="2025-03-03"))
    told = {(file.entities[f.subject].name, f.percent) for f in file.facts if f.percent and f.subject}
    assert told == {("RWD-101", 18), ("docetaxel", 35)}
