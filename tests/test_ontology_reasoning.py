"""The ontology under the reasoner HermiT: it is consistent, and what is not is found out."""

from __future__ import annotations

import shutil
from io import BytesIO

import owlready2
import pyoxigraph as ox
import pytest

from kg.resources import ontology, term_files
from kg.schema import KG

pytestmark = pytest.mark.skipif(
    shutil.which("java") is None, reason="HermiT runs on Java, which is not installed"
)

PREFIXES = f"""
PREFIX kg: <{KG}>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX x: <https://example.org/>
"""


def unsatisfiable(more: str = "") -> set[str]:
    """Classes that can have no member, in the ontology with some more Turtle.

    Raises:
        OwlReadyInconsistentOntologyError: The whole has no model.
    """
    files = term_files(ontology())
    quads = [quad for file in files for quad in ox.parse(path=file)]
    quads += ox.parse(PREFIXES + more, format=ox.RdfFormat.TURTLE)
    triples = BytesIO()
    ox.serialize([quad.triple for quad in quads], triples, format=ox.RdfFormat.N_TRIPLES)
    triples.seek(0)
    world = owlready2.World()
    world.get_ontology("https://w3id.org/biopharma-kg/ontology").load(fileobj=triples)
    owlready2.sync_reasoner_hermit(world, debug=0)
    return {entity.name for entity in world.inconsistent_classes()} - {"Nothing"}


def test_every_class_can_have_members() -> None:
    assert unsatisfiable() == set()


def test_a_class_that_can_have_no_member_is_found() -> None:
    assert unsatisfiable("x:Both a owl:Class ; rdfs:subClassOf kg:Company , kg:Person .") == {"Both"}


@pytest.mark.parametrize(
    "contradiction",
    [
        pytest.param("x:a kg:hasTarget x:b . x:b a kg:Company .", id="outside a range"),
        pytest.param("x:a kg:partnerOf x:b . x:b a kg:Compound .", id="symmetry and domain"),
    ],
)
def test_a_contradiction_in_data_is_found(contradiction: str) -> None:
    individuals = "x:a a owl:NamedIndividual . x:b a owl:NamedIndividual .\n"
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(individuals + contradiction)
