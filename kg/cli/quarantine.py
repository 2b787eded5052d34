"""kg quarantine: what the gate refused."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.build import build_reporting
from kg.cli.common import Misuse, existing, printable, store_option

if TYPE_CHECKING:
    from kg.store import Refused


@click.group(invoke_without_command=True)
@store_option
@click.pass_context
def quarantine(context: click.Context, store: Path) -> None:
    """List what breaks a rule and so is not in the graph.

    To mend a document, edit its facts file, whose place 'show' tells, and 'retry'. To give it up, use
    'kg retract'.

    \b
    Examples:
      kg quarantine
      kg quarantine show acme-news-20220503
      kg quarantine retry
    """
    if context.invoked_subcommand:
        context.default_map = {name: {"store": str(store)} for name in quarantine.commands}
        return
    refused = _refused(store)
    for each in refused:
        first, *others = each.report.splitlines() or [""]
        more = f", and {len(others)} more" if others else ""
        click.echo(printable(f"{each.slug}: {first}{more}"))
    click.echo(f"{len(refused)} document(s) in quarantine")


@quarantine.command()
@click.argument("document")
@store_option
def show(document: str, store: Path) -> None:
    """Show why a DOCUMENT was refused, and where its facts file is."""
    (refused,) = _refused(store, document)
    click.echo(f"{refused.facts}\n{printable(refused.report)}", nl=False)


@quarantine.command()
@click.argument("documents", nargs=-1, metavar="[DOCUMENT]...")
@store_option
def retry(documents: tuple[str, ...], store: Path) -> None:
    """Build again from the facts files of DOCUMENTs, or of all; what passes now leaves the quarantine."""
    from functools import partial

    from kg.graph import KnowledgeGraph

    files = [each.facts for each in _refused(store, *documents)]
    build_reporting(store, partial(KnowledgeGraph(store).build, files))


def _refused(store: Path, *documents: str) -> list[Refused]:
    """What is in quarantine; of documents, if any are named.

    Raises:
        Misuse: One of them is not.
    """
    from kg.query import near
    from kg.rdf.names import Names
    from kg.store import Store

    there = {each.slug: each for each in Store(existing(store)).quarantined()}
    slugs = {name: Names().document(name).value.rsplit("/", 1)[-1] for name in documents}
    for name, slug in slugs.items():
        if slug not in there:
            raise Misuse(f"{name}: no such document in the quarantine of {store}.{near(name, there)}")
    return [there[slug] for slug in slugs.values()] or list(there.values())
