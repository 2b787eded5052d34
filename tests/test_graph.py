"""The graph from Python: building, facts, explanations, other tools."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from answers import FACTS, built, rows

import kg
from kg.errors import InputError, QueryError, StoreError
from kg.graph import Built, Event, KnowledgeGraph
from kg.resources import version

ENOUGH_FOR_PROCESSES = 20


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with built() as made:
        yield made


@pytest.fixture
def empty(tmp_path: Path) -> KnowledgeGraph:
    return KnowledgeGraph(tmp_path / "kg.db")


def facts_file(folder: Path, name: str, **changes: object) -> Path:
    path = folder / f"{name}.json"
    facts: dict[str, object] = {
        "document": name,
        "published": "2020-01-01",
        "text": "A holds B.",
        "entities": {"a": {"type": "Company", "name": "Alpha"}, "b": {"type": "Company", "name": "Beta"}},
        "facts": [
            {
                "subject": "b", "predicate": "parentOrganization", "object": "a",
                "evidence": [{"start": 0, "end": 10, "quote": "A holds B."}],
            }
        ],
    }  # fmt: skip
    path.write_text(json.dumps(facts | changes))
    return path


def wrong(folder: Path, name: str) -> Path:
    """A facts file in form, with a fact that no graph may hold: a company that is its own parent."""
    fact = {"subject": "a", "predicate": "parentOrganization", "object": "a"}
    return facts_file(folder, name, facts=[fact])


def test_a_build_tells_what_it_did(empty: KnowledgeGraph) -> None:
    events: list[Event] = []
    report = empty.build([FACTS], on_event=events.append)
    assert report.complete
    assert report.fates == {"new": 5}
    assert report.facts["hasPayload"] == 3
    assert [event.id for event in events if isinstance(event, Built)] == sorted(
        path.stem for path in FACTS.iterdir()
    )


def test_the_same_content_again_changes_nothing(empty: KnowledgeGraph) -> None:
    empty.build([FACTS])
    number = empty.store.newest()
    assert empty.build([FACTS]).fates == {"unchanged": 5}
    assert empty.store.newest() == number


def test_the_same_content_is_not_worked_on_again(
    empty: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = empty.build([FACTS])
    monkeypatch.setattr("kg.graph.build.resolve_alone", None)
    second = empty.build([FACTS])
    assert second.facts == first.facts
    assert [built.report for built in second.built] == [None] * 5


def test_another_version_of_the_program_builds_again(
    empty: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = facts_file(tmp_path, "one")
    empty.build([path])
    asked = "SELECT ?version { ?document kg:builtWith ?version }"
    assert rows(empty.query(asked)) == [{"version": version()}]
    monkeypatch.setattr("kg.graph.origin.version", lambda: "0.0.0+0")
    assert empty.build([path]).fates == {"changed": 1}
    assert rows(empty.query(asked)) == [{"version": "0.0.0+0"}]


@pytest.mark.parametrize("change", [{"published": "2020-01-02"}, {"title": "T"}, {"text": "A holds B. "}])
def test_a_change_of_the_head_alone_counts(
    empty: KnowledgeGraph, tmp_path: Path, change: dict[str, str]
) -> None:
    path = facts_file(tmp_path, "one")
    empty.build([path])
    facts_file(tmp_path, "one", **change)
    assert empty.build([path]).fates == {"changed": 1}


def test_a_release_and_corrected_facts_of_it_replace_each_other(
    empty: KnowledgeGraph, tmp_path: Path
) -> None:
    release = tmp_path / "one.txt"
    release.write_text("A holds B.")
    facts = facts_file(tmp_path, "one")
    assert [empty.build([path]).fates for path in (release, facts, facts, release, release)] == [
        {"new": 1}, {"changed": 1}, {"unchanged": 1}, {"changed": 1}, {"unchanged": 1},
    ]  # fmt: skip


def test_what_was_let_in_before_clears_the_quarantine(empty: KnowledgeGraph, tmp_path: Path) -> None:
    path = facts_file(tmp_path, "one")
    empty.build([path])
    empty.build([wrong(tmp_path, "one")])
    assert empty.store.quarantined()[0].slug == "one"
    facts_file(tmp_path, "one")
    assert empty.build([path]).fates == {"unchanged": 1}
    assert empty.store.quarantined() == []


def test_a_changed_document_replaces_its_graph(empty: KnowledgeGraph, tmp_path: Path) -> None:
    path = facts_file(tmp_path, "one")
    empty.build([path])
    facts_file(tmp_path, "one", facts=[])
    assert empty.build([path]).fates == {"changed": 1}
    assert list(empty.facts()) == []


def test_what_the_gate_refuses_is_kept_aside_and_the_old_stays(empty: KnowledgeGraph, tmp_path: Path) -> None:
    path = facts_file(tmp_path, "one")
    empty.build([path])
    wrong(tmp_path, "one")
    report = empty.build([path])
    assert not report.complete
    assert [built.id for built in report.quarantined] == ["one"]
    assert report.facts.total() == 0
    assert empty.store.quarantined()[0].slug == "one"
    assert "its own" in empty.store.quarantined()[0].report
    assert len(list(empty.facts())) == 1
    facts_file(tmp_path, "one")
    assert empty.build([path]).complete
    assert empty.store.quarantined() == []


def test_bad_inputs_do_not_stop_the_rest(empty: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "broken.json").write_text('{"facts": [')
    report = empty.build([tmp_path / "broken.json", tmp_path / "missing.txt", facts_file(tmp_path, "good")])
    assert report.fates == {"new": 1}
    assert len(report.failures) == 2
    assert not report.complete


def test_any_number_of_processes_gives_the_same(empty: KnowledgeGraph, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(ENOUGH_FOR_PROCESSES):
        (wrong if number == 7 else facts_file)(folder, f"d{number:02}")
    one = empty.build([folder])
    other = KnowledgeGraph(tmp_path / "other.db")
    assert other.build([folder], jobs=2).built == one.built
    empty.export(tmp_path / "a.nq")
    other.export(tmp_path / "b.nq")
    assert (tmp_path / "a.nq").read_bytes() == (tmp_path / "b.nq").read_bytes()


def test_adding_a_text_or_a_file(empty: KnowledgeGraph, tmp_path: Path) -> None:
    text = "Acme announces news\n\nBASEL, June 4, 2012 - Nothing happened.\n"
    (first,) = empty.add(text).built
    assert first.id.startswith("text-")
    assert empty.add(text).fates == {"unchanged": 1}
    assert empty.add(text, id="news").built[0].id == "news"
    assert empty.add(facts_file(tmp_path, "one")).fates == {"new": 1}
    with pytest.raises(InputError, match=r"nowhere\.txt: no such file or folder"):
        empty.add("nowhere.txt")


def test_retracting_a_document(empty: KnowledgeGraph, tmp_path: Path) -> None:
    empty.build([facts_file(tmp_path, "one"), facts_file(tmp_path, "two")])
    empty.retract("one")
    assert [fact.source.id for fact in empty.facts()] == ["two"]
    with pytest.raises(InputError, match=r"twoo: no such document in .*\. Did you mean two\?"):
        empty.retract("twoo")
    empty.retract("https://w3id.org/biopharma-kg/resource/document/two")
    assert list(empty.facts()) == []


def test_without_a_store_nothing_is_made(empty: KnowledgeGraph) -> None:
    for call in (
        empty.snapshot,
        empty.validate,
        empty.to_networkx,
        lambda: empty.retract("x"),
        lambda: empty.query("ASK {}"),
    ):
        with pytest.raises(StoreError, match="no such store"):
            call()
    assert not empty.store.path.exists()


def test_readers_see_what_another_graph_object_adds(empty: KnowledgeGraph, tmp_path: Path) -> None:
    empty.build([facts_file(tmp_path, "one")])
    reader = KnowledgeGraph(empty.store.path)
    assert len(list(reader.facts())) == 1
    empty.build([facts_file(tmp_path, "two")])
    assert len(list(reader.facts())) == 2


def test_facts_come_with_words_and_source(graph: KnowledgeGraph) -> None:
    (fact,) = graph.facts(predicate="outcome")
    assert (fact.subject, fact.status, fact.confidence) == ("SAR3419", "asserted", 1.0)
    assert fact.details["percent"] == "33"
    assert "count 7" in fact.object
    (evidence,) = fact.evidence
    assert evidence.quote.startswith("At 55 mg/m2 weekly, 7 of 21")
    assert (fact.source.published, fact.source.publisher) == ("2012-06-04", "Business Wire")
    assert fact.source.title == "ImmunoGen shows first data on SAR3419"


def test_facts_tell_of_their_agreement(graph: KnowledgeGraph) -> None:
    (fact,) = graph.facts(predicate="licensedTo", about="Huadong")
    assert fact.details == {"licensor": "ImmunoGen, Inc.", "territory": "Greater China"}


@pytest.mark.parametrize(
    ("about", "predicate", "status", "number"),
    [
        (None, None, None, 52),
        (None, None, "planned", 3),
        (None, "payment", None, 4),
        ("huadong", None, None, 4),
        ("ImmunoGen", "payment", "potential", 1),
        ("ImmunoGen", "licensedTo", None, 3),
    ],
)
def test_facts_are_chosen(
    graph: KnowledgeGraph, about: str | None, predicate: str | None, status: str | None, number: int
) -> None:
    assert len(list(graph.facts(about=about, predicate=predicate, status=status))) == number


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"about": "Hudong"}, "nothing in the graph is named 'Hudong'. Did you mean Huadong"),
        ({"predicate": "hasPaylod"}, "there is no predicate 'hasPaylod'. Did you mean hasPayload"),
        ({"status": "sure"}, "there is no status 'sure'. There are asserted, planned"),
    ],
)
def test_unknown_choices(graph: KnowledgeGraph, choice: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        graph.facts(**choice)


def test_explaining_a_name(graph: KnowledgeGraph) -> None:
    explanation = graph.explain("t-dm1")
    (thing,) = explanation.things
    assert (thing.kind, thing.name) == ("Compound", "trastuzumab emtansine")
    assert [name.text for name in thing.names] == ["Kadcyla", "T-DM1", "trastuzumab emtansine"]
    assert "ado-trastuzumab emtansine" in thing.known_as
    shown = str(explanation)
    assert 'trastuzumab emtansine approvedFor breast cancer\n    "The FDA has approved' in shown
    assert "genentech-kadcyla-20130222, Business Wire, 2013-02-22" in shown


def test_validation_names_each_document(graph: KnowledgeGraph) -> None:
    reports = graph.validate()
    assert sorted(reports) == sorted(path.stem for path in FACTS.iterdir())
    assert all(report.conforms for report in reports.values())


def test_networkx_holds_the_asserted_edges(graph: KnowledgeGraph) -> None:
    network = graph.to_networkx()
    base = "https://w3id.org/biopharma-kg/resource/"
    edges = network[f"{base}compound/coltuximab-ravtansine"]
    assert edges[f"{base}company/sanofi"]["licensedTo"]["documents"] == ["immunogen-sar3419-20120604"]
    assert f"{base}condition/endometrial-cancer" not in network
    ends = f"{base}company/genentech", f"{base}company/immunogen"
    assert "partnerOf" in network[ends[0]][ends[1]]
    assert "partnerOf" in network[ends[1]][ends[0]]


@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")  # of rdflib by rdflib
def test_rdflib_asks_the_same_graph(graph: KnowledgeGraph) -> None:
    text = "SELECT ?c { ?c kg:hasPayload ?p } ORDER BY ?c"
    found = graph.to_rdflib().query(text, initNs={"kg": "https://w3id.org/biopharma-kg/ontology#"})
    names = [str(compound).rsplit("/", 1)[-1] for (compound,) in cast("list[tuple[object]]", list(found))]
    assert names == [row["c"] for row in rows(graph.query(text))]


def test_the_package_lifts_its_names() -> None:
    assert kg.KnowledgeGraph is KnowledgeGraph
    assert kg.__version__.count(".") == 2
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kg.nothing  # noqa: B018


def test_the_package_loads_nothing_heavy() -> None:
    script = (
        "import sys, kg; print(sorted({'pyoxigraph', 'rdflib', 'pydantic', 'networkx'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"
