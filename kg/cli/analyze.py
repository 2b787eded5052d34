"""kg analyze: network analysis of what the graph says."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cells import harmless
from kg.cli.common import existing, printable, say, store_option

if TYPE_CHECKING:
    from kg.analysis import Measure, Result


class _Listing(click.Command):
    """A command whose help lists what can be computed, read when it is asked for."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the measures and projections below the options."""
        from kg.analysis import PROJECTIONS, measures

        named = {name: f"{each.meaning} [on {_projections(each)}]" for name, each in measures().items()}
        meanings = {name: each.__doc__ or "" for name, each in PROJECTIONS.items()}
        for title, known in (("Measures", named), ("Projections", meanings)):
            with formatter.section(title):
                formatter.write_dl([(name, meaning.split("\n\n")[0]) for name, meaning in known.items()])
        super().format_epilog(ctx, formatter)


def _projections(measure: Measure) -> str:
    also = "any other" if measure.also is None else ", ".join(measure.also)
    return f"{measure.projection}; also {also}" if also else measure.projection


@click.command(cls=_Listing)
@click.argument("measure")
@click.option("--as-of", metavar="DATE", help="The last day that counts: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option("--projection", metavar="P", help="What it is computed on, instead of the measure's own.")
@click.option("--about", multiple=True, metavar="NAME", help="A thing it is about, by any of its names.")
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="How many rows.")
@click.option("--format", type=click.Choice(("table", "csv", "json")), default="table", show_default=True)
@store_option
def analyze(
    measure: str,
    as_of: str | None,
    projection: str | None,
    about: tuple[str, ...],
    top: int,
    format: str,
    store: Path,
) -> None:
    """Compute a MEASURE of network analysis on the asserted facts.

    Each result says what it was computed on. With --about, measures of pairs and of one thing take it as that
    thing, and all others show its rows alone. The same graph always gives the same result.

    \b
    Examples:
      kg analyze degree --top 10
      kg analyze shortest-path --about Sanofi --about ImmunoGen
      kg analyze competitors --about Kadcyla --format json
      kg analyze betweenness --projection licences --as-of 2020 --format csv
    """
    from kg.graph import KnowledgeGraph

    graph = KnowledgeGraph(existing(store))
    _WRITERS[format](graph.analyze(measure, as_of=as_of, projection=projection, about=about, top=top))


def _table(result: Result) -> None:
    click.echo(printable(str(result)), nl=False)


def _csv(result: Result) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow([*result.columns, "computed on"])
    writer.writerows([*map(harmless, row), str(result.basis)] for row in result.texts())
    if result.more:
        say(f"these are the first {len(result.rows)} rows; --top asks for more")


def _json(result: Result) -> None:
    click.echo(json.dumps(result.as_json(), ensure_ascii=False, indent=1))


_WRITERS: dict[str, Callable[[Result], None]] = {"table": _table, "csv": _csv, "json": _json}
