"""What people decide on identity: merged, split, renamed, undone, kept."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from namings import ABOUT_DECISIONS, DAY, built, document, exported, iris, things

from kg.cli import cli
from kg.errors import FactsError, InputError, QueryError
from kg.facts import facts_from
from kg.graph import KnowledgeGraph

WHY = {"reason": "they say so", "date": DAY}


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    """Three unknown compounds, one of them under two names, in two documents."""
    paths = [
        document(tmp_path / "one.json", {"Abetuzumab": ["Brandol"], "Cetilimab": []}, "2020-01-01"),
        document(tmp_path / "two.json", {"Brandol": [], "Detilimab": []}, "2021-01-01"),
    ]
    return built(tmp_path / "kg.db", paths)


def test_without_decisions(graph: KnowledgeGraph) -> None:
    assert things(graph) == {
        frozenset({"Abetuzumab", "Brandol"}), frozenset({"Cetilimab"}), frozenset({"Detilimab"}),
    }  # fmt: skip
    assert graph.curation().decisions() == []


def test_a_merge_makes_one_thing_and_former_iris_answer(graph: KnowledgeGraph) -> None:
    before = exported(graph)
    decision = graph.curation().merge("detilimab", "compound:brandol", **WHY)
    assert frozenset({"Abetuzumab", "Brandol", "Detilimab"}) in things(graph)
    answer = graph.query("SELECT DISTINCT ?p { compound:detilimab kg:hasPayload ?p }")
    assert [str(row["p"]) for row in answer] == ["<https://w3id.org/biopharma-kg/resource/payload/dm1>"]
    (thing,) = graph.explain("Detilimab").things
    assert thing.iri.endswith("/abetuzumab")
    assert ("decision", thing.decisions) == (thing.reasons[0].rule, (decision,))
    graph.curation().undo(decision.id[:6])
    assert exported(graph) == before


def test_a_killed_merge_is_whole(graph: KnowledgeGraph, tmp_path: Path) -> None:
    folder = graph.store.path
    before = exported(graph)
    other = built(tmp_path / "other.db", [tmp_path / "one.json", tmp_path / "two.json"])
    other.curation().merge("Cetilimab", "Detilimab", **WHY)
    script = f"""
import os
from kg.graph import KnowledgeGraph, curation
curation.place_concepts = lambda writer: os.kill(os.getpid(), 9)
KnowledgeGraph({str(folder)!r}).curation().merge("Cetilimab", "Detilimab", **{WHY!r})
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    assert exported(graph) == before
    renamed = graph.curation().rename("Abetuzumab", "Newnamab", **WHY)
    graph.curation().undo(renamed.id)
    assert exported(graph) == exported(other)


def test_a_merge_against_a_split_is_refused_and_leaves_nothing(graph: KnowledgeGraph) -> None:
    split = graph.curation().split("Abetuzumab", "Brandol", **WHY)
    before = exported(graph)
    with pytest.raises(QueryError, match=f"a split keeps the two apart.*{split.id}"):
        graph.curation().merge("compound:abetuzumab", "compound:brandol", **WHY)
    assert exported(graph) == before


def test_things_of_two_kinds_are_not_merged(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="cannot be one: a Compound and a Payload"):
        graph.curation().merge("Cetilimab", "DM1", **WHY)


@pytest.mark.parametrize("date", ["20240203", "2024-W05-1", "2024-2-3"])
def test_a_date_is_written_in_one_way(graph: KnowledgeGraph, date: str) -> None:
    with pytest.raises(QueryError, match="is not a date; write YYYY-MM-DD"):
        graph.curation().merge("Cetilimab", "Detilimab", reason="so", date=date)


def test_merges_form_chains(graph: KnowledgeGraph) -> None:
    graph.curation().merge("Abetuzumab", "Cetilimab", **WHY)
    graph.curation().merge("Cetilimab", "Detilimab", **WHY)
    assert len(iris(graph)) == 1


