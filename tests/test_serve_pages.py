"""The pages of the server: what they show, what becomes of hostile names, and the forms they come in."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from answers import FACTS
from hypothesis import given
from hypothesis import strategies as st
from serving import FORMULA, IMAGE, ODD, SCRIPT, TEXT, TOLD, Element, Page, make_store
from starlette.testclient import TestClient
from test_life import CORRECTED, FIRST, facts_file

from kg.graph import KnowledgeGraph
from kg.query import named_queries
from kg.rdf.names import Names
from kg.rdf.namespaces import RESOURCE, VOCABULARIES
from kg.schema import schema
from kg.serve.app import create_app
from kg.serve.pages import rdf, views
from kg.serve.pages import search as search_module
from kg.serve.pages.facts import groups
from kg.serve.pages.links import href, page_of
from kg.serve.pages.terms import label_of

ACME, SAR = page_of(f"{RESOURCE}company/acme"), page_of(f"{RESOURCE}compound/coltuximab-ravtansine")
HOSTILE = Names().document(ODD).value
ADDRESSES = (
    "/", "/search", "/search?q=a&kind=Company", "/quarantine", "/ontology", "/query", "/query?name=payload",
    "/query?name=payload&payload=DM4", ACME, SAR, f"{SAR}?group=outcomes", page_of(HOSTILE),
    "/network/company/acme", "/names/company/acme", "/resource/phase/phase-3", "/nothing",
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_store(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with TestClient(create_app(store), base_url="http://localhost", follow_redirects=False) as made:
        yield made


def got(client: TestClient, address: str) -> Page:
    return Page(client.get(address).text)


def iri_of(client: TestClient, name: str) -> str:
    """The path of the page of a thing, found as a reader finds it."""
    found = got(client, f"/search?q={name}").all("ol", class_="found")
    assert found, name
    page = got(client, f"/search?q={name}")
    return next(each.attributes["href"] for each in page.all("a") if each.within(class_="found"))


def search(client: TestClient, **asked: str | list[str]) -> list[str]:
    page = Page(client.get("/search", params=asked).text)
    return [each.text for each in page.all("a") if each.within(class_="found")]


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_runs_or_shows_what_a_name_holds(client: TestClient, address: str) -> None:
    answer = client.get(address)
    page = Page(answer.text)
    for element in page.elements:
        assert element.tag not in {"img", "iframe", "object", "embed", "style", "base"}
        assert not any(name.startswith("on") or name == "style" for name in element.attributes)
        assert element.tag != "script" or (
            element.attributes["src"].startswith("/static/") and not element.text
        )
        for name in ("href", "src", "action"):
            assert urlsplit(element.attributes.get(name, "")).scheme in {"", "http", "https"}
    assert SCRIPT not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


@given(st.one_of(st.text(), st.from_regex(r"\A(javascript|data|vbscript|file|//|\\\\)[:/]?.{0,20}\Z")))
def test_only_addresses_of_the_web_are_links(iri: str) -> None:
    assert re.match(r"(https?://|$)", href(iri))
    assert not re.search(r"[\s\"'<>]", href(iri).replace("'", ""))


@given(st.text())
def test_pages_of_things_stay_on_this_host(local: str) -> None:
    path = href(RESOURCE + local)
    assert path.startswith("/resource/")
    assert path.isascii()
    assert path.isprintable()


def test_search_finds_aliases_however_they_are_spelt(client: TestClient) -> None:
    for spelt in ("Acmé Works", "acme works", "ACMEWORKS", "t-acm1", "TACM 1"):
        assert search(client, q=spelt) == ["Acme"], spelt


def test_search_puts_whole_names_before_beginnings_and_those_before_parts(client: TestClient) -> None:
    assert search(client, q="immunogen")[0] == "ImmunoGen, Inc."
    found = search(client, q="dm1")
    assert found.index("DM1") < found.index("trastuzumab emtansine")


def test_search_puts_things_before_releases_and_controlled_values(client: TestClient) -> None:
    found = [each.text for each in got(client, "/search?q=a").all("span") if each.within(class_="found")]
    kinds = [text for text in found if text in {*map(label_of, schema().entity_types), "Phase", "Document"}]
    things = [kind for kind in kinds if kind not in {"Phase", "Document"}]
    assert 0 < len(things) < len(kinds)
    assert kinds[: len(things)] == things


def test_search_by_kind(client: TestClient) -> None:
    everything = search(client, q="a")
    companies = search(client, q="a", kind="Company")
    assert {"Amgen", "AbbVie"} <= set(companies) < set(everything)
    assert "Approved" in search(client, kind=["Phase", "Payload"])
    assert search(client, q="no such name") == []


def test_all_things_of_a_kind_are_listed_page_by_page(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = search(client, kind="Company")
    for module in (search_module, views):
        monkeypatch.setattr(module, "MOST_FOUND", 3)
    found: list[str] = []
    address = "?kind=Company"
    while address:
        page = got(client, f"/search{address}")
        found += [each.text for each in page.all("a") if each.within(class_="found")]
        address = next((each.attributes["href"] for each in page.all("a", rel="next")), "")
    assert found == everything
    assert search(client, kind="Company", page="99") == []


def test_search_works_as_a_form(client: TestClient) -> None:
    form = got(client, "/search").one("form", id="search")
    assert form.attributes["action"] == "/search"


def rows(page: Page, group: str) -> list[Element]:
    section = page.one("section", **{"aria-labelledby": group})
    return [
        each
        for each in page.all("tr")
        if any(parent is section for parent in each.parents) and each.attributes.get("class")
    ]


def test_facts_of_a_thing_stand_in_groups(client: TestClient) -> None:
    page = got(client, SAR)
    groups = ("partners", "technology", "targets", "trials", "outcomes")
    texts = {group: " ".join(" ".join(row.text.split()) for row in rows(page, group)) for group in groups}
    assert "is licensed to Sanofi" in texts["partners"]
    assert "carries DM4" in texts["technology"]
    assert "targets CD19" in texts["targets"]
    assert "Phase 2" in texts["trials"]
    assert "7/21" in texts["outcomes"]
    assert "33%" in texts["outcomes"]
    assert "55 mg/m2" in texts["outcomes"]


def test_every_predicate_of_a_group_is_one_of_the_ontology() -> None:
    named = [predicate for group in groups() for predicate in group.predicates]
    assert set(named) <= set(schema().predicates)
    assert len(named) == len(set(named))


def test_an_outcome_has_a_bar_as_long_as_the_share(client: TestClient) -> None:
    page = got(client, SAR)
    (share,) = page.all("rect", class_="share")
    assert float(share.attributes["width"]) == pytest.approx(100 * 7 / 21, abs=0.01)
    assert "95% interval" in page.one("svg", class_="bar").attributes["aria-label"]


def test_each_fact_has_status_date_and_source(client: TestClient) -> None:
    for row in rows(got(client, SAR), "technology"):
        assert re.search(r"asserted\s+2012-06-04\s+ImmunoGen shows first data on SAR3419", row.text)


def test_what_is_not_asserted_stands_apart(client: TestClient) -> None:
    page = got(client, iri_of(client, "HYPERLINK"))
    for group, apart in (("partners", "potential"), ("targets", "negated")):
        for row in rows(page, group):
            assert (
                row.within(class_="open-facts") == (row.attributes["class"] == apart) == (apart in row.text)
            )
        assert {row.attributes["class"] for row in rows(page, group)} == {"asserted", apart}


def test_a_time_line_leads_to_the_words(client: TestClient) -> None:
    page = got(client, iri_of(client, "T-DM1"))
    marks = [each for each in page.all("a") if each.within(class_="timeline")]
    assert len(marks) > 1
    for mark in marks:
        day, told = mark.attributes["aria-label"].split(": ", 1)
        assert re.fullmatch(r"\d{4}(-\d\d){0,2}", day)
        assert client.get(mark.attributes["href"]).status_code == 200
        assert told.startswith("trastuzumab emtansine")


def test_a_large_group_has_pages_of_its_own(client: TestClient) -> None:
    page = got(client, f"{SAR}?group=technology")
    assert [each.attributes["id"] for each in page.all("h2")] == ["technology"]
    assert client.get(f"{SAR}?group=nothing").status_code == 404
    for number in ("2", "0", "-1", "x", "9" * 30, "²"):
        assert client.get(SAR, params={"group": "technology", "page": number}).status_code in {200, 404}


def test_a_fact_leads_to_its_words(client: TestClient) -> None:
    page = got(client, iri_of(client, "HYPERLINK"))
    for subject, predicate, _, status, words in TOLD:
        if subject == "formula":
            link = next(
                each.attributes["href"]
                for each in page.all("a", class_="words")
                if each.within(class_=status) and each.within(**{"aria-labelledby": _group(predicate)})
            )
            chosen = [
                each
                for each in got(client, link).all("a")
                if "chosen" in each.attributes.get("class", "").split()
            ]
            assert "".join(each.text for each in chosen) == words
            places = [each.attributes.get("id") for each in got(client, link).elements]
            assert places[places.index("words") + 1] == chosen[0].attributes["id"]


def _group(predicate: str) -> str:
    return "partners" if predicate in {"developedBy", "licensedTo"} else "targets"


def test_overlapping_words_lead_to_all_their_facts(client: TestClient) -> None:
    page = got(client, page_of(HOSTILE))
    marks = [each for each in page.all("a") if "data-facts" in each.attributes]
    shared = next(each for each in marks if each.text == FORMULA)
    assert len(shared.attributes["data-facts"].split()) == 2
    assert "depth-2" in shared.attributes["class"]
    address, _, _ = shared.attributes["href"].partition("#")
    shown = got(client, page_of(HOSTILE) + address)
    assert len([each for each in shown.all("li") if "data-fact" in each.attributes]) == 2


def test_the_text_of_a_release_stays_whole(client: TestClient) -> None:
    page = got(client, page_of(HOSTILE))
    assert page.one("article").text == TEXT
    for mark in page.all("a"):
        if "data-facts" in mark.attributes:
            start = int(mark.attributes["id"].removeprefix("w"))
            assert TEXT[start : start + len(mark.text)] == mark.text
    assert [each.text for each in page.all("dd") if each.text.startswith("javascript:")]


def test_asserted_and_open_words_look_different(client: TestClient) -> None:
    page = got(client, page_of(HOSTILE))
    marks = {
        each.text: each.attributes["class"].split()
        for each in page.all("a")
        if "data-facts" in each.attributes
    }
    assert "open" in marks["Acme may license it"]
    assert "open" not in marks[FORMULA]


def test_the_neighbourhood_is_a_table_and_data(client: TestClient) -> None:
    data = client.get("/network/compound/coltuximab-ravtansine?format=json").json()
    names = {node["name"]: node for node in data["nodes"]}
    assert names["DM4"]["kind"] == "Payload"
    assert {"CD19", "Sanofi"} <= names.keys()
    page = got(client, "/network/compound/coltuximab-ravtansine")
    assert {node["network"] for node in data["nodes"]} <= {
        each.attributes.get("href") for each in page.all("a")
    }
    for edge in data["edges"]:
        assert data["centre"]["id"] in (edge["source"], edge["target"])
    assert client.get("/network/document/x").status_code == 404


def test_payer_and_payee_are_neighbours(client: TestClient) -> None:
    data = client.get("/network/company/immunogen?format=json").json()
    assert any(edge["phrase"] == "pays" for edge in data["edges"])


def test_names_have_their_reasons(client: TestClient) -> None:
    page = got(client, iri_of(client, "T-DM1").replace("/resource/", "/names/"))
    assert "T-DM1" in page.one("main").text


def test_every_term_has_its_place(client: TestClient) -> None:
    page = got(client, "/ontology")
    places = {each.attributes["id"] for each in page.elements if "id" in each.attributes}
    declared = {
        quad.subject.value.removeprefix(VOCABULARIES["kg"])
        for quad in ox.parse(client.get("/ontology?format=turtle").content, format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(VOCABULARIES["kg"])
    }
    assert declared <= places
    for concepts in schema().concepts.values():
        for concept in concepts.values():
            assert client.get(page_of(concept.iri)).status_code == 200


def test_the_ontology_counts(client: TestClient) -> None:
    page = got(client, "/ontology")
    payload = page.one("tr", id="Payload").text
    number = len(search(client, kind="Payload"))
    assert re.search(rf"\b{number} of kind", payload)
    answer = query(client, "SELECT (COUNT(*) AS ?number) { ?compound kg:hasPayload ?payload }")
    assert page.one("tr", id="hasPayload").text.split()[-1] == answer.one("td").text


def test_home_tells_what_there_is_and_what_was_kept_out(client: TestClient) -> None:
    page = got(client, "/")
    documents = len(list(FACTS.glob("*.json"))) + 1
    assert f"As {documents} releases" in page.one("main").text
    assert "refused-one" in page.one("dl", class_="refused").text
    assert "refused-one" in got(client, "/quarantine").one("main").text
    latest = [each.text for each in page.all("a") if each.within(class_="releases")]
    assert latest[0] == f"{SCRIPT} and partners"
    news = " ".join(page.one("ul", class_="news").text.split())
    assert f"{FORMULA} is developed by Acme" in news
    assert "SAR3419" not in news


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("text/html;q=0.5, application/ld+json;q=0.4, text/turtle;q=0.6", "text/turtle"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html"),
        ("", "text/html"),
    ],
)
def test_a_client_gets_the_form_that_it_likes_best(client: TestClient, accept: str, media: str) -> None:
    for address in (SAR, page_of(HOSTILE), "/ontology", "/resource/phase/phase-3", "/resource/graph/x"):
        answer = client.get(address, headers={"Accept": accept})
        if answer.status_code == 200:
            assert answer.headers["content-type"].partition(";")[0] == media
            assert answer.headers["vary"] == "Accept"
    assert client.get(SAR, headers={"Accept": "image/png"}).status_code == 406


def test_the_ontology_is_the_same_each_time_in_both_forms(client: TestClient) -> None:
    turtle, jsonld = (client.get(f"/ontology?format={form}").content for form in ("turtle", "jsonld"))
    rdf.ontology.cache_clear()
    assert client.get("/ontology?format=turtle").content == turtle
    read = [
        ox.Dataset(ox.parse(data, format=form))
        for data, form in ((turtle, ox.RdfFormat.TURTLE), (jsonld, ox.RdfFormat.JSON_LD))
    ]
    for dataset in read:
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert read[0] == read[1]


def test_turtle_and_jsonld_say_the_same_of_a_thing(client: TestClient) -> None:
    turtle = {
        quad.triple
        for quad in ox.parse(client.get(f"{SAR}?format=turtle").content, format=ox.RdfFormat.TURTLE)
    }
    node = ox.NamedNode(f"{RESOURCE}compound/coltuximab-ravtansine")
    payload = ox.NamedNode(f"{VOCABULARIES['kg']}hasPayload")
    assert any(each.subject == node and each.predicate == payload for each in turtle)
    assert any(each.object == node for each in turtle)
    told = json.loads(client.get(f"{SAR}?format=jsonld").content)
    jsonld = {
        quad.triple
        for quad in ox.parse(json.dumps(told).encode(), format=ox.RdfFormat.JSON_LD)
    }  # fmt: skip
    assert jsonld == turtle


def test_every_iri_of_the_graph_resolves(client: TestClient, store: Path) -> None:
    """One of each kind of resource: a page of its own, or the page that shows it."""
    found: dict[str, str] = {}
    for quad in KnowledgeGraph(store).snapshot().merged():
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(RESOURCE):
            found.setdefault(quad.subject.value.removeprefix(RESOURCE).partition("/")[0], quad.subject.value)
    assert {"statement", "evidence", "graph", "document", "agreement", "payment", "company"} <= found.keys()
    for iri in found.values():
        answer = client.get(page_of(iri), follow_redirects=True)
        assert answer.status_code == 200, iri
        assert client.get(page_of(iri), headers={"Accept": "text/turtle"}).content


def test_a_statement_is_shown_with_its_words(client: TestClient) -> None:
    link = got(client, SAR).all("a", class_="words")[0].attributes["href"]
    key = re.findall(r"fact=(\w+)", link)[0]
    answer = client.get(f"/resource/statement/{key}")
    assert (answer.status_code, answer.headers["location"]) == (303, link)


def test_former_iris_lead_on(client: TestClient) -> None:
    answer = client.get("/resource/compound/sar3419")
    assert (answer.status_code, answer.headers["location"]) == (301, SAR)


@pytest.mark.parametrize(
    "path",
    [
        "/resource/%0d%0aSet-Cookie:%20a=b", "/resource/company/acme%0d%0aX: 1", "/resource/../../etc/passwd",
        "/static/../views.py", "/static/%2e%2e/views.py", "/resource/%00", "/resource/%ff%fe", "/resource/",
        "/resource/a b<>", "/names/x", f"/resource/{'a' * 5000}", "/resource/document/%2e%2e%2fpasswd",
    ],
)  # fmt: skip
def test_tricks_with_paths_find_nothing(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert not {"set-cookie", "x", "location"} & set(answer.headers)


def query(client: TestClient, text: str, **more: str) -> Page:
    return Page(client.get("/query", params={"query": text, **more}).text)


def test_a_query_gives_a_table_with_links(client: TestClient) -> None:
    page = query(client, "SELECT ?what ?payload { ?what kg:hasPayload ?payload } ORDER BY ?what")
    links = {each.text: each.attributes["href"] for each in page.all("a") if each.within(class_="results")}
    assert links["SAR3419"] == SAR
    assert page.one("textarea").text.strip().startswith("SELECT ?what")


def test_no_cell_becomes_a_dangerous_link(client: TestClient) -> None:
    page = query(client, 'SELECT (IRI("javascript:alert(1)") AS ?a) ("<b>x</b>" AS ?b) {}')
    assert [each.text for each in page.all("td")] == ["javascript:alert(1)", "<b>x</b>"]
    assert not [each for each in page.all("a") if each.within(class_="results")]


def test_other_kinds_of_query(client: TestClient) -> None:
    assert "Yes." in query(client, "ASK { ?x kg:hasPayload ?y }").one("main").text
    page = query(client, "CONSTRUCT { ?x kg:hasPayload ?y } WHERE { ?x kg:hasPayload ?y }")
    assert [each.text for each in page.all("th") if each.within(class_="results")] == [
        "subject",
        "predicate",
        "object",
    ]
    assert "Turtle" in page.all("p", class_="forms")[0].text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT ?x { ?x kg:hasPaylod ", "no SPARQL query"),
        ("DELETE WHERE { ?s ?p ?o }", "refused"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is refused"),
    ],
)
def test_what_is_no_query_is_told_so_beside_its_text(client: TestClient, text: str, reason: str) -> None:
    answer = client.get("/query", params={"query": text})
    assert answer.status_code == 400
    page = Page(answer.text)
    assert reason in page.one("p", class_="error").text
    assert page.one("textarea").text.strip() == text.strip()


def test_all_named_questions_are_at_hand(client: TestClient) -> None:
    page = got(client, "/query")
    links = {each.attributes["href"] for each in page.all("a") if each.within(class_="examples")}
    assert links == {f"/query?name={name}" for name in named_queries()}
    for link in links:
        assert client.get(link).status_code == 200


def test_a_named_question_takes_its_parameters_as_terms(client: TestClient) -> None:
    page = got(client, "/query?name=payload&payload=dm4")
    assert "SAR3419" in page.one("table", class_="results").text
    answer = client.get("/query", params={"name": "payload", "payload": '"} DROP ALL #'})
    assert answer.status_code == 400
    assert "nothing in the graph is named" in Page(answer.text).one("p", class_="error").text


def test_answers_are_saved_in_each_format(client: TestClient) -> None:
    select, construct = "SELECT ?s { ?s kg:hasPayload ?o }", "CONSTRUCT WHERE { ?s kg:hasPayload ?o }"
    for text, forms in (
        (select, ("csv", "tsv", "json", "xml")),
        (construct, ("turtle", "ntriples", "jsonld")),
    ):
        for form in forms:
            answer = client.get("/query", params={"query": text, "format": form})
            assert answer.status_code == 200, form
            assert "coltuximab-ravtansine" in answer.text
            assert re.fullmatch(r'attachment; filename="answer\.\w+"', answer.headers["content-disposition"])
    assert client.get("/query", params={"query": select, "format": "exe"}).status_code == 400


def test_no_cell_of_a_spreadsheet_is_a_formula(client: TestClient) -> None:
    text = "SELECT ?thing ?name { ?thing rdfs:label|skos:altLabel ?name }"
    answer = client.get("/query", params={"query": text, "format": "spreadsheet"})
    cells = [cell for row in csv.reader(io.StringIO(answer.text)) for cell in row]
    assert {f"'{FORMULA}", "'@SUM(1)", "'+1", "'-1"} <= set(cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert IMAGE in cells
    assert answer.text.startswith("thing,thing IRI,name")


def test_what_is_built_later_is_shown(tmp_path: Path) -> None:
    graph = KnowledgeGraph(tmp_path / "kg.db")
    paths = sorted(FACTS.glob("*.json"))
    graph.build(paths[:1])
    with TestClient(create_app(tmp_path / "kg.db"), base_url="http://localhost") as client:
        assert search(client, q="SAR3419", kind="Compound") == []
        graph.build(paths)
        deadline = time.monotonic() + 20
        while not search(client, q="SAR3419", kind="Compound") and time.monotonic() < deadline:
            time.sleep(0.1)
        assert search(client, q="SAR3419", kind="Compound") == ["SAR3419"]


def test_releases_that_the_program_reads_itself_have_their_pages(tmp_path: Path) -> None:
    samples = Path(__file__).parents[1] / "kg" / "samples"
    KnowledgeGraph(tmp_path / "kg.db").build([samples / "immunogen-biotest-bt062-20060707.txt"])
    with TestClient(create_app(tmp_path / "kg.db"), base_url="http://localhost") as client:
        found = got(
            client, "/search?" + "&".join(f"kind={kind}" for kind in (*schema().entity_types, "Document"))
        )
        ways = [each.attributes["href"] for each in found.all("a") if each.within(class_="found")]
        assert len(ways) > 5
        for way in ways:
            assert client.get(way).status_code == 200
            names = client.get(way.replace("/resource/", "/names/", 1))
            assert names.status_code == (404 if "/document/" in way else 200)
        (release,) = (way for way in ways if "/document/" in way)
        told = [each for each in got(client, release).all("li") if "data-fact" in each.attributes]
        assert len(told) == len(list(KnowledgeGraph(tmp_path / "kg.db").facts()))
        assert got(client, release).one("h1").text in client.get("/names/company/immunogen").text
        labels = [each.text for each in got(client, "/").all("dt") if each.within(class_="news")]
        assert "role" in labels


def test_a_corrected_release_is_shown_as_such(tmp_path: Path) -> None:
    graph = KnowledgeGraph(tmp_path / "kg.db")
    graph.build([facts_file(tmp_path, "first", FIRST), facts_file(tmp_path, "second", CORRECTED)])
    with TestClient(create_app(tmp_path / "kg.db"), base_url="http://localhost") as client:
        page = got(client, "/resource/document/first")
        assert "A later release corrects this one" in page.one("p", class_="note").text
        (fact,) = [each for each in page.all("li") if "data-fact" in each.attributes]
        assert client.get(f"/resource/statement/{fact.attributes['data-fact']}").status_code == 200
        assert [each.text for each in page.all("a", href="/resource/document/second")] == [CORRECTED["title"]]
        (told,) = got(client, "/resource/company/beta").all("a", class_="words")
        assert told.attributes["href"].startswith("/resource/document/second?")
        for address in ("/names/company/beta", "/network/company/beta", "/resource/graph/first", "/"):
            assert client.get(address).status_code == 200


def test_a_store_that_is_not_there_is_named(tmp_path: Path) -> None:
    with TestClient(create_app(tmp_path / "none.db"), base_url="http://localhost") as client:
        answer = client.get("/search")
    assert answer.status_code == 503
    assert "no such store" in answer.text
