"""What a measure found, and what it was computed on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import NamedTuple, TypeAlias, cast

from kg.analysis.network import Graph, Quote
from kg.query import tabulate


class Thing(NamedTuple):
    """A node of a network. Things sort by name."""

    label: str
    iri: str
    kind: str

    @classmethod
    def of(cls, network: Graph, node: str) -> Thing:
        """The thing that a node stands for."""
        data = network.nodes[node]
        return cls(data["label"], data["iri"], data["kind"])


Cell: TypeAlias = "str | int | float | Thing | Quote | tuple[Thing, ...] | tuple[Quote, ...] | None"
Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a result was computed on.

    Attributes:
        documents: How many documents were read.
        undated: How many of them were left out for want of a date.
        as_of: The last day that counts; empty if all do.
        status: Which facts count.
        projection: The name of the projection.
        about: The thing around which it is, if it is around one.
        nodes: How many nodes the projection has.
        edges: How many edges it has.
    """

    documents: int
    undated: int
    as_of: str
    status: tuple[str, ...]
    projection: str
    about: str
    nodes: int
    edges: int

    @classmethod
    def of(cls, network: Graph, projection: str, about: str = "") -> Basis:
        """The basis that a projected network gives."""
        read = network.graph
        return cls(
            documents=read["documents"],
            undated=read["undated"],
            as_of=read["as_of"],
            status=tuple(read["status"]),
            projection=projection,
            about=about,
            nodes=network.number_of_nodes(),
            edges=network.number_of_edges(),
        )

    def __str__(self) -> str:
        """The basis for people, on one line."""
        days = f"up to {self.as_of}" if self.as_of else "of all dates"
        undated = f", {self.undated} undated left out" if self.undated else ""
        around = f" around {self.about}" if self.about else ""
        return (
            f"{self.documents:,} documents {days}{undated}; {' and '.join(self.status)} facts; "
            f"projection {self.projection}{around}: {self.nodes:,} nodes, {self.edges:,} edges"
        )


@dataclass(frozen=True, slots=True)
class Result:
    """The rows of a measure.

    Attributes:
        measure: Its name.
        meaning: What it tells.
        columns: Names of the columns.
        rows: The rows, the most telling first.
        more: Whether there are more rows than were asked for.
        basis: What they were computed on.
    """

    measure: str
    meaning: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    more: bool
    basis: Basis

    def __str__(self) -> str:
        """The result for people; where rows have quotes, each is a paragraph."""
        if not self.rows:
            body = "Nothing found.\n"
        elif self.columns[-1] == "quotes":
            body = "\n".join(map(_paragraph, self.rows))
        else:
            body = tabulate(self.columns, self.texts())
        more = f"\nThese are the first {len(self.rows)} rows.\n" if self.more else ""
        return f"{self.meaning}\nComputed on {self.basis}.\n\n{body}{more}"

    def texts(self) -> list[list[str]]:
        """The rows as texts: things by name, quotes with their sources."""
        return [[_text(cell) for cell in row] for row in self.rows]

    def as_json(self) -> dict[str, object]:
        """The result as JSON has it: things with IRI and kind, quotes with document and date."""
        rows = [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.rows]
        found = {"measure": self.measure, "meaning": self.meaning, "computedOn": asdict(self.basis)}
        return found | {"rows": rows, "more": self.more}


def _text(cell: Cell) -> str:
    match cell:
        case Thing():
            return cell.label
        case Quote():
            source = ", ".join(part for part in (cell.document, cell.published) if part)
            return f'"{" ".join(cell.text.split())}" ({source})'
        case tuple():
            return "; ".join(map(_text, cell))
        case float():
            return f"{cell:.4g}"
        case None:
            return ""
    return str(cell)


def _paragraph(row: Row) -> str:
    quotes = cast("tuple[Quote, ...]", row[-1])
    return "".join(f"{line}\n" for line in (_text(row[0]), *(f"    {_text(quote)}" for quote in quotes)))


def _plain(cell: Cell) -> object:
    if isinstance(cell, Thing | Quote):
        return cell._asdict()
    return [_plain(each) for each in cell] if isinstance(cell, tuple) else cell
