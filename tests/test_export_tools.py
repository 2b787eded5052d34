"""Exports for tools that know no RDF, opened again by readers that have nothing to do with the writers."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import networkx
import openpyxl
import pandas
import pytest
from answers import built
from click.testing import CliRunner, Result

from kg.analysis import Network, Quote
from kg.cli import cli
from kg.errors import ExtraError, InputError, QueryError
from kg.export import FORMATS, Sheet, export
from kg.graph import KnowledgeGraph
from kg.graph.network import everything

NETWORKS = [name for name, known in FORMATS.items() if known.content == "network"]
HOSTILE = "=1+1 <b>&\"'; $x$ 漢"


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with built() as made:
        yield made


def exported(graph: KnowledgeGraph, format: str, **choice: Any) -> bytes:  # noqa: ANN401
    output = io.BytesIO()
    graph.export(output, format, **choice)
    return output.getvalue()


def told(network: Network) -> tuple[dict[str, Any], Counter[str]]:
    """Nodes and edges with all that they have, in one form."""
    edges = Counter(
        json.dumps([source, target, data], sort_keys=True)
        for source, target, data in network.edges(data=True)
    )
    return json.loads(json.dumps(dict(network.nodes))), edges


def whole(graph: KnowledgeGraph, **choice: Any) -> tuple[dict[str, Any], Counter[str]]:  # noqa: ANN401
    network = everything(graph.snapshot(), **choice)
    for *_, data in network.edges(data=True):
        data["quotes"] = [quote._asdict() for quote in data["quotes"]]
    return told(network)


def with_lists(network: Any) -> Any:  # noqa: ANN401
    """The network, its JSON texts read."""
    for data in (*network.nodes.values(), *network.edges.values()):
        data |= {
            name: json.loads(value)
            for name, value in data.items()
            if isinstance(value, str) and value.startswith("[")
        }
        for name in ("id", "name", "key", "value", "networkx_key", "start", "source", "target"):
            data.pop(name, None)
    return network


def test_graphml_loses_nothing_of_the_network(graph: KnowledgeGraph) -> None:
    text = exported(graph, "graphml")
    read = networkx.read_graphml(io.BytesIO(text), force_multigraph=True)
    assert (read.graph["documents"], read.graph["status"]) == (5, '["asserted"]')
    assert told(with_lists(read)) == whole(graph)
    edges = ElementTree.fromstring(text).findall(".//{*}edge")
    assert len({edge.get("id") for edge in edges}) == len(edges) > 0


def test_gexf_loses_nothing_of_the_network(graph: KnowledgeGraph) -> None:
    read = networkx.read_gexf(io.BytesIO(exported(graph, "gexf")))
    for *_, data in read.edges(data=True):
        data.pop("label")
    assert told(with_lists(networkx.MultiDiGraph(read))) == whole(graph)


def test_gexf_has_days_for_the_timeline_of_gephi(graph: KnowledgeGraph) -> None:
    read = networkx.read_gexf(io.BytesIO(exported(graph, "gexf")))
    days = [
        (data["start"], json.loads(data["dates"])[0]) for *_, data in read.edges(data=True) if "start" in data
    ]
    assert days
    assert {len(start) for start, _ in days} == {10}
    assert all(start.startswith(date) for start, date in days)
    first = dict.fromkeys(read, "9999")
    for source, target, data in read.edges(data=True):
        for end in (source, target):
            first[end] = min(first[end], data.get("start", ""))
    assert {node: data.get("start", "") for node, data in read.nodes(data=True)} == first


def test_cytoscape_loses_nothing_of_the_network(graph: KnowledgeGraph) -> None:
    read = networkx.cytoscape_graph(json.loads(exported(graph, "cytoscape")))
    assert read.graph["documents"] == 5
    assert told(with_lists(read)) == whole(graph)


def test_tables_hold_the_network(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.export(tmp_path / "tables", "csv")
    nodes, edges = (
        pandas.read_csv(tmp_path / "tables" / name, keep_default_na=False)
        for name in ("nodes.csv", "edges.csv")
    )
    assert list(nodes) == [":ID", "iri", "label", ":LABEL", "aliases:string[]", "identifiers:string[]"]
    assert list(edges)[:4] == [":START_ID", ":END_ID", ":TYPE", "status"]
    network = everything(graph.snapshot())
    assert {row[":ID"]: row["aliases:string[]"].split(";") for _, row in nodes.iterrows()} == {
        node: data["aliases"] or [""] for node, data in network.nodes(data=True)
    }
    quotes = [
        (source, target, [Quote(**each) for each in json.loads(quoted)])
        for source, target, quoted in zip(edges[":START_ID"], edges[":END_ID"], edges["quotes"], strict=True)
    ]
    assert quotes == [(source, target, data["quotes"]) for source, target, data in network.edges(data=True)]
    assert set(edges[":START_ID"]) | set(edges[":END_ID"]) <= set(nodes[":ID"])


def test_a_zip_has_the_same_tables_as_a_folder(graph: KnowledgeGraph, tmp_path: Path) -> None:
    graph.export(tmp_path / "tables", "csv")
    graph.export(tmp_path / "tables.zip")
    with ZipFile(tmp_path / "tables.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}


def test_the_workbook_holds_all_facts(graph: KnowledgeGraph) -> None:
    book = openpyxl.load_workbook(io.BytesIO(exported(graph, "xlsx")))
    rows: list[dict[str, Any]] = [
        {str(name.value): cell for name, cell in zip(sheet[1], row, strict=True)} | {"sheet": sheet}
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(min_row=2)
    ]
    found = Counter(
        (row["subject"].value, row["sheet"].title, row["object"].value, row["status"].value,
         row["quotes"].value, row["document"].value, row["published"].value)
        for row in rows
    )  # fmt: skip
    facts = list(graph.facts())
    assert found == Counter(
        (fact.subject, fact.predicate, fact.object, fact.status,
         "\n".join(each.quote for each in fact.evidence), fact.source.id, fact.source.published or None)
        for fact in facts
    )  # fmt: skip
    assert {row["subject"].hyperlink.target for row in rows} == {fact.subject_iri for fact in facts}
    percents = [row["percent"].value for row in rows if row["sheet"].title == "outcome"]
    assert 33 in percents


def test_networks_are_cut_by_status_and_date(graph: KnowledgeGraph) -> None:
    choice = {"status": ["planned"], "as_of": "2020"}
    assert told(with_lists(networkx.read_graphml(io.BytesIO(exported(graph, "graphml", **choice))))) == whole(
        graph, **choice
    )
    book = pandas.read_excel(io.BytesIO(exported(graph, "xlsx", as_of="2012")), sheet_name=None)
    days = [day for name, sheet in book.items() if name != "about" for day in sheet["day"]]
    assert days
    assert max(days) < "2013"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("hostile")
    facts = {
        "document": "d", "text": HOSTILE,
        "entities": {
            "a": {"type": "Company", "name": HOSTILE, "aliases": ["a;b"]},
            "b": {"type": "Company", "name": "@SUM(A1)"},
        },
        "facts": [{"subject": "a", "predicate": "partnerOf", "object": "b",
                   "evidence": [{"start": 0, "end": len(HOSTILE), "quote": HOSTILE}]}],
    }  # fmt: skip
    (folder / "d.json").write_text(json.dumps(facts))
    graph = KnowledgeGraph(folder / "kg.db")
    assert graph.build([folder / "d.json"]).complete
    return graph


def test_hostile_names_stay_names(hostile: KnowledgeGraph) -> None:
    labels = {data["label"] for data in everything(hostile.snapshot()).nodes.values()}
    assert "@SUM(A1)" in labels
    for read in (
        networkx.read_graphml(io.BytesIO(exported(hostile, "graphml"))),
        networkx.read_gexf(io.BytesIO(exported(hostile, "gexf"))),
    ):
        assert {data["label"] for data in read.nodes.values()} == labels
    with ZipFile(io.BytesIO(exported(hostile, "csv"))) as archive:
        nodes = pandas.read_csv(archive.open("nodes.csv"))
    assert set(nodes["label"]) == {f"'{label}" for label in labels}
    assert "a,b" in "".join(nodes["aliases:string[]"].dropna())
    (row,) = list(openpyxl.load_workbook(io.BytesIO(exported(hostile, "xlsx")))["partnerOf"].rows)[1:]
    assert {cell.data_type for cell in row[:2]} == {"s"}
    assert {cell.value for cell in row[:2]} == labels


def test_too_many_rows_for_excel() -> None:
    sheet = Sheet("long", ("x",), [("",)] * 1_048_576)
    with pytest.raises(InputError, match="sheet long: 1,048,576 rows are more than Excel holds; use csv"):
        export([sheet], "xlsx", io.BytesIO())


def test_a_missing_extra_is_named(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(ExtraError, match=r"xlsxwriter.* pip install 'biopharma-kg\[excel\]'"):
        graph.export(tmp_path / "facts.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_rdf_is_always_of_all_facts(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="turtle is always of all facts"):
        exported(graph, "turtle", status=["asserted"])


def run(graph: KnowledgeGraph, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["export", *arguments, "--store", str(graph.store.path)], prog_name="kg")


def test_the_command_takes_formats_from_endings(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert run(graph, "--output", str(tmp_path / "a.gexf"), "--status", "planned").exit_code == 0
    assert (tmp_path / "a.gexf").read_bytes() == exported(graph, "gexf", status=["planned"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name a --format (turtle, trig"),
        (("--format", "doc"), "no format is named 'doc'; there are turtle"),
        (("--output", "a.doc"), "a.doc: the ending tells no format"),
        (("--format", "gexf", "--status", "plan"), "there is no status 'plan'. Did you mean planned?"),
        (("--format", "xlsx", "--as-of", "2012-13"), "'2012-13' is not a date"),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(
    graph: KnowledgeGraph, arguments: tuple[str, ...], message: str
) -> None:
    result = run(graph, *arguments)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr


def test_help_tells_what_each_format_holds() -> None:
    shown = " ".join(CliRunner().invoke(cli, ["export", "--help"]).stdout.split())
    assert [name for name, known in FORMATS.items() if known.holds not in shown] == []
