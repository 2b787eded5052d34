"""kg build and kg retract: what goes into the graph, and out of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from kg.cli.common import (
    DONE,
    IN_PART,
    Misuse,
    Ticker,
    as_misuse,
    column_options,
    existing,
    leave,
    say,
    say_if_stale,
    store_option,
)

if TYPE_CHECKING:
    from kg.graph import BuildReport, Built, Event


@click.command()
@click.argument("inputs", nargs=-1, metavar="INPUT...")
@click.option("--stale", is_flag=True, help="Read again what another version of the program read; no INPUT.")
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=lambda: len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    show_default="one a processor",
    help="Processes that read documents.",
)
@column_options
@store_option
def build(
    inputs: tuple[str, ...],
    stale: bool,
    jobs: int,
    store: Path,
    text_column: str,
    date_column: str,
    source_column: str,
) -> None:
    """Read documents and facts files into the graph.

    INPUT is a file (text, HTML, PDF, DOCX, an EDGAR filing, study records, a feed, CSV, JSON lines, a zip;
    each also .gz), a folder, or - for the standard input; its content tells what it is. The same content
    again changes nothing; a changed document replaces what it said before. A document whose graph breaks a
    rule goes into quarantine with the reason: see kg quarantine --help.

    \b
    Examples:
      kg build release.txt
      kg build releases/ more.jsonl.gz --store news.db
      curl -s https://example.org/release.txt | kg build -
      kg build --stale
    """
    from kg.graph import KnowledgeGraph
    from kg.readers import Columns
    from kg.store import Store

    if bool(inputs) == stale:
        raise Misuse("name an INPUT, or --stale to read again what another version of the program read")
    as_misuse(Store(store).exists)
    columns = Columns(text_column, date_column, source_column)
    graph = KnowledgeGraph(existing(store) if stale else store)
    build_reporting(
        store, graph.rebuild if stale else partial(graph.build, inputs, columns=columns), jobs=jobs
    )


def build_reporting(store: Path, build: Callable[..., BuildReport], **options: int) -> NoReturn:
    """Build, tell what happens, and end the command with the exit code for it.

    Args:
        store: The folder of the store.
        build: A method of KnowledgeGraph that builds.
        options: More of its arguments.
    """
    with Ticker("documents") as ticker:

        def tell(event: Event) -> None:
            ticker.tick()
            if line := _line(event):
                ticker.say(line)

        report = build(on_event=tell, on_wait=ticker.say, **options)
    click.echo(_summary(report, store), nl=False)
    say_if_stale(store)
    leave(DONE if report.complete else IN_PART)


def _line(event: Event) -> str:
    """What is worth saying of an event while the build goes on."""
    from kg.graph import Built

    if not isinstance(event, Built):
        return str(event)
    if event.report is None or event.report.conforms:
        return "; ".join(_links(event))
    violations = event.report.violations
    more = f", and {len(violations) - 1} more" if len(violations) > 1 else ""
    return f"{event.id}: quarantined: {violations[0]}{more}; see 'kg quarantine show {event.id}'"


def _links(built: Built) -> Iterator[str]:
    if built.replaces:
        yield f"{built.id}: corrects {_few(built.replaces)}"
    if others := [each for each in built.copies if each not in built.replaces]:
        yield f"{built.id}: the same release as {_few(others)}"


def _summary(report: BuildReport, store: Path) -> str:
    """Documents by what became of them, and facts by predicate."""
    fates = ", ".join(f"{number} {fate}" for fate, number in sorted(report.fates.items()))
    lines = [f"{len(report.built)} document(s) in {store}: {fates or 'none'}"]
    lines += [f"{len(report.failures)} input(s) could not be read"] if report.failures else []
    lines += [f"{report.facts.total()} facts in {store}" if report.built else "no facts"]
    lines += [f"  {predicate:22}{number:6}" for predicate, number in sorted(report.facts.items())]
    without = [built.id for built in report.built if not built.facts]
    lines += [f"without any fact: {_few(without)}"] if without else []
    return "\n".join(lines) + "\n"


def _few(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more


@click.command()
@click.argument("document")
@store_option
def retract(document: str, store: Path) -> None:
    """Take out of the graph all that one document says.

    DOCUMENT is its name, as 'kg facts' shows it. What other documents say stays.

    \b
    Example:
      kg retract acme-news-20220503
    """
    from kg.graph import KnowledgeGraph

    KnowledgeGraph(existing(store)).retract(document, on_wait=say)
    click.echo(f"{document} is out of {store}")
    say_if_stale(store)
