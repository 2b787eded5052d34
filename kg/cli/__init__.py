"""The command `kg`: a thin layer, one module a group of commands."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

from kg.cli.analyze import analyze
from kg.cli.build import build, retract
from kg.cli.common import IN_PART, Misuse, say
from kg.cli.derive import derive
from kg.cli.evaluate import evaluate
from kg.cli.export import export
from kg.cli.extract import extract
from kg.cli.plot import plot
from kg.cli.quarantine import quarantine
from kg.cli.query import explain, facts, query
from kg.cli.resolve import resolve
from kg.cli.serve import serve
from kg.cli.states import diff, stats
from kg.cli.validate import validate
from kg.cli.vocabulary import vocabulary
from kg.errors import KgError, QueryError

EXAMPLES = """
\b
Examples:
  kg build releases/ more.jsonl.gz         read releases into the graph kg.db
  kg query --name payload --param payload=DM4
  kg query 'SELECT ?drug ?who { ?drug kg:licensedTo ?who }'
  kg facts --about ImmunoGen               what is said of it, with quotes
  kg resolve                               what may be one thing, to take or leave
  kg analyze betweenness                   who is between the others
  kg serve                                 look at it in a browser
  kg export --format turtle --output kg.ttl

\b
Exit codes: 0 done; 1 done in part, or violations found, each named; 2 misuse.
"""


class _Group(click.Group):
    """Turns errors that the user can mend into one line and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except QueryError as error:
            raise Misuse(str(error)) from error
        except KgError as error:
            say(error)
            ctx.exit(IN_PART)


@click.group(
    cls=_Group,
    epilog=EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)
@click.version_option(package_name="biopharma-kg", prog_name="kg", message="%(prog)s %(version)s")
def cli() -> None:
    """A knowledge graph of biopharma deals and pipelines, read from company releases.

    Every statement in it leads back to the words it was read from.
    """


for command in (
    build,
    extract,
    validate,
    query,
    facts,
    explain,
    analyze,
    plot,
    derive,
    export,
    evaluate,
    retract,
    quarantine,
    diff,
    stats,
    vocabulary,
    resolve,
    serve,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line."""
    if isinstance(sys.stdout, TextIOWrapper):
        # A terminal that lacks a character of a release is no reason to stop.
        sys.stdout.reconfigure(errors="backslashreplace")
    cli.main(prog_name="kg")