def test_a_merge_overrules_code_names(tmp_path: Path) -> None:
    paths = [
        document(tmp_path / "one.json", {"QQQ123": ["Abetuzumab"], "QQQ456": []}),
        document(tmp_path / "two.json", {"Abetuzumab": []}, "2021-01-01"),
    ]
    graph = built(tmp_path / "kg.db", paths)
    graph.curation().merge("Abetuzumab", "QQQ456", **WHY)
    assert things(graph) == {frozenset({"QQQ123", "Abetuzumab", "QQQ456"})}


def test_a_split_makes_two_things(graph: KnowledgeGraph) -> None:
    graph.curation().split("Abetuzumab", "Brandol", **WHY)
    assert len(iris(graph)) == 4
    assert {thing.iri.rpartition("/")[2] for thing in graph.explain("Brandol").things} == {
        "abetuzumab", "brandol",
    }  # fmt: skip


def test_all_names_stay_with_the_side_that_is_the_thing(tmp_path: Path) -> None:
    paths = [
        document(tmp_path / "one.json", {"QQQ-123": []}, "2021-01-01"),
        document(tmp_path / "two.json", {"Abetuzumab": ["QQQ456", "Kadcyla"]}),
        document(tmp_path / "three.json", {"QQQ123": ["Kadcyla"]}, "2022-01-01"),
    ]
    graph = built(tmp_path / "kg.db", paths)
    before = exported(graph, *ABOUT_DECISIONS)
    graph.curation().split("compound:qqq-123", "compound:trastuzumab-emtansine", **WHY)
    assert exported(graph, *ABOUT_DECISIONS) == before


def test_a_split_of_what_one_document_means(tmp_path: Path) -> None:
    paths = [document(tmp_path / f"{name}.json", {"Abetuzumab": []}) for name in ("one", "two")]
    graph = built(tmp_path / "kg.db", paths)
    before = exported(graph)
    decision = graph.curation().split_in("two", "Abetuzumab", **WHY)
    found = {name.documents for thing in graph.explain("Abetuzumab").things for name in thing.names}
    assert found == {("one",), ("two",)}
    graph.curation().undo(decision.id)
    assert exported(graph) == before


def test_a_rename_shows_another_name_and_all_find_it(graph: KnowledgeGraph) -> None:
    graph.curation().rename("brandol", "Newnamab", **WHY)
    assert {thing.name for name in ("Newnamab", "Abetuzumab") for thing in graph.explain(name).things} == {
        "Newnamab"
    }
    assert "Newnamab" in graph.query("SELECT DISTINCT ?c { ?c a kg:Compound }").table()


def test_decisions_survive_rebuilding_and_come_with_an_export(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.curation().merge("Cetilimab", "Detilimab", **WHY)
    graph.curation().rename("Abetuzumab", "Newnamab", **WHY)
    graph.export(tmp_path / "old.trig")
    other = KnowledgeGraph(tmp_path / "other.db")
    other.build([tmp_path / "two.json"])
    assert len(other.curation().load(tmp_path / "old.trig")) == 2
    assert other.curation().load(tmp_path / "old.trig") == []
    other.build([tmp_path / "one.json"])
    assert exported(other) == exported(graph)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("@prefix kg: <https://w3id.org/biopharma-kg/ontology#> . <x:d> a kg:Merge .", "'' is not a date"),
        ("this is no Turtle", "cannot be read"),
    ],
)
def test_a_file_that_holds_no_decisions(
    graph: KnowledgeGraph, tmp_path: Path, content: str, message: str
) -> None:
    (tmp_path / "d.ttl").write_text(content)
    with pytest.raises(InputError, match=message):
        graph.curation().load(tmp_path / "d.ttl")


