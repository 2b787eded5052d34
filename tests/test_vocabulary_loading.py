"""Vocabularies that users bring."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import Graph

from kg.errors import VocabularyError
from kg.graph import KnowledgeGraph
from kg.loading import Loaded, load, loaded, remove
from kg.loading.check import violations
from kg.resources import shapes
from kg.vocabulary import Vocabulary, read_table, using_vocabulary, vocabulary, vocabulary_folder

RESOURCE = "https://w3id.org/biopharma-kg/resource/"
HEAD = f"""@prefix kg: <https://w3id.org/biopharma-kg/ontology#> .
@prefix company: <{RESOURCE}company/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
ACME = 'company:acme-bio a kg:Company ; skos:prefLabel "Acme Bio" ; skos:altLabel "AcmeBio Labs" .\n'
OBO = """format-version: 1.2

[Term]
id: MONDO:0018905
name: diffuse large B-cell lymphoma
synonym: "large lymphoma of Foo" EXACT []
synonym: "something near" RELATED []

[Term]
id: MONDO:9999999
name: foo disease
is_a: MONDO:0018905 ! diffuse large B-cell lymphoma

[Term]
id: MONDO:9999998
name: gone disease
is_obsolete: true
"""
GRAPH = {
    "graphs": [
        {
            "nodes": [
                {
                    "id": "http://purl.obolibrary.org/obo/MONDO_9999999",
                    "lbl": "foo disease",
                    "type": "CLASS",
                    "meta": {"synonyms": [{"pred": "hasExactSynonym", "val": "morbus foo"}]},
                }
            ],
            "edges": [
                {
                    "sub": "http://purl.obolibrary.org/obo/MONDO_9999999",
                    "pred": "is_a",
                    "obj": "http://purl.obolibrary.org/obo/MONDO_0018905",
                }
            ],
        }
    ]
}
HGNC = (
    "hgnc_id\tsymbol\tname\tstatus\talias_symbol\n"
    "HGNC:99999\tFOOB12\tfoobarin receptor\tApproved\tFBR12|FBRX\n"
)
SSSOM = (
    "#mapping_set_id: https://example.org/m\n"
    "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\n"
    "DOID:999991\tlymphoma of Bar\tskos:exactMatch\tMONDO:0018905\t\n"
    "DOID:999992\tqux lymphoma\tskos:broadMatch\tMONDO:0018905\t\n"
)
DLBCL = "http://purl.obolibrary.org/obo/MONDO_0018905"


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def taken(tmp_path: Path, name: str, text: str, kind: str | None = None) -> tuple[Loaded, Vocabulary]:
    """What loading a text gives: the report, and the loaded names alone."""
    folder = tmp_path / "loaded"
    done = load(put(tmp_path, name, text), folder, kind)
    return done, Vocabulary(read_table(folder / f"{done.name}.tsv.gz"))


@pytest.mark.parametrize(
    ("file", "text", "kind", "gives"),
    [
        ("own.ttl", HEAD + ACME, None, ("AcmeBio Labs", "Acme Bio")),
        ("m.obo", OBO, None, ("large lymphoma of Foo", "diffuse large B-cell lymphoma")),
        ("m.json", json.dumps(GRAPH), None, ("morbus foo", "foo disease")),
        ("genes.tsv", HGNC, None, ("FBR12", "FOOB12")),
        ("maps.tsv", SSSOM, None, ("lymphoma of Bar", "diffuse large B-cell lymphoma")),
        (
            "pairs.csv",
            "name,identifier\nDS-99999,unii:5384HK7574\n",
            None,
            ("DS-99999", "trastuzumab deruxtecan"),
        ),
        ("pairs.csv", "ZZ-101,zuzutamab\n", "Compound", ("ZZ-101", "zuzutamab")),
        ("pairs.csv", "ZZ-102,Enhertu\n", "Compound", ("ZZ-102", "trastuzumab deruxtecan")),
    ],
)
def test_each_format_gives_names(
    tmp_path: Path, file: str, text: str, kind: str | None, gives: tuple[str, str]
) -> None:
    done, words = taken(tmp_path, file, text, kind)
    name, label = gives
    assert done.clashes == ()
    assert {entry.label for entry in words.lookup(name)} == {label}
    assert not vocabulary().lookup(name)


def test_broader_concepts_are_taken(tmp_path: Path) -> None:
    _, words = taken(tmp_path, "m.obo", OBO)
    assert words.broader("http://purl.obolibrary.org/obo/MONDO_9999999") == (DLBCL,)
    assert not words.lookup("something near")
    assert not words.lookup("gone disease")
    _, words = taken(tmp_path, "maps.tsv", SSSOM)
    assert words.broader("http://purl.obolibrary.org/obo/DOID_999992") == (DLBCL,)
    found = words.concept("http://purl.obolibrary.org/obo/DOID_999991")
    assert found is not None
    assert found.iri == DLBCL


