"""What the commands share: options, messages, progress and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.graph import KnowledgeGraph

DONE, IN_PART, MISUSE = 0, 1, 2

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


class Misuse(click.ClickException):
    """A command that cannot be carried out as it was given."""

    exit_code = MISUSE

    def show(self, file: object = None) -> None:  # noqa: ARG002 - click's signature
        """Print the message as one line."""
        say(self.message)


def say(message: object) -> None:
    """Print one line on stderr."""
    click.echo(f"kg: {printable(' '.join(str(message).split()))}", err=True)


def printable(text: str) -> str:
    """The text without characters that steer a terminal: releases and file names may hold any."""
    return "".join(
        mark if mark.isprintable() or mark == "\n" else "\N{REPLACEMENT CHARACTER}" for mark in text
    )


def store_option(command: F) -> F:
    """The option --store; its value is the folder of the store."""
    option = click.option(
        "--store",
        type=click.Path(path_type=Path),
        default="kg.db",
        show_default=True,
        help="Folder that holds the graph.",
    )
    return option(command)


def as_of_option(command: F) -> F:
    """The option --as-of; `graph_of` takes its value."""
    help = "Only what had been published by then: YYYY, YYYY-MM or YYYY-MM-DD."
    return click.option("--as-of", metavar="DATE", help=help)(command)


def graph_of(store: Path, as_of: str | None = None) -> KnowledgeGraph:
    """The graph in a folder, as it is or as of a date; then it is said how many documents have none.

    Raises:
        Misuse: There is no store.
        QueryError: The date is none.
    """
    from kg.graph import KnowledgeGraph

    graph = KnowledgeGraph(existing(store), as_of=as_of)
    if as_of and (undated := graph.snapshot().undated):
        say(f"{undated} document(s) without a date left out")
    return graph


def column_options(command: F) -> F:
    """The options --text-column, --date-column and --source-column, named after the fields of Columns."""
    for name, default in (("source", "source"), ("date", "published"), ("text", "text")):
        option = click.option(
            f"--{name}-column",
            default=default,
            show_default=True,
            metavar="NAME",
            help=f"Where tables and JSON lines keep the {name}.",
        )
        command = option(command)
    return command


def existing(store: Path) -> Path:
    """The folder, if there is a store in it.

    Raises:
        Misuse: there is none.
    """
    from kg.store import Store

    if not as_misuse(Store(store).exists):
        raise Misuse(f"{store}: no such store; 'kg build' makes one, --store names another")
    return store


def say_if_stale(store: Path) -> None:
    """Tell if what rules derived is of an earlier state."""
    from kg.rules.freshness import STALE, is_stale
    from kg.store import Store

    if is_stale(Store(store)):
        say(STALE)


def as_misuse(do: Callable[[], T]) -> T:
    """What the function returns; its errors are the user's misuse of the command.

    Raises:
        Misuse: the function raised a KgError.
    """
    try:
        return do()
    except KgError as error:
        raise Misuse(str(error)) from error


class Ticker:
    """Counts on stderr what is done, where that is a terminal."""

    def __init__(self, what: str) -> None:
        """Count `what`."""
        self._what = what
        self._count = 0
        self._shown = sys.stderr.isatty()

    def __enter__(self) -> Ticker:
        """Start counting."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the count off the screen."""
        self._wipe()

    def tick(self) -> None:
        """Count one more."""
        self._count += 1
        if self._shown:
            click.echo(f"\r{self._count} {self._what}", nl=False, err=True)

    def say(self, message: object) -> None:
        """Print one line on stderr, above the count."""
        self._wipe()
        say(message)

    def _wipe(self) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)


def leave(code: int) -> NoReturn:
    """End the command with an exit code."""
    sys.stdout.flush()
    raise SystemExit(code)
