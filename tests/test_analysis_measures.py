"""Measures, against what is known of small networks."""

from __future__ import annotations

import random

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import STORY, lines, network

from kg.analysis import CENTRED, PROJECTIONS, Network, Result, analyze, measures
from kg.analysis.measure import Measure
from kg.analysis.projections import simple
from kg.errors import QueryError
from kg.schema import schema

#: Two triangles of partners, joined by a bridge from c to d, and a pair apart.
BARBELL = "\n".join(
    f"2010 {one} partnerOf {other}" for one, other in ("ab", "bc", "ac", "cd", "de", "ef", "df", "xy")
)

#: The story without the partnership that would shorten all paths.
APART = STORY.replace("2013 ImmunoGen partnerOf Sanofi\n", "")


def shown(result: Result) -> list[tuple[str, ...]]:
    return [tuple(row) for row in result.texts()]


def found(measure: str, told: str = BARBELL, **choice: object) -> list[tuple[str, ...]]:
    return shown(analyze(network(told), measure, **choice))  # type: ignore[arg-type]


def test_degree() -> None:
    licences = (f"2010 {drug} originatedBy a\n2011 {drug} licensedTo b" for drug in ("AB-1", "AB-2"))
    told = "\n".join((BARBELL, *licences))
    assert found("degree", told)[:3] == [
        ("c", "Company", "3", "3"), ("d", "Company", "3", "3"), ("a", "Company", "2", "3"),
    ]  # fmt: skip


def test_betweenness_is_the_share_of_shortest_paths() -> None:
    rows = found("betweenness")
    # Through c: from a and b to d, e and f, 6 of the 21 pairs of the other 7.
    assert rows[:2] == [("c", "Company", f"{6 / 21:.4g}"), ("d", "Company", f"{6 / 21:.4g}")]
    assert rows[2][2] == "0"


def test_betweenness_of_a_large_network_is_estimated_the_same_each_time() -> None:
    chain = network(*(f"2010 n{number:04} partnerOf n{number + 1:04}" for number in range(1200)))
    one, two = (analyze(chain, "betweenness", top=1).rows for _ in range(2))
    assert one == two
    assert 500 < int(str(one[0][0].label)[1:]) < 700  # type: ignore[union-attr]


def test_eigenvector_is_of_the_largest_part() -> None:
    rows = found("eigenvector")
    assert [row[0] for row in rows] == ["c", "d", "a", "b", "e", "f"]
    assert sum(float(row[2]) ** 2 for row in rows) == pytest.approx(1, abs=1e-3)


def test_pagerank_follows_licences() -> None:
    rows = found("pagerank", "2010 AB-1 originatedBy a\n2010 AB-1 licensedTo b", projection="licences")
    assert [row[0] for row in rows] == ["b", "a"]
    assert sum(float(row[2]) for row in found("pagerank")) == pytest.approx(1, abs=1e-3)


def test_communities() -> None:
    rows = found("communities")
    assert [row[:3] for row in rows] == [("1", "3", "c; a; b"), ("2", "3", "d; e; f"), ("3", "2", "x; y")]
    parts = [{"a", "b", "c"}, {"d", "e", "f"}, {"x", "y"}]
    graph = simple(network(BARBELL))
    assert float(rows[0][3]) == pytest.approx(networkx.community.modularity(graph, parts), abs=1e-4)


def test_bridges_tell_what_they_cut_off() -> None:
    assert found("bridges", f"{BARBELL}\n2010 f partnerOf g") == [
        ("c", "d", "3"), ("f", "g", "1"), ("x", "y", "1"),
    ]  # fmt: skip


def test_articulation_points_tell_how_many_parts_are_left() -> None:
    told = f"{BARBELL}\n2010 c partnerOf g"
    assert found("articulation-points", told) == [("c", "Company", "3"), ("d", "Company", "2")]


def test_k_core() -> None:
    assert {row[0]: row[2] for row in found("k-core")} == dict.fromkeys("abcdef", "2") | dict.fromkeys(
        "xy", "1"
    )


def test_assortativity() -> None:
    star = "\n".join(f"2010 hub partnerOf leaf{number}" for number in range(4))
    assert found("assortativity", star) == [("degree", "-1"), ("kind", "")]
    assert found("assortativity", "2010 a partnerOf b") == [("degree", ""), ("kind", "")]


