"""kg resolve: what is one thing, decided by people."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date as calendar
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from kg.cells import harmless
from kg.cli.common import Misuse, existing, printable, say, say_if_stale, store_option

if TYPE_CHECKING:
    from kg.graph.curation import Curation
    from kg.graph.proposals import Proposal
    from kg.identity import Decision

F = TypeVar("F", bound=Callable[..., object])


@click.group(invoke_without_command=True)
@click.option("--format", type=click.Choice(("table", "csv", "json")), default="table", show_default=True)
@store_option
@click.pass_context
def resolve(context: click.Context, format: str, store: Path) -> None:
    """List what may be one thing, and decide on it.

    Without a command, proposals come, each with the command that takes it: pairs that evidence joins although
    something known of their names speaks against it, things with an ambiguous name, and names that are alike.
    Nothing of it is done unless you do it. A pair that you split is not proposed again.

    A decision is in force at once in all documents, those read later too. It is kept in the graph
    kgr:decisions, exported with the rest, and can be undone. Things go by any of their names or by IRI.

    \b
    Examples:
      kg resolve
      kg resolve merge "Seagen" "Seattle Genetics" --reason "renamed in 2020"
      kg resolve split IMGN529 IMGN289 --reason "two antibodies"
      kg resolve undo 3f9a
    """
    if context.invoked_subcommand is None:
        _WRITERS[format](_curation(store).proposals())
    else:
        context.default_map = {name: {"store": str(store)} for name in resolve.commands}


def _decision_options(command: F) -> F:
    """The options of a decision: why, when and where."""
    reason = click.option("--reason", required=True, help="Why, in a few words.")
    date = click.option(
        "--date",
        default=lambda: calendar.today().isoformat(),
        show_default="today",
        help="Day of the decision, YYYY-MM-DD.",
    )
    return reason(date(store_option(command)))


@resolve.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_decision_options
def merge(one: str, other: str, reason: str, date: str, store: Path) -> None:
    """Make two things one.

    \b
    Example:
      kg resolve merge Seagen "Seattle Genetics" --reason "renamed in 2020"
    """
    _tell(_curation(store).merge(one, other, reason=reason, date=date), store)


@resolve.command()
@click.argument("one", metavar="A")
@click.argument("other", required=False, metavar="[B]")
@click.option("--document", metavar="D", help="Split off what this document calls A.")
@_decision_options
def split(one: str, other: str | None, document: str | None, reason: str, date: str, store: Path) -> None:
    """Make two names of one thing names of two, or keep two things apart.

    Other names of the thing stay with the one that evidence joins them with, and open if that is both. With
    the IRI of the thing for B, they all stay with B. With --document, what that document calls A becomes a
    thing of its own.

    \b
    Examples:
      kg resolve split IMGN529 IMGN289 --reason "two antibodies"
      kg resolve split Genesis --document news-20220503 --reason "another Genesis"
    """
    if (other is None) == (document is None):
        raise Misuse("give B or --document, to tell what A is split from")
    curation = _curation(store)
    if document is not None:
        _tell(curation.split_in(document, one, reason=reason, date=date), store)
    elif other is not None:
        _tell(curation.split(one, other, reason=reason, date=date), store)


@resolve.command()
@click.argument("name", metavar="A")
@click.argument("new", metavar="NEWNAME")
@_decision_options
def rename(name: str, new: str, reason: str, date: str, store: Path) -> None:
    """Show a thing by another name; all its names still find it.

    \b
    Example:
      kg resolve rename SAR3419 "coltuximab ravtansine" --reason "its INN"
    """
    _tell(_curation(store).rename(name, new, reason=reason, date=date), store)


@resolve.command("list")
@store_option
def list_(store: Path) -> None:
    """Show all decisions with their ids, and which of them change nothing now."""
    curation = _curation(store)
    idle = curation.without_effect()
    for decision in curation.decisions():
        why = f"[{idle[decision.id]}] " if decision.id in idle else ""
        click.echo(printable(f"{why}{decision}"))


@resolve.command()
@click.argument("id")
@store_option
def undo(id: str, store: Path) -> None:
    """Take a decision back, by its id or the beginning of it; 'kg resolve list' shows the ids."""
    click.echo(printable(f"undone: {_curation(store).undo(id)}"))
    say_if_stale(store)


@resolve.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
def load(file: Path, store: Path) -> None:
    """Add the decisions that an exported graph holds: a .trig, .ttl, .nq or .nt file.

    \b
    Example:
      kg resolve load old-graph.trig --store kg.db
    """
    new = _curation(store).load(file)
    click.echo(f"{len(new)} new decision(s) in {store}")
    say_if_stale(store)


def _tell(decision: Decision, store: Path) -> None:
    click.echo(printable(f"{decision}\nkg resolve undo {decision.id[:8]} takes it back"))
    say_if_stale(store)


def _curation(store: Path) -> Curation:
    from kg.graph import KnowledgeGraph

    return KnowledgeGraph(existing(store)).curation(on_wait=say)


def _as_table(proposals: Iterable[Proposal]) -> None:
    for each in proposals:
        click.echo(printable(f"{each.name} = {each.other}? {each.kind}, {each.why}\n    {each.command}"))


def _as_csv(proposals: Iterable[Proposal]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    rows = list(map(_row, proposals))
    writer.writerow(_COLUMNS)
    writer.writerows([harmless(row[name]) for name in _COLUMNS] for row in rows)


def _as_json(proposals: Iterable[Proposal]) -> None:
    click.echo(json.dumps(list(map(_row, proposals)), ensure_ascii=False, indent=1))


def _row(proposal: Proposal) -> dict[str, str]:
    return asdict(proposal) | {"command": proposal.command}


_COLUMNS = ("kind", "name", "other", "why", "iri", "other_iri", "command")
_WRITERS: dict[str, Callable[[Iterable[Proposal]], None]] = {
    "table": _as_table,
    "csv": _as_csv,
    "json": _as_json,
}
