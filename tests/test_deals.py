"""How releases word deals: licences, platforms, joint work, origins, groups, payments, through `extract`."""

from __future__ import annotations

import pytest

from kg.document import Document
from kg.extract import extract
from kg.facts import FactsFile

HEAD = (
    "Redwood Oncology Gives an Update\n\n"
    "BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a "
    "clinical-stage biotechnology company, today gave an update on its business. "
)
#: Without words of medicine a release has no compounds.
TAIL = (
    "\n\nIn clinical trials, patients with cancer were given the drug candidate RDW-101, an antibody for "
    "oncology therapy, and the drug candidate RDW-202; the treatment was safe, with efficacy at each dose.\n"
)
ISSUER, ALDER, KESTREL = "Redwood Oncology, Inc.", "Alder Pharmaceuticals, Inc.", "Kestrel Bio Ltd."
BIRCH, TRENTO = "Birch Biosciences AG", "University of Trento"


def read(sentence: str) -> FactsFile:
    """The facts of a short release with these words."""
    return extract(Document(id="redwood-20250303", text=HEAD + sentence + TAIL, published="2025-03-03"))


def told(sentence: str, predicate: str) -> set[tuple[str, str, str]]:
    """Subject, object and status of the facts of one relation."""
    file = read(sentence)

    def name(key: str | None) -> str:
        return "" if key is None else file.entities[key].name

    return {(name(f.subject), name(f.object), f.status) for f in file.facts if f.predicate == predicate}


