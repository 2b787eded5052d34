"""Slugs and hashes: the same for one name, different for two, and safe whatever the name holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.rdf.literals import decimal_text
from kg.rdf.names import Names, clean, digest, slug
from kg.rdf.namespaces import RESOURCE, kind_segment

SLUGS = [
    ("ImmunoGen, Inc.", "Company", "immunogen"),
    ("ImmunoGen", "Company", "immunogen"),
    ("AG", "Company", "ag"),
    ("Inc. Research", "Company", "inc-research"),
    ("SAR3419", "Compound", "sar3419"),
    ("trastuzumab\n emtansine", "Compound", "trastuzumab-emtansine"),
    ("Kadcyla®", "Compound", "kadcyla"),
    ("Rituxan(R)", "Compound", "rituxan"),
    ("TNF-α", "Target", "tnf-alpha"),
    ("TNFα", "Target", "tnf-alpha"),
    ("λ chain", "Target", "lambda-chain"),
    ("CD19", "Target", "cd19"),
    ("CD19+", "Target", "cd19-plus"),
    ("Johnson & Johnson", "Company", "johnson-and-johnson"),
    ("non-Hodgkin’s lymphoma", "Condition", "non-hodgkins-lymphoma"),
    ("non-Hodgkin's lymphoma", "Condition", "non-hodgkins-lymphoma"),
    ("Sjögren’s syndrome", "Condition", "sjogrens-syndrome"),
    ("Søren Ærø", "Person", "soren-aero"),
]


@pytest.mark.parametrize(("name", "kind", "expected"), SLUGS, ids=[name for name, _, _ in SLUGS])
def test_slug(name: str, kind: str, expected: str) -> None:
    assert slug(name, kind) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("信达生物", "恒瑞医药"),
        ("信达 Bio", "恒瑞 Bio"),
        ("x" * 200 + "1", "x" * 200 + "2"),
        ("!", "?"),
        ("", "-"),
    ],
)
def test_what_a_slug_cannot_show_is_told_apart_by_a_hash(one: str, other: str) -> None:
    assert slug(one) != slug(other)
    assert len(slug(one)) <= 101


@given(st.text(), st.sampled_from(["Company", "Compound"]))
def test_any_name_gives_a_safe_iri(name: str, kind: str) -> None:
    local = Names().named(kind, name).value.removeprefix(f"{RESOURCE}{kind.lower()}/")
    assert local
    assert set(local) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@given(st.text(max_size=8), st.text(max_size=8))
def test_two_documents_never_share_a_graph(one: str, other: str) -> None:
    assert (one == other) == (Names().graph(one) == Names().graph(other))


def test_an_identifier_that_is_safe_stays_as_it_is() -> None:
    assert Names().document("000_4c2f.txt").value == RESOURCE + "document/000_4c2f.txt"
    assert Names().document("../../etc").value.startswith(RESOURCE + "document/etc-")


def test_the_base_is_a_setting() -> None:
    assert Names("https://example.org/").named("Company", "Acme").value == "https://example.org/company/acme"
    with pytest.raises(ValueError, match="must end in"):
        Names("https://example.org")


def test_digest_is_fixed() -> None:
    assert digest("a", "b") == "59b271ae1bbcb1d31d41"
    assert digest("ab") != digest("a", "b")


def test_clean_keeps_one_line() -> None:
    assert clean(" a\r\n b\x00\t c ") == "a b c"


def test_kind_segment() -> None:
    assert kind_segment("PaymentKind") == "payment-kind"


@pytest.mark.parametrize(
    ("value", "expected"),
    [(33.0, "33"), (0.0032, "0.0032"), (1e9, "1000000000"), (1e-7, "0.0000001"), (-0.0, "0")],
)
def test_decimal_text(value: float, expected: str) -> None:
    assert decimal_text(value) == expected
