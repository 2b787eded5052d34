"""README and the CI script say what holds."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.query import named_queries

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
SHELL = [text for language, text in BLOCKS if language == "sh"]


def test_two_commands_do_all() -> None:
    assert [text.count("\n") for text in SHELL] == [1, 1]
    assert "kg query" in SHELL[0]
    assert SHELL[1].rstrip().endswith("pytest")


def test_ci_runs_the_second_command() -> None:
    """The script's own way to find the command, tried on README."""
    line = next(
        line for line in (ROOT / ".ci/run").read_text().splitlines() if line.startswith("commands=$(awk")
    )
    script = f'{line}\nprintf "%s\\n" "$commands"'
    found = subprocess.run(
        ["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert found == SHELL[1]
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_every_command_is_in_the_table() -> None:
    table = README.partition("## Commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"`kg (\w+)", table)) - {"COMMAND"} == set(cli.commands)


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_paths_named_are_there() -> None:
    named = re.findall(r"`((?:kg|ontology|shapes)/[\w./-]+)`", README)
    assert named
    assert [path for path in named if "NAME" not in path and not (ROOT / path).exists()] == []


def examples() -> list[str]:
    helps = [
        CliRunner().invoke(cli, [*name, "--help"]).stdout for name in ([], *([name] for name in cli.commands))
    ]
    return [
        line.strip() for text in (*helps, *SHELL) for line in re.split(r"\n|&&|\|", text) if "kg " in line
    ]


@pytest.mark.parametrize("line", [line for line in examples() if re.match(r"(\.venv/bin/)?kg \w", line)])
def test_examples_parse(line: str) -> None:
    words = shlex.split(re.split(r"   |>", line)[0])[1:]
    command = cli.commands[words[0]]
    context = command.make_context(words[0], words[1:], resilient_parsing=False)
    if name := context.params.get("name") if words[0] == "query" else None:
        given = {param.partition("=")[0] for param in context.params["params"]}
        assert given <= {parameter.name for parameter in named_queries()[name].parameters}


def test_the_python_example_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (text,) = (text for language, text in BLOCKS if language == "python")
    (tmp_path / "kg").symlink_to(ROOT / "kg")
    monkeypatch.chdir(tmp_path)
    exec(compile(text, "README.md", "exec"), {})
    assert capsys.readouterr().out.strip()


def test_floors_are_folders_and_numbers() -> None:
    lines = [line for line in (ROOT / ".ci/floors").read_text().splitlines() if not line.startswith("#")]
    floors = dict(line.split() for line in lines)
    assert (ROOT / "kg/samples/gold").is_dir()
    assert set(floors) == {"kg/samples/gold", "../shared/gold/dev"}
    assert all(0 <= float(floor) <= 1 for floor in floors.values())
