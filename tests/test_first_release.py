"""The first release that the program was built for: everything its graph must hold, asked in SPARQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import KnowledgeGraph

RELEASE = Path(__file__).parents[1].parent / "shared" / "gold" / "dev" / "000_4c2f514cebed79d8.txt"
pytestmark = pytest.mark.skipif(not RELEASE.exists(), reason="the shared gold releases are not here")

EDGES = [
    ("ticker", "ImmunoGen, Inc.", "NASDAQ:IMGN"),
    ("ownsTechnology", "ImmunoGen, Inc.", "TAP"),
    ("partnerOf", "ImmunoGen, Inc.", "Sanofi"),
    ("partnerOf", "ImmunoGen, Inc.", "Amgen"),
    ("partnerOf", "ImmunoGen, Inc.", "Bayer HealthCare"),
    ("partnerOf", "ImmunoGen, Inc.", "Biotest"),
    ("partnerOf", "ImmunoGen, Inc.", "Lilly"),
    ("partnerOf", "ImmunoGen, Inc.", "Novartis"),
    ("partnerOf", "ImmunoGen, Inc.", "Roche"),
    ("partnerOf", "ImmunoGen, Inc.", "Genentech"),
    ("parentOrganization", "Genentech", "Roche"),
    ("usesTechnology", "SAR3419", "TAP"),
    ("originatedBy", "SAR3419", "ImmunoGen"),
    ("licensedTo", "SAR3419", "Sanofi"),
    ("hasTarget", "SAR3419", "CD19"),
    ("hasPayload", "SAR3419", "DM4"),
    ("hasModality", "SAR3419", "antibody-drug conjugate"),
    ("hasIndication", "SAR3419", "non-Hodgkin’s lymphoma"),
    ("hasIndication", "SAR3419", "B-cell malignancies"),
    ("hasIndication", "SAR3419", "DLBCL"),
    ("hasIndication", "SAR3419", "B-ALL"),
    ("combinedWith", "SAR3419", "rituximab"),
    ("developmentPhase", "SAR3419", "Phase 1"),
    ("developmentPhase", "SAR3419", "Phase 2"),
    ("presentedAt", "SAR3419", "American Society of Clinical Oncology"),
    ("presentedAt", "SAR3419", "ASH"),
    ("presentedAt", "SAR3419", "Malignant Lymphoma"),
    ("usesTechnology", "T-DM1", "TAP"),
    ("developmentPhase", "T-DM1", "Phase 3"),
    ("holdsRole", "Daniel Junius", "ImmunoGen"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    made = KnowledgeGraph(tmp_path_factory.mktemp("first") / "kg.db")
    made.build([RELEASE])
    return made


def called(variable: str, name: str) -> str:
    found = f"?{variable}Name"
    return (
        f'?{variable} rdfs:label|skos:altLabel|skos:prefLabel {found} . FILTER(CONTAINS({found}, "{name}")) '
    )


@pytest.mark.parametrize(("predicate", "subject", "object"), EDGES, ids=str)
def test_an_edge_with_its_statement_and_its_words(
    graph: KnowledgeGraph, predicate: str, subject: str, object: str
) -> None:
    end = f'FILTER(STR(?o) = "{object}")' if predicate == "ticker" else called("o", object)
    symmetric = predicate in ("partnerOf", "combinedWith")
    reverse = f"UNION {{ ?o kg:{predicate} ?s }}" if symmetric else ""
    assert graph.query(
        f"ASK {{ {{ ?s kg:{predicate} ?o }} {reverse} {called('s', subject)} {end} "
        f"?fact rdf:predicate kg:{predicate} ; rdf:subject|rdf:object ?s ; rdf:object|rdf:subject ?o ; "
        "kg:status kgr:status\\/asserted ; prov:wasDerivedFrom ?document ; "
        "kg:evidence/oa:hasSelector ?quote, ?place . "
        "?quote oa:exact ?words . ?place oa:start ?start ; oa:end ?end . ?document kg:text ?text "
        "FILTER(SUBSTR(?text, ?start + 1, ?end - ?start) = ?words) }"
    ).truth


@pytest.mark.parametrize(
    ("measure", "count", "percent"),
    [("objective response rate", 7, 33), ("objective response rate", 6, 29), ("stable disease", 9, 43)],
)
def test_an_outcome(graph: KnowledgeGraph, measure: str, count: int, percent: int) -> None:
    assert graph.query(
        f"ASK {{ ?o a kg:Outcome ; kg:count {count} ; kg:total 21 ; kg:percent ?percent ; "
        f"kg:measure/skos:prefLabel '{measure}' ; "
        f"kg:compound/rdfs:label 'SAR3419' FILTER(?percent = {percent}) }}"
    ).truth


def test_the_dose_of_the_weekly_schedule(graph: KnowledgeGraph) -> None:
    assert graph.query(
        "ASK { ?o a kg:Outcome ; kg:count 7 ; kg:dose ?dose FILTER(STRSTARTS(?dose, '55 mg/m')) }"
    ).truth


def test_the_agreement(graph: KnowledgeGraph) -> None:
    assert graph.query(
        f"ASK {{ ?a a kg:Agreement ; kg:licensor ?from ; kg:licensee ?to ; "
        "kg:subjectMatter/rdfs:label 'SAR3419' . "
        f"{called('from', 'ImmunoGen')} {called('to', 'Sanofi')} }}"
    ).truth


def test_the_trials(graph: KnowledgeGraph) -> None:
    assert graph.query(
        "ASK { ?t a kg:Trial ; kg:phase/skos:prefLabel 'Phase 2' ; kg:compound/rdfs:label 'SAR3419' ; "
        "kg:start ?start "
        "FILTER(STRSTARTS(STR(?start), '2011-10')) }"
    ).truth


def test_the_abstract(graph: KnowledgeGraph) -> None:
    assert graph.query(
        "ASK { ?fact rdf:predicate kg:presentedAt ; kg:abstractNumber ?number "
        "FILTER(CONTAINS(STR(?number), '8057')) }"
    ).truth


def test_the_release_itself(graph: KnowledgeGraph) -> None:
    assert graph.query(
        "ASK { ?d a kg:Document ; dcterms:issued '2012-06-04'^^xsd:date ; dcterms:source 'Business Wire' ; "
        "dcterms:spatial ?place ; prov:wasAttributedTo ?issuer "
        f"FILTER(CONTAINS(LCASE(?place), 'waltham')) {called('issuer', 'ImmunoGen')} }}"
    ).truth


def test_rituxan_is_rituximab(graph: KnowledgeGraph) -> None:
    assert graph.query(
        f"ASK {{ ?drug a kg:Compound . {called('drug', 'Rituxan')} "
        "?drug rdfs:label|skos:altLabel 'rituximab' }"
    ).truth


def test_hopes_and_safe_harbour_assert_nothing(graph: KnowledgeGraph) -> None:
    assert not graph.query(
        "ASK { ?fact kg:status kgr:status\\/asserted ; kg:evidence/oa:hasSelector/oa:exact ?words "
        "FILTER(CONTAINS(?words, 'has the potential') || CONTAINS(?words, 'safe harbor')) "
        "FILTER NOT EXISTS { ?fact rdf:predicate kg:holdsRole } }"
    ).truth
