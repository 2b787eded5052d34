"""Identity: forms of names, code names, editions, evidence, clusters, and what holds in any order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mention_pages import page
from pyoxigraph import Quad

from kg.facts import facts_from
from kg.identity import Decision, Identities, Naming, form, is_general, namings
from kg.identity.clusters import Constraints, cluster
from kg.identity.codes import contradict, is_symbol_of, registry_numbers, series
from kg.identity.editions import years
from kg.identity.evidence import aliases, certain
from kg.identity.forms import bare
from kg.identity.index import Index
from kg.identity.things import Sighting
from kg.mentions import recognise
from kg.relations.entities import gather
from kg.vocabulary import Concept, Vocabulary, vocabulary

BASE = "https://w3id.org/biopharma-kg/resource"

# Forms


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Company", "Société Zelmira S.A.", "Societe Zelmira"),
        ("Condition", "Solid Tumors", "solid tumor"),
        ("Condition", "malignancies", "malignancy"),
        ("Person", "Prof. José Gil, M.D., Ph.D.", "Jose Gil"),
        ("Technology", "Qantix(R) AI platform", "QANTIX"),
        ("Technology", "Qantix platform technology", "Qantix"),
        ("Trial", "OASIS Study", "OASIS"),
        ("Target", "IL-2 receptors", "IL2 receptor"),
    ],
)
def test_spellings_of_one_form(kind: str, one: str, other: str) -> None:
    assert form(kind, one) == form(kind, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("Condition", "ALS", "AL"),
        ("Condition", "abscess", "absces"),
        ("Condition", "sepsis", "sepsi"),
        ("Compound", "AB-1 study", "AB-1"),
        ("Person", "Jane Gil", "Gil"),
        ("Technology", "antibody platform", "antibody"),
    ],
)
def test_names_of_two_forms(kind: str, one: str, other: str) -> None:
    assert form(kind, one) != form(kind, other)


@pytest.mark.parametrize(
    ("kind", "name"), [("Company", "Inc."), ("Trial", "study"), ("Technology", "platform")]
)
def test_a_name_that_says_only_its_kind_stays(kind: str, name: str) -> None:
    assert bare(kind, name) == name


@pytest.mark.parametrize(
    ("kind", "name", "general"),
    [
        ("Technology", "ADC Technology", True),
        ("Technology", "Dolaflexin", False),
        ("Person", "Dr. Chen", True),
        ("Person", "Dr. Li Chen", False),
        ("Trial", "Phase 2 study", True),
    ],
)
def test_general_names(kind: str, name: str, general: bool) -> None:
    assert is_general(kind, name) == general


# Codes and editions


def test_code_names() -> None:
    assert [series(name) for name in ("IMGN-853", "IMGN 853", "huC242-DM4", "LP-184a", "Kadcyla", "853")] == [
        ("imgn", 853), ("imgn", 853), ("huc242dm", 4), ("lp", 184), None, None,
    ]  # fmt: skip
    assert contradict("IMGN529", "IMGN289")
    assert not contradict("IMGN529", "imgn-529")
    assert not contradict("IMGN529", "SGN529")


def test_registry_numbers_need_eight_digits() -> None:
    assert registry_numbers(["study NCT01234567", "NCT1234"]) == {"registry NCT01234567"}


@pytest.mark.parametrize(
    ("ticker", "name", "fits"),
    [
        ("NASDAQ:SGEN", "Seattle Genetics", True),
        ("NASDAQ:GOVX", "GeoVax Labs", True),
        ("NASDAQ:CERO", "CERo Therapeutics", True),
        ("NASDAQ:CERO", "CancerCare Manitoba", False),
        ("NASDAQ:SGEN", "Genentech", False),
        ("OTC:123", "Acme", False),
        ("NYSE:A", "", False),
    ],
)
def test_symbols_of_names(ticker: str, name: str, fits: bool) -> None:
    assert is_symbol_of(ticker, name) == fits


def test_years_of_names() -> None:
    assert years(["ASCO 2011 Annual Meeting", "ASCO", "AB-2011x"]) == {"2011"}


def known(kind: str, name: str, *aliases: str, vocabulary: Vocabulary) -> Naming:
    facts = facts_from(
        {
            "document": "d",
            "text": ".",
            "entities": {"x": {"type": kind, "name": name, "aliases": list(aliases)}},
            "facts": [],
        }
    )
    return namings(facts, vocabulary)[kind, name]


def test_a_meeting_of_a_year_is_not_the_series() -> None:
    series = Concept(f"{BASE}/conference/qx", "Conference", "QX Congress", ("QX Congress", "QX"))
    lists = Vocabulary([series])
    assert known("Conference", "QX 2021", "QX", vocabulary=lists) == Naming(
        "Conference", "QX 2021", concepts=(f"{BASE}/conference/qx-2021",)
    )
    assert known("Conference", "QX Congress", vocabulary=lists).concepts == (series.iri,)
    assert known("Conference", "XX. Day", "Day 2021", "Day", vocabulary=lists).aliases == ("Day 2021",)


def test_a_preferred_name_goes_before_another_name() -> None:
    lists = Vocabulary(
        [
            Concept("urn:a", "Condition", "quivering", ("quivering",)),
            Concept("urn:b", "Condition", "shivering", ("shivering", "quivering")),
        ]
    )
    assert known("Condition", "Quivering", vocabulary=lists).concepts == ("urn:a",)
    assert not known("Condition", "quivering", vocabulary=lists).ambiguous


@pytest.mark.parametrize(
    ("kind", "name", "alias", "kept"),
    [
        ("Technology", "QVA manufacturing platform", "QVA", False),
        ("Technology", "Quovena extraction platform", "Quovena", True),
        ("Technology", "synthetic Quick Vaccinia Alpha vector", "QVA", False),
        ("Technology", "Quick Vaccinia Alpha", "QVA", True),
        ("Condition", "idiopathic quill cell activation syndrome", "QCAS", False),
        ("Condition", "QCAS", "idiopathic quill cell activation syndrome", False),
        ("Condition", "quill cell activation syndrome", "QCAS", True),
        ("Condition", "non-quill cell lung cancer", "NQCLC", True),
        ("Condition", "quill ulcer", "quill", False),
        ("Company", "Quill Therapeutics", "Quill", True),
    ],
)
def test_a_part_of_a_name_is_that_of_something_wider(kind: str, name: str, alias: str, kept: bool) -> None:
    assert known(kind, name, alias, vocabulary=Vocabulary([])).aliases == ((alias,) if kept else ())


def test_what_a_technology_is_like_is_no_name_of_it() -> None:
    lists = Vocabulary([])
    assert known("Technology", "powder formulation", vocabulary=lists).scope == "d"
    assert not known("Technology", "powder formulation", "PowdX", vocabulary=lists).scope


# Evidence and clusters


def test_evidence_comes_in_a_fixed_order() -> None:
    one = Naming("Company", "Acme", identifiers=("ticker X:ACME",), concepts=("urn:a",))
    other = Naming("Company", "Acme Ltd.", identifiers=("ticker X:ACME",), concepts=("urn:a",))
    assert [group.rule for group in certain([other, one])] == ["vocabulary", "identifier", "spelling"]


def test_short_forms_come_last() -> None:
    said = [Naming("Company", "Apex Oncology", ("Apex",)), Naming("Company", "Zelmira", ("Zurbo Ltd.",))]
    assert [(alias.form, alias.is_short) for alias in aliases(said)] == [("zurbo", False), ("apex", True)]


def test_namings_bound_to_their_documents_declare_nothing() -> None:
    assert aliases([Naming("Person", "Chen", ("Li Chen",), scope="d")]) == []


def test_contradictions_keep_apart_and_are_told() -> None:
    one, other = Naming("Compound", "QX-1", ("quorvab",)), Naming("Compound", "QX-2", ("quorvab",))
    holder = Naming("Compound", "quorvab")
    found = {min(each.namings).name: each for each in cluster([one, other, holder])}
    assert found.keys() == {"QX-1", "QX-2", "quorvab"}
    assert found["quorvab"].rivals == {one, other}
    assert [(link.first, link.second) for each in found.values() for link in each.refused] == [(one, other)]


def test_what_a_person_keeps_apart_no_evidence_joins() -> None:
    one, other = Naming("Company", "Acme", ("Zurbo",)), Naming("Company", "Zurbo")
    assert len(cluster([one, other])) == 1
    apart = Constraints(cannot=((frozenset({one}), frozenset({other})),))
    assert len(cluster([one, other], apart)) == 2


def test_the_index_forgets() -> None:
    index = Index(lambda naming: (f"iri {naming.name}",))
    one, other = Naming("Company", "Acme", ("Zurbo",)), Naming("Company", "Zurbo Inc.")
    index.put("a", "2020-01-01", [one])
    index.put("b", None, [one, other])
    assert index.connected([other], {}) == {one, other}
    assert index.sighting(one) == Sighting("2020-01-01", "a")
    index.put("a", None, [])
    assert index.sighting(one) == Sighting("9999", "b")
    index.put("b", None, [])
    assert one not in index
    assert index.connected([other], {}) == set()


def test_bridges_lead_to_what_shares_nothing() -> None:
    index = Index(lambda naming: (f"iri {naming.name}",))
    one, other = Naming("Company", "Acme"), Naming("Company", "Zurbo")
    index.put("a", None, [one, other])
    assert index.connected([one], {}) == {one}
    assert index.connected([one], {"iri Acme": ["iri Zurbo"]}) == {one, other}


# What holds of any documents

_NAMES = {
    "Company": ("Acme", "Acme Inc.", "Zurbo", "Zurbo Oncology", "Zurbo Bio", "Merck", "Merck KGaA", "MSD"),
    "Compound": ("QX-1", "QX1", "QX-2", "quorvab", "Kadcyla", "T-DM1", "ADC"),
    "Conference": ("ASCO", "ASCO 2011", "2011 ASCO Annual Meeting", "ASCO 2012"),
    "Person": ("Li Chen", "Dr. Li Chen", "Chen"),
    "Trial": ("OASIS", "OASIS study", "NCT00000001", "NCT00000002"),
}


@st.composite
def entity(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(sorted(_NAMES)))
    name, *others = draw(st.lists(st.sampled_from(_NAMES[kind]), min_size=1, max_size=3, unique=True))
    return {"type": kind, "name": name, "aliases": others}


DOCUMENTS = st.lists(
    st.tuples(
        st.sampled_from(["2020-01-01", "2021", None]),
        st.lists(entity(), min_size=1, max_size=4),
        st.sampled_from(["Darmstadt", "Rahway", "."]),
    ),
    min_size=2,
    max_size=6,
)

Said = tuple[str | None, tuple[Naming, ...]]


def read(documents: Iterable[tuple[str | None, list[dict[str, object]], str]]) -> dict[str, Said]:
    """What documents call things."""
    found: dict[str, Said] = {}
    for number, (published, entities, text) in enumerate(documents):
        keyed = {f"e{key}": each for key, each in enumerate(entities)}
        content = {"document": f"d{number}", "published": published, "text": text, "entities": keyed}
        facts = facts_from(content | {"facts": []})
        found[facts.document] = published, tuple(namings(facts, vocabulary()).values())
    return found


class Known:
    """Identities with the quads that their changes add up to."""

    def __init__(self, said: Mapping[str, Said], order: Iterable[str]) -> None:
        self.identities = Identities(vocabulary())
        self.quads: set[Quad] = set()
        for document in order:
            self.put(document, *said[document])

    def put(self, document: str, published: str | None, calls: Iterable[Naming]) -> None:
        shift = self.identities.put(document, published, calls)
        self.quads = self.quads - shift.gone | shift.come

    def decide(self, decisions: Iterable[Decision]) -> None:
        shift = self.identities.decide(decisions)
        self.quads = self.quads - shift.gone | shift.come

    def iris(self, said: Mapping[str, Said], documents: Iterable[str]) -> dict[tuple[str, Naming], str]:
        return {
            (document, naming): self.identities.iri(document, naming)
            for document in documents
            for naming in said[document][1]
        }


properties = settings(max_examples=40, deadline=None, derandomize=True)


@given(DOCUMENTS.map(read), st.data())
@properties
def test_no_order_of_documents_counts(said: dict[str, Said], data: st.DataObject) -> None:
    one = Known(said, said)
    other = Known(said, data.draw(st.permutations(sorted(said))))
    assert one.quads == other.quads
    assert one.iris(said, said) == other.iris(said, said)


@given(DOCUMENTS.map(read), st.data())
@properties
def test_what_was_taken_out_was_never_there(said: dict[str, Said], data: st.DataObject) -> None:
    out = data.draw(st.sampled_from(sorted(said)))
    rest = [document for document in said if document != out]
    one, other = Known(said, said), Known(said, rest)
    one.put(out, None, ())
    assert one.quads == other.quads
    assert one.iris(said, rest) == other.iris(said, rest)


@given(DOCUMENTS.map(read), st.data())
@properties
def test_a_changed_document_is_as_if_it_was_always_so(said: dict[str, Said], data: st.DataObject) -> None:
    changed, source = data.draw(st.permutations(sorted(said)))[:2]
    now = said | {changed: said[source]}
    one, other = Known(said, said), Known(now, now)
    one.put(changed, *now[changed])
    assert one.quads == other.quads
    assert one.iris(now, now) == other.iris(now, now)


@given(DOCUMENTS.map(read), st.data())
@properties
def test_decided_and_undone_leaves_no_trace(said: dict[str, Said], data: st.DataObject) -> None:
    one = Known(said, said)
    before, iris = set(one.quads), one.iris(said, said)
    things = st.sampled_from(sorted(set(iris.values())))
    pairs = (
        st.lists(things, min_size=2, max_size=2, unique=True) if len(set(iris.values())) > 1 else st.just([])
    )
    decisions = [
        Decision("2024-01-02", kind, tuple(sorted(pair)), "so it is")
        for kind in ("merge", "split")
        if (pair := data.draw(pairs))
    ]
    one.decide(decisions)
    one.decide(())
    assert one.quads == before
    assert one.iris(said, said) == iris


# Names that one document joins or keeps apart


def told(text: str, kind: str) -> set[frozenset[str]]:
    """The names, without case, of each thing of a kind that facts are read of."""
    found = gather(recognise(page(text)), page(text).text)
    things = (found[number] for number in range(len(found)))
    return {
        frozenset(name.casefold() for name in (thing.name, *thing.aliases))
        for thing in things
        if thing.kind == kind
    }


@pytest.mark.parametrize(
    "text",
    [
        "Patients in the zorvareorep/quelitaxel combination arms did better. The trial of zorvareorep and "
        "quelitaxel goes on.",
        "The FDA reviews ZQX-100 (IV ketamine) for depression. The trial of ZQX-100 and ketamine goes on.",
        "The FDA reviews ZQX-100 (oral zorvaserine/quelasidone) for asthma. The trial of quelasidone ends.",
    ],
)
def test_an_ingredient_is_no_name_of_the_product(text: str) -> None:
    assert max(map(len, told(text, "Compound"))) == 1


def test_a_second_name_of_a_new_compound_is_its_name() -> None:
    names = told(
        "The FDA reviews ZQX-100 (zorvatinib) for asthma. The trial of zorvatinib goes on.", "Compound"
    )
    assert names == {frozenset({"zqx-100", "zorvatinib"})}


def test_a_short_form_in_any_case_is_of_the_company_first_named() -> None:
    text = (
        "Quelda Nutrition Inc. (OTC: QLDA), a maker of supplements, announced results. QUELDA grows. "
        "The launch of Quelda Labs LLC in May helped. Quelda Labs LLC sells tea. Quelda goes on."
    )
    assert len(told(text, "Company")) == 2
