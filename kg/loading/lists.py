"""Tables: genes of HGNC, mappings in SSSOM, and plain pairs of a name and what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.loading.rows import Row, Source, by_strength
from kg.rdf.names import Names
from kg.vocabulary import Concept, identifier_iri

#: Columns of HGNC's files, as the archive and as the download page name them.
_HGNC = {
    "id": ("hgnc_id", "HGNC ID"),
    "symbol": ("symbol", "Approved symbol"),
    "name": ("name", "Approved name"),
    "status": ("status", "Status"),
    "others": (
        "alias_symbol",
        "prev_symbol",
        "alias_name",
        "Alias symbols",
        "Previous symbols",
        "Alias names",
    ),
}
_DATABASE_NAME = re.compile(r"[,(;]")
_HEADS = ({"name", "identifier"}, {"name", "preferred name"}, {"name", "preferred_name"})


def read_hgnc(source: Source) -> Iterator[Row]:
    """Yield the approved genes of a table of HGNC with symbols, aliases and names."""
    for line, record in source.records("\t"):
        cells = {key: [record[name] for name in names if record.get(name)] for key, names in _HGNC.items()}
        if not cells["id"] or not cells["symbol"]:
            raise source.error(line, "no identifier or symbol")
        if cells["status"] and cells["status"][0] != "Approved":
            continue
        others = (alias for cell in cells["others"] for alias in re.split(r"\||, ", cell.strip('"')))
        said = [name for name in cells["name"] if " " in name and not _DATABASE_NAME.search(name)]
        symbols = [cells["symbol"][0], *filter(None, others)]
        sure, weak = by_strength(symbols)
        codes = tuple(name for name in sure if " " not in name)
        names = (*said, *(name for name in sure if " " in name))
        iri = source.iri(line, cells["id"][0])
        kind = source.kind_for(line, iri)
        yield Row(line, Concept(iri, kind, symbols[0], names, exact=codes, weak=weak))


def read_sssom(source: Source) -> Iterator[Row]:
    """Yield what exact mappings say of identifiers and names, broader and narrower ones of what is above."""
    for line, record in source.records("\t"):
        subject, object = (source.iri(line, record.get(f"{side}_id", "")) for side in ("subject", "object"))
        relation = record.get("predicate_id", "").rpartition(":")[2]
        labels = (record.get("subject_label", ""), record.get("object_label", ""))
        if relation == "narrowMatch":
            subject, object, labels = object, subject, labels[::-1]
        if relation in ("broadMatch", "narrowMatch"):
            yield Row(line, replace(_named(source, line, subject, labels[0]), broader=(object,)))
        elif relation == "exactMatch":
            leads, other = (object, subject) if source.known.concept(object) else (subject, object)
            concept = _named(source, line, leads, *labels)
            yield Row(line, replace(concept, matches=(other,)))


def _named(source: Source, line: int, iri: str, *names: str) -> Concept:
    known = source.known.concept(iri)
    given = tuple(dict.fromkeys(filter(None, names)))
    label = known.label if known else next(iter(given), "")
    return Concept(known.iri if known else iri, source.kind_for(line, iri), label, given)


def read_pairs(source: Source) -> Iterator[Row]:
    """Yield names with the thing that an identifier or a preferred name tells; a new one needs the kind."""
    things: dict[str, Concept] = {}
    for number, (line, cells) in enumerate(source.table(",")):
        if len(cells) != 2 or not all(cells):
            raise source.error(line, f"needs two columns, a name and what it stands for; has {len(cells)}")
        name, target = cells
        if number == 0 and {name.lower(), target.lower()} in _HEADS:
            continue
        if target not in things:
            things[target] = _thing(source, line, name, target)
            yield Row(line, things[target])
        thing = things[target]
        yield Row(line, Concept(thing.iri, thing.kind, thing.label, (name,), by_hand=thing.by_hand))


def _thing(source: Source, line: int, name: str, target: str) -> Concept:
    """What a pair stands for."""
    if iri := identifier_iri(target):
        return _named(source, line, iri, name)
    known = {entry.iri for entry in source.known.lookup(target, source.kind) if not entry.weak}
    if len(known) > 1:
        raise source.error(line, f"{target!r} may be {' or '.join(sorted(known))}; write the identifier")
    if known:
        return _named(source, line, *known, name)
    if source.kind is None:
        raise source.error(line, f"{target!r} is not known yet; say with --kind what it is")
    iri = Names().named(source.kind, target).value
    return Concept(iri, source.kind, target, (target,), by_hand=True)
