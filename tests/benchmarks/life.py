"""A store of many documents: building, committing one more, validating, asking, exporting, the network."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.errors import QueryError
from kg.facts import FactsFile
from kg.graph import KnowledgeGraph
from kg.graph.build import build
from kg.query import named_queries
from kg.rdf.namespaces import prefixes

from .corpus import Corpus
from .recombined import recombined
from .table import median, memory, row, wall

_FEW = 10


def measure(corpus: Corpus) -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        graph = KnowledgeGraph(Path(folder) / "kg.db")
        fill(graph, recombined(corpus.facts, corpus.number + _FEW), corpus.number)
        validation = wall(graph.validate)
        row("validation of the whole store, ms a document", f"{1000 * validation / corpus.number:.1f}")
        ask(graph)
        take_out(graph)


def fill(graph: KnowledgeGraph, documents: Iterator[FactsFile], number: int) -> None:
    """Build all documents in two halves, and tell how the times compare, then a few more."""
    halves = [wall(lambda: build(graph.store, islice(documents, number // 2))) for _ in range(2)]
    row(
        f"store of {number} documents, documents a second in either half",
        " and ".join(f"{number / 2 / half:.0f}" for half in halves),
    )
    row("ratio of the second half's time to the first's", f"{halves[1] / halves[0]:.2f}")
    commits: list[float] = []
    last = time.perf_counter()

    def committed(_: object) -> None:
        nonlocal last
        commits.append(time.perf_counter() - last)
        last = time.perf_counter()

    whole = wall(lambda: build(graph.store, islice(documents, _FEW), on_event=committed))
    row("one more, gate to commit, ms", f"{1000 * statistics.median(commits[1:]):.0f}")
    row(f"a build of {_FEW} more, opening and publishing included, s", f"{whole:.2f}")
    row("most memory so far, MB", memory())


def ask(graph: KnowledgeGraph) -> None:
    """Each named query, about what most is said of, beside the same text sent to pyoxigraph."""
    snapshot = graph.snapshot()
    known = _best_known(graph)
    for name, query in named_queries().items():
        needed = [each.name for each in query.parameters if not each.optional]
        given = {each: known.get(each, known["company"]) for each in needed}
        try:
            text, terms = query.bind(given, snapshot)
        except QueryError:
            row(f"query {name}: nothing to ask about", "")
            continue
        bound = {ox.Variable(each): term for each, term in terms.items()}

        def direct(text: str = text, bound: Mapping[ox.Variable, object] = bound) -> object:
            return list(snapshot.inner.query(text, prefixes=prefixes(), substitutions=bound))  # type: ignore[arg-type]

        ours = median(lambda name=name, given=given: list(graph.ask(name, **given)), wall)  # type: ignore[misc]
        row(f"query {name}, s, ratio to pyoxigraph", f"{ours:.2f}  {ours / median(direct, wall):.2f}")


def _best_known(graph: KnowledgeGraph) -> dict[str, str]:
    """By parameter, the IRI of what most is said of."""
    kinds = {"company": "Company", "compound": "Compound", "condition": "Indication", "payload": "Payload",
             "technology": "Technology", "thing": "Compound"}  # fmt: skip
    most = """SELECT ?it { ?it a kg:%s . ?fact rdf:subject|rdf:object ?it }
        GROUP BY ?it ORDER BY DESC(COUNT(*)) ?it LIMIT 1"""
    found = {name: [row["it"] for row in graph.query(most % kind)] for name, kind in kinds.items()}
    documents = graph.query(
        "SELECT ?name { ?it a kg:Document ; dcterms:identifier ?name } ORDER BY ?name LIMIT 1"
    )
    found["document"] = [row["name"] for row in documents]
    return {name: terms[0].value for name, terms in found.items() if terms and terms[0]}


def take_out(graph: KnowledgeGraph) -> None:
    """Exports beside pyoxigraph's own, and the network."""
    snapshot = graph.snapshot()
    theirs = median(lambda: snapshot.inner.dump(BytesIO(), ox.RdfFormat.N_QUADS), wall)
    for format in ("nquads", "trig"):
        ours = median(lambda format=format: graph.export(BytesIO(), format), wall)  # type: ignore[misc]
        row(f"export as {format}, s, ratio to pyoxigraph's nquads", f"{ours:.1f}  {ours / theirs:.2f}")
    row("to_networkx, s", f"{wall(graph.to_networkx):.1f}")