@pytest.mark.parametrize(
    ("one", "other", "date", "message"),
    [
        ("Abetuzumab", "Brandol", DAY, "are names of one thing already"),
        (
            "Abetuzumap",
            "Cetilimab",
            DAY,
            "nothing in the graph is named 'Abetuzumap'. Did you mean Abetuzumab",
        ),
        ("compound:none", "Cetilimab", DAY, "nothing in the graph is named 'compound:none'"),
        ("Abetuzumab", "Cetilimab", "2 May", "'2 May' is not a date; write YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_merged(graph: KnowledgeGraph, one: str, other: str, date: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        graph.curation().merge(one, other, reason="so", date=date)
    assert graph.curation().decisions() == []


def test_an_ambiguous_name_is_refused_with_its_candidates(graph: KnowledgeGraph) -> None:
    graph.curation().split("Abetuzumab", "Brandol", **WHY)
    with pytest.raises(
        QueryError, match=r"'Brandol' names several things; .*compound:abetuzumab \(Abetuzumab\); c"
    ):
        graph.curation().merge("Brandol", "Cetilimab", **WHY)


def test_what_is_no_document_of_the_thing(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r"two does not speak of 'Cetilimab'"):
        graph.curation().split_in("two", "Cetilimab", **WHY)
    with pytest.raises(QueryError, match=r"there is no document 'three'"):
        graph.curation().split_in("three", "Cetilimab", **WHY)


def kg(graph: KnowledgeGraph, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["resolve", *arguments, "--store", str(graph.store.path)], prog_name="kg")


def test_the_commands(graph: KnowledgeGraph, tmp_path: Path) -> None:
    before = exported(graph)
    merged = kg(graph, "merge", "Cetilimab", "Detilimab", "--reason", "the same", "--date", DAY)
    assert (merged.exit_code, merged.stderr) == (0, "")
    assert kg(graph, "rename", "Cetilimab", "Newnamab", "--reason", "better").exit_code == 0
    assert kg(graph, "split", "Brandol", "--document", "two", "--reason", "another").exit_code == 0
    listed = kg(graph, "list").stdout.splitlines()
    assert f"{DAY} merge" in listed[0]
    graph.export(tmp_path / "kg.ttl")
    for line in listed:
        assert kg(graph, "undo", line.rpartition("(")[2].rstrip(")")).exit_code == 0
    assert exported(graph) == before
    assert kg(graph, "load", str(tmp_path / "kg.ttl")).stdout.startswith("3 new decision(s)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("merge", "Cetilimap", "Detilimab", "--reason", "x"), "Did you mean Cetilimab"),
        (("split", "Brandol", "--reason", "x"), "give B or --document"),
        (("merge", "Cetilimab", "Detilimab"), "--reason"),
        (("undo", "zz"), "no decisions have the id 'zz'"),
        (("merge", "Cetilimab", "Detilimab", "--reason", " "), "a decision needs a reason"),
    ],
)
def test_misuse(graph: KnowledgeGraph, arguments: tuple[str, ...], message: str) -> None:
    result = kg(graph, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_proposals_come_with_the_command_that_takes_them(tmp_path: Path) -> None:
    names: dict[str, list[str]] = {"Abetuzumab": [], "Abetuzumap": [], "QQQ123": [], "QQQ124": []}
    graph = built(tmp_path / "kg.db", [document(tmp_path / "one.json", names)])
    (alike,) = [each for each in graph.curation().proposals() if each.kind == "alike"]
    assert (alike.name, alike.other) == ("Abetuzumab", "Abetuzumap")
    assert "kg resolve merge compound:abetuzumab compound:abetuzumap --reason '90% alike" in alike.command
    assert alike.command in kg(graph, "--format", "table").stdout
    (row,) = csv.DictReader(io.StringIO(kg(graph, "--format", "csv").stdout))
    assert [row] == json.loads(kg(graph, "--format", "json").stdout)
    graph.curation().split("Abetuzumab", "Abetuzumap", **WHY)
    assert graph.curation().proposals() == []


def test_evidence_that_code_names_contradict_is_proposed(tmp_path: Path) -> None:
    paths = [
        document(tmp_path / "one.json", {"Abetuzumab": ["QQQ123"]}),
        document(tmp_path / "two.json", {"QQQ456": ["Abetuzumab"]}),
    ]
    graph = built(tmp_path / "kg.db", paths)
    (proposal,) = graph.curation().proposals()
    assert (proposal.kind, proposal.why) == ("evidence", "declared: Abetuzumab = QQQ456")
    graph.curation().merge(proposal.iri, proposal.other_iri, **WHY)
    assert len(iris(graph)) == 1
    assert graph.curation().proposals() == []


def test_an_ambiguous_name_is_proposed_for_each_candidate_and_can_be_decided(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    document(path, {"Abetuzumab": []})
    content = json.loads(path.read_text())
    content["entities"]["k"] = {"type": "Condition", "name": "colon cancer"}
    content["facts"].append({"subject": "c0", "predicate": "hasIndication", "object": "k"})
    path.write_text(json.dumps(content))
    graph = built(tmp_path / "kg.db", [path])
    before, proposals = exported(graph), graph.curation().proposals()
    assert len(proposals) > 1
    assert {proposal.kind for proposal in proposals} == {"ambiguous"}
    decision = graph.curation().merge("colon cancer", proposals[0].other_iri, **WHY)
    (thing,) = graph.explain("colon cancer").things
    assert (thing.iri, thing.may_be) == (proposals[0].other_iri, ())
    assert graph.curation().proposals() == []
    graph.curation().undo(decision.id)
    assert exported(graph) == before


def test_explaining_quotes_the_words_that_give_both_names(graph: KnowledgeGraph) -> None:
    (thing,) = graph.explain("compound:brandol").things
    (reason,) = thing.reasons
    assert (reason.names, reason.rule, reason.words) == (
        ("Abetuzumab", "Brandol"), "declared", "Abetuzumab (Brandol)",
    )  # fmt: skip
    assert [(name.text, name.documents) for name in thing.names] == [
        ("Abetuzumab", ("one",)), ("Brandol", ("one", "two")),
    ]  # fmt: skip
    assert thing.former == ("https://w3id.org/biopharma-kg/resource/compound/brandol",)


def read(tmp_path: Path, text: str) -> KnowledgeGraph:
    """A graph of a release."""
    path = tmp_path / "release.txt"
    path.write_text(f"BERN, May 2, 2022 - {text}")
    return built(tmp_path / "kg.db", [path])


TRADE = (
    'Quorvexa Therapeutics, Inc. (the "Company") develops medicines; patients in clinical trials get a dose. '
)


@pytest.mark.parametrize(
    ("said", "name", "told"),
    [
        (
            "QVX-853 (zorvatinib) is a kinase inhibitor for asthma. Later, ZORVATINIB was given.",
            "zorvatinib",
            ("QVX-853 = zorvatinib", "declared", "QVX-853 (zorvatinib)"),
        ),
        (
            "QVX-853, formerly known as ABC-17, is a kinase inhibitor for asthma. ABC-17 was given in 2020.",
            "ABC-17",
            ("ABC-17 = QVX-853", "declared", "QVX-853, formerly known as ABC-17"),
        ),
        (
            "Quorvexa has licensed QVX-853 to Pfizer.",
            "Quorvexa",
            ("Quorvexa = Quorvexa Therapeutics, Inc.", "short form", ""),
        ),
    ],
)
def test_the_reason_is_recorded_where_the_name_is_read(
    tmp_path: Path, said: str, name: str, told: tuple[str, str, str]
) -> None:
    (thing,) = read(tmp_path, TRADE + said).explain(name).things
    assert told in [(" = ".join(reason.names), reason.rule, reason.words) for reason in thing.reasons]


def test_an_unknown_rule_of_a_second_name_is_refused(tmp_path: Path) -> None:
    content = json.loads(document(tmp_path / "one.json", {"Abetuzumab": ["Brandol"]}).read_text())
    content["entities"]["c0"]["second_names"][0]["rule"] = "guess"
    with pytest.raises(
        FactsError, match=r"c0.second_names\[0\].rule: unknown rule 'guess'; there are .*declared"
    ):
        facts_from(content)
    content["entities"]["c0"]["second_names"][0] |= {
        "rule": "declared",
        "evidence": [{"start": 0, "end": 3, "quote": "xyz"}],
    }
    with pytest.raises(FactsError, match=r"second_names\[0\].evidence\[0\]: the text at 0..3"):
        facts_from(content)


def test_a_name_that_is_only_given_beside_another_can_be_taken_from_the_thing(tmp_path: Path) -> None:
    path = document(tmp_path / "one.json", {"Abetuzumab": ["Brandol"]})
    graph = built(tmp_path / "kg.db", [path])
    before = exported(graph)
    decision = graph.curation().split("Abetuzumab", "Brandol", **WHY)
    assert things(graph) == {frozenset({"Abetuzumab"})}
    with pytest.raises(QueryError, match="nothing in the graph is named 'Brandol'"):
        graph.explain("Brandol")
    later = document(tmp_path / "two.json", {"Brandol": []}, "2021-01-01")
    assert graph.build([later]).complete
    assert things(graph) == {frozenset({"Abetuzumab"}), frozenset({"Brandol"})}
    graph.retract("two")
    graph.curation().undo(decision.id)
    assert exported(graph) == before


def test_a_thing_takes_no_name_of_another(graph: KnowledgeGraph) -> None:
    curation = graph.curation()
    with pytest.raises(
        QueryError, match=r"'CETILIMAB' is a name of compound:cetilimab \(Cetilimab\) already.*merge"
    ):
        curation.rename("Abetuzumab", "CETILIMAB", **WHY)
    with pytest.raises(
        QueryError, match=r"'Mylotarg' is a name of .*gemtuzumab ozogamicin\) in the vocabulary"
    ):
        curation.rename("Abetuzumab", "Mylotarg", **WHY)
    done = curation.rename("Abetuzumab", "Newnamab", **WHY)
    with pytest.raises(QueryError, match=f"renamed to 'Newnamab' already; .*kg resolve undo {done.id[:8]}"):
        curation.rename("Abetuzumab", "Othernamab", **WHY)


def test_a_reason_stands_on_one_line_and_a_merge_that_a_split_overrules_is_marked(
    graph: KnowledgeGraph,
) -> None:
    merge = kg(graph, "merge", "Cetilimab", "Detilimab", "--reason", "one\nand\tthe same", "--date", DAY)
    assert "one and the same" in merge.stdout
    assert kg(graph, "split", "Cetilimab", "Detilimab", "--reason", "two", "--date", DAY).exit_code == 0
    first, second = kg(graph, "list").stdout.splitlines()
    split = graph.curation().decisions()[1]
    assert first.startswith(f"[overruled by split {split.id[:8]}] {DAY} merge ")
    assert second.startswith(f"{DAY} split ")


def test_what_a_document_means_by_a_name_is_not_proposed_again(tmp_path: Path) -> None:
    paths = [document(tmp_path / f"{name}.json", {"Genesimab": []}) for name in ("one", "two")]
    graph = built(tmp_path / "kg.db", paths)
    graph.curation().split_in("two", "Genesimab", **WHY)
    assert len(iris(graph)) == 2
    assert graph.curation().proposals() == []


def test_what_became_of_companies_is_told_with_dates_by_the_text(tmp_path: Path) -> None:
    graph = read(
        tmp_path,
        f"{TRADE}Quorvexa Therapeutics completed its acquisition of Zelmira Biosciences, Inc. on March 3, "
        "2020. Tarlimbo Biotech, Inc., formerly known as Borvane Pharma, Inc., develops QVX-853 for asthma.",
    )
    found = (
        row
        for company in ("Quorvexa Therapeutics, Inc.", "Borvane Pharma, Inc.")
        for row in graph.ask("history", company=company)
    )
    columns = ("date", "from", "to", "formerName")
    history = [
        tuple((term := row[name]) and term.value.rpartition("/")[2] for name in columns) for row in found
    ]
    assert history == [
        ("2020-03-03", "zelmira-biosciences", "quorvexa-therapeutics", None),
        (None, None, "tarlimbo-biotech", "Borvane Pharma, Inc."),
    ]


def test_the_meeting_of_a_year_is_one_of_its_series(tmp_path: Path) -> None:
    said = "QVX-853 is a kinase inhibitor for asthma. The company presented data on QVX-853 at ASCO 2011."
    graph = read(tmp_path, TRADE + said)
    rows = graph.query("SELECT ?edition ?name { ?edition a kg:Conference ; skos:broader/rdfs:label ?name }")
    told = [
        tuple(term and term.value.rpartition("/")[2] for term in (row["edition"], row["name"]))
        for row in rows
    ]
    assert told == [("asco-2011", "American Society of Clinical Oncology Annual Meeting")]
