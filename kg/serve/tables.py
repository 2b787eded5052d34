"""Answers as tables, for pages."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

import pyoxigraph as ox

from kg.serve.formats import GRAPHS, ROWS
from kg.serve.pool import Pool
from kg.serve.wire import Question
from kg.store import Term

_TSV, _NTRIPLES = ROWS["tsv"], GRAPHS["ntriples"]
_TRIPLE = ("subject", "predicate", "object")

#: What may stand in a cell.
Cell = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


@dataclass(frozen=True, slots=True)
class Table:
    """An answer to show.

    Attributes:
        columns: The variables of a SELECT, or the three places of a triple.
        rows: Terms by column; None where there is none.
        cut: Whether there are more rows than were asked for, or than a table has room for.
        truth: What an ASK says; None for other queries.
        triples: Whether it is of a CONSTRUCT or DESCRIBE.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Cell | None], ...] = ()
    cut: bool = False
    truth: bool | None = None
    triples: bool = False


async def table(pool: Pool, text: str, *, rows: int, bindings: Mapping[str, Term] | None = None) -> Table:
    """The first rows of the answer to a query that a user wrote, within the limits of all queries.

    Args:
        pool: What runs it.
        text: The query.
        rows: How many rows, at most.
        bindings: Terms for variables of its SELECT clause, by name.

    Raises:
        HTTPException: The query is refused, with status 400, or broke another limit than that of rows.
    """
    accept = f"{_TSV.media[0]}, {_NTRIPLES.media[0]}"
    chunks: list[bytes] = []
    room = pool.limits.table
    bound = {name: str(term) for name, term in (bindings or {}).items()}
    async with pool.ask(Question(text, accept=accept, rows=rows, bindings=bound)) as answer:
        async for chunk in answer.chunks(cut_is_whole=True):
            chunks.append(chunk)
            room -= len(chunk)
            if room < 0:
                break
    cut = room < 0 or bool(answer.end and answer.end.cut)
    data = b"".join(chunks)
    if cut:
        data = data[: data.rfind(b"\n") + 1]  # the last line may be half of one
    read = _triples if answer.media == _NTRIPLES.media[0] else _solutions
    return await asyncio.to_thread(read, data, rows, cut)


def _triples(data: bytes, _: int, cut: bool) -> Table:
    return Table(
        _TRIPLE,
        _rows(_TRIPLE, (quad.triple for quad in ox.parse(data, format=_NTRIPLES.engine))),
        cut,
        triples=True,
    )


def _solutions(data: bytes, rows: int, cut: bool) -> Table:
    results = ox.parse_query_results(data, format=_TSV.engine)
    if isinstance(results, ox.QueryBoolean):
        return Table(truth=bool(results))
    columns = tuple(variable.value for variable in results.variables)
    return Table(columns, _rows(columns, islice(results, rows)), cut)


def _rows(
    columns: tuple[str, ...], rows: Iterable[Iterable[Cell | None]]
) -> tuple[Mapping[str, Cell | None], ...]:
    return tuple(dict(zip(columns, row, strict=True)) for row in rows)
