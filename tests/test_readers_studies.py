from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import PLAIN, zipped

from kg import KnowledgeGraph
from kg.errors import KgError
from kg.facts import FactsFile
from kg.readers import Document, Failure, Item, read
from kg.readers.studies import study_facts


def study(number: str = "NCT01234567", **status: str) -> dict[str, Any]:
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": number,
                "orgStudyIdInfo": {"id": "HX-2"},
                "briefTitle": "HGX-214 in Lymphoma",
                "acronym": "HEXA-2",
            },
            "statusModule": {"overallStatus": "RECRUITING", "startDateStruct": {"date": "2012-03"}} | status,
            "sponsorCollaboratorsModule": {
                "leadSponsor": {"name": "Hexagene, Inc.", "class": "INDUSTRY"},
                "collaborators": [{"name": "Nordvik University", "class": "OTHER"}],
            },
            "conditionsModule": {"conditions": ["Lymphoma, B-Cell"]},
            "designModule": {"phases": ["PHASE1", "PHASE2"]},
            "armsInterventionsModule": {
                "interventions": [
                    {"type": "DRUG", "name": "HGX-214", "otherNames": ["hexatuzumab ravtansine"]},
                    {"type": "PROCEDURE", "name": "Biopsy"},
                ]
            },
        }
    }


def items(folder: Path, name: str, content: str | bytes) -> list[Item]:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read([folder / name]))


def test_a_record_gives_facts_with_pointers() -> None:
    facts = study_facts(study())
    told = [
        (fact.predicate, fact.object and facts.entities[fact.object].name, fact.value) for fact in facts.facts
    ]
    assert told == [
        ("studiedIn", "NCT01234567", None),
        ("hasIndication", "Lymphoma, B-Cell", None),
        ("developmentPhase", None, "Phase 1/2"),
        ("registeredPhase", None, "Phase 1"),
        ("registeredPhase", None, "Phase 2"),
        ("partnerOf", "Nordvik University", None),
    ]
    assert facts.facts[2].evidence[-1].quote == "/protocolSection/designModule/phases/1\tPHASE2"
    assert (facts.facts[0].start, facts.facts[0].status_of_trial) == ("2012-03", "recruiting")
    assert facts.entities["compound1"].aliases == ("hexatuzumab ravtansine",)
    assert facts.entities["trial"].aliases == ("HEXA-2", "HX-2")
    assert facts.url == "https://clinicaltrials.gov/study/NCT01234567"


def full_study() -> dict[str, Any]:
    """A study with all that its design says, and with results."""
    record = study(completionDateStruct={"date": "2013-06", "type": "ESTIMATED"})  # type: ignore[arg-type]
    protocol = record["protocolSection"]
    protocol["designModule"] = {
        "phases": ["PHASE4"],
        "enrollmentInfo": {"count": 64, "type": "ACTUAL"},
    }
    protocol["armsInterventionsModule"]["armGroups"] = [
        {"label": "Low dose", "type": "EXPERIMENTAL", "description": "HGX-214 at 55 mg/m2"},
        {"type": "NO_INTERVENTION"},
    ]
    protocol["outcomesModule"] = {
        "primaryOutcomes": [{"measure": "Objective response rate", "timeFrame": "24 weeks"}],
        "secondaryOutcomes": [{"measure": "Overall survival"}],
    }
    record["resultsSection"] = {"outcomeMeasuresModule": {"outcomeMeasures": [
        measured("Objective Response Rate (ORR)", "COUNT_OF_PARTICIPANTS", "Participants", "7"),
        measured("Complete Response", "NUMBER", "percentage of participants", "14.3"),
        measured("Median Overall Survival", "MEDIAN", "months", "NA", "9.5"),
        measured("Change in mood", "GEOMETRIC_LEAST_SQUARES", "points", "3"),
    ]}}  # fmt: skip
    return record


def measured(title: str, kind: str, unit: str, *values: str) -> dict[str, Any]:
    groups = [f"OG{number}" for number in range(len(values))]
    found = [{"groupId": group, "value": value} for group, value in zip(groups, values, strict=True)]
    return {
        "title": title, "paramType": kind, "unitOfMeasure": unit,
        "groups": [{"id": group, "title": f"Group {group}"} for group in groups],
        "denoms": [{"counts": [{"groupId": group, "value": "21"} for group in groups]}],
        "classes": [{"categories": [{"measurements": found}]}],
    }  # fmt: skip


def test_design_and_results_are_facts() -> None:
    facts = [fact for fact in study_facts(full_study()).facts if fact.subject in ("trial", "compound1")]
    design = {(fact.predicate, fact.value, fact.status) for fact in facts if fact.subject == "trial"}
    assert design == {
        ("registeredPhase", "Phase 4", "asserted"),
        ("enrolment", 64, "asserted"),
        ("completionDate", "2013-06", "planned"),
        ("hasArm", "Low dose; EXPERIMENTAL; HGX-214 at 55 mg/m2", "asserted"),
        ("primaryOutcomeMeasure", "Objective response rate; 24 weeks", "asserted"),
        ("secondaryOutcomeMeasure", "Overall survival", "asserted"),
    }
    found = [fact for fact in facts if fact.predicate == "outcome"]
    told = [(f.measure, f.count, f.percent, f.total, f.value, f.unit, f.arm) for f in found]
    assert told == [
        ("objective response rate", 7, None, 21, None, None, "Group OG0"),
        ("complete response", None, 14.3, 21, None, None, "Group OG0"),
        ("overall survival", None, None, None, 9.5, "months", "Group OG1"),
    ]
    pointer = (
        "/resultsSection/outcomeMeasuresModule/outcomeMeasures/0/classes/0/categories/0/measurements/0/value"
    )
    assert pointer in [evidence.fragment for evidence in found[0].evidence]