def test_a_path_is_told_as_a_sentence_with_quotes() -> None:
    result = analyze(network(APART), "shortest-path", about=["Sanofi", "ImmunoGen"])
    assert [row[:2] for row in result.rows] == [
        ("Sanofi develops SAR3419, which uses TAP, which ImmunoGen owns.", 3),
    ]  # fmt: skip
    assert '"ImmunoGen ownsTechnology TAP" (d0, 2010)' in str(result)


def test_of_several_facts_the_best_supported_is_told() -> None:
    told = network(APART, "2015 SAR3419 licensedTo Sanofi")
    (row,) = analyze(told, "shortest-path", about=["Sanofi", "TAP"]).rows
    assert row[0] == "Sanofi licensed SAR3419, which uses TAP."


def test_simple_paths_come_with_the_shortest_first() -> None:
    rows = found("simple-paths", STORY, about=["ImmunoGen", "Sanofi"])
    assert rows[0][:2] == ("ImmunoGen is a partner of Sanofi.", "1")
    assert rows[1][0] == "ImmunoGen owns TAP, which SAR3419 uses, and SAR3419 is developed by Sanofi."
    assert [int(row[1]) for row in rows] == sorted(int(row[1]) for row in rows)
    through = found("simple-paths", STORY, about=["ImmunoGen", "Sanofi", "Novartis"])
    assert through == [row for row in rows if "Novartis" in row[0]] != []


def test_no_path() -> None:
    result = analyze(network(BARBELL), "shortest-path", about=["a", "x"])
    assert result.rows == ()
    assert str(result).endswith("Nothing found.\n")


def test_every_predicate_between_things_has_its_words() -> None:
    between = {name for name, known in schema().predicates.items() if known.range_kind == "entity"}
    for name in between:
        predicate = schema().predicates[name]
        told = network(f"2010 one {name} {'two' if predicate.symmetric else 'other'}")
        (row,) = analyze(told, "shortest-path", about=["one", "two" if predicate.symmetric else "other"]).rows
        assert name not in str(row[0])


def test_competitors_of_a_compound_and_of_a_company() -> None:
    assert found("competitors", STORY, about=["SAR3419"]) == [("Rival", "2", "CD19", "lymphoma", "Novartis")]
    assert found("competitors", STORY, about=["Novartis"]) == [("Sanofi", "2", "CD19", "lymphoma", "SAR3419")]


def test_competitors_for_a_target_come_before_those_for_a_condition_alone() -> None:
    told = f"{STORY}2014 Also hasTarget CD19\n2014 Aids hasIndication lymphoma"
    rows = found("competitors", told, about=["SAR3419"])
    assert [row[:2] for row in rows] == [("Rival", "2"), ("Also", "1"), ("Aids", "1")]


def test_a_company_is_no_competitor_of_its_own() -> None:
    told = STORY.replace("Rival developedBy Novartis", "Rival developedBy Sanofi")
    assert found("competitors", told, about=["SAR3419"]) == []


def test_shared_partners() -> None:
    assert found("shared-partners", STORY, about=["Novartis"]) == [("ImmunoGen", "1", "Genentech")]
    assert found("shared-partners", STORY, about=["Novartis", "Sanofi"]) == []


def test_white_space() -> None:
    assert found("white-space", STORY) == [("CD19", "1", "SAR3419", "Sanofi")]
    assert found("white-space", f"{STORY}2015 Rival developmentPhase phase-2") == []
    assert found("white-space", "2010 AB-1 hasTarget CD20") == []


def test_growth_adds_up() -> None:
    undated = network(STORY)
    for *_, fact in undated.edges("Kadcyla", data=True):
        fact["dates"] = []
    rows = shown(analyze(undated, "growth"))
    assert [row[0] for row in rows] == ["undated", "2014", "2013", "2012", "2011", "2010"]
    assert rows[-1] == ("2010", "1", "2", "1", "2")
    facts = analyze(undated, "degree", projection="facts").basis.edges
    assert int(rows[0][3]) == facts == sum(int(row[1]) for row in rows)


def test_a_result_says_what_it_was_computed_on() -> None:
    told = network(STORY)
    told.graph |= {"as_of": "2014", "undated": 2}
    result = analyze(told, "degree", top=1)
    assert str(result.basis) == (
        "15 documents up to 2014, 2 undated left out; asserted facts; projection companies: 4 nodes, 3 edges"
    )
    assert result.more
    around = analyze(told, "degree", projection="ego", about=["Sanofi"]).basis
    assert "projection ego around Sanofi: 3 nodes" in str(around)