def test_a_clash_is_reported_and_the_rest_is_taken(tmp_path: Path) -> None:
    done, words = taken(tmp_path, "own.csv", "ZZ-101,zuzutamab\nKadcyla,zuzutamab\n", "Compound")
    (clash,) = done.clashes
    assert (clash.line, clash.name) == (2, "Kadcyla")
    assert not words.lookup("Kadcyla")
    assert {entry.iri for entry in vocabulary().lookup("Kadcyla")} == set(clash.others)
    assert words.lookup("ZZ-101")
    assert "Kadcyla" in (tmp_path / "loaded" / "own.clashes.tsv").read_text("utf-8")


def test_a_clash_with_another_loaded_vocabulary(tmp_path: Path) -> None:
    taken(tmp_path, "one.csv", "ZZ-101,zuzutamab\n", "Compound")
    done, _ = taken(tmp_path, "two.csv", "ZZ-101,otherumab\n", "Compound")
    assert [clash.name for clash in done.clashes] == ["ZZ-101"]


def test_loading_again_replaces(tmp_path: Path) -> None:
    taken(tmp_path, "one.csv", "ZZ-101,zuzutamab\n", "Compound")
    done, words = taken(tmp_path, "one.csv", "ZZ-102,zuzutamab\n", "Compound")
    assert done.clashes == ()
    assert words.lookup("ZZ-102")
    assert not words.lookup("ZZ-101")


def test_list_and_remove(tmp_path: Path) -> None:
    done, _ = taken(tmp_path, "one.csv", "ZZ-101,zuzutamab\n", "Compound")
    folder = tmp_path / "loaded"
    assert loaded(folder) == [done]
    with pytest.raises(VocabularyError, match="there is one"):
        remove("two", folder)
    remove("one", folder)
    assert loaded(folder) == []


def test_compressed_files(tmp_path: Path) -> None:
    path = tmp_path / "m.obo.gz"
    path.write_bytes(gzip.compress(OBO.encode()))
    assert load(path, tmp_path / "loaded").name == "m"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("a.ttl", HEAD + "company:x a kg:Company ;; .,", r"a\.ttl:4: not valid Turtle"),
        ("a.ttl", HEAD + ACME + "company:x a kg:Company .", r"a\.ttl:5: .*company/x has no preferred name"),
        (
            "a.ttl",
            HEAD + ACME + 'company:acme-bio skos:prefLabel "Other" .',
            r"a\.ttl:4: .*several preferred",
        ),
        ("a.ttl", HEAD + 'company:x a kg:Company ; skos:prefLabel "x|y" .', r"a\.ttl:4: .*'\|'"),
        ("a.obo", OBO + "[Term]\nid: FOO:1\nname: x y\n", r"a\.obo:18: 'FOO:1' is no identifier"),
        ("a.obo", OBO + "[Term]\nno tag here\n", r"a\.obo:19: not a line of the OBO format"),
        ("a.json", '{\n"graphs": [', r"a\.json:2: not valid JSON"),
        ("a.json", '{"nodes": []}', r"a\.json:1: not an OBO graph"),
        ("a.tsv", HGNC + "HGNC:1\t\t\t\t\n", r"a\.tsv:3: no identifier or symbol"),
        ("a.tsv", SSSOM + "\tx\tskos:exactMatch\tMONDO:1\t\n", r"a\.tsv:5: '' is no identifier"),
        ("a.csv", "x,y\nx\n", r"a\.csv:1: 'y' is not known yet; say with --kind"),
        ("a.csv", "x,unii:1\nx\n", r"a\.csv:2: needs two columns"),
        ("a.csv", '"x,unii:1\n', r"a\.csv:\d: not a row of a table"),
        ("a.txt", "hello", r"a\.txt:1: no format that is known"),
    ],
)
def test_bad_files_are_named_with_their_line(tmp_path: Path, file: str, text: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        taken(tmp_path, file, text)
    assert loaded(tmp_path / "loaded") == []


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"x,unii:1\n\xff\xfe,unii:2\n")
    with pytest.raises(VocabularyError, match=r"a\.csv:2: not UTF-8"):
        load(path, tmp_path / "loaded")


BROKEN = (
    'company:none a kg:Company ; skos:altLabel "None" .\n'
    'company:two a kg:Company ; skos:prefLabel "Two", "Zwei" .\n'
    'company:bar a kg:Company ; skos:prefLabel "a|b" .\n'
    'company:text a kg:Company ; skos:prefLabel "Text" ; skos:broader "biotech" .\n'
    'company:loop a kg:Company ; skos:prefLabel "Loop" ; skos:broader company:loop .\n'
)


def test_the_shape_says_the_same_in_another_engine() -> None:
    text = HEAD + ACME + BROKEN
    ours = {each.iri for each in violations(ox.parse(text, format=ox.RdfFormat.TURTLE))}
    shape = Graph().parse(shapes() / "vocabulary" / "concept.ttl")
    _, report, _ = pyshacl.validate(Graph().parse(data=text), shacl_graph=shape)
    focus = "SELECT DISTINCT ?node { ?result sh:focusNode ?node }"
    assert {str(row[0]) for row in report.query(focus)} == ours
    assert {iri.rsplit("/", 1)[-1] for iri in ours} == {"none", "two", "bar", "text", "loop"}


