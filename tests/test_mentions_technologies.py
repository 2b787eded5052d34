"""Technologies, payloads and linkers."""

from __future__ import annotations

import time

import pytest
from mention_pages import HOSTILE, TRADE, aliases, names, page

from kg.mentions.technologies import recognise


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It uses Zelta's Guided Antibody Missile (GAM) technology.", "Guided Antibody Missile"),
        ("The vaccine is kept by XeroVax(R), a heat stabilization platform technology.", "XeroVax"),
        ("Our proprietary machine learning platform, QADR(R), finds drugs.", "QADR"),
        ("It relies on the QTX nanoparticle platform.", "QTX nanoparticle"),
        ("It has developed its proprietary powder formulation.", "powder formulation"),
        ("The drug uses the ADC technology of Zelta Genetics.", "ADC technology"),
        ("It owns the innate shield regulator (“ISR”) technology.", "innate shield regulator"),
        ("It has a proprietary powder formulation and a nasal delivery device.", "nasal delivery device"),
        ("It uses its Zelta Guided Release™ (ZGR™) platform.", "Zelta Guided Release"),
        ("Drugs are found on the basis of Zelta's GapForm chemistry.", "GapForm"),
        ("It holds a license to HexoBody, the Zelta format that carries eight drug molecules.", "HexoBody"),
        ("It is based on VirScape, the vector system for oncolytic viruses.", "VirScape"),
    ],
)
def test_technologies_are_found(text: str, expected: str) -> None:
    assert expected in names(recognise, text, "Technology")


@pytest.mark.parametrize(
    "text",
    [
        "BioWire is a communications platform for investors.",
        "The technology company uses social media platforms.",
        "The Japan Science and Technology Agency paid.",
        "We believe that our technology is good.",
        "Impressive platform data came. BQB technologies grow, said Liora Technologies.",
        "It has integrated its AI platform.",
    ],
)
def test_other_platforms_are_none(text: str) -> None:
    assert names(recognise, text, "Technology") == set()


def test_abbreviation_and_wording_are_aliases() -> None:
    text = "It uses Zelta's Guided Antibody Missile (GAM) technology. GAM compounds are many."
    assert aliases(recognise, text, "Guided Antibody Missile") >= {"GAM", "GAM technology"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The conjugate carries one of its cell-killing agents, DM4.", "DM4"),
        ("An antibody conjugated to monomethyl auristatin E kills cells.", "monomethyl auristatin E"),
        (
            "The fusion protein combines an antibody with diphtheria toxin fragments.",
            "diphtheria toxin fragments",
        ),
        ("The ADC has an exatecan payload.", "exatecan"),
        ("The conjugate carries the topoisomerase I inhibitor RWT-8.", "RWT-8"),
        ("A radioligand labelled with Lu-177.", "Lu-177"),
    ],
)
def test_payloads(text: str, expected: str) -> None:
    assert expected in names(recognise, text, "Payload")


def test_a_description_is_another_name() -> None:
    text = "It uses its proprietary heat stabilization platform technology, known as XeroVax(R)."
    assert "heat stabilization platform technology" in aliases(recognise, text, "XeroVax")
    assert names(recognise, text, "Technology") == {"XeroVax"}


def test_linkers_are_named() -> None:
    assert names(recognise, "The ADC has the disulfide linker SPDB.", "Linker") == {"SPDB linker"}
    assert names(recognise, "The ADC uses the SPDB linker and stable linkers.", "Linker") == {"SPDB linker"}


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:10]))
def test_time_is_linear_on_hostile_text(text: str) -> None:
    list(recognise(page(TRADE)))
    hostile = page(text)
    begin = time.process_time()
    list(recognise(hostile))
    assert time.process_time() - begin < 5
