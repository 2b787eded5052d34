"""The things that a user means by a name."""

from __future__ import annotations

from kg.analysis.network import Network
from kg.errors import QueryError
from kg.names import normal_form
from kg.query import near
from kg.schema import schema


def find(network: Network, name: str) -> str:
    """The node that has a name, or whose IRI it is.

    Raises:
        QueryError: None has it, or several have; the message tells what to write instead.
    """
    if name in network:
        return name
    wanted = normal_form(name)
    things = [
        (node, data) for node, data in network.nodes(data=True) if data["kind"] in schema().entity_types
    ]
    labelled = [node for node, data in things if normal_form(data["label"]) == wanted]
    found = labelled or [node for node, data in things if wanted in map(normal_form, data["aliases"])]
    if len(found) == 1:
        return found[0]
    if not found:
        known = (each for _, data in things for each in (data["label"], *data["aliases"]))
        raise QueryError(f"nothing that the network links is named {name!r}.{near(name, known)}")
    choices = "; ".join(
        f"{network.nodes[node]['label']} ({network.nodes[node]['kind']}) {node}" for node in found
    )
    raise QueryError(f"{name!r} names several things; give the IRI of one: {choices}")
