"""kg export: the graph for other tools."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from kg.cli.common import Misuse, as_misuse, existing, store_option

_FORMATS = ("turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml")


@click.command()
@click.option(
    "--format", type=click.Choice(_FORMATS), help="By default told by the ending of the output file."
)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, instead of the screen."
)
@store_option
def export(format: str | None, output: Path | None, store: Path) -> None:
    """Write the whole graph as RDF, always with the same bytes for the same graph.

    TriG, N-Quads and JSON-LD keep the documents' graphs apart; the others hold their union.

    \b
    Examples:
      kg export --output graph.ttl
      kg export --format nquads | gzip > graph.nq.gz
    """
    from kg.graph import KnowledgeGraph

    known = format or _format_of(output)
    KnowledgeGraph(existing(store)).export(output or sys.stdout.buffer, known)


def _format_of(output: Path | None) -> str:
    from kg.export import format_of

    if output is None:
        raise Misuse(f"name a --format ({', '.join(_FORMATS)}) or an --output file")
    return as_misuse(partial(format_of, output))
