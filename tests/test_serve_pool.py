"""The processes that run queries, and tables of answers for pages."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
import pytest
from answers import built
from starlette.exceptions import HTTPException

from kg.serve.limits import Limits
from kg.serve.pool import Pool
from kg.serve.tables import Table, table

T = TypeVar("T")

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def store() -> Iterator[Path]:
    with built() as graph:
        yield graph.store.path


def run(store: Path, use: Callable[[Pool], Awaitable[T]], limits: Limits | None = None) -> T:
    async def main() -> T:
        pool = Pool(store, limits or Limits(seconds=20))
        try:
            return await use(pool)
        finally:
            await pool.close()

    return asyncio.run(main())


def answered(store: Path, text: str, rows: int = 100) -> Table:
    return run(store, lambda pool: table(pool, text, rows=rows))


def test_rows_as_terms(store: Path) -> None:
    found = answered(store, "SELECT ?a ?b { VALUES (?a ?b) { ('x\\ty'@en UNDEF) (kg:Compound 2.5) } }")
    assert found.columns == ("a", "b")
    assert found.rows == (
        {"a": ox.Literal("x\ty", language="en"), "b": None},
        {
            "a": ox.NamedNode("https://w3id.org/biopharma-kg/ontology#Compound"),
            "b": ox.Literal("2.5", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")),
        },
    )
    assert (found.cut, found.truth) == (False, None)


def test_triples_and_truth(store: Path) -> None:
    found = answered(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", rows=10)
    assert found.columns == ("subject", "predicate", "object")
    assert (len(found.rows), found.cut) == (10, True)
    assert answered(store, "ASK {}").truth is True


@pytest.mark.parametrize("rows", [0, 1, 7, 500])
def test_more_rows_than_are_shown(store: Path, rows: int) -> None:
    found = answered(store, "SELECT ?a ?c { ?a ?b ?c . ?d ?e ?f }", rows=rows)
    assert (len(found.rows), found.cut) == (rows, True)


def test_as_many_rows_as_are_shown(store: Path) -> None:
    found = answered(store, "SELECT ?a { ?a ?b ?c } LIMIT 7", rows=7)
    assert (len(found.rows), found.cut) == (7, False)


def test_no_column_and_no_row(store: Path) -> None:
    assert answered(store, "SELECT * {}").rows == ({},)
    assert answered(store, "SELECT ?a { FILTER(false) }") == Table(("a",))


def test_a_table_has_room_for_so_much(store: Path) -> None:
    doubling = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(20))
    for text in (
        f"SELECT ?x20 {{ BIND('0123456789' AS ?x0) {doubling} }}",
        f"CONSTRUCT {{ <a:a> <a:a> ?x20 }} {{ BIND('0123456789' AS ?x0) {doubling} }}",
        "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    ):
        limits = Limits(seconds=20, rows=10_000, table=100_000)
        found = run(store, lambda pool, text=text: table(pool, text, rows=10_000), limits)  # type: ignore[misc]
        assert found.cut
        assert len(found.rows) < 1000


def test_who_waits_too_long_for_a_turn_is_told(store: Path) -> None:
    async def use(pool: Pool) -> HTTPException:
        first = asyncio.create_task(table(pool, SLOW, rows=1))
        await asyncio.sleep(0.5)
        with pytest.raises(HTTPException) as caught:
            await table(pool, "ASK {}", rows=1)
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        assert (await table(pool, "ASK {}", rows=1)).truth
        return caught.value

    error = run(store, use, Limits(seconds=20, at_once=1, wait=0.2))
    assert error.status_code == 503
    assert error.headers == {"Retry-After": "10"}


def test_a_process_that_died_is_replaced(store: Path) -> None:
    async def use(pool: Pool) -> bool | None:
        assert (await table(pool, "ASK {}", rows=1)).truth
        for process in pool.processes():
            os.kill(process, signal.SIGKILL)
        await asyncio.sleep(0.3)
        return (await table(pool, "ASK {}", rows=1)).truth

    assert run(store, use) is True


async def used(pool: Pool) -> list[int]:
    """The processes that are there after each of two queries."""
    found = []
    for _ in range(2):
        assert (await table(pool, "ASK {}", rows=1)).truth
        found += pool.processes()
    return found


def test_a_process_is_kept_for_the_next_query(store: Path) -> None:
    first, second = run(store, used)
    assert first == second


def test_a_process_that_yielded_to_others_is_not_kept(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.serve.pool._LONG", 0.0)
    assert run(store, used) == []


def test_many_cancelled_queries_leave_no_process(store: Path) -> None:
    async def use(pool: Pool) -> int:
        asking = [asyncio.create_task(table(pool, SLOW, rows=1)) for _ in range(10)]
        await asyncio.sleep(1)
        for task in asking:
            task.cancel()
        await asyncio.gather(*asking, return_exceptions=True)
        assert (await table(pool, "ASK {}", rows=1)).truth
        return len(pool.processes())

    assert run(store, use) <= 4


def test_a_store_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(HTTPException, match=r"503: The graph cannot be read now: .*no such store"):
        answered(tmp_path / "none.db", "ASK {}")
