"""A table of nodes and one of edges, with the headers that Neo4j's admin import takes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kg.analysis.network import Network
from kg.cells import harmless
from kg.export.flat import as_json, plain

_LISTS = ("aliases", "identifiers", "dates", "documents", "releases", "licensors")
#: What Neo4j takes columns for; it takes all others for text.
_TYPES = {
    "kind": ":LABEL",
    "predicate": ":TYPE",
    "sources": "sources:int",
    "confidence": "confidence:double",
    "amount": "amount:double",
    **{name: f"{name}:string[]" for name in _LISTS},
}


def write_tables(network: Network, output: IO[bytes]) -> None:
    """Write the files nodes.csv and edges.csv as a zip archive.

    Lists are parted by semicolons, which within an element become commas; quotes are JSON. A cell that a
    spreadsheet would take for a formula begins with an apostrophe.
    """
    nodes = [{":ID": node, **data} for node, data in network.nodes(data=True)]
    edges = [
        {":START_ID": source, ":END_ID": target, **_told(data)}
        for source, target, data in network.edges(data=True)
    ]
    with ZipFile(output, "w") as archive:
        for name, rows in (("nodes.csv", nodes), ("edges.csv", edges)):
            file = ZipInfo(name)  # with a date that is always the same
            archive.writestr(file, _table(rows), ZIP_DEFLATED)


def _told(fact: Mapping[str, object]) -> dict[str, object]:
    """The attributes of an edge; `kind`, that of a payment, under a name of its own."""
    return {("payment" if name == "kind" else name): value for name, value in fact.items()}


def _table(rows: Sequence[Mapping[str, object]]) -> str:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(_TYPES.get(name, name) for name in columns)
    writer.writerows([_cell(name, row.get(name, "")) for name in columns] for row in rows)
    return output.getvalue()


def _cell(column: str, value: object) -> str:
    if isinstance(value, list) and column in _TYPES:
        return harmless(";".join(str(plain(each)).replace(";", ",") for each in value))
    text = json.dumps(as_json(value), ensure_ascii=False) if isinstance(value, list) else str(plain(value))
    return harmless(text)
