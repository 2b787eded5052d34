"""Small networks written as lines of facts, with the attributes that `to_networkx` gives."""

from __future__ import annotations

from collections import defaultdict

import networkx
from hypothesis import strategies as st

from kg.analysis import Network, Quote
from kg.schema import schema

#: The story of one technology: who owns it, what uses it, who licensed that.
STORY = """
2010 ImmunoGen ownsTechnology TAP
2011 SAR3419 usesTechnology TAP
2012 SAR3419 licensedTo Sanofi
2012 SAR3419 developedBy Sanofi
2012 SAR3419 hasTarget CD19
2012 SAR3419 hasIndication lymphoma
2012 SAR3419 developmentPhase phase-1
2013 ImmunoGen partnerOf Sanofi
2013 ImmunoGen partnerOf Genentech
2013 Kadcyla usesTechnology TAP
2013 Kadcyla developedBy Genentech
2014 Rival developedBy Novartis
2014 Rival hasTarget CD19
2014 Rival hasIndication lymphoma
2014 Novartis partnerOf Genentech
"""


_ENDS = {
    "partnerOf": ("firm", "firm"), "ownsTechnology": ("firm", "platform"),
    "technologyLicensedTo": ("platform", "firm"), "developedBy": ("drug", "firm"),
    "licensedTo": ("drug", "firm"), "originatedBy": ("drug", "firm"), "usesTechnology": ("drug", "platform"),
    "hasTarget": ("drug", "target"), "hasPayload": ("drug", "payload"),
    "hasIndication": ("drug", "condition"),
}  # fmt: skip


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Facts of any kind between a few things."""
    found = []
    for _ in range(draw(st.integers(1, 25))):
        predicate = draw(st.sampled_from(sorted(_ENDS)))
        subject, target = (f"{kind}{draw(st.integers(0, 4))}" for kind in _ENDS[predicate])
        if subject != target:
            found.append(f"{draw(st.integers(2010, 2014))} {subject} {predicate} {target}")
    return found


def network(*lines: str) -> Network:
    """The network of lines "DATE SUBJECT PREDICATE OBJECT"; each is told by a document of its own."""
    told: defaultdict[tuple[str, str, str], list[tuple[str, str]]] = defaultdict(list)
    kinds: dict[str, str] = {}
    facts = [line.split() for each in lines for line in each.strip().splitlines()]
    for number, (date, subject, name, target) in enumerate(facts):
        predicate = schema().predicates[name]
        kinds[subject] = min(predicate.domain)
        kinds[target] = min(predicate.range)
        ends = [(subject, target), (target, subject)] if predicate.symmetric else [(subject, target)]
        for source, end in ends:
            told[source, end, name].append((date, f"d{number}"))
    return _built(kinds, told, len(facts))


def _built(
    kinds: dict[str, str], told: dict[tuple[str, str, str], list[tuple[str, str]]], documents: int
) -> Network:
    found: Network = networkx.MultiDiGraph(documents=documents, undated=0, status=["asserted"], as_of="")
    iris = {name: _iri(name, kind) for name, kind in sorted(kinds.items())}
    for name, iri in iris.items():
        found.add_node(iri, iri=iri, label=name, kind=kinds[name], aliases=[], identifiers=[])
    for (source, target, predicate), sources in sorted(told.items()):
        releases = [document for _, document in sources]
        found.add_edge(
            iris[source], iris[target], key=predicate, predicate=predicate, status="asserted",
            dates=sorted({date for date, _ in sources}), documents=releases, releases=releases,
            sources=len(sources), confidence=1.0,
            quotes=[Quote(f"{source} {predicate} {target}", document, date) for date, document in sources],
        )  # fmt: skip
    return found


def _iri(name: str, kind: str) -> str:
    """The IRI of a controlled value by its last part; a thing has its name as IRI."""
    values = (concept.iri for concept in schema().concepts.get(kind, {}).values())
    return next((iri for iri in values if iri.endswith(f"/{name}")), name)