def test_results_of_several_compounds_are_of_the_one_that_a_group_names() -> None:
    record = full_study()
    record["protocolSection"]["armsInterventionsModule"]["interventions"].append(
        {"type": "DRUG", "name": "OX-1"}
    )
    measures = record["resultsSection"]["outcomeMeasuresModule"]["outcomeMeasures"]
    measures[0]["groups"][0]["title"] = "Hexatuzumab Ravtansine 55 mg/m2"
    found = [fact for fact in study_facts(record).facts if fact.predicate == "outcome"]
    assert [(fact.subject, fact.count) for fact in found] == [("compound1", 7)]


@pytest.mark.parametrize(
    ("told", "status"),
    [("NOT_YET_RECRUITING", "planned"), ("WITHDRAWN", "negated"), ("COMPLETED", "asserted")],
)
def test_what_has_not_begun_is_planned(told: str, status: str) -> None:
    assert study_facts(study(overallStatus=told)).facts[0].status == status


def test_every_way_of_keeping_records_gives_the_same(tmp_path: Path) -> None:
    records = [study("NCT00000001"), study("NCT00000002")]
    lines = "\n".join(map(json.dumps, records))
    files: dict[str, str | bytes] = {
        "list.json": json.dumps(records, indent=1),
        "answer.txt": json.dumps({"studies": records, "nextPageToken": "x"}),
        "lines.jsonl": lines,
        "lines.txt": lines,
        "all.zip": zipped({f"{number}.json": json.dumps(each) for number, each in enumerate(records)}),
    }
    expected = [study_facts(record) for record in records]
    assert {name: items(tmp_path, name, content) for name, content in files.items()} == dict.fromkeys(
        files, expected
    )


def test_a_bad_record_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad: dict[str, Any] = {"protocolSection": {"identificationModule": {}}}
    failure, facts = items(tmp_path, "two.json", json.dumps([bad, study()]))
    assert isinstance(failure, Failure)
    assert failure.place.endswith("two.json:1")
    assert isinstance(facts, FactsFile)


def test_records_join_the_graph(tmp_path: Path) -> None:
    items(tmp_path, "study.json", json.dumps(full_study()))
    graph = KnowledgeGraph(tmp_path / "kg.db")
    assert graph.build([tmp_path / "study.json"]).complete
    trial = "kg:enrolment 64 ; kg:registeredPhase 'Phase 4' ; kg:hasArm ?arm"
    assert graph.query(f"ASK {{ ?trial {trial} . ?rate kg:trial ?trial ; kg:count 7 }}").truth
    assert not graph.query("ASK { ?trial kg:completionDate ?day }").truth
    assert graph.query("ASK { ?drug kg:studiedIn ?trial . ?trial dcterms:identifier 'NCT01234567' }").truth


def test_a_zip_holds_files_of_all_kinds(tmp_path: Path) -> None:
    inner = {
        "a.txt": PLAIN,
        "b.html": "<html><p>Words of nobody",
        "empty.txt": "",
        "c/d.md": "# Note",
    }
    found = items(tmp_path, "all.zip", zipped(inner))
    assert [item.id for item in found if isinstance(item, Document)] == ["a", "b", "d"]
    assert [item.place.rpartition("/")[2] for item in found if isinstance(item, Failure)] == ["empty.txt"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({}), "is a damaged or locked zip|is not text|is an empty zip"),
        (zipped({"x.txt": "a" * 30_000_000}), "unpacks to more than 20 MB"),
        (zipped({"x.txt": PLAIN})[:-30], "is a damaged or locked zip"),
    ],
    ids=["empty", "bomb", "cut off"],
)
def test_bad_zips_are_named(tmp_path: Path, data: bytes, reason: str) -> None:
    (failure,) = items(tmp_path, "bad.zip", data)
    assert isinstance(failure, Failure)
    assert re.search(reason, failure.reason)


def test_a_zip_in_a_zip_is_not_followed(tmp_path: Path) -> None:
    (failure,) = items(tmp_path, "outer.zip", zipped({"in.zip": zipped({"x.txt": PLAIN})}))
    assert isinstance(failure, Failure)
    assert "is a zip in a zip" in failure.reason


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["conditions", "phases", "interventions", "enrollmentInfo", "count", "~/"]),
                inner,
                max_size=3,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from(
        ["conditionsModule", "designModule", "armsInterventionsModule", "statusModule", "outcomesModule"]
    ),
)
def test_no_record_breaks_the_reader(value: object, module: str) -> None:
    record = study()
    record["protocolSection"][module] = value
    with suppress(KgError):
        assert study_facts(record).document == "NCT01234567"
