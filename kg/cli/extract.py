"""kg extract: documents to facts files."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

import click

from kg.cli.common import DONE, IN_PART, Ticker, column_options, leave
from kg.errors import InputError

_UNSAFE = re.compile(r"[^\w.-]+|^\.+")
_LONGEST_NAME = 120


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--output",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder for the facts files.",
)
@column_options
def extract(
    inputs: tuple[str, ...], output: Path, text_column: str, date_column: str, source_column: str
) -> None:
    """Write a facts file, NAME.json, for each document.

    INPUT is a file (text, HTML, PDF, DOCX, an EDGAR filing, a feed, CSV, JSON lines, a zip; each also .gz),
    a folder, or - for the standard input. A facts file
    can be corrected by hand, and 'kg build' reads it like a document.

    \b
    Examples:
      kg extract release.txt --output facts/
      zcat releases.jsonl.gz | kg extract - --output facts/
    """
    from kg.extract import extract as facts_of
    from kg.facts import facts_json
    from kg.readers import Columns, Document, FactsFile, Failure, read

    failed = written = 0
    with Ticker("documents") as ticker:
        for item in read(inputs, columns=Columns(text_column, date_column, source_column)):
            if isinstance(item, Document):
                write_safely(output, file_name(item.id), facts_json(facts_of(item)))
                written += 1
                ticker.tick()
            elif isinstance(item, FactsFile):
                ticker.say(f"{item.document}: is a facts file already; passed over")
            else:
                ticker.say(item)
                failed += isinstance(item, Failure)
    click.echo(f"{written} facts file(s) written to {output}")
    leave(IN_PART if failed else DONE)


def file_name(id: str) -> str:
    """A file's name for a document's id, which may hold anything; two ids never share one.

    >>> file_name("news-20220503"), file_name("../../etc/passwd")
    ('news-20220503.json', 'etc-passwd-18b5c95d.json')
    """
    safe = _UNSAFE.sub("-", id).strip("-.")[:_LONGEST_NAME]
    if safe != id:
        safe = f"{safe}-{hashlib.sha256(id.encode()).hexdigest()[:8]}".lstrip("-")
    return f"{safe}.json"


def write_safely(folder: Path, name: str, text: str) -> None:
    """Write a file at once or not at all, never through a link that stands in its place.

    Raises:
        InputError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(folder / name)
    except OSError as error:
        raise InputError(f"{folder / name}: cannot be written: {error.strerror or error}") from error
