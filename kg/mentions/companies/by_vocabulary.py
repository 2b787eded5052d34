"""Companies that the vocabulary lists: known ones without a cue, and those that are no partners."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kg.mention import Mention
from kg.mentions.common.listed import listed
from kg.mentions.common.names import Word, plain, run_left, word_at, words_of
from kg.mentions.common.words import words
from kg.mentions.companies.forms import base_of
from kg.mentions.companies.names import Cue
from kg.structure import Page
from kg.vocabulary import Vocabulary, vocabulary

_LEAST = 0.5
_SCORE = 0.85
#: Groups whose companies serve a release or a deal and have no part in the products that it speaks of.
_SERVANTS = frozenset({"bank", "investor", "law-firm", "accountant", "agency", "wire"})
#: Those of them that no cue makes a company.
_NEVER = frozenset({"agency", "wire"})


def by_vocabulary(page: Page) -> Iterator[Cue]:
    """Names that the vocabulary lists as a company's, with its concept; servants of deals are left out."""
    text = page.text
    for mention in listed(page):
        if mention.kind != "Company" or mention.score <= _LEAST or not _is_whole_name(page, mention):
            continue
        name = plain(text[mention.start : mention.end])
        concept = mention.values[0][1] if len(mention.values) == 1 else ""
        if not _groups(concept, vocabulary()) & _SERVANTS:
            yield Cue(mention.start, name, _SCORE, "vocabulary", concept=concept)


def is_servant(name: str, *, always: bool = False) -> bool:
    """Whether the name is that of a bank, law firm, investor, agency or the like.

    Args:
        name: A company's name.
        always: Ask only for those that are no company whatever the text says: wires and agencies.
    """
    return bool(_groups_of(name, vocabulary()) & (_NEVER if always else _SERVANTS))


def is_other_thing(name: str) -> bool:
    """Whether the vocabulary knows the name, and only as something else than a company."""
    kinds = _kinds_of(name, vocabulary())
    return bool(kinds) and "Company" not in kinds


@lru_cache(maxsize=1 << 14)
def _kinds_of(name: str, known: Vocabulary) -> frozenset[str]:
    return frozenset(entry.kind for entry in known.lookup(name) if not entry.weak or len(name) > 2)


@lru_cache(maxsize=1 << 14)
def _groups_of(name: str, known: Vocabulary) -> frozenset[str]:
    entries = known.lookup(name, "Company") or known.lookup(base_of(name), "Company")
    groups = [_groups(entry.iri, known) for entry in entries]
    return frozenset.intersection(*groups) if groups else frozenset()


@lru_cache(maxsize=1 << 14)
def _groups(concept: str, known: Vocabulary) -> frozenset[str]:
    return frozenset(iri.rpartition("/")[2] for iri in known.broader(concept))


def _is_whole_name(page: Page, mention: Mention) -> bool:
    """Whether the listed words are not part of a longer name: "Roche" in "Roche Street"."""
    page_words = words_of(page)
    first = word_at(page, mention.start)
    if first < 0:
        return True  # it begins with a small letter: "argenx"
    last = first
    while last + 1 < len(page_words) and page_words[last + 1].end <= mention.end:
        last += 1
    if page_words[last].gap == " " and not _can_follow(page_words[last + 1]):
        return False
    return run_left(page_words, first, {" "}, 2) == first or _can_stand_before(page_words[first - 1])


def _can_follow(word: Word) -> bool:
    return word.text in words(
        "company-verbs", "role-heads", "role-modifiers", "name-stop-words", "legal-forms"
    )


def _can_stand_before(word: Word) -> bool:
    return word.text in words("name-lead-words", "name-stop-words", "role-heads", "company-verbs", "places")
