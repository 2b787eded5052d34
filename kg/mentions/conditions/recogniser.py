"""Diseases and conditions, by the form of their names, by defined abbreviations, and from the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.mention import Mention
from kg.mentions.common.acronyms import stands_for
from kg.mentions.common.biomedical import is_biomedical
from kg.mentions.common.listed import listed
from kg.mentions.common.symbols import is_symbol
from kg.mentions.common.tokens import lines
from kg.mentions.common.words import words
from kg.mentions.conditions.disease_words import head_kind
from kg.mentions.conditions.phrases import Phrase, PhraseReader, clean
from kg.structure.page import Page

_SURE = 0.8
#: Spaces in a listed name that is long enough to be the whole name of a disease.
_TELLING = 2
_ACRONYM = re.compile(r"\s*,?\s*\(\s*(?:or\s+)?[“\"'‘]?\s*([A-Za-z][A-Za-z0-9/-]{1,11})\s*[”\"'’]?\s*[);,]")
_LONG_FORM = re.compile(r"([A-Za-z][A-Za-z0-9/-]{1,11})\s?\(\s?$")


def recognise(page: Page) -> Iterator[Mention]:
    """Mentions of conditions in the readable sentences, in the order of the text.

    The span covers the words that tell stage, line or marker; `name` is the disease itself and `aliases`
    hold the whole wording and the abbreviation that the text defines.
    """
    if not is_biomedical(page):
        return
    readers = [PhraseReader(page.text, line) for line in lines(page)]
    found = [phrase for reader in readers for phrase in reader.phrases()]
    defined = dict(_definitions(page.text, found))
    short_forms = words("condition-acronym") | defined.keys()
    known = {form: name for name in short_forms for form in (name, f"{name}s")}
    found += [phrase for reader in readers for phrase in reader.abbreviated(known)]
    found = list(_named(page.text, [*found, *_listed(page)]))
    short = {name: acronym for acronym, name in defined.items()}
    for it in found:
        others = {it.full, short.get(it.core, ""), defined.get(it.core, "")} - {it.core, ""}
        yield Mention(it.start, it.end, "Condition", it.core, (), tuple(sorted(others)), it.score, it.rule)


def _definitions(text: str, found: Sequence[Phrase]) -> Iterator[tuple[str, str]]:
    """Abbreviations that the text defines, with the disease that each stands for."""
    for phrase in found:
        if match := _ACRONYM.match(text, phrase.end):
            name = next((name for name in (phrase.core, phrase.full) if stands_for(match[1], name)), None)
            if name:
                yield match[1].rstrip("s") if match[1][:-1].isupper() else match[1], name
            continue
        match = _LONG_FORM.search(text, max(0, phrase.start - 20), phrase.start)
        if match and stands_for(match[1], phrase.core):
            yield match[1], phrase.core


def _listed(page: Page) -> Iterator[Phrase]:
    """Diseases of the vocabulary, for those whose form tells nothing."""
    for mention in listed(page):
        if mention.kind != "Condition" or mention.score < _SURE:
            continue
        name = clean(page.text, mention.start, mention.end)
        slashed = (
            "/" in page.text[mention.start - 1 : mention.start] + page.text[mention.end : mention.end + 1]
        )
        judged_by_form = " " not in name and not slashed and head_kind(name.lower()) is not None
        if not judged_by_form and name.lower() not in words("condition-stop") | words("condition-not"):
            yield Phrase(mention.start, mention.end, name, name, 0.85, "vocabulary")


def _named(text: str, found: Iterable[Phrase]) -> Iterator[Phrase]:
    """Phrases without those inside others; where they overlap, they are one, named as its end is.

    A listed name that ends a phrase names it too, if it is long enough.
    """
    last: Phrase | None = None
    for phrase in sorted(found, key=lambda phrase: (phrase.start, -phrase.end)):
        if phrase.rule == "coordinated":
            yield phrase
        elif last is None or phrase.start >= last.end:
            if last:
                yield last
            last = phrase
        elif phrase.end > last.end or _is_telling(phrase, last):
            full = clean(text, last.start, phrase.end)
            last = replace(last, end=phrase.end, full=full, core=phrase.core)
    if last:
        yield last


def _is_telling(inner: Phrase, outer: Phrase) -> bool:
    if inner.end != outer.end or inner.rule != "vocabulary" or inner.core.count(" ") < _TELLING:
        return False
    more = inner.core.removesuffix(outer.core).split()
    return len(inner.core) < len(outer.core) or all(_is_kind(word) for word in more)


def _is_kind(word: str) -> bool:
    """Whether a word tells a disease's kind, not its stage or marker: "age-related", "triple-negative"."""
    first, hyphen, _ = word.partition("-")
    return hyphen != "" and not is_symbol(first)
