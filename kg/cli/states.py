"""kg diff and kg stats: what is in a graph, and how two states of one differ."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from kg.cells import harmless
from kg.cli.common import Misuse, graph_of, store_option

_FORMATS = click.option(
    "--format", type=click.Choice(("table", "csv", "json")), default="table", show_default=True
)


@click.command()
@click.argument("stores", nargs=-1, type=click.Path(path_type=Path), metavar="[A B]")
@click.option("--from", "first", metavar="DATE", help="Instead of A and B: the graph as of a date.")
@click.option("--to", "second", metavar="DATE", help="And as of a later one; by default as it is.")
@_FORMATS
@store_option
def diff(stores: tuple[Path, ...], first: str | None, second: str | None, format: str, store: Path) -> None:
    """Show the facts that were added, are gone or changed in status between two graphs.

    Compared are the stores A and B, or one store as of two dates of publication.

    \b
    Examples:
      kg diff yesterday.db kg.db
      kg diff --from 2012 --to 2013-06 --format csv
    """
    from kg.graph.differences import Difference, differences

    if bool(first) == (len(stores) == 2) or len(stores) not in {0, 2} or (second and not first):
        raise Misuse("name two stores, or the dates --from and --to of one")
    places, days = stores or (store, store), (first, second)
    one, other = (graph_of(*side).snapshot() for side in zip(places, days, strict=True))
    _write(Difference._fields, differences(one, other), format)


@click.command()
@_FORMATS
@store_option
def stats(format: str, store: Path) -> None:
    """Show what is in the graph by kind, source and year, and how good it is.

    \b
    Examples:
      kg stats
      kg stats --format json --store news.db
    """
    from kg.graph.statistics import Figure, statistics

    graph = graph_of(store)
    _write(Figure._fields, statistics(graph.snapshot(), len(graph.store.quarantined())), format)


def _write(columns: Sequence[str], rows: Iterable[Sequence[str | int]], format: str) -> None:
    """Print rows as a table, as CSV that is safe in a spreadsheet, or as JSON."""
    from kg.query import tabulate

    if format == "table":
        click.echo(tabulate(columns, ([str(cell) for cell in row] for row in rows)), nl=False)
    elif format == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([harmless(str(cell)) for cell in row] for row in rows)
    else:
        records = [dict(zip(columns, row, strict=True)) for row in rows]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