def test_about_and_top_choose_rows() -> None:
    assert found("degree", about=["d"]) == [("d", "Company", "3", "3")]
    assert len(found("degree", top=2)) == 2
    assert not analyze(network(BARBELL), "degree", top=8).more


@pytest.mark.parametrize(
    ("measure", "choice", "message"),
    [
        ("betweeness", {}, r"no measure 'betweeness'. Did you mean betweenness"),
        ("degree", {"projection": "deal"}, r"no projection 'deal'. Did you mean deals"),
        ("degree", {"about": ["Immunogene"]}, r"named 'Immunogene'. Did you mean ImmunoGen"),
        ("shortest-path", {"about": ["Sanofi"]}, r"needs 2 name\(s\) with --about, and has 1"),
        ("degree", {"projection": "ego"}, r"needs 1 name\(s\)"),
        ("degree", {"about": ["CD19"]}, r"CD19 has no links in the projection companies"),
        ("growth", {"about": ["Sanofi"]}, r"growth is of no single things; use --projection ego"),
        ("growth", {"projection": "companies"}, r"growth is computed on facts or deals .* not on companies"),
        ("white-space", {"projection": "facts"}, r"computed on pipeline, not on facts"),
        ("shortest-path", {"about": ["TAP", "TAP"]}, r"is about 2 things, and TAP and TAP are one"),
        ("shared-partners", {"about": ["CD19"]}, r"CD19 has no links in the projection companies"),
        ("competitors", {"about": ["CD19"]}, r"of a company or compound, not of a Target"),
        (
            "shortest-path",
            {"about": ["Sanofi", "ImmunoGen"], "projection": "companies"},
            r"computed on facts or deals or ego, not on companies",
        ),
    ],
)
def test_wrong_choices_say_what_to_do(measure: str, choice: dict[str, object], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        found(measure, STORY, **choice)


def test_an_ambiguous_name_asks_for_an_iri() -> None:
    told = network(STORY)
    told.nodes["Rival"]["aliases"] = told.nodes["Kadcyla"]["aliases"] = ["T-1"]
    with pytest.raises(QueryError, match=r"'T1' names several .* Kadcyla \(Compound\) Kadcyla; Rival"):
        analyze(told, "degree", about=["T1"])
    assert analyze(told, "competitors", about=["Rival"]).rows


@pytest.mark.parametrize("name", measures())
def test_an_empty_network_has_no_results(name: str) -> None:
    empty = network("2010 AB-1 hasModality vaccine")
    about = ["AB-1"] * measures()[name].about
    if about:
        with pytest.raises(QueryError, match="has no links"):
            analyze(empty, name, about=about)
    else:
        assert analyze(empty, name).rows == ()


@pytest.mark.parametrize("name", measures())
def test_every_measure_is_computed_on_its_projections(name: str) -> None:
    known = measures()[name]
    for projection in (known.projection, *(PROJECTIONS if known.also is None else known.also)):
        about = ["Sanofi"] * (projection in CENTRED) + ["Sanofi", "ImmunoGen"][: known.about]
        try:
            assert analyze(
                network(STORY, "2013 TAP technologyLicensedTo Sanofi"),
                name,
                projection=projection,
                about=about,
            )
        except QueryError as error:
            assert "has no links in the projection" in str(error)  # noqa: PT017 - a company among compounds


@pytest.mark.parametrize("known", measures().values(), ids=measures())
def test_measures_are_described(known: Measure) -> None:
    assert len(known.meaning) > 20
    assert len(set(known.columns)) == len(known.columns)


def shuffled(told: Network, order: random.Random) -> Network:
    nodes, edges = list(told.nodes(data=True)), list(told.edges(keys=True, data=True))
    order.shuffle(nodes)
    order.shuffle(edges)
    other: Network = networkx.MultiDiGraph(**told.graph)
    other.add_nodes_from(nodes)
    for source, target, key, data in edges:
        other.add_edge(source, target, key=key, **data)
    return other


@pytest.mark.parametrize("name", measures())
@settings(max_examples=10, deadline=None)
@given(facts=lines(), order=st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(name: str, facts: list[str], order: random.Random) -> None:
    told = network(*facts, STORY)
    about = ["SAR3419", "ImmunoGen"] if measures()[name].projection == "facts" else ["Sanofi"]
    results = [
        analyze(each, name, about=about[: measures()[name].about]) for each in (told, shuffled(told, order))
    ]
    assert results[0] == results[1]