def test_a_vocabulary_in_use_ends_with_its_block(tmp_path: Path) -> None:
    folder = tmp_path / "loaded"
    load(put(tmp_path, "one.csv", "Zuzuva,zuzutamab\n"), folder, "Compound")
    with using_vocabulary(folder):
        assert [m.name for m in vocabulary().scan("treated with Zuzuva weekly")] == ["zuzutamab"]
    assert not list(vocabulary().scan("treated with Zuzuva weekly"))


def test_builds_on_a_store_know_its_vocabulary(tmp_path: Path) -> None:
    release = (
        "REDWOOD, May 3, 2021 -- Redwood Oncology, Inc. today said it develops Zuzuva for breast cancer.\n"
    )
    graph = KnowledgeGraph(tmp_path / "kg.db")
    source = put(tmp_path, "r.txt", release)
    assert graph.build([source]).fates == {"new": 1}
    assert graph.build([source]).fates == {"unchanged": 1}
    load(put(tmp_path, "one.csv", "Zuzuva,zuzutamab\n"), vocabulary_folder(graph.store.path), "Compound")
    assert "unchanged" not in graph.build([source]).fates
    assert graph.build([source]).fates == {"unchanged": 1}


PLAIN = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/> .
ex:scheme a skos:ConceptScheme .
ex:z1 a skos:Concept ; skos:inScheme ex:scheme ; skos:prefLabel "zuzutamab"@en , "Zuzutamabum"@la ;
    skos:altLabel "Zuzuva"@en-GB , "Zuzuwa"@de .
ex:z2 a skos:Concept ; skos:prefLabel "Quorvolin"@de .
"""


def test_plain_skos_is_of_the_kind_that_is_said(tmp_path: Path) -> None:
    done, words = taken(tmp_path, "plain.ttl", PLAIN, "Compound")
    assert (done.concepts, done.clashes) == (2, ())
    assert done.notes == ("2 name(s) in other languages than English passed over",)
    assert [entry.label for entry in words.lookup("Zuzuva", "Compound")] == ["zuzutamab"]
    assert [entry.label for entry in words.lookup("Quorvolin", "Compound")] == ["Quorvolin"]
    assert not words.lookup("Zuzuwa")
    with pytest.raises(
        VocabularyError, match=r"plain\.ttl:4: what kind of thing is .*z1\? Say it with --kind"
    ):
        taken(tmp_path, "plain.ttl", PLAIN)


def test_a_clash_inside_a_file_is_reported(tmp_path: Path) -> None:
    text = "ZZ-102,zuzutamab\nZZ-101,zuzutamab\nZZ-102,quorvotamab\n"
    done, words = taken(tmp_path, "own.csv", text, "Compound")
    assert [(clash.line, clash.name) for clash in done.clashes] == [(3, "ZZ-102")]
    assert {entry.label for entry in words.lookup("ZZ-102")} == {"zuzutamab"}


UNII = "skos:exactMatch <https://identifiers.org/unii:"


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        (
            "a.ttl",
            "@prefix : <https://example.org/> . :x :is :y .",
            r"a\.ttl:1: holds nothing with a skos:pref",
        ),
        ("a.csv", "name,identifier\n", r"a\.csv:1: holds no things"),
        ("a.obo", "format-version: 1.2\n", r"a\.obo:1: holds no things"),
        (
            "a.ttl",
            HEAD + 'company:x a kg:Compny ; skos:prefLabel "X" .',
            r"a\.ttl:4: .*x is a kg:Compny, no kind",
        ),
        (
            "a.ttl",
            HEAD + f'company:x a kg:Compound ; skos:prefLabel "X" ; {UNII}not-one> .',
            r"a\.ttl:4: .*x matches .*unii:not-one, which is no identifier of its registry",
        ),
        ("a.csv", 'ZZ-1,unii:1\nZZ-2,"unii:2\nZZ-3,unii:3\n', r"a\.csv:2: not a row of a table"),
        ("a.csv", 'ZZ-1,unii:1\n"ZZ\x0b-2",unii:2\nx\n', r"a\.csv:3: needs two columns"),
        ("a.csv", 'ZZ-1,unii:1\n"ZZ\n-2",unii:2\nx\n', r"a\.csv:4: needs two columns"),
    ],
)
def test_what_is_no_vocabulary_is_named_with_its_line(
    tmp_path: Path, file: str, text: str, message: str
) -> None:
    with pytest.raises(VocabularyError, match=message):
        taken(tmp_path, file, text)


def test_links_that_lead_nowhere_are_told(tmp_path: Path) -> None:
    links = "skos:exactMatch <https://example.org/a> ; skos:broader company:nowhere"
    done, words = taken(
        tmp_path, "own.ttl", HEAD + f'company:x a kg:Company ; skos:prefLabel "Xqx" ; {links} .'
    )
    assert done.notes == (
        "1 skos:exactMatch of no registered prefix passed over, such as <https://example.org/a>",
        f"1 skos:broader of what no vocabulary has, such as <{RESOURCE}company/nowhere>",
    )
    found = words.concept(f"{RESOURCE}company/x")
    assert found is not None
    assert found.matches == ()
