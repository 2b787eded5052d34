"""The same release from two wires counts once; another release of the same company does not."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from answers import rows
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from test_readers_studies import study

from kg.cli import cli
from kg.graph import KnowledgeGraph

NEWS = [
    "Hexagene, Inc. has licensed HGX-214 to Sanofi, which pays $20 million at signing.",
    "HGX-214 is an antibody-drug conjugate with the payload DM4.",
    "A Phase 2 trial in patients with lymphoma began in May, the company said at a meeting in Boston.",
    "Of the 21 patients in the first part of the study, 7 had a response that lasted for six months.",
    "The second part is to enrol 60 patients at twelve sites in France and Germany over the next year.",
    "Payments for milestones and royalties on net sales are agreed as well, but were not made public.",
]
ABOUT = """About Hexagene

Hexagene makes medicines for people with cancers of the blood. It has three of them in trials, employs 120
people in Boston and Basel, and was founded in 2004 by doctors of two hospitals.

Forward-Looking Statements

This text contains forward-looking statements. They may turn out to be wrong, as trials may fail, partners may
leave and the market for the medicines may be smaller than expected."""
ANOTHER = [
    "Hexagene, Inc. has licensed HGX-301 to Roche for the treatment of adults with rare anaemias.",
    "The companies will share all costs of development equally until a first approval in Europe.",
    "A committee of three people from either side decides on trials, and meets every second month.",
    "Work on the compound began at a university in Norway, which keeps a share of all later income.",
]


def release(
    folder: Path, name: str, day: str = "May 3, 2022", news: list[str] = NEWS, note: str = ""
) -> Path:
    path = folder / f"{name}.txt"
    dateline = f"BOSTON, {day} /PRNewswire/ -- " if day else ""
    path.write_text(f"Hexagene Tells News\n\n{note}{dateline}{' '.join(news)}\n\n{ABOUT}\n")
    return path


@pytest.fixture
def graph(tmp_path: Path) -> KnowledgeGraph:
    return KnowledgeGraph(tmp_path / "kg.db")


def linked(graph: KnowledgeGraph) -> set[tuple[str, str]]:
    found = rows(
        graph.query(
            "SELECT ?a ?b { ?one prov:alternateOf ?other . ?one dcterms:identifier ?a . "
            "?other dcterms:identifier ?b }"
        )
    )
    return {(row["a"], row["b"]) for row in found}


def test_a_release_of_two_wires_counts_once(graph: KnowledgeGraph, tmp_path: Path) -> None:
    wire = release(tmp_path, "wire"), release(tmp_path, "site", "May 4, 2022")
    built = CliRunner().invoke(
        cli, ["build", *map(str, wire), "--jobs", "1", "--store", str(graph.store.path)]
    )
    assert built.stderr == "kg: site: the same release as wire\n"
    assert linked(graph) == {("wire", "site"), ("site", "wire")}
    (fact,) = graph.facts(predicate="hasPayload")
    assert (fact.source.id, [copy.id for copy in fact.copies]) == ("wire", ["site"])
    assert "wire, PRNewswire, 2022-05-03; also site" in str(graph.explain("HGX-214"))
    (told,) = rows(graph.ask("sources", predicate="kg:hasPayload"))
    assert (told["sources"], told["documents"]) == ("1", "2")
    edges = [edge for *_, edge in graph.to_networkx().edges(data=True)]
    assert {(edge["sources"], tuple(edge["documents"])) for edge in edges} == {(1, ("site", "wire"))}


def test_figures_count_what_copies_say_once(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.build([release(tmp_path, "wire")])
    alone = figures(graph)
    graph.build([release(tmp_path, "site")])
    both = figures(graph)
    changed = {key: both[key] for key in both if both[key] != alone.get(key)}
    assert {key for key in changed if key[0] != "documents by source"} == {
        ("quality", "documents"),
        ("quality", "documents that are copies of another"),
        ("documents by year", "2022"),
        *((about, what) for about, what in both if about == "documents by program"),
    }


def figures(graph: KnowledgeGraph) -> dict[tuple[str, str], int]:
    told = CliRunner().invoke(cli, ["stats", "--format", "json", "--store", str(graph.store.path)]).stdout
    return {(row["about"], row["what"]): row["number"] for row in json.loads(told)}


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"note": "Adds the number of sites in the fourth sentence.\n\n"}, True),
        ({"news": [*NEWS[:3], NEWS[3].replace("7", "8"), *NEWS[4:]]}, True),
        ({"day": "May 16, 2022"}, True),
        ({"day": "August 3, 2022"}, False),
        ({"day": ""}, True),
        ({"news": NEWS[1:]}, True),
        ({"day": "", "news": NEWS[1:]}, False),
        ({"news": ANOTHER}, False),
        ({"news": ANOTHER[:1]}, False),
        ({"news": [*NEWS[:2], *ANOTHER]}, False),
    ],
    ids=[
        "a note", "a number", "days later", "a season later", "no date", "one sentence less",
        "no date, one sentence less", "other news", "short news", "the same beginning",
    ],
)  # fmt: skip
def test_which_releases_are_the_same(
    graph: KnowledgeGraph, tmp_path: Path, other: dict[str, str], same: bool
) -> None:
    graph.build([release(tmp_path, "one"), release(tmp_path, "two", **other)])  # type: ignore[arg-type]
    assert bool(linked(graph)) is same


def test_records_are_no_copies_of_each_other(graph: KnowledgeGraph, tmp_path: Path) -> None:
    for number in ("NCT00000001", "NCT00000002"):
        (tmp_path / f"{number}.json").write_text(json.dumps(study(number)))
    assert graph.build(tmp_path.glob("*.json")).complete
    assert linked(graph) == set()


#: Each like its neighbours enough to be a copy, but the first is not like the last.
CHAIN = {
    "a": NEWS,
    "b": [*NEWS[:5], "It is agreed that more is paid later."],
    "c": [*NEWS[1:5], "It is agreed that more is paid later."],
    "d": [*NEWS[2:5], "It is agreed that more is paid later."],
    "z": ANOTHER,
}


@given(st.lists(st.sampled_from("abcdz"), min_size=1, max_size=9))
@settings(max_examples=15, deadline=None)
def test_links_follow_from_the_documents_alone(steps: list[str]) -> None:
    """A step builds a document, or retracts it if it is there; then the same is built at once."""
    with TemporaryDirectory() as name:
        folder, there = Path(name), set[str]()
        graph, plain = KnowledgeGraph(folder / "kg.db"), KnowledgeGraph(folder / "plain.db")
        graph.build([release(folder, "always", news=CHAIN["z"])])
        for step in steps:
            if step in there:
                graph.retract(step)
            else:
                graph.build([release(folder, step, news=CHAIN[step])])
            there ^= {step}
        plain.build([release(folder, "always", news=CHAIN["z"])])
        plain.build([release(folder, each, news=CHAIN[each]) for each in sorted(there, reverse=True)])
        assert lines(graph) == lines(plain)


def lines(graph: KnowledgeGraph) -> list[bytes]:
    output = BytesIO()
    graph.export(output, "nquads")
    return sorted(output.getvalue().splitlines())
