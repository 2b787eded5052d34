"""kg validate: what the shapes find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.common import DONE, IN_PART, Misuse, existing, leave, store_option

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.gate import Report


@click.command()
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@store_option
def validate(inputs: tuple[str, ...], store: Path) -> None:
    """Check the store, or RDF files, against the SHACL shapes.

    INPUT is a file of RDF (.ttl, .trig, .nt, .nq, .jsonld, .rdf), for example one that 'kg export' wrote.
    The rules are for one document at a time, so a file with several documents must keep them apart, as .trig,
    .nq and .jsonld do. The exit code is 1 if there are violations.

    \b
    Examples:
      kg validate
      kg validate graph.trig
    """
    if inputs:
        _show(_reports(inputs))
    else:
        from kg.graph import KnowledgeGraph

        _show(KnowledgeGraph(existing(store)).validate())


def _show(reports: Mapping[str, Report]) -> None:
    for name, report in reports.items():
        for finding in (*report.violations, *report.warnings):
            click.echo(f"{name}: {finding}")
    violations = sum(len(report.violations) for report in reports.values())
    warnings = sum(len(report.warnings) for report in reports.values())
    click.echo(f"{len(reports)} graph(s) checked: {violations} violation(s), {warnings} warning(s)")
    leave(IN_PART if violations else DONE)


def _reports(inputs: tuple[str, ...]) -> dict[str, Report]:
    from kg.gate import Gate

    gate = Gate()
    graphs = {name: quads for each in inputs for name, quads in _graphs(Path(each))}
    return {name: gate.check(quads) for name, quads in graphs.items()}


def _graphs(path: Path) -> Iterator[tuple[str, list[ox.Quad]]]:
    """The quads of each graph in a file, under the file's name and the graph's."""
    quads = sorted(_quads(path), key=lambda quad: str(quad.graph_name))
    for graph, group in groupby(quads, key=lambda quad: str(quad.graph_name)):
        name = graph.strip("<>").rpartition("/")[2]
        yield (str(path) if graph == "DEFAULT" else f"{path}, {name}"), list(group)


def _quads(path: Path) -> list[ox.Quad]:
    import pyoxigraph as ox

    form = ox.RdfFormat.from_extension(path.suffix.lstrip(".").lower())
    if form is None:
        raise Misuse(f"{path}: the ending tells no RDF format; use .ttl, .trig, .nt, .nq, .jsonld or .rdf")
    try:
        return list(ox.parse(path=str(path), format=form))
    except OSError as error:
        raise Misuse(f"{path}: cannot be read: {error.strerror or error}") from error
    except SyntaxError as error:
        raise Misuse(f"{path}, line {error.lineno}: {error.msg}") from error
