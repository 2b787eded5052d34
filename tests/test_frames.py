"""Frames crossed with verbs: each verb of a relation is read in every way in which English uses it."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path

import pytest

from kg.document import Document
from kg.errors import PatternError
from kg.extract import extract
from kg.relations.patterns import FOLDER, pattern_sets
from kg.relations.verbs import forms

HEAD = (
    "Redwood Oncology Reports Progress of RWD-101\n\n"
    "BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a "
    "clinical-stage biotechnology company developing therapies for patients with cancer, today gave an "
    "update on its drug candidate RWD-101. Others work on antibody-drug conjugates (ADCs). "
    "VersaLink is a platform technology. "
)


def told(sentence: str, predicate: str) -> set[frozenset[str]]:
    """Subject and object of the facts that a short release with this sentence tells by a relation."""
    file = extract(Document(id="redwood-20250303", text=HEAD + sentence, published="2025-03-03"))
    return {
        frozenset({file.entities[fact.subject].name, file.entities[fact.object].name})
        for fact in file.facts
        if fact.predicate == predicate and fact.subject and fact.object
    }


class TestForms:
    @pytest.mark.parametrize(
        ("verb", "does", "did", "done", "doing"),
        [
            ("develop", "develops", "developed", "developed", "developing"),
            ("study", "studies", "studied", "studied", "studying"),
            ("evaluate", "evaluates", "evaluated", "evaluated", "evaluating"),
            ("discuss", "discusses", "discussed", "discussed", "discussing"),
            ("launch", "launches", "launched", "launched", "launching"),
            ("agree", "agrees", "agreed", "agreed", "agreeing"),
            ("employ", "employs", "employed", "employed", "employing"),
            ("commerciali[sz]e", *(f"commerciali[sz]{end}" for end in ("es", "ed", "ed", "ing"))),
            ("give", "gives", "gave", "given", "giving"),
            ("make", "makes", "made", "made", "making"),
        ],
    )
    def test_by_rule_or_by_list(self, verb: str, does: str, did: str, done: str, doing: str) -> None:
        found = forms(verb, "here")
        assert [found[form] for form in ("do", "does", "did", "done", "doing")] == [
            verb,
            does,
            did,
            done,
            doing,
        ]

    def test_of_a_verb_with_a_particle(self) -> None:
        assert forms("take over", "here")["done"] == "(?:taken) over"

    def test_nouns_of_the_act_and_of_who_does_it(self) -> None:
        found = forms("develop", "here")
        assert (found["deed"], found["doer"]) == ("development", "developer")
        assert forms("evaluate", "here")["deed"] == "evaluations?"
        assert "doer" not in forms("evaluate", "here")


class TestLines:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("@frames transitive", "expected '@frames GROUP ROLE={slot} ...: VERB, VERB'"),
            (
                "@frames intransitive agent={object:Company}: sleep",
                "'intransitive' is no group of frames.txt",
            ),
            (
                "@frames transitive patient={subject:Compound}: develop",
                "'patient' is no role of transitive",
            ),
            ("@frames transitive agent={object:Company} theme={subject:Compound}: 3x", "'3x' is no verb"),
            ("@frames transitive agent={object:Firm} theme={subject:Compound}: sell", "'Firm' is no kind"),
            ("@frames transitive agent={object:Company}: sell", "fills no frame of transitive"),
        ],
    )
    def test_a_bad_line_is_named_with_file_and_line(self, tmp_path: Path, line: str, words: str) -> None:
        shutil.copy(FOLDER / "macros.txt", tmp_path)
        (tmp_path / "developedBy.txt").write_text(f"# a comment\n{line}\n", encoding="utf-8")
        with pytest.raises(PatternError, match=r"developedBy\.txt:2") as caught:
            pattern_sets(tmp_path)
        assert words in str(caught.value)


DEVELOPING = [
    ("develop", "develops", "developed", "developing"),
    ("test", "tests", "tested", "testing"),
    ("study", "studies", "studied", "studying"),
    ("market", "markets", "marketed", "marketing"),
]
WHO_DEVELOPS = [
    "Belmont Pharma AG {does} RWD-101 in Japan.",
    "Belmont Pharma AG, a company in Basel, has {done} RWD-101.",
    "Belmont Pharma AG is currently {doing} a new oral drug for gout, RWD-101.",
    "Belmont Pharma AG is discovering, making and {doing} RWD-101.",
    "Belmont Pharma AG, which is {doing} RWD-101, took part.",
    "Belmont Pharma AG is a company {doing} RWD-101.",
    "Belmont Pharma AG is focused on {doing} RWD-101.",
    "Belmont Pharma AG bought Norvane Inc. in May and is {doing} RWD-101.",
    "RWD-101 is being {done} by Belmont Pharma AG.",
    "RWD-101, {done} with support of others by Belmont Pharma AG, did well.",
    "RWD-101, an oral drug, has been {done} in Japan by Belmont Pharma AG.",
    "RWD-101, which Belmont Pharma AG has been {doing}, did well.",
]


@pytest.mark.parametrize(("frame", "verb"), list(product(WHO_DEVELOPS, DEVELOPING)))
def test_who_develops_a_compound(frame: str, verb: tuple[str, ...]) -> None:
    words = dict(zip(("do", "does", "done", "doing"), verb, strict=True))
    assert frozenset({"RWD-101", "Belmont Pharma AG"}) in told(frame.format(**words), "developedBy")


@pytest.mark.parametrize(
    "sentence",
    [
        "Belmont Pharma AG's development of RWD-101 goes on.",
        "The development of RWD-101 by Belmont Pharma AG goes on.",
        "RWD-101 is in clinical development at Belmont Pharma AG.",
        "Belmont Pharma AG, the developer of RWD-101, took part.",
        "RWD-101 developer Belmont Pharma AG took part.",
        "The Phase 2 trial of RWD-101 is sponsored by Belmont Pharma AG.",
        "In Europe RWD-101 is marketed by its partner Belmont Pharma AG.",
    ],
)
def test_who_develops_a_compound_in_nouns_and_studies(sentence: str) -> None:
    assert frozenset({"RWD-101", "Belmont Pharma AG"}) in told(sentence, "developedBy")


@pytest.mark.parametrize(
    "sentence",
    [
        "Redwood is working with Belmont Pharma AG to develop antibodies.",
        "Redwood received funds from Belmont Pharma AG to advance RWD-101.",
        "RWD-101 carries an antibody made by Belmont Pharma AG.",
    ],
)
def test_who_only_stands_near_develops_nothing(sentence: str) -> None:
    assert frozenset({"RWD-101", "Belmont Pharma AG"}) not in told(sentence, "developedBy")


@pytest.mark.parametrize(
    ("sentence", "predicate", "other"),
    [
        ("RWD-101 works by shutting down CD38.", "hasTarget", "CD38"),
        ("RWD-101 is a potent, selective, oral inhibitor of CD38.", "hasTarget", "CD38"),
        ("By blocking CD38, RWD-101 stops the growth of tumors.", "hasTarget", "CD38"),
        ("CD38, the protein that RWD-101 binds, is found on cancer cells.", "hasTarget", "CD38"),
        ("Built with VersaLink, RWD-101 is an antibody.", "usesTechnology", "VersaLink"),
        ("Redwood used the VersaLink technology to build RWD-101.", "usesTechnology", "VersaLink"),
        ("RWD-101 was made in Boston by means of VersaLink.", "usesTechnology", "VersaLink"),
        ("The trial pairs RWD-101 with pembrolizumab.", "combinedWith", "pembrolizumab"),
        ("RWD-101 is given alongside pembrolizumab.", "combinedWith", "pembrolizumab"),
        ("RWD-101 was invented by chemists at Belmont Pharma AG.", "originatedBy", "Belmont Pharma AG"),
    ],
)
def test_other_groups_of_frames(sentence: str, predicate: str, other: str) -> None:
    assert frozenset({"RWD-101", other}) in told(sentence, predicate)


@pytest.mark.parametrize(
    "sentence",
    [
        "Redwood, a company in Boston, has teamed up with Belmont Pharma AG.",
        "Redwood is allied with Belmont Pharma AG.",
        "Belmont Pharma AG supplies RWD-101 to Redwood.",
        "Together with Belmont Pharma AG, Redwood runs a trial of RWD-101.",
    ],
)
def test_partners(sentence: str) -> None:
    assert frozenset({"Redwood Oncology, Inc.", "Belmont Pharma AG"}) in told(sentence, "partnerOf")
