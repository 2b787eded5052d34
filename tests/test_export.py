"""Exports: complete, readable by other tools, the same bytes for the same graph."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from answers import FACTS, built

from kg.errors import InputError
from kg.export import FORMATS, export, format_of
from kg.graph import KnowledgeGraph
from kg.graph.description import description

READ_AGAIN = {
    "turtle": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with built() as made:
        yield made


def exported(graph: KnowledgeGraph, format: str) -> bytes:
    output = io.BytesIO()
    graph.export(output, format)
    return output.getvalue()


@pytest.mark.parametrize("format", READ_AGAIN)
def test_an_export_of_rdf_holds_everything(graph: KnowledgeGraph, format: str) -> None:
    found = set(ox.parse(exported(graph, format), format=READ_AGAIN[format]))
    snapshot = set(graph.snapshot()) | set(description(graph.snapshot()))
    if format in {"trig", "nquads", "jsonld"}:
        assert found == snapshot
    else:
        assert {quad.triple for quad in found} == {quad.triple for quad in snapshot}


def test_rdflib_reads_the_turtle(graph: KnowledgeGraph) -> None:
    read = rdflib.Graph().parse(data=exported(graph, "turtle"), format="turtle")
    quads = (*graph.snapshot(), *description(graph.snapshot()))
    assert len(read) == len({quad.triple for quad in quads})


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_from_another_order_and_process(
    graph: KnowledgeGraph, tmp_path: Path, format: str
) -> None:
    script = f"""
from kg.graph import KnowledgeGraph
graph = KnowledgeGraph({str(tmp_path / "kg.db")!r})
graph.build({[str(path) for path in sorted(FACTS.glob("*.json"), reverse=True)]!r})
with open({str(tmp_path / "out")!r}, "wb") as output:
    graph.export(output, {format!r})
"""
    subprocess.run([sys.executable, "-c", script], check=True)
    assert (tmp_path / "out").read_bytes() == exported(graph, format)


def test_prefixes_are_used(graph: KnowledgeGraph) -> None:
    turtle = exported(graph, "turtle").decode()
    assert "@prefix kg: <https://w3id.org/biopharma-kg/ontology#> ." in turtle
    assert "\tkg:hasPayload payload:dm4" in turtle
    assert "kgr:" not in turtle.replace("@prefix kgr:", "")


def test_json_ld_speaks_in_the_terms_of_the_context(graph: KnowledgeGraph) -> None:
    (inside,) = [
        each["@graph"]
        for each in json.loads(exported(graph, "jsonld"))["@graph"]
        if each["id"].endswith("immunogen-sar3419-20120604")
    ]
    (outcome,) = [node for node in inside if node.get("type") == "Outcome"]
    assert (outcome["count"], outcome["total"], outcome["percent"]) == (7, 21, "33")
    (compound,) = [node for node in inside if node["id"].endswith("/compound/coltuximab-ravtansine")]
    assert compound["hasPayload"] == "https://w3id.org/biopharma-kg/resource/payload/dm4"


KG = "https://w3id.org/biopharma-kg/ontology#"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    "property", [f"{KG}count", f"{KG}compound", f"{KG}unit", f"{KG}upTo", "http://x.y/z"]
)
@pytest.mark.parametrize(
    "value",
    [
        ox.NamedNode("http://x.y/a b".replace(" ", "%20")),
        ox.NamedNode(f"{KG}Compound"),
        ox.Literal('quote " and \u2028 line'),
        ox.Literal("@id"),
        ox.Literal("deux", language="fr"),
        *(
            ox.Literal(text, datatype=ox.NamedNode(f"{XSD}{kind}"))
            for kind in ("integer", "decimal", "boolean", "gYear")
            for text in ("7", "007", "-0", "1e3", "true", "1", "99999999999999999999")
        ),
    ],
    ids=str,
)
def test_json_ld_holds_any_value_of_any_property(property: str, value: ox.NamedNode | ox.Literal) -> None:
    home = ox.NamedNode("http://x.y/g")
    quads = [
        ox.Quad(home, ox.NamedNode(property), value, home),
        ox.Quad(home, ox.NamedNode(f"{XSD}other"), value),
    ]
    output = io.BytesIO()
    export(quads, "jsonld", output)
    assert set(ox.parse(output.getvalue(), format=ox.RdfFormat.JSON_LD)) == set(quads)


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.ttl", "turtle"),
        ("a.trig", "trig"),
        ("a.nt", "ntriples"),
        ("A.NQ", "nquads"),
        ("a.jsonld", "jsonld"),
        ("a.rdf", "rdfxml"),
        ("a.graphml", "graphml"),
        ("a.cyjs", "cytoscape"),
        ("a.ZIP", "csv"),
    ],
)
def test_the_ending_tells_the_format(name: str, format: str) -> None:
    assert format_of(Path(name)) == format


def test_a_file_appears_whole_or_not_at_all(graph: KnowledgeGraph, tmp_path: Path) -> None:
    target = tmp_path / "kg.ttl"
    target.write_text("old")

    def broken() -> Iterator[ox.Quad]:
        yield next(iter(graph.snapshot()))
        raise OSError("disk")

    with pytest.raises(InputError, match=r"kg\.ttl: cannot be written: disk"):
        export(broken(), "turtle", target)
    assert target.read_text() == "old"
    graph.export(target)
    assert [path.name for path in tmp_path.iterdir()] == ["kg.ttl"]
    assert target.read_bytes() == exported(graph, "turtle")


@pytest.mark.parametrize(
    ("name", "format", "message"),
    [
        ("a.doc", None, r"a\.doc: the ending tells no format; name one of turtle, trig"),
        ("a.ttl", "yaml", "no format is named 'yaml'"),
        ("none/a.ttl", "turtle", "cannot be written: No such file or directory"),
        (f"{'x' * 300}.ttl", "turtle", "cannot be written: File name too long"),
    ],
)
def test_what_cannot_be_exported(
    graph: KnowledgeGraph, tmp_path: Path, name: str, format: str | None, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        graph.export(tmp_path / name, format)