LICENCES = [
    (ALDER, "asserted", "Rights to RDW-101 in South Korea belong to Alder Pharmaceuticals, Inc."),
    (ALDER, "asserted", "Redwood sold Chinese rights to RDW-101 to Alder Pharmaceuticals, Inc. last year."),
    (ALDER, "asserted", "Alder Pharmaceuticals, Inc. is the licensee of RDW-101 in Latin America."),
    (ALDER, "asserted", "Alder Pharmaceuticals, Inc. exercised its option to license RDW-101."),
    (
        ALDER,
        "asserted",
        "Alder Pharmaceuticals, Inc. was awarded exclusive rights to market RDW-101 in Peru.",
    ),
    (ALDER, "asserted", "RDW-101, which Redwood licensed to Alder Pharmaceuticals, Inc., is in Phase 3."),
    (ALDER, "asserted", "RDW-101 is licensed by Alder Pharmaceuticals, Inc. for use in Canada."),
    (ALDER, "potential", "Alder Pharmaceuticals, Inc. has an option to license RDW-101."),
    (ALDER, "negated", "Alder Pharmaceuticals, Inc. returned its rights to RDW-101."),
    (ALDER, "negated", "Redwood regained worldwide rights to RDW-101 from Alder Pharmaceuticals, Inc."),
    (ISSUER, "asserted", "Redwood has an exclusive license from Birch Biosciences AG to develop RDW-101."),
]
PLATFORM_LICENCES = [
    "Alder Pharmaceuticals, Inc. may use Redwood's proprietary linker platform AmpliFuse™ for five targets.",
    "Licence partners for Redwood's AmpliFuse™ technology include Alder Pharmaceuticals, Inc.",
    "The alliance will provide Alder Pharmaceuticals, Inc. with access to the AmpliFuse™ platform.",
    "Redwood will make its AmpliFuse™ technology available to Alder Pharmaceuticals, Inc.",
    "Redwood licenses its AmpliFuse™ technology to partners such as Alder Pharmaceuticals, Inc.",
]
PLATFORMS = [
    "AmpliFuse™, the site-specific conjugation technology of Redwood, improves stability.",
    "Redwood has built a technology platform called AmpliFuse™ for conjugates.",
    "With its proprietary linker platform AmpliFuse™ Redwood creates conjugates.",
    "The drugs are made with the AmpliFuse™ system, one of Redwood's proprietary platforms.",
    "AmpliFuse™, a platform that Redwood developed in-house, links payloads to antibodies.",
]
PLATFORM_PRODUCTS = [
    "RDW-101 came out of Redwood's proprietary AmpliFuse™ platform.",
    "The AmpliFuse™ platform has yielded RDW-101, an antibody.",
    "RDW-101 was designed by means of the AmpliFuse™ platform.",
    "Created with the AmpliFuse™ platform, RDW-101 binds CD19.",
    "The first fruit of the AmpliFuse™ platform is RDW-101.",
]
PARTNERS = [
    "Redwood and Alder Pharmaceuticals, Inc. have worked together since 2020 on cell therapies.",
    "RDW-101 is being developed with Alder Pharmaceuticals, Inc.",
    "Redwood serves its partners, which include Alder Pharmaceuticals, Inc.",
    "Other collaborators are Alder Pharmaceuticals, Inc.",
    "We count Alder Pharmaceuticals, Inc. among our partners.",
    "A license agreement has been concluded between Redwood and Alder Pharmaceuticals, Inc.",
    "Under a supply agreement, Alder Pharmaceuticals, Inc. provides pembrolizumab for the study.",
    "Alder Pharmaceuticals, Inc. and Redwood share the costs of RDW-101 in the United States.",
]
DEVELOPERS = [
    ({ALDER}, "RDW-101, an AXL-targeting ADC of Alder Pharmaceuticals, Inc., is in Phase 1."),
    ({ALDER}, "Alder Pharmaceuticals, Inc. runs a Phase 1 trial of RDW-101."),
    ({ALDER}, "Development of RDW-101 is led by Alder Pharmaceuticals, Inc."),
    ({ALDER}, "RDW-101 (Alder Pharmaceuticals, Inc.) is in Phase 2."),
    ({ALDER}, "RDW-101 is marketed in Japan by Alder Pharmaceuticals, Inc."),
    ({ISSUER, ALDER}, "RDW-101 is being developed by Redwood with Alder Pharmaceuticals, Inc."),
    ({ISSUER, ALDER}, "Redwood and Alder Pharmaceuticals, Inc. are jointly developing RDW-101."),
]
ORIGINS = [
    (BIRCH, "RDW-101 was discovered in the laboratories of Birch Biosciences AG."),
    (BIRCH, "Invented by Birch Biosciences AG, RDW-101 blocks CD19."),
    (BIRCH, "Redwood acquired RDW-101 from Birch Biosciences AG."),
    (TRENTO, "RDW-101, an invention of the University of Trento, is in Phase 2."),
]
GROUPS = [
    ("asserted", "Redwood is the majority shareholder in Kestrel Bio Ltd."),
    ("asserted", "Kestrel Bio Ltd., in the United States, is a wholly owned member of Redwood."),
    ("asserted", "With the takeover of Kestrel Bio Ltd. in 2022, Redwood entered Europe."),
    ("asserted", "Kestrel Bio Ltd., which Redwood acquired in 2021, makes the drug."),
    ("planned", "Kestrel Bio Ltd. will become a wholly owned subsidiary of Redwood."),
    ("planned", "Redwood will commence a tender offer for all outstanding shares of Kestrel Bio Ltd."),
]
UPFRONT, MILESTONE = "upfront", "milestone"
INSTITUTE = "National Cancer Institute"
#: Payer, payee, kind, status, millions.
PAYMENTS = [
    (
        "Redwood was paid $40 million upfront.",
        [("", ISSUER, UPFRONT, "asserted", 40)],
    ),
    (
        "Alder Pharmaceuticals, Inc. paid Redwood an option fee of $5 million.",
        [(ALDER, ISSUER, "option", "asserted", 5)],
    ),
    (
        "Redwood can earn more than $900 million in sales milestones.",
        [("", ISSUER, MILESTONE, "potential", 900)],
    ),
    (
        "The sums payable to Redwood could amount to as much as $295 million.",
        [("", ISSUER, "total", "potential", 295)],
    ),
    (
        "Alder Pharmaceuticals, Inc. will pay Redwood $60 million upfront, a further $15 million as an "
        "equity investment and up to $215 million on development and sales milestones.",
        [
            (ALDER, ISSUER, UPFRONT, "planned", 60),
            (ALDER, ISSUER, "financing", "planned", 15),
            (ALDER, ISSUER, MILESTONE, "potential", 215),
        ],
    ),
    (
        "Redwood entered into a license agreement with Alder Pharmaceuticals, Inc. and received $75 million "
        "upfront, with potential milestone payments of up to $1.1 billion.",
        [(ALDER, ISSUER, UPFRONT, "asserted", 75), (ALDER, ISSUER, MILESTONE, "potential", 1100)],
    ),
    (
        "Redwood has received a total of $30 million from Alder Pharmaceuticals, Inc., of which $12 million "
        "was the signature fee.",
        [(ALDER, ISSUER, "total", "asserted", 30), (ALDER, ISSUER, UPFRONT, "asserted", 12)],
    ),
    (
        "Dosing of the first patient triggers a $10 million payment to Redwood from Alder Pharmaceuticals, "
        "Inc.",
        [(ALDER, ISSUER, MILESTONE, "asserted", 10)],
    ),
    (
        "Revenue was $12 million, including a $10 million milestone payment from Alder Pharmaceuticals, Inc.",
        [(ALDER, ISSUER, MILESTONE, "asserted", 10)],
    ),
    (
        "Alder Pharmaceuticals, Inc. dosed a first patient. Redwood thereby became entitled to $2 million.",
        [(ALDER, ISSUER, MILESTONE, "asserted", 2)],
    ),
    (
        "Redwood licensed RDW-101 from Kestrel Bio Ltd. last year and paid an upfront fee of $3 million.",
        [(ISSUER, KESTREL, UPFRONT, "asserted", 3)],
    ),
    (
        "Payments under the agreement with Alder Pharmaceuticals, Inc. could reach $1.2 billion.",
        [(ALDER, ISSUER, "total", "potential", 1200)],
    ),
    (
        "Redwood was awarded a $3 million grant by the National Cancer Institute.",
        [(INSTITUTE, ISSUER, "grant", "asserted", 3)],
    ),
    (
        "The costs of $4 million are being contributed by the National Cancer Institute.",
        [(INSTITUTE, ISSUER, "grant", "asserted", 4)],
    ),
    (
        "Under an asset purchase agreement Alder Pharmaceuticals, Inc. will pay Kestrel Bio Ltd. $9 million.",
        [(ALDER, KESTREL, "purchase price", "planned", 9)],
    ),
    (
        "The exercise of warrants brought $4 million. Redwood also raised $6 million.",
        [("", ISSUER, "financing", "asserted", 4), ("", ISSUER, "financing", "asserted", 6)],
    ),
    (
        "Alder Pharmaceuticals, Inc. will acquire Kestrel Bio Ltd. for $35.00 per share in cash, or "
        "approximately $1.9 billion in aggregate.",
        [(ALDER, KESTREL, "purchase price", "planned", 1900)],
    ),
]
NO_PAYMENTS = [
    "Redwood makes medicines for a market of $500 million.",
    "Cash and cash equivalents totaled $91 million as of June 30, 2025.",
    "Redwood's share of the costs is $5 million.",
    "Media Company LLC will receive $30,000 from Redwood for a total of 180 days of coverage.",
    "Approval would make Redwood eligible for a priority review voucher, as was sold for $100 million.",
    "Holders will receive $5 in cash if the drug meets a regulatory milestone.",
]


