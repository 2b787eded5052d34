"""The things of releases, read by people and by the program, against clusters told by reading: B-cubed.

Bagga and Baldwin 1998, "Algorithms for Scoring Coreference Chains".
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from kg.document import Document
from kg.extract import extract
from kg.facts import Entity, FactsFile, read_facts
from kg.identity import Identities, Key, Naming, namings
from kg.names import normal_form
from kg.readers import read as documents
from kg.vocabulary import vocabulary

CLUSTERS = Path(__file__).parent / "data" / "identity-clusters.tsv"
READ = Path(__file__).parents[2] / "shared" / "gold" / "dev"

#: Where a thing is named: the document and the key of the entity.
Place = tuple[str, str]


def b_cubed(found: Mapping[Place, Hashable], told: Mapping[Place, Hashable]) -> tuple[Fraction, Fraction]:
    """Precision and recall of the clusters found, over all places."""
    return _agreement(found, told), _agreement(told, found)


def _agreement(one: Mapping[Place, Hashable], other: Mapping[Place, Hashable]) -> Fraction:
    """How much of the cluster of a place in the one is in its cluster in the other, on average."""
    in_one, in_other = _members(one), _members(other)
    shares = (
        Fraction(len(in_one[one[place]] & in_other[other[place]]), len(in_one[one[place]])) for place in one
    )
    return sum(shares, Fraction(0)) / len(one)


def _members(clusters: Mapping[Place, Hashable]) -> Mapping[Hashable, set[Place]]:
    members: defaultdict[Hashable, set[Place]] = defaultdict(set)
    for place, name in clusters.items():
        members[name].add(place)
    return members


def told() -> dict[Place, Hashable]:
    with CLUSTERS.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {(row["document"], row["key"]): (row["kind"], row["thing"]) for row in rows}


def found(paths: Iterable[Path]) -> dict[Place, Hashable]:
    identities = Identities(vocabulary())
    read = [read_facts(path) for path in paths]
    calls = [namings(facts, vocabulary()) for facts in read]
    for facts, known in zip(read, calls, strict=True):
        identities.put(facts.document, facts.published, known.values())
    return {
        (facts.document, key): identities.iri(facts.document, known[entity.type, entity.name])
        for facts, known in zip(read, calls, strict=True)
        for key, entity in facts.entities.items()
    }


def test_the_measure_on_an_example_of_its_authors() -> None:
    places = [("d", str(number)) for number in range(1, 13)]
    truth = dict(zip(places, "aaaaabbccccc", strict=True))
    assert b_cubed(dict(zip(places, "aaaaabbbbbbb", strict=True)), truth) == (Fraction(16, 21), Fraction(1))
    assert b_cubed(dict(zip(places, "aaaaabbaaaaa", strict=True)), truth) == (Fraction(7, 12), Fraction(1))


def test_things_of_read_releases_are_those_told() -> None:
    if not READ.is_dir():
        pytest.skip("the read releases are not here")
    truth = told()
    things = found(sorted(READ.glob("*.json")))
    assert things.keys() == truth.keys()
    precision, recall = b_cubed(things, truth)
    assert min(precision, recall) >= Fraction(98, 100), (float(precision), float(recall))
    alone = {place: place for place in truth}
    assert b_cubed(alone, truth)[1] < recall - Fraction(15, 100), "the clusters ask for little"


def names(entity: Entity) -> set[str]:
    return {normal_form(name) for name in (entity.name, *entity.aliases)}


def read_and_found(releases: Iterable[Path]) -> dict[Place, Hashable]:
    """The things that the program makes of what it reads itself, at the places told by reading."""
    gold = {path: read_facts(path.with_suffix(".json")) for path in releases}
    identities = Identities(vocabulary())
    read: dict[Path, tuple[FactsFile, Mapping[Key, Naming]]] = {}
    for path in gold:
        (document,) = documents([path])
        assert isinstance(document, Document)
        facts = extract(document)
        read[path] = facts, namings(facts, vocabulary())
        identities.put(facts.document, facts.published, read[path][1].values())
    nodes: dict[Place, Hashable] = {}
    for path, asked in gold.items():
        facts, known = read[path]
        for key, entity in asked.entities.items():
            same = (each for each in facts.entities.values() if each.type == entity.type)
            found = [each for each in same if names(each) & names(entity)]
            for each in sorted(found, key=lambda other: (other.name != entity.name, other.name))[:1]:
                nodes[asked.document, key] = identities.iri(facts.document, known[each.type, each.name])
    return nodes


def test_things_that_the_program_reads_itself_are_those_told() -> None:
    if not READ.is_dir():
        pytest.skip("the read releases are not here")
    truth = told()
    nodes = read_and_found(path for path in sorted(READ.iterdir()) if path.suffix in (".txt", ".md"))
    assert len(nodes) >= len(truth) * Fraction(80, 100), "too few things are read"
    read = {place: truth[place] for place in nodes}
    precision, recall = b_cubed(nodes, read)
    assert min(precision, recall) >= Fraction(97, 100), (float(precision), float(recall))
