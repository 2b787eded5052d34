"""kg plot: pictures of the graph."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import click

from kg.cli.common import Misuse, as_misuse, existing, store_option


class _Listing(click.Command):
    """A command whose help lists the pictures, read when it is asked for."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the kinds of pictures below the options."""
        from kg.plot import PICTURES

        with formatter.section("Kinds"):
            formatter.write_dl([(name, draw.__doc__ or "") for name, draw in PICTURES.items()])
        super().format_epilog(ctx, formatter)


@click.command(cls=_Listing)
@click.argument("kind")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, instead of the screen."
)
@click.option("--format", metavar="F", help="png, svg, or html for a network; by default told by the ending.")
@click.option("--about", metavar="NAME", help="The thing that the picture is about, by any of its names.")
@click.option(
    "--projection", metavar="P", help="What a network shows; 'kg analyze --help' lists projections."
)
@click.option("--as-of", metavar="DATE", help="The last day that counts: YYYY, YYYY-MM or YYYY-MM-DD.")
@click.option(
    "--top", type=click.IntRange(min=1), help="How many things or lines; by default what is readable."
)
@store_option
def plot(
    kind: str,
    output: Path | None,
    format: str | None,
    about: str | None,
    projection: str | None,
    as_of: str | None,
    top: int | None,
    store: Path,
) -> None:
    """Draw a picture of what the graph says; KIND is listed below.

    Pictures are drawn by matplotlib: pip install 'biopharma-kg[plot]'. The html is one page with all that it
    needs, to be explored in a browser. What is planned or only possible is hollow or hatched.

    \b
    Examples:
      kg plot network --output companies.svg
      kg plot network --about ImmunoGen --output immunogen.html
      kg plot timeline --about Kadcyla --output kadcyla.png
      kg plot pipeline --about Sanofi --as-of 2020 --output sanofi.svg
      kg plot forest --output results.png
    """
    from kg.graph import KnowledgeGraph
    from kg.plot import Wanted, format_of
    from kg.plot import plot as draw

    if output is None and format is None:
        raise Misuse("name a --format (png, svg, html) or an --output file")
    known = format or as_misuse(partial(format_of, output or Path()))
    wanted = Wanted(about, projection, as_of, top)
    draw(KnowledgeGraph(existing(store)), kind, output or sys.stdout.buffer, known, wanted)
