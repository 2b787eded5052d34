"""Pairs of names in small documents: one thing, two, or open between named candidates, and why."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from pyoxigraph import NamedNode, Quad

from kg.facts import FactsFile, facts_from
from kg.identity import Identities, Naming, namings
from kg.identity.codes import contradict, registry_numbers
from kg.vocabulary import vocabulary

TABLE = Path(__file__).parent / "data" / "identity-pairs.tsv"


@dataclass
class Said:
    """What a document calls a thing and tells of it."""

    name: str
    aliases: list[str] = field(default_factory=list)
    tickers: list[str] = field(default_factory=list)
    text: str = "."

    def facts(self, document: str, kind: str) -> FactsFile:
        return facts_from(
            {
                "document": document,
                "text": self.text,
                "entities": {"x": {"type": kind, "name": self.name, "aliases": self.aliases}},
                "facts": [{"subject": "x", "predicate": "ticker", "value": each} for each in self.tickers],
            }
        )


def said(first: str, second: str, says: str) -> dict[str, Said]:
    """The documents of a row: "first also X; second ticker T; first says WORDS; third NAME also X"."""
    found = {"first": Said(first), "second": Said(second)}
    for clause in filter(None, says.split("; ")):
        document, _, rest = clause.partition(" ")
        if document == "third":
            name, _, alias = rest.partition(" also ")
            found[document] = Said(name, [alias])
            continue
        verb, _, what = rest.partition(" ")
        if verb == "says":
            found[document].text = what
        else:
            {"also": found[document].aliases, "ticker": found[document].tickers}[verb].append(what)
    return found


def judged(kind: str, documents: dict[str, Said]) -> tuple[str, str]:
    """The verdict on the things of the first two documents, and its reason."""
    identities = Identities(vocabulary())
    quads: set[Quad] = set()
    calls: dict[str, Naming] = {}
    for name, document in documents.items():
        facts = document.facts(name, kind)
        known = namings(facts, vocabulary())
        calls[name] = known[kind, document.name]
        shift = identities.put(name, facts.published, known.values())
        quads = quads - shift.gone | shift.come
    first, second = (identities.iri(name, calls[name]) for name in ("first", "second"))
    if first == second:
        return "same", " ".join(sorted(rules(quads, first))) or "spelling"
    if candidates := set(slugs(quads, "mayBe", first)).union(slugs(quads, "mayBe", second)):
        return "open", " / ".join(sorted(candidates))
    return "apart", what_parts(calls["first"], calls["second"])


def slugs(quads: set[Quad], property: str, subject: str) -> Iterator[str]:
    for quad in quads:
        if quad.subject == NamedNode(subject) and quad.predicate.value.endswith(f"#{property}"):
            yield str(quad.object).strip("<>").rpartition("/")[2]


def rules(quads: set[Quad], thing: str) -> set[str]:
    nodes = {quad.subject for quad in quads if quad.object == NamedNode(thing)}
    return {rule for node in nodes for rule in slugs(quads, "rule", str(node).strip("<>"))}


def what_parts(first: Naming, second: Naming) -> str:
    names = [(each.name, *each.aliases) for each in (first, second)]
    numbers = [registry_numbers(each) for each in names]
    if first.scope or second.scope:
        return "document"
    if len(first.concepts) == len(second.concepts) == 1:
        return "concept"
    if all(numbers) and not numbers[0] & numbers[1]:
        return "registry"
    return "code" if contradict(first.name, second.name) else "nothing"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def pairs() -> list[ParameterSet]:
    return [
        pytest.param(
            row,
            marks=[pytest.mark.xfail(reason=row["short"], strict=True)] if row["short"] else [],
            id=f"{row['first']} = {row['second']} {row['says']}",
        )
        for row in rows()
    ]


@pytest.mark.parametrize("row", pairs())
def test_a_pair(row: dict[str, str]) -> None:
    documents = said(row["first"], row["second"], row["says"])
    expected = row["verdict"], row["reason"]
    assert judged(row["kind"], documents) == expected
    assert judged(row["kind"], dict(reversed(documents.items()))) == expected


def test_the_table_is_wide() -> None:
    assert len(rows()) >= 150
    assert {row["verdict"] for row in rows()} == {"same", "apart", "open"}
    assert len({row["kind"] for row in rows()}) == 11
    assert sum(bool(row["short"]) for row in rows()) <= 10
