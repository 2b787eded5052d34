"""What releases tell of people, companies, their partners and their money, through `extract`."""

from __future__ import annotations

import pytest

from kg.document import Document
from kg.extract import extract
from kg.facts import Fact, FactsFile

HEAD = (
    "Redwood Oncology Gives an Update\n\n"
    "BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a "
    "clinical-stage biotechnology company, today gave an update on its business. "
)


def read(sentences: str) -> FactsFile:
    """The facts of a short release with these sentences."""
    return extract(Document(id="redwood-20250303", text=HEAD + sentences, published="2025-03-03"))


def facts(file: FactsFile, predicate: str) -> list[Fact]:
    return [fact for fact in file.facts if fact.predicate == predicate]


def names(file: FactsFile, predicate: str) -> set[tuple[str, str, str]]:
    """Names of subject and object, and the status, of all facts with a predicate."""

    def name(key: str | None) -> str:
        return "" if key is None else file.entities[key].name

    return {(name(f.subject), name(f.object), f.status) for f in facts(file, predicate)}


class TestRoles:
    def test_coordinated_roles_are_facts_of_their_own(self) -> None:
        file = read(
            "Dr. Anna Bell served as Head of Business Development (2001-2004) and Director of Oncology "
            "(2004-2009) at Alder Pharmaceuticals, Inc."
        )
        assert names(file, "holdsRole") == {("Anna Bell", "Alder Pharmaceuticals, Inc.", "asserted")}
        roles = {fact.role for fact in facts(file, "holdsRole")}
        assert roles == {"Head of Business Development", "Director of Oncology"}

    def test_an_office_without_an_employer_is_the_issuers_but_a_calling_is_not(self) -> None:
        file = read(
            "“We are on track,” said Dr. Anna Bell, Chief Executive Officer. Professor John Reed agreed."
        )
        assert names(file, "holdsRole") == {("Anna Bell", "Redwood Oncology, Inc.", "asserted")}

    def test_who_steps_down_holds_the_office_no_more(self) -> None:
        file = read("Dr. Anna Bell is stepping down from her role as Chief Medical Officer.")
        assert names(file, "holdsRole") == {("Anna Bell", "Redwood Oncology, Inc.", "negated")}

    def test_offices_before_names_go_with_the_names_behind_them(self) -> None:
        file = read(
            "The event will feature Alder CEO John Reed, Medical Director Anna Bell, and Board Chair Tom "
            "Hale, former CEO of Quelsius."
        )
        told = {(file.entities[fact.subject or ""].name, fact.role) for fact in facts(file, "holdsRole")}
        assert told == {
            ("John Reed", "CEO"),
            ("Anna Bell", "Medical Director"),
            ("Tom Hale", "Board Chair"),
            ("Tom Hale", "CEO"),
        }


class TestPartners:
    @pytest.mark.parametrize(
        "sentence",
        [
            "Redwood entered into a license agreement with Alder Pharmaceuticals, Inc.",
            "Our partner, Alder Pharmaceuticals, Inc., runs the plant.",
            "Redwood has partnered with Alder Pharmaceuticals, Inc. to make its drugs.",
        ],
    )
    def test_collaborations(self, sentence: str) -> None:
        found = names(read(sentence), "partnerOf")
        assert found == {("Redwood Oncology, Inc.", "Alder Pharmaceuticals, Inc.", "asserted")}

    @pytest.mark.parametrize(
        "sentence",
        [
            "Redwood entered into a securities purchase agreement with Alder Capital, Inc.",
            "The partnership with Alder Media, Inc. aims to expand investor awareness.",
            "Redwood engaged Alder Group, Inc. as its investor relations firm.",
        ],
    )
    def test_investors_and_advisers_are_no_partners(self, sentence: str) -> None:
        assert names(read(sentence), "partnerOf") == set()


class TestMoney:
    def test_two_sums_between_two_parties_are_two_payments(self) -> None:
        file = read(
            "Alder Pharmaceuticals, Inc. will pay Redwood Oncology, Inc. $40 million as an upfront payment "
            "and up to $100 million in milestone payments."
        )
        assert {(f.kind, f.amount) for f in facts(file, "payment")} == {
            ("upfront", 40_000_000),
            ("milestone", 100_000_000),
        }

    def test_an_acquisition_has_a_price_and_a_price_per_share_is_none(self) -> None:
        file = read(
            "Alder Pharmaceuticals, Inc. acquired Birch Therapeutics, Inc. for $2 billion. "
            "The shares were bought at $20 per share."
        )
        assert names(file, "parentOrganization") == {
            ("Birch Therapeutics, Inc.", "Alder Pharmaceuticals, Inc.", "asserted")
        }
        assert [(f.kind, f.amount) for f in facts(file, "payment")] == [("purchase price", 2_000_000_000)]


class TestGroups:
    def test_what_explains_a_name_means_another_company(self) -> None:
        file = read("Redwood Medicines, the company’s commercial subsidiary, sells RWD-101.")
        assert names(file, "parentOrganization") == {
            ("Redwood Medicines", "Redwood Oncology, Inc.", "asserted")
        }

    def test_a_former_name_is_not_the_name(self) -> None:
        file = read("It has licensed RWD-101 to Alder Inc. (formerly Cedar Nutrition Corporation).")
        names_of = {entity.name: entity.aliases for entity in file.entities.values()}
        assert "Cedar Nutrition Corporation" in names_of["Alder Inc."]


def test_an_opening_phrase_speaks_of_the_subject_that_it_leads_up_to() -> None:
    file = read(
        "Alder Pharmaceuticals, Inc. is a partner. In addition to its work on RWD-101, Redwood Oncology "
        "continued developing other programs, such as its proprietary Chimeric Bait Receptor (CBR) platform, "
        "for the treatment of patients with lymphoma in clinical trials. "
        "Through its wholly owned subsidiary, Cedar Medicines Inc., Redwood Oncology sells RWD-102."
    )
    assert {owner for owner, _, _ in names(file, "ownsTechnology")} == {"Redwood Oncology, Inc."}
    assert names(file, "parentOrganization") == {
        ("Cedar Medicines Inc.", "Redwood Oncology, Inc.", "asserted")
    }


def test_what_a_round_up_told_of_one_company_is_not_of_the_next() -> None:
    file = read(
        "Alder Pharmaceuticals, Inc. (NASDAQ: ALDR) is testing ALD-7 in osteosarcoma. "
        "Cedar Biotherapeutics, Inc. (NASDAQ: CDRB) is developing radiotherapies to improve treatment for "
        "patients with blood cancers."
    )
    aims = {(subject, disease) for subject, disease, _ in names(file, "hasIndication")}
    assert ("ALD-7", "blood cancers") not in aims


def test_a_calling_goes_with_the_university_behind_the_name() -> None:
    file = read("It was founded by Joost Reed and Professor Anna Bell of Ghent University.")
    assert ("Anna Bell", "Ghent University", "asserted") in names(file, "holdsRole")
    assert ("Anna Bell", "Redwood Oncology, Inc.", "asserted") not in names(file, "holdsRole")
