"""The questions that the graph is made for, each with its whole answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answers import built, rows

from kg.graph import KnowledgeGraph
from kg.query import named_queries

ACQUIRE = "AbbVie will acquire ImmunoGen"
PARENT = "parentOrganization"
ABBV, IMGN, MIRV, TDM1, SAR = (
    "abbvie",
    "immunogen",
    "mirvetuximab-soravtansine",
    "trastuzumab-emtansine",
    "coltuximab-ravtansine",
)
D2012, D2013, D2020 = "immunogen-sar3419-20120604", "genentech-kadcyla-20130222", "immunogen-huadong-20201019"
D2023, D2024 = "abbvie-immunogen-20231130", "abbvie-immunogen-20240212"


@pytest.fixture(scope="module")
def graph() -> Iterator[KnowledgeGraph]:
    with built() as made:
        yield made


def table(graph: KnowledgeGraph, name: str, columns: str, **parameters: str) -> list[tuple[str | None, ...]]:
    return [
        tuple(row.get(column) for column in columns.split()) for row in rows(graph.ask(name, **parameters))
    ]


CASES: list[tuple[str, dict[str, str], str, list[tuple[str | None, ...]]]] = [
    (
        "indications",
        {"condition": "lymphoma"},
        "compound for approved developer",
        [("coltuximab-ravtansine", "non-hodgkin-lymphoma", "false", "sanofi")],
    ),
    (
        "history",
        {"company": "ImmunoGen"},
        "date change from to formerName",
        [("2024-02-12", "Acquisition", IMGN, ABBV, None)],
    ),
    ("licensees", {"technology": "TAP"}, "licensee compound", [("amgen", None), ("sanofi", SAR)]),
    (
        "payload",
        {"payload": "DM4"},
        "compound developer licensee phase",
        [(SAR, "sanofi", "sanofi", "phase-2"), (MIRV, IMGN, "huadong-medicine", "approved")],
    ),
    ("payload", {"payload": "DM1"}, "compound developer phase", [(TDM1, "genentech", "approved")]),
    (
        "phases",
        {"asOf": "2012-12-31"},
        "compound phase since",
        [(SAR, "phase-2", "2012-06-04"), (TDM1, "phase-3", "2012-06-04")],
    ),
    (
        "phases",
        {"asOf": "2013"},
        "compound phase since",
        [(SAR, "phase-2", "2012-06-04"), (TDM1, "approved", "2013-02-22")],
    ),
    (
        "phases",
        {},
        "compound phase since",
        [
            (SAR, "phase-2", "2012-06-04"),
            (MIRV, "approved", "2023-11-30"),
            (TDM1, "approved", "2013-02-22"),
        ],
    ),
    (
        "outcomes",
        {"compound": "sar-3419"},
        "measure percent count total dose schedule quote document",
        [
            (
                "objective response rate", "33", "7", "21", "55 mg/m2", "weekly",
                "At 55 mg/m2 weekly, 7 of 21 patients (33%) had an objective response",
                D2012,
            )
        ],
    ),
    (
        "partners",
        {"company": "IMMUNOGEN INC"},
        "partner published document",
        [
            ("amgen", "2012-06-04", D2012),
            ("genentech", "2012-06-04", D2012),
            ("huadong-medicine", "2020-10-19", D2020),
            ("sanofi", "2012-06-04", D2012),
        ],
    ),
    ("shared-partners", {"one": "ImmunoGen", "other": "Novartis"}, "partner", [("genentech",)]),
    (
        "competitors",
        {"compound": "Kadcyla"},
        "competitor developer by shared",
        [
            ("trastuzumab-duocarmazine", "byondis", "indication", "breast-cancer"),
            ("trastuzumab-duocarmazine", "byondis", "target", "erbb2"),
        ],
    ),
    (
        "money",
        {},
        "payer payee kind status currency sum payments",
        [
            (ABBV, None, "purchase-price", "planned", "USD", "10100000000", "1"),
            ("genentech", IMGN, "milestone", "asserted", "USD", "10500000", "1"),
            ("huadong-medicine", IMGN, "milestone", "potential", "USD", "265000000", "1"),
            ("huadong-medicine", IMGN, "upfront", "asserted", "USD", "40000000", "1"),
        ],
    ),
    ("money", {"party": "AbbVie"}, "payer kind sum", [(ABBV, "purchase-price", "10100000000")]),
    (
        "about",
        {"thing": "AbbVie"},
        "subject predicate object status published quote",
        [
            (IMGN, PARENT, ABBV, "planned", "2023-11-30", ACQUIRE),
            (ABBV, "payment", None, "planned", "2023-11-30", f"{ACQUIRE} for $10.1 billion"),
            (IMGN, PARENT, ABBV, "asserted", "2024-02-12", "AbbVie has acquired ImmunoGen"),
        ],
    ),
    (
        "came-true",
        {},
        "subject predicate object planned so plan report",
        [(IMGN, PARENT, ABBV, "2023-11-30", "2024-02-12", D2023, D2024)],
    ),
    (
        "document",
        {"document": D2024},
        "subject predicate object status start",
        [
            (IMGN, PARENT, ABBV, "asserted", "88"),
            ("trastuzumab-duocarmazine", "developedBy", "byondis", "asserted", "119"),
            ("trastuzumab-duocarmazine", "hasIndication", "breast-cancer", "asserted", "119"),
            ("trastuzumab-duocarmazine", "hasTarget", "erbb2", "asserted", "119"),
        ],
    ),
    (
        "contradictions",
        {},
        "subject predicate object stated denied statedIn deniedIn",
        [
            (SAR, "developedBy", "sanofi", "2012-06-04", "2020-10-19", D2012, D2020),
            (SAR, "licensedTo", "sanofi", "2012-06-04", "2020-10-19", D2012, D2020),
        ],
    ),
    (
        "roles",
        {"organization": "ImmunoGen"},
        "person employer role document",
        [
            ("daniel-junius", IMGN, "President and CEO", D2012),
            ("mark-enyedy", IMGN, "President and Chief Executive Officer", D2020),
        ],
    ),
    ("roles", {"organization": "AbbVie"}, "person", []),
    (
        "approvals",
        {"condition": "breast cancer"},
        "compound agency date developer document",
        [(TDM1, "u-s-food-and-drug-administration", "2013-02-22", "genentech", D2013)],
    ),
    (
        "sources",
        {"predicate": "kg:developedBy"},
        "subject object sources documents first last",
        [
            (TDM1, "genentech", "2", "2", "2012-06-04", "2013-02-22"),
            (SAR, "sanofi", "1", "1", "2012-06-04", "2012-06-04"),
            (MIRV, IMGN, "1", "1", "2020-10-19", "2020-10-19"),
            ("trastuzumab-duocarmazine", "byondis", "1", "1", "2024-02-12", "2024-02-12"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "parameters", "columns", "expected"),
    CASES,
    ids=[f"{case[0]} {' '.join(case[1].values())}" for case in CASES],
)
def test_answer(
    graph: KnowledgeGraph,
    name: str,
    parameters: dict[str, str],
    columns: str,
    expected: list[tuple[str | None, ...]],
) -> None:
    found = table(graph, name, columns, **parameters)
    hashed = [
        tuple(None if value and len(value) == 20 and value.isalnum() else value for value in row)
        for row in found
    ]
    assert hashed == expected


def test_every_named_query_has_a_case() -> None:
    assert set(named_queries()) == {case[0] for case in CASES}


@pytest.mark.parametrize("name", named_queries())
def test_columns_are_described(graph: KnowledgeGraph, name: str) -> None:
    query = named_queries()[name]
    given = next(parameters for asked, parameters, _, _ in CASES if asked == name)
    answer = graph.ask(name, **given)
    assert set(answer.columns) - answer.asked == set(query.columns)


def test_planned_and_potential_sums_are_never_paid(graph: KnowledgeGraph) -> None:
    paid = [row for row in rows(graph.ask("money")) if row["status"] == "asserted"]
    assert sum(int(row["sum"]) for row in paid) == 50_500_000
