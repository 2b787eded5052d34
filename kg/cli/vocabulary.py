"""kg vocabulary: the user's own names of things."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from kg.cli.common import DONE, IN_PART, as_misuse, existing, leave, say, store_option

_SHOWN = 20


@click.group()
def vocabulary() -> None:
    """Names of things that a graph is built with, beside those that the program brings.

    They belong to the store: builds on it know them, and what was built without them is built again.

    \b
    Examples:
      kg vocabulary load pipeline.csv --kind Compound
      kg vocabulary list
    """


@vocabulary.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--kind", help="What its things are, where the file does not tell: Compound, Company ...")
@store_option
def load(file: Path, kind: str | None, store: Path) -> None:
    """Load a vocabulary, in place of one of the same name.

    FILE is SKOS in Turtle, OBO, OBO graphs in JSON (MONDO), a table of HGNC, mappings in SSSOM, or a CSV with
    a name and an identifier or preferred name in each row; its content tells which. A name that is another
    thing's already is left out and reported.

    \b
    Examples:
      kg vocabulary load pipeline.csv --kind Compound
      kg vocabulary load mondo.obo
    """
    from kg.loading import load
    from kg.store import Store
    from kg.vocabulary import vocabulary_folder, vocabulary_with

    as_misuse(Store(store).exists)
    folder = vocabulary_folder(store)
    gc.disable()  # many small objects, none in circles: it would only walk over them
    with Store(store).write(on_wait=say):
        done = load(file, folder, kind)
        vocabulary_with(folder)  # so that the next build need not pack it
    click.echo(f"{done.name}: {done.concepts} thing(s) with {done.names} names in {folder}")
    for note in done.notes:
        say(f"{file}: {note}")
    for clash in done.clashes[:_SHOWN]:
        say(f"{file}: {clash}; left out")
    if len(done.clashes) > _SHOWN:
        say(
            f"{len(done.clashes) - _SHOWN} more name(s) left out; all are in {folder / done.name}.clashes.tsv"
        )
    leave(IN_PART if done.clashes else DONE)


@vocabulary.command(name="list")
@store_option
def list_(store: Path) -> None:
    """List the vocabularies of a store."""
    from kg.loading import loaded
    from kg.vocabulary import vocabulary_folder

    for each in loaded(vocabulary_folder(existing(store))):
        click.echo(f"{each.name}\t{each.concepts} thing(s)\t{each.names} names")


@vocabulary.command()
@click.argument("name")
@store_option
def remove(name: str, store: Path) -> None:
    """Take a vocabulary out of a store; the next build no longer knows it."""
    from kg.loading import remove
    from kg.store import Store
    from kg.vocabulary import vocabulary_folder

    existing(store)
    with Store(store).write(on_wait=say):
        remove(name, vocabulary_folder(store))
    click.echo(f"{name} is out of {store}")
