"""kg evaluate: how well the extracted facts agree with gold facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.common import DONE, IN_PART, Misuse, Ticker, as_misuse, leave, say

if TYPE_CHECKING:
    from kg.evaluate import Figures


@click.command()
@click.argument("gold_dir", type=click.Path(path_type=Path))
@click.option(
    "--system", type=click.Path(path_type=Path), help="Score the facts files of this folder instead."
)
@click.option("--errors", is_flag=True, help="Name each missed and each wrong fact first.")
@click.option("--format", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--floor", type=click.FloatRange(0, 1), help="End with exit code 1 if asserted F1 is lower.")
def evaluate(gold_dir: Path, system: Path | None, errors: bool, format: str, floor: float | None) -> None:
    """Precision, recall and F1 against the gold facts in GOLD_DIR.

    GOLD_DIR holds NAME.json; the documents, NAME.txt or NAME.md, lie beside them or in the folder above, and
    are extracted anew, unless --system names a folder with facts files.

    \b
    Examples:
      kg evaluate kg/samples/gold --floor 0.8
      kg evaluate gold/ --errors
      kg evaluate gold/ --system facts/ --format json
    """
    from kg.evaluate import compare, facts_in, miss_line, table

    gold = as_misuse(lambda: facts_in(gold_dir))
    figures = compare(gold, as_misuse(lambda: facts_in(system)) if system else extracted(gold, gold_dir))
    if format == "json":
        shown = figures.as_dict() | (
            {"errors": [miss_line(miss) for miss in figures.misses]} if errors else {}
        )
        click.echo(json.dumps(shown, indent=1, ensure_ascii=False))
    else:
        for line in (*(miss_line(miss) for miss in figures.misses if errors), *table(figures)):
            click.echo(line)
    leave(judged(figures, floor))


def judged(figures: Figures, floor: float | None) -> int:
    """The exit code: whether asserted F1 reaches the floor."""
    reached = figures.overall("asserted").f1
    if floor is None or reached >= floor:
        return DONE
    say(f"asserted F1 is {reached:.3f}, below the floor of {floor}")
    return IN_PART


def extracted(gold: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The facts that the program reads in the gold's documents, by the names of the gold files.

    Raises:
        Misuse: the documents are not there.
    """
    paths = {name: path for name, facts in gold.items() if (path := _document(name, facts, folder))}
    if not paths:
        raise Misuse(f"{folder}: no document beside the gold facts; --system scores facts files instead")
    with Ticker("documents") as ticker:
        return {name: facts for name, path in paths.items() if (facts := _facts(path, ticker))}


def _facts(path: Path, ticker: Ticker) -> dict[str, Any] | None:
    from kg.extract import extract
    from kg.readers import Document, read

    ticker.tick()
    for item in read([path]):
        if isinstance(item, Document):
            return extract(item).model_dump(mode="json", exclude_none=True)
        ticker.say(item)
    return None


def _document(name: str, facts: dict[str, Any], folder: Path) -> Path | None:
    """The document that a gold file names, else one of its own name, beside it or in the folder above."""
    named = Path(str(facts.get("document") or name)).name
    files = (
        place / each for place in (folder, folder.parent) for each in (named, f"{name}.txt", f"{name}.md")
    )
    return next((path for path in files if path.is_file()), None)
