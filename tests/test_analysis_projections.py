"""Projections, on small networks and by laws that hold of all."""

from __future__ import annotations

from collections import Counter
from math import comb

from hypothesis import given, settings
from networks import STORY, lines, network

from kg.analysis import PROJECTIONS, Graph, Network, project
from kg.analysis.projections import by_year, deals


def edges(found: Graph, attribute: str) -> dict[tuple[str, ...], object]:
    return {(one, other): data[attribute] for one, other, data in found.edges(data=True)}


def test_licences_lead_from_the_owner_where_no_licensor_is_named() -> None:
    found = project(network(STORY, "2014 TAP technologyLicensedTo Amgen"), "licences")
    assert edges(found, "assets") == {("ImmunoGen", "Amgen"): ["TAP"]}


def test_a_named_licensor_goes_before_the_owner() -> None:
    told = network(STORY, "2014 TAP technologyLicensedTo Amgen")
    told["TAP"]["Amgen"]["technologyLicensedTo"]["licensors"] = ["Sanofi"]
    assert edges(project(told, "licences"), "deals") == {("Sanofi", "Amgen"): 1}


def test_companies_count_deals_and_sources() -> None:
    found = project(
        network(
            "2010 Acme partnerOf Beta", "2011 Acme partnerOf Beta",
            "2010 AB-1 originatedBy Acme", "2011 AB-1 licensedTo Beta",
            "2010 AB-2 originatedBy Beta", "2012 AB-2 licensedTo Acme",
            "2012 Acme partnerOf Gamma",
        ),
        "companies",
    )  # fmt: skip
    assert edges(found, "deals") == {("Acme", "Beta"): 2, ("Acme", "Gamma"): 1}
    assert edges(found, "sources") == {("Acme", "Beta"): 4, ("Acme", "Gamma"): 1}
    assert found["Acme"]["Beta"]["licences"] == [("Acme", "Beta", "AB-1"), ("Beta", "Acme", "AB-2")]


def test_compounds_share_targets_payloads_and_technologies() -> None:
    found = project(network(STORY, "2014 Rival usesTechnology TAP"), "compounds")
    assert edges(found, "shared") == {
        ("Kadcyla", "Rival"): ["TAP"],
        ("Kadcyla", "SAR3419"): ["TAP"],
        ("Rival", "SAR3419"): ["CD19", "TAP"],
    }


def test_companies_and_technologies_have_two_sides() -> None:
    found = project(network(STORY), "company-technology")
    assert {node: data["bipartite"] for node, data in found.nodes(data=True)} == {
        "Genentech": 0,
        "ImmunoGen": 0,
        "Sanofi": 0,
        "TAP": 1,
    }
    assert edges(found, "roles") == {
        ("Genentech", "TAP"): ["uses"], ("ImmunoGen", "TAP"): ["owns"], ("Sanofi", "TAP"): ["uses"],
    }  # fmt: skip


def test_ego_has_what_is_near_and_what_links_it() -> None:
    found = project(network(STORY), "ego", "Sanofi")
    assert set(found) == {"Sanofi", "SAR3419", "ImmunoGen"}
    assert "Genentech" not in found


def test_slices_hold_what_was_new_in_each_year() -> None:
    slices = by_year(deals(network(STORY, "2020 ImmunoGen partnerOf Sanofi")))
    assert {year: sorted(map(tuple, part.edges())) for year, part in slices.items()} == {
        "2013": [("Genentech", "ImmunoGen"), ("ImmunoGen", "Sanofi")],
        "2014": [("Genentech", "Novartis")],
    }


def everything(found: Graph) -> tuple[object, ...]:
    return list(found.nodes(data=True)), list(found.edges(data=True)), found.graph


def centre_of(told: Network, name: str) -> list[str]:
    return [min(told)] if name == "ego" else []


@settings(max_examples=50)
@given(lines())
def test_weights_add_up(facts: list[str]) -> None:
    told = network(*facts)
    shared = Counter(
        target
        for _, target, fact in told.edges(data=True)
        if fact["predicate"] in {"hasTarget", "hasPayload", "usesTechnology"}
    )
    assert project(told, "compounds").size("weight") == sum(comb(number, 2) for number in shared.values())
    assert project(told, "things").size("weight") == told.size()
    assert project(told, "companies").size("deals") == project(told, "companies").size("weight")
    licences = project(told, "licences")
    assert licences.size("deals") == sum(len(fact["assets"]) for *_, fact in licences.edges(data=True))
    assert sum(part.size() for part in by_year(told).values()) == told.size()


@settings(max_examples=30)
@given(lines())
def test_projections_leave_their_network_as_it_is(facts: list[str]) -> None:
    told = network(*facts)
    before = everything(told)
    for name in PROJECTIONS if facts else ():
        found = project(told, name, *centre_of(told, name))
        assert found.graph == told.graph
        assert all(dict(told.nodes[node]).items() <= data.items() for node, data in found.nodes(data=True))
    assert everything(told) == before
