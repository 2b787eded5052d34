"""The commands end to end, on facts files, so that what they say does not depend on the extractor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kg.cli import cli
from kg.cli.extract import file_name, write_safely

TEXT = "AB-1 carries DM4. Acme will license AB-1 to Beta Ltd."


def facts(document: str = "news-20220503", *, issuer: str = "a", text: str = TEXT) -> str:
    names = {
        "a": ("Company", "Acme"),
        "b": ("Company", "Beta Ltd"),
        "d": ("Compound", "AB-1"),
        "p": ("Payload", "DM4"),
    }
    return json.dumps(
        {
            "document": document,
            "published": "2022-05-03",
            "title": "Acme News",
            "issuer": issuer,
            "text": text,
            "entities": {key: {"type": kind, "name": name} for key, (kind, name) in names.items()},
            "facts": [
                fact("d", "hasPayload", "p", text, "AB-1 carries DM4"),
                fact("d", "licensedTo", "b", text, "Acme will license AB-1 to Beta Ltd", status="planned"),
            ],
        }
    )


def fact(subject: str, predicate: str, object: str, text: str, quote: str, **more: str) -> dict[str, Any]:
    start = text.index(quote)
    evidence = [{"start": start, "end": start + len(quote), "quote": quote}]
    return {"subject": subject, "predicate": predicate, "object": object, "evidence": evidence, **more}


def kg(*arguments: str | Path, input: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments], input=input, prog_name="kg")


def put(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("graph")
    result = kg("build", put(folder / "news.json", facts()), "--store", folder / "kg.db", "--jobs", "1")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "1 document(s)" in result.stdout
    assert "hasPayload" in result.stdout
    return folder / "kg.db"


def test_the_same_content_changes_nothing_and_other_content_replaces(tmp_path: Path) -> None:
    mine = tmp_path / "kg.db"
    first, changed = put(tmp_path / "a.json", facts()), put(tmp_path / "b.json", facts(text=TEXT + " More."))
    fates = [kg("build", path, "--store", mine).stdout.partition(": ")[2] for path in (first, first, changed)]
    assert [fate.split("\n")[0] for fate in fates] == ["1 new", "1 unchanged", "1 changed"]


def test_bad_inputs_are_named_and_the_rest_is_built(tmp_path: Path) -> None:
    good = put(tmp_path / "good.json", facts())
    bad = put(tmp_path / "bad.json", facts(document="other", issuer="nobody"))
    empty = put(tmp_path / "empty.txt", b"")
    result = kg("build", good, bad, empty, tmp_path / "none.txt", "--store", tmp_path / "kg.db")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"kg: {bad}: issuer 'nobody' is not among the entities",
        f"kg: {empty}: is empty",
        f"kg: {tmp_path / 'none.txt'}: cannot be read: No such file or directory",
    ]
    assert "1 new" in result.stdout


def test_what_the_gate_refuses_is_quarantined_and_named(tmp_path: Path) -> None:
    wrong = json.loads(facts())
    result = fact("d", "outcome", "p", TEXT, "AB-1") | {"measure": "objective response rate"}
    del result["object"]
    wrong["facts"] = [result | {"percent": 90, "count": 7, "total": 21}]
    built = kg("build", put(tmp_path / "a.json", json.dumps(wrong)), "--store", tmp_path / "kg.db")
    assert built.exit_code == 1
    assert built.stderr.startswith("kg: news-20220503: quarantined: Violation: ")
    assert built.stderr.count("\n") == 1
    assert "1 quarantined" in built.stdout
    assert len(list((tmp_path / "kg.db" / "quarantine").iterdir())) == 2


def test_a_document_without_any_fact_is_named(tmp_path: Path) -> None:
    built = kg("build", "-", "--store", tmp_path / "kg.db", input=b"Nothing of note.")
    assert (built.exit_code, "without any fact: stdin" in built.stdout) == (0, True)


def test_named_query_answers(store: Path) -> None:
    result = kg("query", "--name", "payload", "--param", "payload=DM4", "--store", store)
    assert result.exit_code == 0, result.stderr
    assert "AB-1" in result.stdout
    assert "payload\n" in kg("query", "--list").stdout


def test_sparql_from_argument_file_and_stdin(store: Path, tmp_path: Path) -> None:
    text = "SELECT ?label { ?drug kg:hasPayload ?p . ?drug rdfs:label ?label }"
    file = put(tmp_path / "q.rq", text)
    answers = [
        kg("query", text, "--store", store, "--format", "csv").stdout,
        kg("query", "--file", file, "--store", store, "--format", "csv").stdout,
        kg("query", "--file", "-", "--store", store, "--format", "csv", input=text.encode()).stdout,
    ]
    assert {answer.replace("\r\n", "\n") for answer in answers} == {"label\nAB-1\n"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query"], "give one of"),
        (["query", "SELECT", "--name", "payload"], "give one of"),
        (["query", "SELECT * {", "--store", "STORE"], ""),
        (["query", "ASK {}", "--param", "a=b", "--store", "STORE"], "--param belongs to --name"),
        (["query", "--name", "nope", "--store", "STORE"], "no query is named 'nope'"),
        (["query", "--name", "payload", "--store", "STORE"], "needs --param payload"),
        (["query", "--name", "payload", "--param", "x=1", "--store", "STORE"], "no parameter 'x'"),
        (["query", "--name", "payload", "--param", "payload", "--store", "STORE"], "write it as NAME=VALUE"),
        (
            ["query", "--name", "payload", "--param", "payload=DM99", "--store", "STORE"],
            "nothing in the graph",
        ),
        (["query", "--file", "/nowhere.rq", "--store", "STORE"], "cannot be read"),
        (["facts", "--predicate", "nope", "--store", "STORE"], "nope"),
        (["explain", "Nobody", "--store", "STORE"], "nothing in the graph is named 'Nobody'"),
        (["query", "ASK {}", "--store", "NONE"], "no such store"),
        (["retract", "x", "--store", "NONE"], "no such store"),
        (["validate", "--store", "FILE"], "is not a store"),
        (["build", "x", "--store", "FILE"], "is not a store"),
        (["query", "--file", "BINARY", "--store", "STORE"], "is no text in UTF-8"),
        (["export", "--store", "STORE"], "name a --format"),
        (["export", "--store", "STORE", "--output", "x.doc"], "the ending tells no format"),
        (["validate", "x.docx"], "tells no RDF format"),
        (["validate", "/nowhere.ttl"], "cannot be read"),
        (["evaluate", "/nowhere"], "is no folder"),
        (["nonsense"], "No such command"),
    ],
    ids=" ".join,
)
def test_misuse_is_one_line_and_exit_code_2(
    store: Path, tmp_path: Path, arguments: list[str], message: str
) -> None:
    paths = {"STORE": store, "NONE": tmp_path / "none", "FILE": put(tmp_path / "file", "not a store")}
    paths["BINARY"] = put(tmp_path / "query.rq", b"\xff\x00")
    result = kg(*(paths.get(argument, argument) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert result.stdout == ""
    if arguments != ["nonsense"]:
        assert result.stderr.startswith("kg: ")
        assert result.stderr.count("\n") == 1


def test_facts_with_quotes_and_sources(store: Path) -> None:
    rows = [
        json.loads(line) for line in kg("facts", "--store", store, "--format", "jsonl").stdout.splitlines()
    ]
    assert {(row["subject"], row["predicate"], row["object"], row["status"]) for row in rows} == {
        ("AB-1", "hasPayload", "DM4", "asserted"),
        ("AB-1", "licensedTo", "Beta Ltd", "planned"),
    }
    assert {row["source"]["id"] for row in rows} == {"news-20220503"}
    planned = kg("facts", "--status", "planned", "--about", "AB-1", "--store", store).stdout
    assert "Acme will license AB-1 to Beta Ltd" in planned
    assert "hasPayload" not in planned
    assert kg("facts", "--format", "csv", "--store", store).stdout.startswith(
        "subject,predicate,object,status"
    )


def test_csv_cells_are_no_formulas(tmp_path: Path) -> None:
    evil = json.loads(facts())
    evil["entities"]["p"]["name"] = '=HYPERLINK("http://x")'
    kg("build", put(tmp_path / "a.json", json.dumps(evil)), "--store", tmp_path / "kg.db")
    assert "\"'=HYPERLINK(" in kg("facts", "--format", "csv", "--store", tmp_path / "kg.db").stdout


def test_explain_shows_words_and_source(store: Path) -> None:
    shown = kg("explain", "AB-1", "--store", store).stdout
    assert "AB-1 carries DM4" in shown
    assert "news-20220503" in shown


def test_export_validate_and_retract(store: Path, tmp_path: Path) -> None:
    turtle = tmp_path / "graph.ttl"
    assert kg("export", "--output", turtle, "--store", store).exit_code == 0
    assert kg("export", "--format", "turtle", "--store", store).stdout_bytes == turtle.read_bytes()
    assert kg("validate", "--store", store).exit_code == 0
    kg("export", "--output", tmp_path / "graph.trig", "--store", store)
    checked = kg("validate", tmp_path / "graph.trig", turtle)
    assert (checked.exit_code, "0 violation(s)" in checked.stdout) == (0, True)
    triples = kg("export", "--format", "ntriples", "--store", store).stdout.splitlines()
    put(tmp_path / "no-status.nt", "\n".join(line for line in triples if "ontology#status>" not in line))
    broken = kg("validate", tmp_path / "no-status.nt")
    assert (broken.exit_code, "Violation: " in broken.stdout) == (1, True)
    put(tmp_path / "broken.ttl", "this is no Turtle")
    assert kg("validate", tmp_path / "broken.ttl").exit_code == 2

    mine = tmp_path / "kg.db"
    kg("build", put(tmp_path / "a.json", facts()), "--store", mine)
    assert kg("retract", "news-20220503", "--store", mine).exit_code == 0
    again = kg("retract", "news-20220503", "--store", mine)
    assert (again.exit_code, "no such document" in again.stderr) == (1, True)
    assert kg("facts", "--format", "jsonl", "--store", mine).stdout == ""


def test_extract_writes_a_facts_file_for_each_document(tmp_path: Path) -> None:
    lines = [{"id": "../../evil", "text": "Acme spoke."}, {"id": "news", "text": "Beta spoke."}]
    result = kg(
        "extract", "-", "--output", tmp_path / "out", input="\n".join(map(json.dumps, lines)).encode()
    )
    assert result.exit_code == 0, result.output
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert files == [file_name("../../evil"), "news.json"]
    assert json.loads((tmp_path / "out" / "news.json").read_text())["text"] == "Beta spoke."
    assert kg("extract", tmp_path / "none", "--output", tmp_path / "out").exit_code == 1
    unwritable = kg("extract", "-", "--output", "/dev/null/x", input=b"Acme spoke.")
    assert (unwritable.exit_code, unwritable.stderr.startswith("kg: /dev/null/x/stdin.json: cannot")) == (
        1,
        True,
    )


@pytest.mark.parametrize(
    "id", ["a/b", "..", ".hidden", "a\\b", "x" * 500, "\N{PILE OF POO}", "con.txt/", "-rf"]
)
def test_file_names_stay_in_the_folder(id: str) -> None:
    name = file_name(id)
    assert Path(name).name == name
    assert name[0] not in ".-"
    assert len(name.encode()) < 255
    assert name != file_name(id + "x")


def test_writing_never_goes_through_a_link(tmp_path: Path) -> None:
    target = put(tmp_path / "target", "mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.json").symlink_to(target)
    write_safely(tmp_path / "out", "a.json", "new")
    assert (target.read_text(), (tmp_path / "out" / "a.json").read_text()) == ("mine", "new")


def test_evaluate_against_gold(tmp_path: Path) -> None:
    gold = json.loads(facts())
    put(tmp_path / "news.json", json.dumps(gold))
    system = tmp_path / "system"
    system.mkdir()
    gold["facts"] = gold["facts"][1:]
    put(system / "news.json", json.dumps(gold))
    result = kg("evaluate", tmp_path, "--system", system, "--errors", "--floor", "0.5")
    assert result.exit_code == 1
    assert result.stdout.startswith("missed news")
    assert "below the floor of 0.5" in result.stderr
    shown = json.loads(
        kg("evaluate", tmp_path, "--system", tmp_path, "--format", "json", "--floor", "1").stdout
    )
    assert shown["asserted"]["overall"]["f1"] == 1.0
    assert kg("evaluate", tmp_path).exit_code == 2


@pytest.mark.parametrize(
    "arguments", [["export", "--format", "nquads"], ["facts", "--format", "csv"], ["facts"]]
)
def test_a_reader_that_goes_away_ends_the_command_quietly(store: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = "from kg.cli import main; main()"
    command = [sys.executable, "-c", code, *arguments, "--store", str(store)]
    done = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert done.stderr == b""


def test_a_terminal_that_lacks_a_character_is_no_reason_to_stop(store: Path) -> None:
    text = 'SELECT ("\N{GREEK SMALL LETTER ALPHA}" AS ?x) {}'
    command = [sys.executable, "-c", "from kg.cli import main; main()", "query", text, "--store", str(store)]
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    assert subprocess.run(command, capture_output=True, env=environment, check=False).returncode == 0
    assert "\x1b" not in kg("build", "\x1b[31mred.txt", "--store", store).stderr


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom kg.cli import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "heavy = {'pyoxigraph', 'rdflib', 'pydantic', 'pyshacl', 'networkx'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert "kg query --name payload" in done.stdout


def test_every_command_has_help_with_an_example() -> None:
    for name in cli.commands:
        shown = kg(name, "--help").stdout
        assert f"kg {name}" in shown.partition("Example")[2], name
    assert kg("--version").stdout.startswith("kg ")
