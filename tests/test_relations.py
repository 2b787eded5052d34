"""From mentions to facts: encoding, patterns, status and references, each through its public functions."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.document import Document
from kg.errors import PatternError
from kg.extract import extract
from kg.facts import Fact, FactsFile
from kg.mention import Mention
from kg.relations.encode import SIGN, Item, encode, without_asides, without_overlaps
from kg.relations.patterns import Pattern, PatternSet, pattern_sets
from kg.relations.status import scopes, status_at

ROOT = Path(__file__).parents[1]
HEAD = (
    "Redwood Oncology Reports Clinical Progress\n\n"
    "BOSTON, Mass., March 3, 2025 (GLOBE NEWSWIRE) -- Redwood Oncology, Inc. (Nasdaq: RWDO), a "
    "clinical-stage biotechnology company developing therapies for patients with cancer, today gave an "
    "update on its trials. "
)


def read(sentences: str) -> FactsFile:
    """The facts of a short release with these sentences."""
    return extract(Document(id="redwood-20250303", text=HEAD + sentences, published="2025-03-03"))


def told(file: FactsFile, predicate: str) -> list[tuple[str | None, str | float | None, str]]:
    """Subject, object or value, and status of all facts with a predicate."""

    def name(key: str | None) -> str | None:
        return None if key is None else file.entities[key].name

    facts = [fact for fact in file.facts if fact.predicate == predicate]
    return [(name(fact.subject), name(fact.object) or fact.value, fact.status) for fact in facts]


def item(text: str, words: str, kind: str, entity: int | None = None) -> Item:
    start = text.index(words)
    return Item(kind, start, start + len(words), Mention(start, start + len(words), kind, words), entity)


class TestEncoding:
    def test_a_mention_is_one_sign_and_leads_back_to_its_words(self) -> None:
        text = "RWD-101  binds\nCD19."
        sentence = encode(
            text, 0, len(text), [item(text, "RWD-101", "Compound"), item(text, "CD19", "Target")]
        )
        assert sentence.text == f"{SIGN['Compound']} binds {SIGN['Target']}."
        assert sentence.span(0, len(sentence.text)) == (0, len(text))

    def test_parentheses_that_repeat_a_name_are_left_out(self) -> None:
        text = "Redwood Oncology, Inc. (“Redwood”) grows."
        short = text.index("“") + 1
        again = Mention(short, short + len("Redwood"), "Company", "Redwood")
        names = [
            item(text, "Redwood Oncology, Inc.", "Company", 1),
            Item("Company", again.start, again.end, again, 1),
        ]
        assert without_asides(encode(text, 0, len(text), names)).text == f"{SIGN['Company']} grows."

    def test_parentheses_that_say_more_stay(self) -> None:
        text = "33% (7/21) of patients"
        values = [item(text, "33%", "Percent"), item(text, "7/21", "Fraction")]
        assert "(" in without_asides(encode(text, 0, len(text), values)).text

    @given(st.text(max_size=200))
    def test_offsets_point_at_the_same_characters(self, text: str) -> None:
        sentence = encode(text, 0, len(text), [])
        assert len(sentence.offsets) == len(sentence.text) + 1
        assert list(sentence.offsets) == sorted(sentence.offsets)

    def test_of_overlapping_mentions_the_longer_stays(self) -> None:
        text = "trastuzumab emtansine"
        short, long = item(text, "trastuzumab", "Compound"), item(text, text, "Compound")
        assert without_overlaps([short, long]) == [long]


class TestStatus:
    @pytest.mark.parametrize(
        ("sentence", "word", "expected"),
        [
            ("the company plans to start a phase 2 trial", "phase", "planned"),
            ("the company started a phase 2 trial", "phase", "asserted"),
            ("a phase 2 trial is expected to begin in may", "phase", "planned"),
            ("the drug may be useful in lupus", "lupus", "potential"),
            ("redwood discontinued the phase 2 trial", "phase", "negated"),
            ("it does not bind cd20, binds cd19", "cd20", "negated"),
            ("it does not bind cd20, binds cd19", "cd19", "asserted"),
            ("we believe that it works in lupus", "lupus", "opinion"),
            ("it plans to grow; the phase 2 trial is running", "phase", "asserted"),
            ("a candidate for lupus had results of a phase 2 study", "phase", "asserted"),
            ("it is a candidate for accelerated approval in lupus", "lupus", "potential"),
            ("we look forward to sharing news of the drug for lupus", "lupus", "asserted"),
            ("we look forward to starting a phase 2 trial", "phase", "planned"),
            ("it is poised to become the first lupus therapy", "lupus", "asserted"),
            ("first to go to market will be \ue003, a protein for lupus", "lupus", "asserted"),
            ("the session will focus on the use of the drug for lupus", "lupus", "asserted"),
            ("we expect to report results from our ongoing phase 2 study", "phase", "asserted"),
            ("potentially faster due to the success of a phase 2 trial", "phase", "asserted"),
            ("if the results are good, a phase 2 trial follows", "phase", "potential"),
            ("they would have to run a phase 2 trial", "phase", "potential"),
        ],
    )
    def test_a_trigger_governs_its_scope(self, sentence: str, word: str, expected: str) -> None:
        assert status_at(sentence.index(word), scopes(sentence)) == expected


class TestPatternFiles:
    @pytest.mark.parametrize(
        ("line", "words"),
        [
            ("{subject:Drug} binds {object:Target}", "'Drug' is no kind of mention"),
            ("{subject:Compound} <nothing> {object:Target}", "<nothing> is not a macro"),
            ("{subject:Compound} (binds {object:Target}", "not a regular expression"),
            ("{subject:Compound} binds {object:Target} ;; likely", "expected NAME=VALUE"),
        ],
    )
    def test_a_bad_line_is_named_with_file_and_line(self, tmp_path: Path, line: str, words: str) -> None:
        (tmp_path / "macros.txt").write_text("be = (?:is|are)\n", encoding="utf-8")
        (tmp_path / "hasTarget.txt").write_text(f"# a comment\n\n{line}\n", encoding="utf-8")
        with pytest.raises(PatternError, match=r"hasTarget\.txt:3: ") as caught:
            pattern_sets(tmp_path)
        assert words in str(caught.value)

    def test_the_shipped_files_are_sound(self) -> None:
        plain, full = pattern_sets()
        assert plain.patterns
        assert full.patterns

    @pytest.mark.parametrize(
        "noise", ["a " * 20_000, "(" * 40_000, "x, " * 15_000, SIGN["Compound"] * 40_000]
    )
    def test_no_text_makes_them_explode(self, noise: str) -> None:
        plain, full = pattern_sets()
        for patterns in (plain, full):
            for pattern in patterns.matching(noise):
                next(iter(pattern.expression.finditer(noise)), None)
        scopes(noise)


class TestReferences:
    def test_a_sentence_without_a_name_is_about_what_was_named_last(self) -> None:
        file = read("RWD-101 is an investigational antibody. The compound binds to CD19.")
        assert ("RWD-101", "CD19", "asserted") in told(file, "hasTarget")

    def test_both_the_words_and_the_name_are_evidence(self) -> None:
        file = read("RWD-101 is an investigational antibody. The compound binds to CD19.")
        (fact,) = [fact for fact in file.facts if fact.predicate == "hasTarget"]
        assert [evidence.quote for evidence in fact.evidence] == ["The compound binds to CD19.", "RWD-101"]

    def test_the_company_is_the_one_that_speaks(self) -> None:
        file = read("The Company has a collaboration with Pfizer.")
        assert ("Redwood Oncology, Inc.", "Pfizer", "asserted") in told(file, "partnerOf")


class TestFacts:
    def test_evidence_quotes_the_text(self) -> None:
        file = read("RWD-101 is being evaluated in a Phase 2 clinical trial in patients with breast cancer.")
        assert file.facts
        for fact in file.facts:
            assert fact.evidence
            assert all(file.text is not None and file.text[e.start : e.end] == e.quote for e in fact.evidence)

    def test_each_fact_is_told_once(self) -> None:
        file = read("RWD-101 binds to CD19. RWD-101 targets CD19. The compound binds CD19.")
        assert told(file, "hasTarget") == [("RWD-101", "CD19", "asserted")]

    def test_a_planned_study_gives_a_planned_phase(self) -> None:
        file = read(
            "Redwood plans to initiate a Phase 2 clinical trial of RWD-101 in patients with breast cancer."
        )
        assert told(file, "developmentPhase") == [("RWD-101", "Phase 2", "planned")]

    def test_reading_is_a_function_of_the_document(self) -> None:
        sentences = "RWD-101 binds to CD19 and is in a Phase 1/2 trial in combination with rituximab."
        assert read(sentences) == read(sentences)

    def test_an_opinion_is_no_fact(self) -> None:
        file = read("“We believe that RWD-101 has the potential to treat lung cancer,” the company said.")
        assert [fact for fact in file.facts if fact.status == "asserted" and _names(file, fact, "lung")] == []


def _names(file: FactsFile, fact: Fact, word: str) -> bool:
    return fact.object is not None and word in file.entities[fact.object].name


class TestNames:
    def test_a_name_in_parentheses_or_a_former_name_is_the_same_compound(self) -> None:
        file = read(
            "Lisovatamab (RWD-101) binds to CD19. The trial of lisovatamab is a Phase 2 trial. "
            "RWD-102 is an investigational antibody. Formerly known as RWX-7, the compound binds to CD20."
        )
        (first,) = [
            entity for entity in file.entities.values() if "RWD-101" in (entity.name, *entity.aliases)
        ]
        assert "Lisovatamab" in (first.name, *first.aliases)
        (second,) = [entity for entity in file.entities.values() if "RWX-7" in (entity.name, *entity.aliases)]
        assert "RWD-102" in (second.name, *second.aliases)

    @pytest.mark.parametrize("seed", ["0", "1", "2"])
    def test_no_order_of_sets_shows_in_the_facts(self, seed: str) -> None:
        code = (
            "import hashlib, pathlib; from kg.extract import extract; from kg.readers import make_document\n"
            "paths = sorted(pathlib.Path('kg/samples').glob('*-*.*'))\n"
            "made = [extract(make_document(p.read_text(), p.stem)).model_dump_json() for p in paths]\n"
            "print(hashlib.sha256(''.join(made).encode()).hexdigest())"
        )
        runs = {
            subprocess.run(
                [sys.executable, "-c", code],
                cwd=ROOT,
                env={**os.environ, "PYTHONHASHSEED": each, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for each in ("7", seed)
        }
        assert len(runs) == 1


def test_the_filter_of_patterns_passes_all_that_match(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[PatternSet, str]] = []
    filtered = PatternSet.matching

    def spy(patterns: PatternSet, text: str) -> Iterator[Pattern]:
        asked.append((patterns, text))
        return filtered(patterns, text)

    monkeypatch.setattr(PatternSet, "matching", spy)
    for sample in sorted((ROOT / "kg" / "samples").glob("*.txt"))[:4]:
        extract(Document(id=sample.stem, text=sample.read_text(encoding="utf-8")))
    assert asked
    for patterns, text in asked:
        passed = {pattern.place for pattern in filtered(patterns, text)}
        missed = [p.place for p in patterns.patterns if p.place not in passed and p.expression.search(text)]
        assert not missed, text