@pytest.mark.parametrize(("licensee", "status", "sentence"), LICENCES)
def test_who_has_rights_to_a_compound(licensee: str, status: str, sentence: str) -> None:
    assert told(sentence, "licensedTo") == {("RDW-101", licensee, status)}


def test_two_licensees_with_their_territories_are_two_licences() -> None:
    sentence = (
        "RDW-101 has been licensed to Alder Pharmaceuticals, Inc. in Japan and to Kestrel Bio Ltd. in Oman."
    )
    assert told(sentence, "licensedTo") == {("RDW-101", ALDER, "asserted"), ("RDW-101", KESTREL, "asserted")}


@pytest.mark.parametrize("sentence", PLATFORM_LICENCES)
def test_who_may_use_a_technology(sentence: str) -> None:
    assert told(sentence, "technologyLicensedTo") == {("AmpliFuse", ALDER, "asserted")}


@pytest.mark.parametrize("sentence", PLATFORMS)
def test_whose_a_technology_is(sentence: str) -> None:
    assert told(sentence, "ownsTechnology") == {(ISSUER, "AmpliFuse", "asserted")}


@pytest.mark.parametrize("sentence", PLATFORM_PRODUCTS)
def test_what_a_technology_made(sentence: str) -> None:
    assert told(sentence, "usesTechnology") == {("RDW-101", "AmpliFuse", "asserted")}


