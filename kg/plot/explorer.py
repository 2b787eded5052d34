"""A network as one page that can be explored without a connection: it asks no other host for anything."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape
from importlib.resources import files
from string import Template
from typing import IO

from kg.analysis import Graph, Quote
from kg.export import as_json
from kg.plot.layout import positions
from kg.plot.network import said
from kg.plot.style import LOOKS, OTHER, shown

_ACROSS, _ALONG = 62, 36
_DRAWN = ("iri", "label", "kind")
#: What the page says in other words, or with each quote.
_SAID = ("predicate", "documents", "releases")


def write(network: Graph, names: Mapping[str, str], title: str, about: str, output: IO[bytes]) -> None:
    """Write the page. Texts of releases are data in it, never markup or script.

    Args:
        network: What is drawn.
        names: Names by IRI, of things that edges mention too.
        title: The title.
        about: What it was made of.
        output: Where it goes.
    """
    folder = files("kg") / "plot"
    page, style, script = (
        (folder / f"explorer.{ending}").read_text(encoding="utf-8") for ending in ("html", "css", "js")
    )
    # Inside a script element only "<" could end it.
    data = json.dumps(_data(network, names), ensure_ascii=False).replace("<", "\\u003c")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    text = Template(page).substitute(
        title=escape(shown(title, 120)), about=escape(about), style=style, data=data, script=script,
        script_hash=f"sha256-{digest}",
    )  # fmt: skip
    output.write(text.encode())


def _data(network: Graph, names: Mapping[str, str]) -> dict[str, object]:
    places = positions(network)
    order = {node: number for number, node in enumerate(network)}
    nodes = [
        {
            "label": shown(data["label"]),
            "kind": data["kind"],
            "place": [round(_ACROSS * places[node][0], 1), round(-_ALONG * places[node][1], 1)],
            "degree": network.degree[node],
            "told": {"iri": node, **_rest(data)},
        }
        for node, data in network.nodes(data=True)
    ]
    edges = [
        {
            "source": order[source],
            "target": order[target],
            "year": "".join(fact.get("dates", ())[:1])[:4],
            "link": said(fact),
            "told": {name: _readable(value, names) for name, value in fact.items() if name not in _SAID},
        }
        for source, target, fact in network.edges(data=True)
    ]
    kinds = {data["kind"] for data in network.nodes.values()}
    looks = {**LOOKS, **dict.fromkeys(sorted(kinds - LOOKS.keys()), OTHER)}
    return {"nodes": nodes, "edges": edges, "looks": looks}


def _readable(value: object, names: Mapping[str, str]) -> object:
    """A value as JSON has it, things by their names."""
    if isinstance(value, list):
        return [_readable(each, names) for each in value]
    if isinstance(value, tuple) and not isinstance(value, Quote):
        return " · ".join(names.get(each, each) for each in value)
    return names.get(value, value) if isinstance(value, str) else as_json(value)


def _rest(data: Mapping[str, object]) -> dict[str, object]:
    return {name: as_json(value) for name, value in data.items() if name not in _DRAWN}
