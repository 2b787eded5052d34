"""The graph as a networkx network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import networkx
import pytest
from answers import FACTS, built
from networks import STORY, network

from kg.analysis import Quote, around, find
from kg.errors import QueryError
from kg.graph import KnowledgeGraph
from kg.schema import schema


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with built() as made:
        yield made


@pytest.fixture(scope="module")
def iri(graph: KnowledgeGraph) -> Callable[[str], str]:
    """The IRI of what has a name."""
    return partial(find, graph.to_networkx(status=("asserted", "planned")))


def test_nodes_tell_what_they_are(graph: KnowledgeGraph, iri: Callable[[str], str]) -> None:
    nodes = graph.to_networkx().nodes
    assert nodes[iri("ImmunoGen")] == {
        "iri": iri("ImmunoGen"),
        "label": "ImmunoGen, Inc.",
        "kind": "Company",
        "aliases": ["ImmunoGen"],
        "identifiers": ["NASDAQ:IMGN"],
    }


def test_edges_tell_who_says_so_and_when(graph: KnowledgeGraph, iri: Callable[[str], str]) -> None:
    fact = graph.to_networkx()[iri("SAR3419")][iri("Sanofi")]["licensedTo"]
    assert fact == {
        "predicate": "licensedTo",
        "status": "asserted",
        "dates": ["2012-06-04"],
        "documents": ["immunogen-sar3419-20120604"],
        "releases": ["immunogen-sar3419-20120604"],
        "sources": 1,
        "confidence": 1.0,
        "licensors": [iri("ImmunoGen")],
        "quotes": [
            Quote("licensed to Sanofi, a partner of ImmunoGen", "immunogen-sar3419-20120604", "2012-06-04")
        ],
    }


def test_several_documents_are_one_edge(graph: KnowledgeGraph, iri: Callable[[str], str]) -> None:
    fact = graph.to_networkx()[iri("T-DM1")][iri("Genentech")]["developedBy"]
    assert (fact["sources"], fact["dates"]) == (2, ["2012-06-04", "2013-02-22"])


def test_payments_lead_from_payer_to_payee(graph: KnowledgeGraph, iri: Callable[[str], str]) -> None:
    paid = graph.to_networkx(predicates=["payment"], status=("asserted", "potential"))
    sums = sorted(
        (fact["status"], fact["kind"], fact["amount"])
        for fact in paid[iri("Huadong Medicine")][iri("ImmunoGen")].values()
    )
    assert sums == [("asserted", "upfront", 40_000_000), ("potential", "milestone", 265_000_000)]
    assert iri("AbbVie") not in paid, "the payee is not named"


def test_kinds_and_predicates_choose(graph: KnowledgeGraph) -> None:
    kinds = graph.to_networkx(kinds=["Company", "Technology"])
    assert {data["kind"] for data in kinds.nodes.values()} == {"Company", "Technology"}
    targets = graph.to_networkx(predicates=["hasTarget"])
    assert {key for *_, key in targets.edges} == {"hasTarget"}


def test_controlled_values_are_nodes_where_they_are_asked_for(graph: KnowledgeGraph) -> None:
    phase = schema().concepts["Phase"]["Phase 2"].iri
    assert phase not in graph.to_networkx()
    assert graph.to_networkx(predicates=["developmentPhase"]).nodes[phase]["label"] == "Phase 2"
    assert phase in graph.to_networkx(kinds=["Compound", "Phase"])


def test_only_asserted_facts_are_edges_unless_others_are_asked_for(
    graph: KnowledgeGraph, iri: Callable[[str], str]
) -> None:
    assert iri("AbbVie") not in graph.to_networkx(as_of="2023")
    planned = graph.to_networkx(status=["planned"], as_of="2023")
    assert list(planned[iri("ImmunoGen")][iri("AbbVie")]) == ["parentOrganization/planned"]


@pytest.mark.parametrize(
    ("as_of", "documents"),
    [("2012-06-03", 0), ("2012-06-04", 1), ("2012-06", 1), ("2012", 1), ("2013", 2), ("2024-02-12", 5)],
)
def test_as_of_leaves_out_what_came_later(graph: KnowledgeGraph, as_of: str, documents: int) -> None:
    found = graph.to_networkx(as_of=as_of)
    assert found.graph["documents"] == documents
    assert all(
        day <= max(as_of, f"{as_of}-99") for *_, fact in found.edges(data=True) for day in fact["dates"]
    )


def test_the_network_does_not_depend_on_the_order_of_reading(graph: KnowledgeGraph, tmp_path: Path) -> None:
    other = KnowledgeGraph(tmp_path / "kg.db")
    for path in sorted(FACTS.iterdir(), reverse=True):
        other.build([path])
    one, two = graph.to_networkx(), other.to_networkx()
    assert list(one.nodes(data=True)) == list(two.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(two.edges(keys=True, data=True))


def test_projections_by_name_or_function(graph: KnowledgeGraph, iri: Callable[[str], str]) -> None:
    assert networkx.is_directed(graph.to_networkx(projection="licences"))
    assert len(graph.to_networkx(projection=lambda network: network.subgraph([iri("SAR3419")]))) == 1
    near, far = (graph.to_networkx(projection=around("SAR3419", steps)) for steps in (1, 2))
    assert (
        set(near) == {iri("SAR3419"), *networkx.all_neighbors(graph.to_networkx(), iri("SAR3419"))} < set(far)
    )


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"kinds": ["Compund"]}, r"no kind 'Compund'. Did you mean Compound"),
        ({"predicates": ["hasTargt"]}, r"no predicate 'hasTargt'. Did you mean hasTarget"),
        ({"status": ["sure"]}, r"no status 'sure'. There are asserted, derived"),
        ({"as_of": "June 2012"}, r"'June 2012' is not a date; write YYYY, YYYY-MM or"),
        ({"as_of": "2012", "status": ["derived"]}, r"leave out the date"),
        ({"projection": "company"}, r"no projection 'company'. Did you mean companies"),
        ({"projection": "ego"}, r"around one thing: give projection=kg.analysis.around"),
        ({"projection": around("Immunogenn")}, r"Did you mean ImmunoGen"),
    ],
)
def test_wrong_choices_say_what_to_do(graph: KnowledgeGraph, choice: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        graph.to_networkx(**choice)


def test_networks_of_tests_have_the_attributes_of_real_ones(graph: KnowledgeGraph) -> None:
    real, made = graph.to_networkx(kinds=["Compound", "Target"]), network(STORY)
    assert made.graph.keys() == real.graph.keys()
    for one, other in ((real.nodes, made.nodes), (real.edges, made.edges)):
        assert {frozenset(data) for *_, data in one(data=True)} == {
            frozenset(data) for *_, data in other(data=True)
        }


def test_a_notebook_shows_a_summary(graph: KnowledgeGraph, tmp_path: Path) -> None:
    shown = graph._repr_html_()
    assert "5 document(s)" in shown
    assert "<td>Company</td>" in shown
    assert "nothing is built yet" in KnowledgeGraph(tmp_path / "<b>none</b>")._repr_html_()


def test_a_notebook_runs_nothing_of_a_release(tmp_path: Path) -> None:
    folder = tmp_path / "<script>alert(1)</script>"
    graph = KnowledgeGraph(folder)
    graph.add("<img src=x onerror=alert(1)>\n\nBASEL, June 4, 2012 - Nothing happened.\n", id="hostile")
    for shown in (graph._repr_html_(), KnowledgeGraph(tmp_path / "<script>")._repr_html_()):
        assert "<script" not in shown
        assert "<img" not in shown
