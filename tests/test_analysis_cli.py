"""kg analyze, and what README says of analysis."""

from __future__ import annotations

import csv
import doctest
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from answers import built
from click.testing import CliRunner, Result

from kg.analysis import PROJECTIONS, measures
from kg.cli import cli
from kg.graph import KnowledgeGraph

ROOT = Path(__file__).parents[1]
ABOUT = {
    "shortest-path": ["Sanofi", "ImmunoGen"], "simple-paths": ["Sanofi", "ImmunoGen"],
    "competitors": ["Kadcyla"], "shared-partners": ["Novartis"],
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Iterator[Path]:
    with built() as graph:
        yield graph.store.path


def analyze(store: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["analyze", *arguments, "--store", str(store)], prog_name="kg")


def test_a_table_says_what_it_was_computed_on(store: Path) -> None:
    shown = analyze(store, "degree", "--top", "1")
    assert shown.exit_code == 0
    assert (
        "Computed on 5 documents of all dates; asserted facts; projection companies: 6 nodes" in shown.stdout
    )
    assert re.search(r"^ImmunoGen, Inc\.\s+Company\s+4\s", shown.stdout, re.MULTILINE)
    assert shown.stdout.endswith("These are the first 1 rows.\n")


def test_a_path_is_told_with_quotes(store: Path) -> None:
    shown = analyze(store, "simple-paths", "--about", "Sanofi", "--about", "TAP", "--top", "3").stdout
    assert "Sanofi licensed Targeted Antibody Payload.\n" in shown
    assert '    "Amgen and Sanofi have licensed TAP" (immunogen-sar3419-20120604, 2012-06-04)\n' in shown


def test_each_row_of_a_csv_says_what_it_was_computed_on(store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(analyze(store, "growth", "--format", "csv").stdout)))
    assert [row["year"] for row in rows] == ["2024", "2023", "2020", "2013", "2012"]
    assert {row["computed on"].partition(";")[0] for row in rows} == {"5 documents of all dates"}


def test_a_csv_that_is_cut_says_so_beside_it(store: Path) -> None:
    cut = analyze(store, "growth", "--format", "csv", "--top", "2")
    assert [line[:4] for line in cut.stdout.splitlines()] == ["year", "2024", "2023"]
    assert cut.stderr == "kg: these are the first 2 rows; --top asks for more\n"


def test_json_has_iris_and_the_basis(store: Path) -> None:
    found = json.loads(
        analyze(store, "competitors", "--about", "T-DM1", "--format", "json", "--as-of", "2024").stdout
    )
    (row,) = found["rows"]
    assert row["competitor"]["label"] == "trastuzumab duocarmazine"
    assert row["competitor"]["iri"].endswith("compound/trastuzumab-duocarmazine")
    assert [target["label"] for target in row["targets"]] == ["HER2"]
    assert found["computedOn"]["documents"] == 5
    assert found["computedOn"]["as_of"] == "2024"


def test_names_in_a_csv_are_no_formulas(tmp_path: Path) -> None:
    facts = {
        "document": "d", "text": "x",
        "entities": {"a": {"type": "Company", "name": "=A1"}, "b": {"type": "Company", "name": "@SUM"}},
        "facts": [{"subject": "a", "predicate": "partnerOf", "object": "b",
                   "evidence": [{"start": 0, "end": 1, "quote": "x"}]}],
    }  # fmt: skip
    (tmp_path / "d.json").write_text(json.dumps(facts))
    assert KnowledgeGraph(tmp_path / "kg.db").build([tmp_path / "d.json"]).complete
    cells = [
        line.split(",")[0]
        for line in analyze(tmp_path / "kg.db", "degree", "--format", "csv").stdout.splitlines()
    ]
    assert cells == ["thing", "'=A1", "'@SUM"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["betweeness"], "kg: there is no measure 'betweeness'. Did you mean betweenness?"),
        (["degree", "--as-of", "soon"], "kg: 'soon' is not a date; write YYYY, YYYY-MM or YYYY-MM-DD"),
        (["competitors", "--about", "Kadcila"], "named 'Kadcila'. Did you mean Kadcyla"),
        (["competitors"], "kg: competitors on pipeline needs 1 name(s) with --about, and has 0"),
        (["degree", "--projection", "company"], "no projection 'company'. Did you mean companies"),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(store: Path, arguments: list[str], message: str) -> None:
    result = analyze(store, *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_help_lists_all_there_is() -> None:
    shown = CliRunner().invoke(cli, ["analyze", "--help"]).stdout
    assert [
        name for name in (*measures(), *PROJECTIONS) if not re.search(rf"^  {name}\s", shown, re.MULTILINE)
    ] == []


def test_other_commands_start_without_networkx() -> None:
    script = (
        "import sys; from click.testing import CliRunner; from kg.cli import cli\n"
        "assert 'analyze' in CliRunner().invoke(cli, ['--help']).stdout\n"
        "print(sorted({'networkx', 'numpy', 'scipy', 'pyoxigraph'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_results_are_the_same_in_every_process(store: Path) -> None:
    script = (
        "import sys, json; from kg.graph import KnowledgeGraph\n"
        "graph, about = KnowledgeGraph(sys.argv[1]), json.loads(sys.argv[2])\n"
        "for name, names in about.items(): print(graph.analyze(name, about=names).as_json())"
    )
    about = {name: ABOUT.get(name, []) for name in measures()}
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, str(store), json.dumps(about)],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    (output,) = outputs
    assert output.count("computedOn") == len(measures())


def test_examples_in_the_manual_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    text = "".join(re.findall(r"^```pycon\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL))
    monkeypatch.chdir(tmp_path)
    KnowledgeGraph("kg.db").build([ROOT / "kg" / "samples"])
    test = doctest.DocTestParser().get_doctest(text, {}, "README.md", "README.md", 0)
    assert doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test).failed == 0
