"""What the store holds whatever happens to a build: whole documents, ready to be opened and built on.

`pytest tests/test_durability.py --kills 200` kills more often than the suite does.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import building
import pyoxigraph as ox
import pytest

from kg.graph import KnowledgeGraph
from kg.store import LEDGER, Snapshot, Store

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerProcess

DOCUMENTS = 30
STATEMENTS = 2
PROCESSES = get_context("forkserver")
PROCESSES.set_forkserver_preload(["building"])


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("facts")
    building.write_facts(folder, DOCUMENTS)
    return folder


class Undisturbed(NamedTuple):
    """A build that nothing happens to: the graph it makes, and the seconds it takes."""

    lines: list[str]
    seconds: float


@pytest.fixture(scope="module")
def undisturbed(facts: Path, tmp_path_factory: pytest.TempPathFactory) -> Undisturbed:
    store = tmp_path_factory.mktemp("undisturbed") / "kg.db"
    with pytest.MonkeyPatch.context() as patch:
        # So that the server that processes are forked from finds what it loads in advance.
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        finish(tmp_path_factory.mktemp("first") / "kg.db", facts)
    begin = time.monotonic()
    finish(store, facts)
    return Undisturbed(lines(Store(store).read()), time.monotonic() - begin)


def lines(state: Snapshot) -> list[str]:
    return sorted(map(str, state))


def start(store: Path, facts: Path, limit: int = 0) -> ForkServerProcess:
    process = PROCESSES.Process(target=building.build, args=(store, facts, limit))
    process.start()
    return process


def finish(store: Path, facts: Path) -> None:
    process = start(store, facts)
    process.join()
    assert process.exitcode == 0


def check(state: Snapshot) -> int:
    """Each document is there whole, with its entry in the ledger, and merged. How many there are."""
    statement = ox.NamedNode("https://w3id.org/biopharma-kg/ontology#Statement")
    graphs = state.graphs()
    for graph in graphs:
        assert sum(quad.object == statement for quad in state.quads(graph=graph)) == STATEMENTS
    assert len({quad.subject for quad in state.quads(graph=LEDGER)}) == len(graphs)
    merged = state.inner.quads_for_pattern(None, None, None, ox.DefaultGraph())
    assert {quad.triple for quad in merged} == {quad.triple for quad in state}
    return len(graphs)


def delays(kills: int, longest: float) -> Iterator[float]:
    """When to kill: anywhere in a build."""
    chance = random.Random(kills)
    return (chance.random() * longest for _ in count())


def test_killing_a_build_anywhere_leaves_whole_documents(
    facts: Path, undisturbed: Undisturbed, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kills, rounds = request.config.getoption("--kills"), count()
    moments = delays(kills, undisturbed.seconds)
    while kills > 0:
        store = Store(tmp_path / f"{next(rounds)}" / "kg.db")
        for delay in moments:
            process = start(store.path, facts)
            time.sleep(delay)
            process.kill()
            process.join()
            kills -= 1
            if store.exists():
                with store.write():
                    pass
                if check(store.read()) == DOCUMENTS or not kills:
                    break
        finish(store.path, facts)
        assert lines(store.read()) == undisturbed.lines


def test_a_reader_beside_a_build_sees_whole_documents(
    facts: Path, undisturbed: Undisturbed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.build._CHECKPOINT", 0)
    store, seen = Store(tmp_path / "kg.db"), []
    KnowledgeGraph(store.path).build([facts], on_event=lambda _: seen.append(check(store.read())))
    assert seen == list(range(DOCUMENTS))
    assert lines(store.read()) == undisturbed.lines


def test_what_a_power_cut_may_cost_is_at_most_some_seconds_old(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a clock that goes on two seconds with each document; three documents are within a checkpoint."""
    clock = count(step=2)
    now = [next(clock)]
    monkeypatch.setattr("kg.store.writer.time.monotonic", lambda: now[0])
    store, behind, built = Store(tmp_path / "kg.db"), [], count(1)

    def look(_: object) -> None:
        now[0] = next(clock)
        behind.append(next(built) - len(store.read().graphs()))

    KnowledgeGraph(store.path).build([facts], on_event=look)
    assert max(behind) <= 4
    assert len(store.read().graphs()) == DOCUMENTS


def test_what_is_published_outlives_a_power_cut(
    facts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The engine syncs what it flushes; the name of a snapshot is synced after it is given."""
    done: list[str] = []
    sync, rename = os.fsync, Path.rename

    def synced(descriptor: int) -> None:
        sync(descriptor)
        done.append(f"sync {Path(f'/proc/self/fd/{descriptor}').readlink().name}")

    def renamed(path: Path, target: Path) -> Path:
        done.append(f"name {target.parent.name}")
        return rename(path, target)

    monkeypatch.setattr("os.fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    KnowledgeGraph(tmp_path / "kg.db").build([facts / "d000.json"])
    named = [place for place, what in enumerate(done) if what == "name snapshots"]
    assert named
    assert all(done[place + 1] == "sync snapshots" for place in named)


def test_two_builds_at_once_do_the_work_of_one(facts: Path, undisturbed: Undisturbed, tmp_path: Path) -> None:
    store = Store(tmp_path / "kg.db")
    processes = [start(store.path, facts) for _ in range(2)]
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    assert lines(store.read()) == undisturbed.lines


def test_a_full_disk_keeps_what_was_built_and_a_second_run_finishes(
    facts: Path, undisturbed: Undisturbed, tmp_path: Path
) -> None:
    store = Store(tmp_path / "kg.db")
    KnowledgeGraph(store.path).build([facts / "d000.json"])
    process = start(store.path, facts, limit=200_000)
    process.join()
    assert process.exitcode == 1
    with store.write():
        pass
    assert 1 <= check(store.read()) < DOCUMENTS
    finish(store.path, facts)
    assert lines(store.read()) == undisturbed.lines
