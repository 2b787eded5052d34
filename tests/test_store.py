"""The store: atomic replacement, snapshots, one writer, clear errors."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast
from unittest.mock import Mock

import pyoxigraph as ox
import pytest

from kg.errors import StoreError
from kg.store import Store, Writer

BASE = "https://w3id.org/biopharma-kg/resource/"
ONE, TWO = ox.NamedNode(f"{BASE}graph/one"), ox.NamedNode(f"{BASE}graph/two")


def quads(graph: ox.NamedNode, *values: str) -> list[ox.Quad]:
    thing, label = ox.NamedNode(f"{BASE}company/x"), ox.NamedNode(f"{BASE}label")
    return [ox.Quad(thing, label, ox.Literal(value), graph) for value in values]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "kg.db")
    with made.write() as writer:
        writer.replace(ONE, quads(ONE, "a", "b"))
    return made


def values(store: Store) -> list[str]:
    return sorted(quad.object.value for quad in store.read() if isinstance(quad.object, ox.Literal))


def test_what_is_written_is_read(store: Store) -> None:
    assert values(store) == ["a", "b"]
    assert store.read().graphs() == [ONE]


def test_replacing_takes_the_old_out(store: Store) -> None:
    with store.write() as writer:
        assert writer.replace(ONE, quads(ONE, "c")) == "changed"
        assert writer.replace(TWO, quads(TWO, "d")) == "new"
    assert values(store) == ["c", "d"]


def test_a_store_is_put_in_order_after_many_changes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.store.writer._MANY", 1)
    before = store.newest()
    with store.write() as writer:
        for name in "cdef":
            writer.replace(ONE, quads(ONE, name))
            writer.checkpoint()
    assert values(store) == ["f"]
    assert store.newest() == before + 5


def test_the_same_content_changes_nothing(store: Store) -> None:
    before = store.newest()
    with store.write() as writer:
        assert writer.replace(ONE, reversed(quads(ONE, "a", "b"))) == "unchanged"
    assert store.newest() == before


def test_literals_that_the_engine_rewrites_count_as_the_same(tmp_path: Path) -> None:
    decimal = ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
    quad = ox.Quad(ONE, ONE, ox.Literal("47.50", datatype=decimal), ONE)
    with Store(tmp_path / "kg.db").write() as writer:
        writer.replace(ONE, [quad])
        assert writer.replace(ONE, [quad]) == "unchanged"


@pytest.mark.parametrize(
    "text", ['"} ; DROP ALL ; INSERT DATA { <a:a> <a:a> "', "\\u0022 } }", "\n\t\\ '''", "\U0001f600"]
)
def test_hostile_text_stays_text(store: Store, text: str) -> None:
    with store.write() as writer:
        writer.replace(ONE, quads(ONE, text))
    assert values(store) == [text]


def test_quads_of_another_graph_are_refused(store: Store) -> None:
    with store.write() as writer, pytest.raises(ValueError, match="must be in its graph"):
        writer.replace(ONE, quads(TWO, "c"))
    assert values(store) == ["a", "b"]


def test_retracting_takes_one_graph_out(store: Store) -> None:
    with store.write() as writer:
        writer.replace(TWO, quads(TWO, "d"))
        assert writer.replace(ONE, ()) == "changed"
        assert writer.replace(ONE, ()) == "unchanged"
    assert values(store) == ["d"]


def counted(store: Store) -> int:
    (row,) = cast("ox.QuerySolutions", store.read().query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    return int(row["n"].value)


def test_what_several_documents_state_counts_once(store: Store) -> None:
    with store.write() as writer:
        writer.replace(TWO, quads(TWO, "b", "d"))
    assert counted(store) == 3
    assert len(list(store.read())) == 4
    with store.write() as writer:
        writer.replace(ONE, quads(ONE, "c"))
    assert counted(store) == 3
    with store.write() as writer:
        writer.replace(TWO, ())
    assert counted(store) == 1


def test_readers_keep_their_state_and_see_the_next_after_a_checkpoint(store: Store) -> None:
    old = store.read()
    with store.write() as writer:
        writer.replace(ONE, quads(ONE, "c"))
        assert values(store) == ["a", "b"]
        writer.checkpoint()
        assert values(store) == ["c"]
        for number in range(5):
            writer.replace(ONE, quads(ONE, str(number)))
            writer.checkpoint()
    assert len(list(old)) == 2
    assert len(list((store.path / "snapshots").iterdir())) == 2


def test_what_was_written_before_an_error_is_kept(store: Store) -> None:
    def fail(writer: Writer) -> None:
        writer.replace(TWO, quads(TWO, "d"))
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"), store.write() as writer:
        fail(writer)
    assert values(store) == ["a", "b", "d"]


def test_what_is_quarantined_is_forgotten_once_it_is_let_in(store: Store) -> None:
    with store.write() as writer:
        writer.quarantine(TWO, "{}", "wrong")
        assert [(each.slug, each.report) for each in store.quarantined()] == [("two", "wrong")]
        writer.replace(TWO, quads(TWO, "d"))
        assert store.quarantined() == []
        writer.quarantine(TWO, "{}", "wrong again")
        writer.replace(TWO, ())
    assert store.quarantined() == []


def test_a_second_writer_waits_and_gives_up(store: Store) -> None:
    messages: list[str] = []
    with store.write(), pytest.raises(StoreError, match="another process is writing"):
        open_for("write", store, patience=0.3, on_wait=messages.append)
    assert len(messages) == 1


def test_reading_beside_a_writer_in_another_process(store: Store) -> None:
    script = f"from kg.store import Store; print(len(list(Store({str(store.path)!r}).read())))"
    with store.write() as writer:
        writer.replace(TWO, quads(TWO, "d"))
        found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "2\n"


def test_a_killed_writer_loses_nothing_that_was_committed(store: Store) -> None:
    script = f"""
