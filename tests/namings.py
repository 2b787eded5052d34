"""Small documents that speak of things by names, and graphs of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from kg.graph import KnowledgeGraph

DAY = "2024-01-02"
#: The graphs that hold decisions and count them.
ABOUT_DECISIONS = ("decisions", "dataset")


def document(path: Path, names: Mapping[str, Sequence[str]], published: str = "2020-01-01") -> Path:
    """A facts file in which compounds, by their first names with the others, are all combined with DM1."""
    text = " ".join(" ".join((name, *(f"({alias})" for alias in aliases))) for name, aliases in names.items())
    entities = {
        f"c{number}": {
            "type": "Compound",
            "name": name,
            "aliases": list(aliases),
            "second_names": [_declared(text, name, alias) for alias in aliases[:1]],
        }
        for number, (name, aliases) in enumerate(names.items())
    }
    facts = [
        {"subject": key, "predicate": "hasPayload", "object": "p", "evidence": [_words(text, entity["name"])]}
        for key, entity in entities.items()
    ]
    content = {
        "document": path.stem,
        "published": published,
        "text": text,
        "entities": entities | {"p": {"type": "Payload", "name": "DM1"}},
        "facts": facts,
    }
    path.write_text(json.dumps(content))
    return path


def _declared(text: str, name: str, alias: str) -> dict[str, object]:
    return {"alias": alias, "of": name, "rule": "declared", "evidence": [_words(text, f"{name} ({alias})")]}


def _words(text: str, name: object) -> dict[str, object]:
    start = text.index(str(name))
    return {"start": start, "end": start + len(str(name)), "quote": str(name)}


def exported(graph: KnowledgeGraph, *without: str) -> list[str]:
    """The lines of the graph as canonical N-Quads, but for some of its graphs."""
    output = io.BytesIO()
    graph.export(output, "nquads")
    lines = output.getvalue().decode().splitlines()
    graphs = tuple(f"<https://w3id.org/biopharma-kg/resource/{name}" for name in without)
    return [line for line in lines if not graphs or not line.split()[-2].startswith(graphs)]


def things(graph: KnowledgeGraph) -> set[frozenset[str]]:
    """The names of each compound."""
    return {
        frozenset(name.text for thing in graph.explain(iri).things for name in thing.names)
        for iri in iris(graph)
    }


def iris(graph: KnowledgeGraph) -> list[str]:
    """The IRIs of the compounds."""
    rows = graph.query("SELECT DISTINCT ?c { ?c a kg:Compound } ORDER BY ?c")
    return [str(row["c"])[1:-1] for row in rows]


def built(store: Path, paths: Iterable[Path]) -> KnowledgeGraph:
    """A graph of documents."""
    graph = KnowledgeGraph(store)
    assert graph.build(list(paths)).complete
    return graph
