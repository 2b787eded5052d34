"""Pictures: what is in them, that they are always the same, and that hostile names are only names."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from answers import built
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from kg.cli import cli
from kg.errors import ExtraError, QueryError
from kg.graph import KnowledgeGraph
from kg.plot import PICTURES, Wanted, plot
from kg.plot.forest import wilson
from kg.plot.style import LOOKS, OTHER, PALETTE
from kg.schema import schema

ABOUT = {"timeline": "SAR3419"}
HOSTILE = "</script><b onload=alert(1)>&\"' $x$ 漢"


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with built() as made:
        yield made


def drawn(graph: KnowledgeGraph, kind: str, format: str = "svg", **wanted: Any) -> bytes:  # noqa: ANN401
    output = io.BytesIO()
    plot(graph, kind, output, format, Wanted(**({"about": ABOUT.get(kind)} | wanted)))
    return output.getvalue()


def texts(svg: bytes) -> list[str]:
    """The texts of a picture."""
    return ["".join(each.itertext()) for each in ElementTree.fromstring(svg).findall(".//{*}text")]


def page_data(html: bytes) -> Any:  # noqa: ANN401
    (data,) = re.findall(
        r'<script id="data" type="application/json">(.*?)</script>', html.decode(), re.DOTALL
    )
    return json.loads(data)


@pytest.mark.parametrize("kind", PICTURES)
def test_each_picture_says_what_it_was_made_of(graph: KnowledgeGraph, kind: str) -> None:
    about = next(text for text in texts(drawn(graph, kind)) if text.startswith("Source: "))
    assert about.startswith("Source: 5 documents, the newest of 2024-")
    cut = next(text for text in texts(drawn(graph, kind, as_of="2023")) if text.startswith("Source: "))
    assert re.match(r"Source: [1-4] documents, as of 2023", cut)


@pytest.mark.parametrize("kind", PICTURES)
def test_png_is_an_image(graph: KnowledgeGraph, kind: str) -> None:
    assert drawn(graph, kind, "png").startswith(b"\x89PNG\r\n")


def test_the_same_bytes_in_every_process(graph: KnowledgeGraph) -> None:
    script = (
        "import sys, json, io, hashlib; from kg.graph import KnowledgeGraph; from kg.plot import *\n"
        "for kind, format in json.loads(sys.argv[2]):\n"
        "    output = io.BytesIO()\n"
        "    about = json.loads(sys.argv[3]).get(kind)\n"
        "    plot(KnowledgeGraph(sys.argv[1]), kind, output, format, Wanted(about))\n"
        "    print(kind, format, hashlib.sha256(output.getvalue()).hexdigest())"
    )
    asked = [*((kind, format) for kind in PICTURES for format in ("svg", "png")), ("network", "html")]
    arguments = [str(graph.store.path), json.dumps(asked), json.dumps(ABOUT)]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, *arguments],
            env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    (output,) = outputs
    assert len(output.splitlines()) == len(asked)
    assert f"{hashlib.sha256(drawn(graph, 'forest')).hexdigest()}\n" in output


def test_a_network_has_its_names_and_kinds(graph: KnowledgeGraph) -> None:
    found = texts(drawn(graph, "network"))
    assert {"Network: companies", "ImmunoGen, Inc.", "Company"} <= set(found)
    assert "Network: ego around trastuzumab emtansine" in texts(drawn(graph, "network", about="Kadcyla"))
    few = next(
        text for text in texts(drawn(graph, "network", projection="things", top=5)) if "Source" in text
    )
    assert re.search(r"the [2-5] best linked of \d\d things", few)


def test_lines_say_what_they_stand_for(graph: KnowledgeGraph) -> None:
    found = texts(drawn(graph, "network", projection="deals"))
    assert {"is a partner of", "licenses to", "pays"} <= set(found)
    assert len(found) == len(set(found))
    assert any(
        text.startswith("Companies that are partners or licensor") for text in texts(drawn(graph, "network"))
    )


def test_a_line_of_companies_has_names_quotes_and_years(graph: KnowledgeGraph) -> None:
    data = page_data(drawn(graph, "network", "html"))
    lines = {
        tuple(data["nodes"][edge[end]]["label"] for end in ("source", "target")): edge
        for edge in data["edges"]
    }
    (line,) = (edge for ends, edge in lines.items() if set(ends) == {"ImmunoGen, Inc.", "Sanofi"})
    assert "ImmunoGen, Inc. · Sanofi · SAR3419" in line["told"]["licences"]
    assert line["year"] == "2012"
    assert line["told"]["quotes"]


def test_a_neighbourhood_in_a_projection(graph: KnowledgeGraph) -> None:
    whole = page_data(drawn(graph, "network", "html"))
    near = page_data(drawn(graph, "network", "html", about="Sanofi", projection="companies"))
    assert {"Sanofi", "ImmunoGen, Inc."} <= {node["label"] for node in near["nodes"]}
    assert len(near["nodes"]) < len(whole["nodes"])


def test_a_timeline_is_in_order_of_time(graph: KnowledgeGraph) -> None:
    found = texts(drawn(graph, "timeline"))
    assert "uses Targeted Antibody Payload" in found
    lines = [text for text in found if text.startswith(("is ", "uses "))]
    facts = list(graph.facts(about="SAR3419"))
    assert 0 < len(lines) <= len(facts)


def test_a_timeline_of_a_company_has_what_its_compounds_reach(told: KnowledgeGraph) -> None:
    found = texts(drawn(told, "timeline", about="Acme"))
    assert {"develops QX-1", "QX-1 is approved for oddity", "QX-1 is at the stage Phase 3"} <= set(found)
    assert not [text for text in found if "NYSE" in text], "a ticker is no event"
    assert "left out for want of a date: 1" in next(text for text in found if "Source" in text)
    with pytest.raises(QueryError, match=r"no dated events \(1 without a date\)"):
        drawn(told, "timeline", about="Beta")


def test_a_pipeline_tells_for_what_compounds_are_approved(told: KnowledgeGraph) -> None:
    found = texts(drawn(told, "pipeline"))
    assert [text for text in found if text.startswith(("QX", "oddity", "no "))] == [
        "QX-1", "QX-2", "oddity", "no condition told",
    ]  # fmt: skip


def test_a_pipeline_has_all_phases_and_the_compounds_of_a_company(graph: KnowledgeGraph) -> None:
    found = set(texts(drawn(graph, "pipeline")))
    assert schema().concepts["Phase"].keys() <= found
    developed = {fact.subject for fact in graph.facts(predicate="developedBy", about="Sanofi")}
    own = set(texts(drawn(graph, "pipeline", about="Sanofi")))
    compounds = {fact.subject for fact in graph.facts(predicate="developmentPhase")}
    assert own & compounds == developed & compounds < found & compounds


def test_sums_that_are_not_paid_are_told_apart(graph: KnowledgeGraph) -> None:
    found = texts(drawn(graph, "deals"))
    assert "USD (logarithmic)" in found
    assert "not paid: planned or possible" in found
    amounts = {float(fact.details["amount"]) for fact in graph.facts(predicate="payment")}
    assert any(f"{amount / 1e6:.3g}m" in text for amount in amounts for text in found)


def test_a_forest_has_intervals_from_counts(graph: KnowledgeGraph) -> None:
    assert "33.3% [17.2–54.6]  7/21" in texts(drawn(graph, "forest"))


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_wilson_intervals_hold_the_share_and_mirror(counts: tuple[int, int]) -> None:
    count, total = counts
    low, high = wilson(count, total)
    assert 0 <= low <= count / total + 1e-9
    assert count / total - 1e-9 <= high <= 1
    assert wilson(total - count, total) == pytest.approx((1 - high, 1 - low), abs=1e-9)


def test_no_two_kinds_look_alike() -> None:
    assert len(set(LOOKS.values())) == len(LOOKS)
    assert OTHER not in LOOKS.values()
    assert schema().entity_types.keys() <= LOOKS.keys()
    assert len(set(PALETTE)) >= len(schema().concepts["PaymentKind"])


def test_the_page_asks_no_other_host(graph: KnowledgeGraph) -> None:
    html = drawn(graph, "network", "html").decode()
    assert not re.search(r"\s(?:src|href)\s*=|url\(|@import|fetch\(|XMLHttp|WebSocket", html)
    (script,) = re.findall(r'<script type="module">(.*?)</script>', html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; script-src 'sha256-{digest}'" in html
    assert "innerHTML" not in script
    assert script.count("document.write") == 0


def test_the_page_has_quotes_and_sources(graph: KnowledgeGraph) -> None:
    data = page_data(drawn(graph, "network", "html", about="Sanofi"))
    quotes = [quote for edge in data["edges"] for quote in edge["told"]["quotes"]]
    assert {"text": "Amgen and Sanofi have licensed TAP", "document": "immunogen-sar3419-20120604",
            "published": "2012-06-04"} in quotes  # fmt: skip
    assert {edge["year"] for edge in data["edges"]} >= {"2012"}


@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_the_script_of_the_page_is_valid(graph: KnowledgeGraph, tmp_path: Path) -> None:
    html = drawn(graph, "network", "html").decode()
    (script,) = re.findall(r'<script type="module">(.*?)</script>', html, re.DOTALL)
    (tmp_path / "page.mjs").write_text(script)
    subprocess.run(["node", "--check", tmp_path / "page.mjs"], check=True)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A company with a compound on the market, another in phase 1, and a partner without a date."""
    folder = tmp_path_factory.mktemp("told")
    evidence = [{"start": 0, "end": 1, "quote": "x"}]
    kinds = {"Acme": "Company", "Beta": "Company", "QX-1": "Compound", "QX-2": "Compound",
             "oddity": "Condition"}  # fmt: skip
    facts = [
        ("QX-1", "developedBy", "Acme"), ("QX-1", "approvedFor", "oddity"),
        ("QX-1", "developmentPhase", "Phase 3"), ("QX-1", "developmentPhase", "Approved"),
        ("Acme", "ticker", "NYSE:ACME"),
        ("QX-2", "developmentPhase", "Phase 1"),
    ]  # fmt: skip
    for name, day, said in (("d", "2020-01-01", facts), ("e", "", [("Acme", "partnerOf", "Beta")])):
        used = {end for fact in said for end in fact if end in kinds}
        file = {
            "document": name, "text": "x", **({"published": day} if day else {}),
            "entities": {key: {"type": kinds[key], "name": key} for key in sorted(used)},
            "facts": [{"subject": subject, "predicate": predicate, "evidence": evidence,
                       "object" if value in kinds else "value": value} for subject, predicate, value in said],
        }  # fmt: skip
        (folder / f"{name}.json").write_text(json.dumps(file))
    graph = KnowledgeGraph(folder / "kg.db")
    assert graph.build(sorted(folder.glob("*.json"))).complete
    return graph


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    folder = tmp_path_factory.mktemp("hostile")
    evidence = [{"start": 0, "end": len(HOSTILE), "quote": HOSTILE}]
    facts = {
        "document": "d", "published": "2020-01-01", "text": HOSTILE,
        "entities": {"a": {"type": "Company", "name": HOSTILE}, "b": {"type": "Company", "name": "_b"}},
        "facts": [
            {"subject": "a", "predicate": "partnerOf", "object": "b", "evidence": evidence},
            {"subject": "a", "predicate": "payment", "object": "b", "evidence": evidence,
             "amount": 5, "currency": "USD", "kind": "upfront"},
        ],
    }  # fmt: skip
    (folder / "d.json").write_text(json.dumps(facts))
    graph = KnowledgeGraph(folder / "kg.db")
    assert graph.build([folder / "d.json"]).complete
    return graph


