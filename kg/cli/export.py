"""kg export: the graph for other tools."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from kg.cli.common import Misuse, as_misuse, graph_of, say_if_stale, store_option


class _Listing(click.Command):
    """A command whose help lists the formats, read when it is asked for."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats, and what each holds, below the options."""
        from kg.export import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl(
                [(f"{name} ({', '.join(known.endings)})", known.holds) for name, known in FORMATS.items()]
            )
        super().format_epilog(ctx, formatter)


@click.command(cls=_Listing)
@click.option("--format", metavar="F", help="By default told by the ending of the output file.")
@click.option("--output", type=click.Path(path_type=Path), help="A file, instead of the screen.")
@click.option(
    "--status",
    multiple=True,
    metavar="S",
    help="Only such facts: asserted, planned, potential, negated; derived, for networks. Not for RDF.",
)
@click.option("--as-of", metavar="DATE", help="The last day that counts; for RDF, of publication.")
@store_option
def export(
    format: str | None, output: Path | None, status: tuple[str, ...], as_of: str | None, store: Path
) -> None:
    """Write the graph for other tools, always with the same bytes for the same graph.

    RDF is the whole graph. The network formats have what is asserted, unless another --status is asked for,
    with names, dates, sources and quotes. The workbook has facts of any status.

    \b
    Examples:
      kg export --output graph.ttl
      kg export --format nquads | gzip > graph.nq.gz
      kg export --output graph.gexf --as-of 2020
      kg export --output facts.xlsx --status planned --status potential
      kg export --format csv --output tables

    \b
    Into Neo4j 5:
      neo4j-admin database import full --nodes=tables/nodes.csv --relationships=tables/edges.csv
    """
    from kg.export import format_named

    known = as_misuse(partial(_format, format, output))
    published_by, counts_by = (
        (as_of, None) if format_named(known).content in {"quads", "triples"} else (None, as_of)
    )
    graph = graph_of(store, published_by)
    if "derived" in status:
        say_if_stale(store)
    graph.export(output or sys.stdout.buffer, known, status=status, as_of=counts_by)


def _format(format: str | None, output: Path | None) -> str:
    from kg.export import FORMATS, format_named, format_of

    if format is not None:
        format_named(format)
        return format
    if output is None:
        raise Misuse(f"name a --format ({', '.join(FORMATS)}) or an --output file")
    return format_of(output)