import os, pyoxigraph as ox
from kg.store import Store
graph = ox.NamedNode({TWO.value!r})
with Store({str(store.path)!r}).write() as writer:
    writer.replace(graph, [ox.Quad(graph, graph, ox.Literal("d"), graph)])
    os.kill(os.getpid(), 9)
"""
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -9
    assert values(store) == ["a", "b"]
    with store.write() as writer:
        writer.replace(ONE, quads(ONE, "c"))
    assert values(store) == ["c", "d"]


def test_nothing_there(tmp_path: Path) -> None:
    store = Store(tmp_path / "none.db")
    assert not store.exists()
    with pytest.raises(StoreError, match=r"no such store\. 'kg build' makes one"):
        store.read()


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    with Store(tmp_path).write() as writer:
        writer.replace(ONE, quads(ONE, "a"))
    assert values(Store(tmp_path)) == ["a"]


@pytest.mark.parametrize("access", ["read", "write"])
@pytest.mark.parametrize("is_folder", [True, False], ids=["folder", "file"])
def test_something_else_is_left_alone(tmp_path: Path, access: str, is_folder: bool) -> None:
    place = tmp_path / "letters"
    if is_folder:
        place.mkdir()
        (place / "a.txt").write_text("mine")
    else:
        place.write_text("mine")
    with pytest.raises(StoreError, match="is not a store"):
        open_for(access, Store(place))
    assert [path.name for path in tmp_path.rglob("*.txt")] == (["a.txt"] if is_folder else [])


@pytest.mark.parametrize("access", ["read", "write"])
@pytest.mark.parametrize("marker", ["{", '{"format": "biopharma-kg store", "version": 99}'])
def test_another_format_is_refused(store: Store, access: str, marker: str) -> None:
    (store.path / "kg.json").write_text(marker)
    with pytest.raises(StoreError, match=r"damaged|another format"):
        open_for(access, store)


def test_a_damaged_snapshot_or_database_is_said_to_be_so(store: Store) -> None:
    for current in store.path.rglob("CURRENT"):
        current.write_text("junk")
    for access in ("read", "write"):
        with pytest.raises(StoreError, match=r"is damaged: .*\. Build a new one"):
            open_for(access, store)


def test_a_full_disk_loses_nothing_and_a_second_run_goes_on(store: Store) -> None:
    script = f"""
import resource, sys, pyoxigraph as ox
from kg.errors import StoreError
from kg.store import Store
limit = int(sys.argv[1])
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
graphs = [ox.NamedNode(f"{BASE}graph/d{{number:04}}") for number in range(200)]
try:
    with Store({str(store.path)!r}).write() as writer:
        for graph in graphs:
            writer.replace(graph, [ox.Quad(graph, graph, ox.Literal("words " * 200), graph)])
except StoreError as error:
    sys.exit(str(error))
"""

    def run(limit: int) -> str:
        command = [sys.executable, "-c", script, str(limit)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr

    for _ in range(2):
        assert re.fullmatch(
            r".*kg\.db cannot be (written|opened): .*File too large.* h[eo]lds? stays\.\n", run(100_000)
        )
        assert values(store) == ["a", "b"]
    assert run(0) == ""
    assert len(store.read().graphs()) == 201


@pytest.mark.parametrize("access", ["read", "write"])
def test_a_disk_that_refuses_is_no_damage(store: Store, access: str, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = Mock(side_effect=OSError("IO error: While open a file: kg.db/LOG: Read-only file system"))
    refused.read_only = refused
    monkeypatch.setattr("pyoxigraph.Store", refused)
    with pytest.raises(StoreError, match=r"cannot be opened: .*Read-only file system\. What it holds stays"):
        open_for(access, store)


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made here"), Store(tmp_path / "file" / "kg.db").write():
        pass


def open_for(
    access: str, store: Store, patience: float = 0, on_wait: Callable[[str], None] | None = None
) -> None:
    if access == "read":
        store.read()
    else:
        with store.write(patience=patience, on_wait=on_wait):
            pass
