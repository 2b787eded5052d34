"""kg query, kg facts, kg explain: what the graph says."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cells import harmless
from kg.cli.common import Misuse, as_of_option, graph_of, printable, store_option

if TYPE_CHECKING:
    from kg.graph import FactRecord, KnowledgeGraph
    from kg.query import Answer

_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


def _list_named(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Print the named queries and end, as --help does."""
    from kg.query import named_queries

    if not wanted:
        return
    for query in named_queries().values():
        click.echo(f"{query.name}\n  {query.question}")
        for parameter in query.parameters:
            optional = ", may be left out" if parameter.optional else ""
            click.echo(f"  --param {parameter.name}=...   {parameter.meaning}{optional}")
    context.exit()


@click.command()
@click.argument("text", required=False, metavar="[QUERY]")
@click.option("--file", type=click.Path(path_type=Path, allow_dash=True), help="Read the query from a file.")
@click.option("--name", help="Ask a named query; --list shows them.")
@click.option("--param", "params", multiple=True, metavar="K=V", help="A parameter of the named query.")
@click.option("--format", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option(
    "--list",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_list_named,
    help="Show the named queries with their parameters, and exit.",
)
@as_of_option
@store_option
def query(
    text: str | None,
    file: Path | None,
    name: str | None,
    params: tuple[str, ...],
    format: str,
    as_of: str | None,
    store: Path,
) -> None:
    """Ask the graph in SPARQL 1.1, or a named query.

    The usual prefixes are known: kg:, rdfs:, skos:, prov:, oa: ..., and one for each kind of thing, as in
    company:sanofi, compound:sar3419, phase:phase-2 and status:asserted. A table has names for people; csv,
    tsv, json and xml hold the exact terms, as SPARQL 1.1 has them. In a spreadsheet open the csv of 'kg
    facts', which is safe there, and not this one: words of a release may look like a formula.

    An IRI that one document alone would give a thing stands for what it dcterms:isReplacedBy; a query that
    names this property is taken as it stands.

    \b
    Examples:
      kg query --name payload --param payload=DM4
      kg query 'SELECT ?who WHERE { ?drug kg:licensedTo ?who }' --format csv
      kg query --file question.rq --format json
      kg query --name licensees --param technology=TAP --as-of 2012-06
    """
    if sum(each is not None for each in (text, file, name)) != 1:
        raise Misuse("give one of: a QUERY, --file or --name ('kg query --list' shows the named ones)")
    _asked(graph_of(store, as_of), text, file, name, params).write(format, sys.stdout.buffer)


def _asked(
    graph: KnowledgeGraph, text: str | None, file: Path | None, name: str | None, params: tuple[str, ...]
) -> Answer:
    from kg.query import ask_named

    if name is not None:
        return ask_named(graph.snapshot(), name, _parameters(params))
    if params:
        raise Misuse("--param belongs to --name")
    return graph.query(text if text is not None else _read(file))


def _parameters(params: tuple[str, ...]) -> dict[str, str]:
    pairs = [param.partition("=") for param in params]
    if bad := next((key for key, equals, _ in pairs if not (key and equals)), None):
        raise Misuse(f"--param {bad}: write it as NAME=VALUE")
    return {key: value for key, _, value in pairs}


def _read(file: Path | None) -> str:
    try:
        with click.open_file(str(file), encoding="utf-8") as stream:
            return str(stream.read())
    except OSError as error:
        raise Misuse(f"{file}: the query cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise Misuse(f"{file}: is no text in UTF-8, so no query") from error


@click.command()
@click.option("--about", metavar="NAME", help="Only what is said of a thing, by any of its names or its IRI.")
@click.option("--predicate", metavar="P", help="Only facts with this predicate, such as licensedTo.")
@click.option("--status", metavar="S", help="Only asserted, planned, potential or negated facts.")
@click.option("--format", type=click.Choice(("table", "csv", "jsonl")), default="table", show_default=True)
@as_of_option
@store_option
def facts(
    about: str | None, predicate: str | None, status: str | None, format: str, as_of: str | None, store: Path
) -> None:
    """Show facts with their dates, quotes and sources, in order of publication.

    \b
    Examples:
      kg facts --about DM4
      kg facts --predicate licensedTo --format csv > licences.csv
      kg facts --status planned --format jsonl
    """
    records = graph_of(store, as_of).facts(about=about, predicate=predicate, status=status)
    _FACT_WRITERS[format](records)


def _facts_table(records: Iterable[FactRecord]) -> None:
    from kg.query import tabulate

    click.echo(tabulate(_COLUMNS, map(_cells, records)), nl=False)


def _facts_csv(records: Iterable[FactRecord]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([harmless(cell) for cell in _cells(record)] for record in records)


def _facts_jsonl(records: Iterable[FactRecord]) -> None:
    for record in records:
        plain = asdict(record) | {"evidence": [evidence.model_dump() for evidence in record.evidence]}
        click.echo(json.dumps(plain, ensure_ascii=False))


_COLUMNS = ("subject", "predicate", "object", "status", "published", "quote", "document")
_FACT_WRITERS: dict[str, Callable[[Iterable[FactRecord]], None]] = {
    "table": _facts_table,
    "csv": _facts_csv,
    "jsonl": _facts_jsonl,
}


def _cells(record: FactRecord) -> list[str]:
    quotes = " | ".join(" ".join(evidence.quote.split()) for evidence in record.evidence)
    source = record.source
    return [
        record.subject, record.predicate, record.object, record.status, source.published, quotes,
        " | ".join(each.id for each in (source, *record.copies)),
    ]  # fmt: skip


@click.command()
@click.argument("name")
@store_option
def explain(name: str, store: Path) -> None:
    """Show all that the graph knows of a thing: its names, why they are one, and facts with their quotes.

    NAME is any of its names or its IRI: a company, compound, technology, person, condition ...

    \b
    Example:
      kg explain "trastuzumab emtansine"
    """
    click.echo(printable(str(graph_of(store).explain(name))))