def test_hostile_names_are_only_names(hostile: KnowledgeGraph) -> None:
    html = drawn(hostile, "network", "html", about="_b")
    assert HOSTILE in {node["label"] for node in page_data(html)["nodes"]}
    assert b"<b " not in html
    assert HOSTILE[:28] in "".join(texts(drawn(hostile, "network")))
    for kind in ("timeline", "deals"):
        assert any("</script>" in text for text in texts(drawn(hostile, kind, about="_b")))
        drawn(hostile, kind, "png", about=HOSTILE)


def test_a_missing_extra_is_named(
    graph: KnowledgeGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExtraError, match=r"matplotlib.* pip install 'biopharma-kg\[plot\]'"):
        plot(graph, "network", tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []
    plot(graph, "network", tmp_path / "a.html")


def run(graph: KnowledgeGraph, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["plot", *arguments, "--store", str(graph.store.path)], prog_name="kg")


def test_the_command_draws(graph: KnowledgeGraph, tmp_path: Path) -> None:
    assert run(graph, "forest", "--output", str(tmp_path / "a.svg")).exit_code == 0
    assert (tmp_path / "a.svg").read_bytes() == drawn(graph, "forest")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["forest"], "name a --format (png, svg, html) or an --output file"),
        (["forrest", "--format", "png"], "there is no picture 'forrest'. Did you mean forest?"),
        (["forest", "--format", "html"], "the picture forest cannot be written as 'html'; take png or svg"),
        (["forest", "--format", "png", "--projection", "deals"], "only network has one"),
        (["network", "--format", "png", "--projection", "deal"], "no projection 'deal'. Did you mean deals"),
        (["forest", "--output", "a.pdf"], "a.pdf: the ending tells no format; take .png, .svg, .html"),
        (["timeline", "--format", "png"], "a timeline is of one thing; name it with --about"),
        (["network", "--format", "png", "--as-of", "1990"], "the graph tells no links for this picture"),
        (["network", "--format", "svg", "--about", "Kadcila"], "named 'Kadcila'. Did you mean Kadcyla"),
    ],
)
def test_misuse_is_one_line_and_exit_code_2(
    graph: KnowledgeGraph, arguments: list[str], message: str
) -> None:
    result = run(graph, *arguments)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert message in result.stderr


def test_help_lists_all_pictures() -> None:
    shown = CliRunner().invoke(cli, ["plot", "--help"]).stdout
    assert [kind for kind in PICTURES if not re.search(rf"^  {kind}\s", shown, re.MULTILINE)] == []


def test_a_picture_of_nothing_is_refused(hostile: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="the graph tells no rates for this picture"):
        drawn(hostile, "forest")
