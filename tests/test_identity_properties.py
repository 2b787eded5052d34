"""What holds of identity for any documents: no order counts, and nothing done and undone leaves a trace."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from namings import ABOUT_DECISIONS, DAY, built, document, exported, iris

from kg.graph import KnowledgeGraph

WHY = {"reason": "they say so", "date": DAY}
#: Names that documents give one another in any way: spellings, codes of a series, names that are known.
_NAMES = (
    "Abetuzumab", "abetuzumab", "Brandol", "Cetilimab", "QQQ123", "QQQ-123", "QQQ456",
    "Kadcyla", "T-DM1", "trastuzumab emtansine",
)  # fmt: skip
_SAID = st.dictionaries(
    st.sampled_from(_NAMES), st.lists(st.sampled_from(_NAMES), max_size=2), min_size=1, max_size=3
)
_CORPORA = st.lists(_SAID, min_size=2, max_size=4)

#: Names of one drug. A document that tells them apart contradicts the vocabulary.
_ONE_DRUG = {"Kadcyla", "T-DM1", "trastuzumab emtansine"}

#: The end of the IRI of a thing whose name is another's too; once merged, only undoing brings it back.
_TOLD_APART = re.compile("-[0-9a-f]{8}$")

properties = settings(max_examples=12, deadline=None, derandomize=True)


@contextmanager
def written(corpus: Sequence[Mapping[str, Sequence[str]]]) -> Iterator[tuple[Path, list[Path]]]:
    """A folder with documents, two of them of one day."""
    with TemporaryDirectory() as folder:
        days = ("2020-01-01", "2020-01-01", "2019-05-05", "2021-01-01")
        paths = [
            document(Path(folder) / f"d{number}.json", said, day)
            for number, (said, day) in enumerate(zip(corpus, days, strict=False))
        ]
        yield Path(folder), paths


@given(_CORPORA, st.data())
@properties
def test_no_order_counts(corpus: Sequence[Mapping[str, Sequence[str]]], data: st.DataObject) -> None:
    with written(corpus) as (folder, paths):
        graph = built(folder / "a.db", paths)
        other = built(folder / "b.db", data.draw(st.permutations(paths)))
        assert exported(other) == exported(graph)


@given(_CORPORA)
@properties
def test_what_was_retracted_was_never_there(corpus: Sequence[Mapping[str, Sequence[str]]]) -> None:
    with written(corpus) as (folder, paths):
        graph = built(folder / "a.db", paths)
        graph.retract(paths[0].stem)
        assert exported(graph) == exported(built(folder / "b.db", paths[1:]))


def merged(graph: KnowledgeGraph, data: st.DataObject) -> tuple[str, str] | None:
    """Two things that are one now, if there are two."""
    known = iris(graph)
    if len(known) < 2:
        return None
    one, other = data.draw(st.permutations(known))[:2]
    graph.curation().merge(one, other, **WHY)
    assert len(iris(graph)) < len(known)
    return one, other


@given(_CORPORA, st.data())
@properties
def test_a_merge_undone_leaves_no_trace(
    corpus: Sequence[Mapping[str, Sequence[str]]], data: st.DataObject
) -> None:
    with written(corpus) as (folder, paths):
        graph = built(folder / "a.db", paths)
        before = exported(graph)
        for _ in range(2):
            merged(graph, data)
        for decision in data.draw(st.permutations(graph.curation().decisions())):
            graph.curation().undo(decision.id)
        assert exported(graph) == before


@given(_CORPORA, st.data())
@properties
def test_merged_and_split_is_never_merged(
    corpus: Sequence[Mapping[str, Sequence[str]]], data: st.DataObject
) -> None:
    assume(all(len(_ONE_DRUG & set(said)) < 2 for said in corpus))
    with written(corpus) as (folder, paths):
        graph = built(folder / "a.db", paths)
        before = settled(graph)
        pair = merged(graph, data)
        if pair and not any(_TOLD_APART.search(iri) for iri in pair):
            graph.curation().split(*pair, **WHY)
            assert settled(graph) == before


@pytest.mark.xfail(strict=True, reason="a split leaves open whose the third name of one drug is")
def test_merged_and_split_is_never_merged_where_a_document_tells_names_of_one_drug_apart() -> None:
    with written([{"QQQ123": ["Kadcyla"]}, {name: [] for name in sorted(_ONE_DRUG)}]) as (folder, paths):
        graph = built(folder / "a.db", paths)
        before, pair = settled(graph), sorted(iris(graph))[:2]
        graph.curation().merge(*pair, **WHY)
        graph.curation().split(*pair, **WHY)
        assert settled(graph) == before


def settled(graph: KnowledgeGraph) -> list[str]:
    """The graph without decisions and without what names may stand for, as a split may decide that."""
    return [line for line in exported(graph, *ABOUT_DECISIONS) if "#mayBe>" not in line]


@given(_CORPORA, st.data())
@properties
def test_decisions_hold_in_a_graph_built_anew(
    corpus: Sequence[Mapping[str, Sequence[str]]], data: st.DataObject
) -> None:
    with written(corpus) as (folder, paths):
        graph = built(folder / "a.db", paths)
        if pair := merged(graph, data):
            graph.curation().rename(pair[0], "Newnamab", **WHY)
        graph.export(folder / "old.trig")
        other = built(folder / "b.db", paths[:1])
        other.curation().load(folder / "old.trig")
        other.build(data.draw(st.permutations(paths)))
        assert exported(other) == exported(graph)