@pytest.mark.parametrize("sentence", PARTNERS)
def test_joint_work_makes_partners(sentence: str) -> None:
    (fact,) = told(sentence, "partnerOf")
    assert set(fact) == {ISSUER, ALDER, "asserted"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Redwood's collaboration with Alder Pharmaceuticals, Inc. has ended.",
        "RDW-202 was formerly partnered with Alder Pharmaceuticals, Inc.",
    ],
)
def test_partners_no_more(sentence: str) -> None:
    assert {status for *_, status in told(sentence, "partnerOf")} == {"negated"}


@pytest.mark.parametrize(("companies", "sentence"), DEVELOPERS)
def test_who_develops_a_compound(companies: set[str], sentence: str) -> None:
    assert told(sentence, "developedBy") >= {("RDW-101", company, "asserted") for company in companies}


def test_both_companies_are_those_of_the_headline() -> None:
    text = (
        "Redwood Oncology and Alder Pharmaceuticals Report Progress\n\nBOSTON, March 3, 2025 -- Redwood "
        "Oncology, Inc. and Alder Pharmaceuticals, Inc. today reported progress. RDW-101, which the two "
        "companies are developing together, is safe." + TAIL
    )
    file = extract(Document(id="pair-20250303", text=text, published="2025-03-03"))
    developers = [f.object for f in file.facts if f.predicate == "developedBy" and f.object]
    assert {file.entities[key].name for key in developers} == {ISSUER, ALDER}


@pytest.mark.parametrize(("origin", "sentence"), ORIGINS)
def test_where_a_compound_comes_from(origin: str, sentence: str) -> None:
    assert told(sentence, "originatedBy") == {("RDW-101", origin, "asserted")}


@pytest.mark.parametrize(("status", "sentence"), GROUPS)
def test_who_belongs_to_whom(status: str, sentence: str) -> None:
    assert told(sentence, "parentOrganization") == {(KESTREL, ISSUER, status)}


@pytest.mark.parametrize(("sentence", "payments"), PAYMENTS)
def test_who_pays_whom_what_for(sentence: str, payments: list[tuple[str, str, str, str, float]]) -> None:
    file = read(sentence)
    found = [
        (
            file.entities[fact.subject].name if fact.subject else "",
            file.entities[fact.object].name if fact.object else "",
            fact.kind,
            fact.status,
            (fact.amount or 0) / 1_000_000,
        )
        for fact in file.facts
        if fact.predicate == "payment"
    ]
    assert sorted(found, key=str) == sorted(payments, key=str)


@pytest.mark.parametrize("sentence", NO_PAYMENTS)
def test_sums_that_nobody_pays_another(sentence: str) -> None:
    assert not told(sentence, "payment")


def test_the_licensee_of_the_sentence_pays_for_the_rights() -> None:
    sentence = (
        "RDW-101 was licensed to Alder Pharmaceuticals, Inc., when Redwood received $75 million upfront."
    )
    assert told(sentence, "payment") == {(ALDER, ISSUER, "asserted")}


def test_a_heading_with_a_company_tells_whose_the_products_under_it_are() -> None:
    text = (
        "Redwood Oncology to Acquire Kestrel Bio\n\nBOSTON, March 3, 2025 -- Redwood Oncology, Inc. today "
        "announced that it will acquire Kestrel Bio Ltd., a biotechnology company.\n\nWhat Kestrel Bio brings"
        "\n\nKSB-77, an antibody against CD20, is in Phase 2 for lymphoma." + TAIL
    )
    file = extract(Document(id="heading-20250303", text=text, published="2025-03-03"))
    (fact,) = (
        fact
        for fact in file.facts
        if fact.predicate == "developedBy" and file.entities[fact.subject or ""].name == "KSB-77"
    )
    assert file.entities[fact.object or ""].name == KESTREL
